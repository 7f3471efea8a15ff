"""Chinese title marks in English copy: 《Report》.

## What it does
Finds 《...》 and 〈...〉 around words in Latin letters.

## Why it matters
English sets titles in quotation marks, in italics or not at all (option `form`).

## Example
With the default form, "the 《Work Report》" becomes "the “Work Report”".

## Fix safety
Unsafe: newspapers' names take no marks at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Option, Rule, Severity, Span

_TITLE = lazy.compile(r"[《〈]([^《》〈〉\n\u3400-\u9fff]{1,200})[》〉]")
_FORMS = {"curly": ("“", "”"), "straight": ('"', '"'), "none": ("", "")}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each title in such marks."""
    opening, closing = _FORMS[str(context.options["form"])]
    for match in _TITLE.finditer(document.text):
        start, end = match.span()
        edits = (Edit(Span(start, start + 1), opening), Edit(Span(end - 1, end), closing))
        title = f"write {opening}{match[1]}{closing}"
        yield Finding(
            rule=rule.name,
            span=Span(start, end),
            message="Chinese title marks",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=(Fix(title, edits, Applicability.unsafe, 0.8),),
            score=0.9,
        )


rule = Rule(
    name="style.title-marks",
    summary="Chinese title marks in English copy",
    error_type=ErrorType.punctuation,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    options={"form": Option("straight", "what takes their place: 'curly', 'straight' or 'none'")},
    enabled=False,
    examples=(
        Example("The 《Work Report》 was read.", flagged=("《Work Report》",), fixed='The "Work Report" was read.'),
        Example(
            "《City Daily》 said.", flagged=("《City Daily》",), fixed="City Daily said.", options={"form": "none"}
        ),
    ),
    counterexamples=(Example("The report 《工作报告》 and “Work Report”, «Le Monde»."),),
)
