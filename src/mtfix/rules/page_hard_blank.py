"""Hard blanks at the end of a line.

## What it does
Finds no-break, full-width and zero-width blanks at the end of a line or on an otherwise empty line.

## Why it matters
They come from web pages, are invisible, and upset layout and comparison.

## Example
A no-break space behind the full stop of a paragraph.

## Fix safety
Unsafe, as all removals of this family; nothing readable is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span

_HARD = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u3000\ufeff"
_BLANKS = lazy.compile(rf"[ \t]*[{_HARD}][ \t{_HARD}]*(?=[\r\n]|\Z)")
_SCORE = 0.9


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each run of hard blanks that ends a line."""
    if document.text.isascii() or not any(blank in document.text for blank in _HARD):
        return
    for match in _BLANKS.finditer(document.text):
        span = Span(match.start(), match.end())
        yield Finding(
            rule=rule.name,
            span=span,
            message="hard blanks at the end of the line",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=(Fix("drop the blanks", (Edit(span, ""),), Applicability.unsafe, 0.9),),
            score=_SCORE,
        )


rule = Rule(
    name="page.hard-blank",
    summary="hard blanks at the end of a line",
    error_type=ErrorType.design_markup,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The mayor left.\u00a0\n\nHe was ill.", flagged=("\u00a0",), fixed="The mayor left.\n\nHe was ill."),
    ),
    counterexamples=(Example("The 10\u00a0km run was held.  \nIt rained."),),
)
