"""A compound or pair made of the same word twice: "Vietnam-Vietnam", "Japan and Japan".

## What it does
Finds a word joined with itself by a hyphen, "and", "or" or "of". English does so on purpose only with comparatives
("stronger and stronger"), verbs ("talked and talked"), amounts ("years and years") and some set phrases.

## Why it matters
One of the two names is wrong: the machine gave two parties one name.

## Example
"The Vietnam-Vietnam border was closed."

## Fix safety
None is offered: the other name is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag, flag_span
from mtfix.text.tagging import Tagged

_HYPHEN = lazy.compile(r"(?<![\w-])([A-Za-z][a-z]{3,})[-–/]\1(?![\w-])")
_ON_PURPOSE = frozenset(
    """lose goody pretty fifty sixty twenty pooh choo never softly easy buddy chuff hubba kissy itsy lovey rush quick
    meow miaow neigh quack tweet squeak dong swish thump munch slow tutti hotsy lomi nasi dada papa mama nana lulu bora
    lose knock bling blah click clap cling clang ding bang boom chop clip drip hush jingle night tick wink woof
    chat dumdum
    tuktuk cous agar beri chow mahi ylang piri peri baden wagga walla pago bora sing""".split()
)
_JOINED = lazy.compile(r"[NPxJ](?=[cp][NPxJ])")
_PAIRS_ON_PURPOSE = frozenset(
    """again over round around through on up so by out half neck such wave mile page day hour year ton heart king line
    face time man one piece bit drop layer cheek hand side step turn back""".split()
)
_SURE, _LOOK = 0.95, 0.6
# What stands between two of a kind: "teacher-teacher talks", "South-South cooperation".
_BETWEEN = lazy.compile(
    r" (?:co-?operation|relation|interaction|communication|contact|dialogue|talk|trade|transmission|transfer|link"
    r"|conflict|pair|bond|game|match|meeting|compan|axis|exchange)"
)
_SIDES = frozenset("south north east west".split())


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each word joined with itself."""
    for tagged in context.having("-", "–", "/"):
        for match in _HYPHEN.finditer(tagged.text):
            word = match[1]
            related = (word.islower() or word.lower() in _SIDES) and _BETWEEN.match(tagged.text, match.end())
            if word.lower() not in _ON_PURPOSE and not related:
                base = tagged.sentence.span.start
                span = Span(base + match.start(), base + match.end())
                sure = word[0].isupper() and word.lower() not in _SIDES
                yield flag_span(
                    rule,
                    tagged,
                    span,
                    f"{word!r} joined with itself",
                    _SURE if sure else _LOOK,
                    severity=Severity.major if sure else Severity.minor,
                )
    for tagged in context.tagged:
        for match in _JOINED.finditer(tagged.letters):
            yield from _pair(tagged, match.start())


def _pair(tagged: Tagged, at: int) -> Iterator[Finding]:
    word, joint, second = tagged.words[at : at + 3]
    if word != second or joint not in ("and", "or", "of") or word.lower() in _PAIRS_ON_PURPOSE or len(word) < 3:
        return
    before, after = tagged.letters[at - 1 : at], tagged.letters[at + 3 : at + 4]
    if before in tuple("P-") or after in tuple("PNSx-Z"):
        return  # parts of longer names: "Smith and Smith Ltd", "the bus and bus passenger union"
    yield flag(rule, tagged, (at, at + 3), f"{word!r} joined with itself", _LOOK, severity=Severity.minor)


rule = Rule(
    name="garble.doubled-compound",
    summary="a compound or pair made of the same word twice",
    error_type=ErrorType.duplication,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The Vietnam-Vietnam border was closed.", flagged=("Vietnam-Vietnam",)),
        Example("Ties between Japan and Japan improved.", flagged=("Japan and Japan",)),
        Example("The history of history began early.", flagged=("history of history",)),
    ),
    counterexamples=(
        Example("Prices went higher and higher, a win-win for Baden-Baden, again and again."),
        Example("In a lose-lose game of goody-goody talk, South-South cooperation and human-human contact were so-so."),
        Example("They talked and talked for years and years, time and time again, in a knock-knock joke."),
    ),
)
