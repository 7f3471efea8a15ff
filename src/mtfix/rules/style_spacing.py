"""Blanks that are missing, doubled or misplaced.

## What it does
Finds two blanks in a row, a blank before a comma or full stop, and a missing blank after punctuation between words.

## Why it matters
They come from the machine's tokens and from page conversion.

## Example
"He left ,and  wept.Then" becomes "He left, and wept. Then".

## Fix safety
Safe for doubled blanks and a blank before a mark; unsafe for a missing blank, which may belong to a name or address.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span

_DOUBLE = lazy.compile(r"(?<=\S)(  +)(?=\S)")
_BEFORE = lazy.compile(r"(?<=\w)( +)(?=[,;?!](?:\s|\Z)|\.(?:\s|\Z))")
_MISSING = lazy.compile(r"(?<=[a-z][,;])(?=[A-Za-z])|(?<=[a-z]{2}[.?!])(?=[A-Z][a-z]+\b(?![.@/]))")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each misplaced or missing blank."""
    for match in _BEFORE.finditer(document.text):
        yield _finding(Span(*match.span(1)), "", "a blank before the mark", Applicability.safe)
    for match in _DOUBLE.finditer(document.text):
        yield _finding(Span(*match.span(1)), " ", "two blanks in a row", Applicability.safe)
    for match in _MISSING.finditer(document.text):
        at = match.start()
        edit = Edit(Span(at, at), " ")
        fix = Fix("put in a blank", (edit,), Applicability.unsafe, 0.8)
        yield _flag(Span(at - 1, at), "a blank is missing after the mark", fix)


def _finding(span: Span, new: str, message: str, applicability: Applicability) -> Finding:
    return _flag(span, message, Fix("mend the blanks", (Edit(span, new),), applicability, 0.9))


def _flag(span: Span, message: str, fix: Fix) -> Finding:
    return Finding(
        rule=rule.name,
        span=span,
        message=message,
        error_type=rule.error_type,
        severity=rule.severity,
        fixes=(fix,),
        score=fix.confidence,
    )


rule = Rule(
    name="style.spacing",
    summary="blanks that are missing, doubled or misplaced",
    error_type=ErrorType.punctuation,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    enabled=False,
    examples=(
        Example("He left , and  wept.", flagged=(" ", "  "), fixed="He left, and wept."),
        Example("He wept.Then it ended.", flagged=(".",), fixed="He wept. Then it ended."),
    ),
    counterexamples=(Example("At 3,000 points U.S.A won; see www.example.com. He left... .5 of it."),),
)
