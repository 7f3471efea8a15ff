"""Long numbers without separators: 24150.

## What it does
Finds whole numbers of five digits and more without separators (option `least` digits), or with separators of another
kind (option `form`: "comma" or "blank").

## Why it matters
Readers count digits; machines copy the original's habit.

## Example
"24150 people" becomes "24,150 people".

## Fix safety
Unsafe: codes, post codes and telephone numbers look the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Option, Rule, Severity, Span

_PLAIN = lazy.compile(r"(?<![\w.,:/#@-])[1-9]\d{3,11}(?![\w/-]|[.,:]\d)")
_GROUPED = lazy.compile(r"(?<![\w.,:/#@-])[1-9]\d{0,2}(?:([, \u00a0\u202f])\d{3})(?:\1\d{3})*(?![\w/-]|[.,:]\d)")
_CODE = lazy.compile(r"(?:[Nn]o\.?|[Nn]umber|[Cc]ode|[Tt]el\.?|[Pp]hone|[Ff]ax|ID|[Cc]all|[Ss]tock)[:\s(]*\Z")
_SIGNS = {"comma": ",", "blank": "\u00a0"}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each number in another form."""
    sign, least = _SIGNS[str(context.options["form"])], int(str(context.options["least"]))
    for match in _PLAIN.finditer(document.text):
        if len(match.group()) >= least and not _CODE.search(document.text[max(match.start() - 12, 0) : match.start()]):
            yield _finding(Span(*match.span()), match.group(), sign)
    for match in _GROUPED.finditer(document.text):
        if match[1] != sign and (match[1] != " " or sign == ","):
            yield _finding(Span(*match.span()), re.sub(r"\D", "", match.group()), sign)


def _finding(span: Span, digits: str, sign: str) -> Finding:
    new = f"{int(digits):,}".replace(",", sign)
    return Finding(
        rule=rule.name,
        span=span,
        message="a long number that is not in the house's form",
        error_type=rule.error_type,
        severity=rule.severity,
        fixes=(Fix(f"write {new!r}", (Edit(span, new),), Applicability.unsafe, 0.7),),
        score=0.7,
    )


rule = Rule(
    name="style.thousands",
    summary="a long number that is not in the house's form",
    error_type=ErrorType.locale_number,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    options={
        "form": Option("comma", "'comma' (24,150) or 'blank' (24 150, with a no-break space)"),
        "least": Option(5, "numbers with fewer digits stay plain"),
    },
    enabled=False,
    examples=(
        Example("24150 people came.", flagged=("24150",), fixed="24,150 people came."),
        Example("24,150 people.", flagged=("24,150",), fixed="24\u00a0150 people.", options={"form": "blank"}),
    ),
    counterexamples=(Example("In 2023, No. 600884 and 3.14159 of 24,150; room 4500, code 100086."),),
)
