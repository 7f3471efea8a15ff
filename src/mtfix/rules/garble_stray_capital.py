"""A capital in the middle of a clause, where two sentences were run together.

## What it does
Finds a function word with a capital ("The", "In", "They") that follows a word without any punctuation and goes on in
small letters.

## Why it matters
A machine that loses the end of a sentence leaves the capital of the next one behind; the reader gets half a sentence
glued to another.

## Example
"The ministry said several The region was shelled at night."

## Fix safety
None is offered: words are missing, and only the original says which.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.lexicon import CLOSED
from mtfix.text.segment import SentenceKind
from mtfix.text.tagging import Tagged

# A word, then a capitalised function word, then a word in small letters (or a date after a preposition).
_JOINT = lazy.compile(r"(?<=[A-Za-z'])Q(?=[a-zABCDEFGIJNSVYZ'#P])")
# Names that are function words too: Chinese He, So, An, You; English More, Will; part of names: No, Who, Down, Per.
_NAMES = frozenset(
    """he so an you her more most will may can do does no who down up per both such all one two three over less my our
    your his every let need past like near out off under including following million billion hundred thousand i me
    nothing something us""".split()
)
_BEFORE_NAMES = frozenset("of and the for with by to or a but nor is it we that this as from into are be our".split())
_MONTHS = lazy.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_SURE, _LOOK = 0.95, 0.6
# Function words up to a name: the title of a work ("in What is Property?", "From Here to There").
_TITLE = lazy.compile(r"[dpqtbwcoAiQ]{1,4}P")
_SMALL = frozenset("a an the of and or for in on at to by with from".split())  # in titles, too


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each stray capital, sure where the clause goes on in small letters."""
    for tagged in context.tagged:
        if "Q" in tagged.letters and not _is_mixed_case(tagged):
            for match in _JOINT.finditer(tagged.letters):
                yield from _stray(tagged, match.start())


def _is_mixed_case(tagged: Tagged) -> bool:
    """Whether capitals mean little here: a line with several capitalised function words is a title or a list."""
    return tagged.letters.count("Q") > 3 and tagged.sentence.kind is not SentenceKind.sentence


def _stray(tagged: Tagged, at: int) -> Iterator[Finding]:
    word, before, after = tagged.words[at], tagged.words[at - 1], tagged.words[at + 1]
    if word.lower() in _NAMES or CLOSED.get(word.lower(), "") in ("#", "J") or CLOSED.get(before.lower()) == "#":
        return  # Channel Nine
    if tagged.letters[at + 1] in "P#":
        # "Ann Cheng On February 11": a date opens a sentence; any other name may be part of a title
        # (The Washington Post)
        if word.lower() not in ("on", "in", "since", "from", "by", "at") or not _MONTHS.match(after):
            return
    elif before[0].isupper() and word.lower() in _BEFORE_NAMES - {"the"}:
        return  # "Department Of works": a name in capitals
    elif after[0].isupper():
        return  # "the book For Workers' Power"
    elif _TITLE.match(tagged.letters, at + 1):
        return
    sure = tagged.sentence.kind is SentenceKind.sentence and not _is_heading(tagged, at)
    yield flag(
        rule,
        tagged,
        (at - 1, at + 2),
        f"a sentence seems to start inside a clause: {before} {word!r} {after}",
        _SURE if sure else _LOOK,
        severity=Severity.major if sure else Severity.minor,
    )


def _is_heading(tagged: Tagged, at: int) -> bool:
    """Whether all words before `at` are a heading, on the line of the sentence that it stands over."""
    before = [word for word in tagged.words[:at] if word[0].isalpha()]
    return all(word[0].isupper() or word in _SMALL for word in before)


rule = Rule(
    name="garble.stray-capital",
    summary="a capital inside a clause, where two sentences were run together",
    error_type=ErrorType.unintelligible,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The ministry said several The region was shelled at night.", flagged=("several The region",)),
        Example("The editor Mary Smith On March 3 published a letter to all readers.", flagged=("Smith On March",)),
    ),
    counterexamples=(
        Example("Talks in The Hague ended early, said The Washington Post and the Bank Of Ceylon."),
        Example("Mr He said that vice premier He Lifeng would come."),
        Example("The Two Towers And The Return Of The King Win Again"),
        Example("He first said so in What is Property? and in the book For Workers' Power."),
    ),
)
