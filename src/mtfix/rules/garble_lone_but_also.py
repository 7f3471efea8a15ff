"""A ", but also" that answers nothing.

## What it does
Finds ", but also" where the sentence has no "not", "not only", "rather", "both" or the like before it.

## Why it matters
It is half of "not only ..., but also": the first half, often with the subject, was lost.

## Example
"In the north the price is high, but also requires a deposit."

## Fix safety
None is offered: a subject may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span

_BUT_ALSO = lazy.compile(r", (but also)\b")
_ANSWERED = lazy.compile(r"\b(?:not|never|both|only|cannot|rather|hardly|just|merely|simply|no|nor|neither)\b|n['’]t\b")
_SCORE = 0.6


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each lone half."""
    for tagged in context.tagged:
        for match in _BUT_ALSO.finditer(tagged.text):
            if not _ANSWERED.search(tagged.text, 0, match.start()):
                base = tagged.sentence.span.start
                span = Span(base + match.start(1), base + match.end(1))
                yield flag_span(rule, tagged, span, "'but also' without 'not only' before it", _SCORE)


rule = Rule(
    name="garble.lone-but-also",
    summary="a “but also” that answers nothing",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(Example("In the north the price is high, but also requires a deposit.", flagged=("but also",)),),
    counterexamples=(
        Example("It was not only dear, but also ugly. He can't sing, but also dances. She wept but also laughed."),
    ),
)
