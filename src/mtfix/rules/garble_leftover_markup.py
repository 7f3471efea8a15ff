"""Pieces of mark-up, or a web address pulled apart.

## What it does
Finds wiki, HTML and forum mark-up left in the text ("[[", "250px", "</p>", "](") and addresses with blanks inside
("https: / / example").

## Why it matters
They are remains of the source page that the machine carried along or broke.

## Example
"See https: / / example.com / page for more."

## Fix safety
None is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span

_MARKUP = lazy.compile(
    r"https? ?: ?/ ?/ \S+|https? : ?/ ?/\S*"
    r"|\[\[|\]\]|\{\{|\}\}|\]\(|\[(?:url|img|quote|/url|/img|/quote|/b|/i)\]|\[[bi]\](?=.*\[/[bi]\])|\b\d{2,3}px|</?(?:p|br|div|span|b|i|a|img|strong)\b[^<>]*>"
    r"|\bthumb\||\|(?:left|right|thumb)\b|(?<!\w)[ru] / \w+"
)
_HINT = lazy.compile(r"[\[\]{}<>|/]|px")
_SCORE = 0.7


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each piece of mark-up."""
    if document.format != "text" or not _HINT.search(document.text):
        return  # in other formats mark-up is syntax
    for tagged in context.tagged:
        for match in _MARKUP.finditer(tagged.text):
            base = tagged.sentence.span.start
            span = Span(base + match.start(), base + match.end())
            yield flag_span(rule, tagged, span, f"left-over mark-up: {match.group()}", _SCORE)


rule = Rule(
    name="garble.leftover-markup",
    summary="pieces of mark-up, or a web address pulled apart",
    error_type=ErrorType.design_markup,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("See https: / / example.com for more.", flagged=("https: / / example.com",)),
        Example("The [[house]] stood.", flagged=("[[", "]]")),
    ),
    counterexamples=(
        Example('He said that "[i]n the end it was right."'),
        Example("See https://example.com/a and/or [sic] the 5 px line, 3 < 4."),
    ),
)
