"""A date in figures inside a sentence: 2023-02-11.

## What it does
Finds a year, month and day in figures, parted by hyphens, dots or slashes, in a sentence.

## Why it matters
News copy writes dates out; figures in prose were copied from the frame of the original page.

## Example
"The law came into force on 2023-02-11."

## Fix safety
Unsafe: the date is written out, month first; day and month may be the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.segment import SentenceKind

_DATE = lazy.compile(r"(?<![\w./:-])((?:19|20)\d\d)([-./])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\w/-]|\.\d)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SCORE = 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each date in figures."""
    for tagged in context.tagged:
        if "#" not in tagged.letters or tagged.sentence.kind is not SentenceKind.sentence:
            continue
        for match in _DATE.finditer(tagged.text):
            base = tagged.sentence.span.start
            span = Span(base + match.start(), base + match.end())
            written = f"{_MONTHS[int(match[3]) - 1]} {int(match[4])}, {match[1]}"
            fix = Fix(f"write {written!r}", (Edit(span, written),), Applicability.unsafe, 0.7)
            yield flag_span(rule, tagged, span, "a date in figures", _SCORE, fixes=(fix,))


rule = Rule(
    name="garble.iso-date",
    summary="a date in figures inside a sentence",
    error_type=ErrorType.locale_date,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The law came into force on 2023-02-11.",
            flagged=("2023-02-11",),
            fixed="The law came into force on February 11, 2023.",
        ),
    ),
    counterexamples=(Example("Version 2023.10.1.4 and file 2023-02-11-report were sent for 2023-2024."),),
)
