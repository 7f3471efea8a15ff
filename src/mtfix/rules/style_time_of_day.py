"""One form for the time of day: 8 a.m., 8 am or 8am.

## What it does
Finds times of day that are not in the house's form (option `form`).

## Why it matters
Machines mix the forms inside one article.

## Example
With the default form, "at 8 am on Monday" becomes "at 8 a.m. on Monday".

## Fix safety
Safe, except where the full stop of "a.m." may also end the sentence: there it is unsafe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Option, Rule, Severity, Span

_TIME = lazy.compile(r"(?<![\w.:])(\d{1,2}(?:[:.][0-5]\d)?)(\s?)([ap])(\.m\.|\.m\b(?!\.)|m\b)", re.IGNORECASE)
_ENDS = lazy.compile(r"\s*(?:\Z|[\"'”’)\]]|\s[A-Z])")
_FORMS = {"8 a.m.": (" ", ".m."), "8 am": (" ", "m"), "8am": ("", "m")}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each time in another form."""
    form = str(context.options["form"])
    blank, tail = _FORMS[form]
    for match in _TIME.finditer(document.text):
        stem = match[1] + blank + match[3].lower()
        end = match.end()
        dotted = match[4].endswith(".")
        at_end = bool(_ENDS.match(document.text, end))
        if tail == ".m." and not dotted and document.text[end : end + 1] == "." and at_end is False:
            end += 1  # the full stop of the sentence is the abbreviation's as well
        new = stem + tail
        if tail == "m" and dotted and at_end:
            new += "."
        if new != document.text[match.start() : end]:
            yield _finding(Span(match.start(), end), new, form, doubtful=dotted and at_end)


def _finding(span: Span, new: str, form: str, doubtful: bool) -> Finding:
    applicability = Applicability.unsafe if doubtful else Applicability.safe
    reason = "the full stop may end the sentence" if doubtful else None
    return Finding(
        rule=rule.name,
        span=span,
        message=f"the house writes times as {form!r}",
        error_type=rule.error_type,
        severity=rule.severity,
        fixes=(Fix(f"write {new!r}", (Edit(span, new),), applicability, 0.9, reason),),
        score=0.9,
    )


rule = Rule(
    name="style.time-of-day",
    summary="a time of day that is not in the house's form",
    error_type=ErrorType.style_house,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    options={"form": Option("8 a.m.", "how the house writes times: '8 a.m.', '8 am' or '8am'")},
    enabled=False,
    examples=(
        Example("At 8 am on Monday.", flagged=("8 am",), fixed="At 8 a.m. on Monday."),
        Example("At 8:30PM, or 9 p.m. sharp.", flagged=("8:30PM",), fixed="At 8:30 p.m., or 9 p.m. sharp."),
        Example("At 8 a.m. on Monday.", flagged=("8 a.m.",), fixed="At 8am on Monday.", options={"form": "8am"}),
        Example("It ends at 8 a.m. He left.", flagged=("8 a.m.",), fixed="It ends at 8 am. He left.",
                options={"form": "8 am"}),
    ),
    counterexamples=(Example("It ended at 8 a.m. on Monday, at 5 amps and 12.30."),),
)  # fmt: skip
