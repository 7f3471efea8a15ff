"""One order for dates: October 25 or 25 October.

## What it does
Finds dates in the other order (option `order`: "month-first" or "day-first"), and ordinals ("October 25th").

## Why it matters
Machines mix the orders inside one article.

## Example
With the default order, "on 25 October 2020" becomes "on October 25, 2020".

## Fix safety
Unsafe: commas around the year may need a look.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Option, Rule, Severity, Span

_MONTH = (
    r"(January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Aug"
    r"|Sept|Oct|Nov|Dec)\.)"
)
_DAY = r"(?:the )?(3[01]|[12]\d|[1-9])(st|nd|rd|th)?"
_DAY_FIRST = lazy.compile(rf"(?<![\w.,-]){_DAY} (?:of )?{_MONTH}(?:,? ((?:19|20)\d\d))?(?![\w-])")
_MONTH_FIRST = lazy.compile(rf"(?<![\w-]){_MONTH} {_DAY}(?:,? ((?:19|20)\d\d))?(?![\w:-]|,\d|\.\d)")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each date in another form."""
    month_first = context.options["order"] == "month-first"
    found = [(m, m[3], m[1], m[4]) for m in _DAY_FIRST.finditer(document.text)]
    found += [(m, m[1], m[2], m[4]) for m in _MONTH_FIRST.finditer(document.text)]
    for match, month, day, year in found:
        if month_first:
            new = f"{month} {day}, {year}" if year else f"{month} {day}"
        else:
            new = f"{day} {month} {year}" if year else f"{day} {month}"
        if new != match.group():
            yield _finding(Span(*match.span()), new)


def _finding(span: Span, new: str) -> Finding:
    return Finding(
        rule=rule.name,
        span=span,
        message="a date that is not in the house's form",
        error_type=rule.error_type,
        severity=rule.severity,
        fixes=(Fix(f"write {new!r}", (Edit(span, new),), Applicability.unsafe, 0.8),),
        score=0.8,
    )


rule = Rule(
    name="style.date-format",
    summary="a date that is not in the house's order",
    error_type=ErrorType.locale_date,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    options={"order": Option("month-first", "'month-first' (October 25, 2020) or 'day-first' (25 October 2020)")},
    enabled=False,
    examples=(
        Example("On 25 October 2020 he left.", flagged=("25 October 2020",), fixed="On October 25, 2020 he left."),
        Example("On October 25th he left.", flagged=("October 25th",), fixed="On October 25 he left."),
        Example("On May 3, 2020.", flagged=("May 3, 2020",), fixed="On 3 May 2020.", options={"order": "day-first"}),
    ),
    counterexamples=(Example("On October 25 at 8 in May, with 1,025 May 5,000 votes."),),
)
