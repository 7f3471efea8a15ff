"""A misspelt word.

## What it does
Finds words in small letters that are not listed, where one slip of the finger leads to a listed word.

## Why it matters
Machines seldom misspell; editors and originals do.

## Example
"All officals were there."

## Fix safety
Unsafe: the nearest listed words are offered, best first.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.spelling import suggestions

_UNKNOWN = lazy.compile("U")
_MOST, _SCORE = 3, 0.4


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each misspelt word."""
    for tagged in context.tagged:
        for match in _UNKNOWN.finditer(tagged.letters):
            word = tagged.words[match.start()]
            if not word.isalpha() or not (near := suggestions(word)):
                continue
            span = tagged.span(*match.span())
            fixes = tuple(
                Fix(f"write {one!r}", (Edit(span, one),), Applicability.unsafe, 0.6 / place)
                for place, one in enumerate(near[:_MOST], start=1)
            )
            yield flag(rule, tagged, match.span(), f"{word!r} is not listed; {near[0]!r}?", _SCORE, fixes=fixes)


rule = Rule(
    name="style.spelling",
    summary="a misspelt word",
    error_type=ErrorType.spelling,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    enabled=False,
    examples=(Example("All officals were there.", flagged=("officals",), fixed="All officials were there."),),
    counterexamples=(Example("The jogoria of Officals was organised and organized."),),
)
