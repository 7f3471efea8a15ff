"""A word in small letters that is no English word.

## What it does
Finds words in small letters that neither the lexicon of 118,000 English words nor their inflections, derivations and
compounds hold. Names have capitals and are left alone. Misspelt words are left to `style.spelling`.

## Why it matters
A machine that does not know a word copies it, or invents one that no reader can look up.

## Example
"The jogoria was very short."

## Fix safety
None is offered: only the original knows the word.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.spelling import suggestions
from mtfix.text.tagging import Tagged

_UNKNOWN = lazy.compile("U")
_LEAST = 4
_SEVERAL, _SCORE, _QUOTED = 0.85, 0.75, 0.5  # a lone one may be a name or a word of the trade
# Letters that spell a sound or a laugh: "hmmm", "aaah".
_SOUND = lazy.compile(r"(.)\1\1|\A[^aeiouy]+\Z")
# Scientific names keep their Latin or Greek endings: "arum maculatum".
_LATIN = lazy.compile(r"(?:us|um|ae|ii|is|oides|aceae|ensis|idae|ceros|odon|saurus)\Z")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each unknown word."""
    for tagged in context.tagged:
        if "U" in tagged.letters:
            found = [one for match in _UNKNOWN.finditer(tagged.letters) for one in _unknown(tagged, match.start())]
            several = len({tagged.text[one.span.start - tagged.sentence.span.start :][:_LEAST] for one in found}) > 1
            yield from (replace(one, score=_SEVERAL) for one in found) if several else found


def _unknown(tagged: Tagged, at: int) -> Iterator[Finding]:
    word = tagged.words[at]
    if len(word) < _LEAST or not word.isalpha() or not word.islower() or _SOUND.search(word) or _LATIN.search(word):
        return
    if suggestions(word):
        return  # a misspelt word: see style.spelling
    if tagged.letters[at - 1 : at] in ("@", "#") or tagged.letters[at + 1 : at + 2] == "@":
        return  # part of an address or a handle
    quoted = tagged.letters[at - 1 : at] in ('"', "(")
    yield flag(
        rule,
        tagged,
        (at, at + 1),
        f"{word!r} is not an English word",
        _QUOTED if quoted else _SCORE,
        severity=Severity.minor,
    )


rule = Rule(
    name="garble.unknown-word",
    summary="a word in small letters that is no English word",
    error_type=ErrorType.accuracy_untranslated,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(Example("Since the jogoria was short, the thori was exposed.", flagged=("jogoria", "thori")),),
    counterexamples=(
        Example("Livestreamers praised the defense ministry's smartwatches, organised deepfakes and all."),
        Example("Mr Haupmia of Bahubal wrote to info@chapet.example, hmmm."),
    ),
)
