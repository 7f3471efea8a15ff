"""A byline: "by YCPress", "Our reporter Li Ming".

## What it does
Finds lines that only name who wrote the article.

## Why it matters
Some papers keep the writer's name, others set their own; it is no part of the text either way.

## Example
"by CityPress"

## Fix safety
Unsafe: the line is removed.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag_span
from mtfix.text.lines import removal
from mtfix.text.segment import SentenceKind

_NOTES = tuple("（ ( [ 【 source editor responsible proofread Source Editor Responsible Proofread".split())
_SCORE = 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each byline."""
    for tagged in context.tagged:
        if tagged.sentence.kind is SentenceKind.byline and not tagged.text.startswith(_NOTES):
            span = tagged.sentence.span
            fix = removal(document, tagged.sentence.block, span, "drop the byline", 0.6)
            yield flag_span(rule, tagged, span, "a byline", _SCORE, fixes=(fix,))


rule = Rule(
    name="page.byline",
    summary="a line that only names who wrote the article",
    error_type=ErrorType.design_markup,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    examples=(
        Example("by CityPress\n\nThe mayor left.", flagged=("by CityPress",), fixed="The mayor left."),
        Example("Our reporter Li Ming", flagged=("Our reporter Li Ming",)),
    ),
    counterexamples=(Example("by and large, it went well.\n\nThe reporter Li Ming was there."),),
)
