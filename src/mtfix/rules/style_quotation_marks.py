"""One kind of quotation mark: straight or curly.

## What it does
Finds quotation marks and apostrophes that are not of the house's kind (option `form`).

## Why it matters
Machines mix the kinds, often inside one sentence.

## Example
With the default form, 'a “ceasefire”' becomes 'a "ceasefire"'.

## Fix safety
Safe to straight ones. To curly ones the direction is judged by the neighbours: unsafe.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Option, Rule, Severity, Span

_CURLY = lazy.compile("[“”„‟‘’‚‛]")
_STRAIGHT = lazy.compile("[\"']")
_TO_STRAIGHT = dict.fromkeys("“”„‟", '"') | dict.fromkeys("‘’‚‛", "'")
_OPENING_BEFORE = lazy.compile(r"[\s(\[{–—-]\Z|\A\Z")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each mark of the other kind."""
    straight = context.options["form"] == "straight"
    for match in (_CURLY if straight else _STRAIGHT).finditer(document.text):
        mark, start = match.group(), match.start()
        if straight:
            new, applicability = _TO_STRAIGHT[mark], Applicability.safe
        else:
            opens = bool(_OPENING_BEFORE.search(document.text[max(start - 1, 0) : start]))
            pair = "“”" if mark == '"' else "‘’"
            new, applicability = pair[0 if opens else 1], Applicability.unsafe
        span = Span(start, start + 1)
        yield Finding(
            rule=rule.name,
            span=span,
            message="a quotation mark that is not of the house's kind",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=(Fix(f"write {new}", (Edit(span, new),), applicability, 0.9),),
            score=0.9,
        )


rule = Rule(
    name="style.quotation-marks",
    summary="a quotation mark that is not of the house's kind",
    error_type=ErrorType.punctuation,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    options={"form": Option("straight", "'straight' or 'curly'")},
    enabled=False,
    examples=(
        Example("A “ceasefire” isn’t.", flagged=("“", "”", "’"), fixed='A "ceasefire" isn\'t.'),
        Example('A "test" isn\'t.', flagged=('"', '"', "'"), fixed="A “test” isn’t.", options={"form": "curly"}),
    ),
    counterexamples=(Example('A "ceasefire" isn\'t.'),),
)
