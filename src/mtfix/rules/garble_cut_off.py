"""A paragraph that breaks off at a comma.

## What it does
Finds a paragraph of eight words or more whose last mark is a comma or semicolon.

## Why it matters
The end of the sentence is lost.

## Example
"The front wheel, which carries the weight of the engine and the driver,"

## Fix safety
None is offered: only the original knows the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.matching.context import Context
from mtfix.model import BlockKind, Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.segment import SentenceKind

_LEAST, _SCORE = 8, 0.75
_PROSE = (BlockKind.paragraph, BlockKind.quote)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each paragraph that breaks off."""
    for tagged in context.tagged:
        block = document.blocks[tagged.sentence.block]
        if tagged.sentence.kind is not SentenceKind.sentence or block.kind not in _PROSE:
            continue
        last = len(tagged.words)
        closes = not document.text[tagged.sentence.span.end : block.span.end].strip()
        if closes and tagged.letters[-1:] in (",", ";") and last > _LEAST:
            yield flag(rule, tagged, (last - 2, last), "the paragraph breaks off here", _SCORE)


rule = Rule(
    name="garble.cut-off",
    summary="a paragraph that breaks off at a comma",
    error_type=ErrorType.accuracy_omission,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The front wheel, which carries the weight of the engine and the driver,", flagged=("driver,",)),
    ),
    counterexamples=(Example("Dear Sir,\n\nWe thank you for the letter of the first of May,\nwhich came today."),),
)
