"""One form for the United States: U.S. or US.

## What it does
Finds "US" where the house writes "U.S.", or the other way round (option `form`); the same for U.K., U.N. and E.U.

## Why it matters
Machines mix the forms inside one article.

## Example
With the default form, "the US State Department" becomes "the U.S. State Department".

## Fix safety
Safe; unsafe before a capital, where the full stop may also end the sentence, and not offered in lines set in capitals.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Option, Rule, Severity, Span
from mtfix.text.casing import in_capitals

_PLAIN = lazy.compile(r"(?<![\w.$-])(US|UK|UN|EU)(?![\w$]|\.\w)")
_DOTTED = lazy.compile(r"(?<![\w.])([UE]\.[SKNU]\.)(?!\w)")
_OPENS = lazy.compile(r"\s*(?:\Z|[\"'”’)\]]|\s(?:The|A|An|In|On|At|It|He|She|They|We|But|And|This|That|However)\b)")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each abbreviation in the other form."""
    form = str(context.options["form"])
    dotted = form == "U.S."
    for match in (_PLAIN if dotted else _DOTTED).finditer(document.text):
        start, end = match.span()
        if dotted and (match[1] == "EU" or in_capitals(document.text, start, end)):
            continue  # newspapers with U.S. write EU without full stops
        new = ".".join(match[1]) + "." if dotted else match[1].replace(".", "")
        doubtful = bool(_OPENS.match(document.text, end))
        if dotted and document.text[end : end + 1] == ".":
            end += 1
        elif not dotted and doubtful:
            new += "."
        yield _finding(Span(start, end), new, form, doubtful)


def _finding(span: Span, new: str, form: str, doubtful: bool) -> Finding:
    applicability = Applicability.unsafe if doubtful else Applicability.safe
    reason = "the full stop may end the sentence" if doubtful else None
    return Finding(
        rule=rule.name,
        span=span,
        message=f"the house writes {form!r}",
        error_type=rule.error_type,
        severity=rule.severity,
        fixes=(Fix(f"write {new!r}", (Edit(span, new),), applicability, 0.9, reason),),
        score=0.9,
    )


rule = Rule(
    name="style.united-states",
    summary="US, UK or UN that is not in the house's form",
    error_type=ErrorType.style_house,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    options={"form": Option("U.S.", "how the house writes it: 'U.S.' or 'US'")},
    enabled=False,
    examples=(
        Example("The US State Department.", flagged=("US",), fixed="The U.S. State Department."),
        Example("A U.S. envoy left.", flagged=("U.S.",), fixed="A US envoy left.", options={"form": "US"}),
        Example("In the U.S. The end.", flagged=("U.S.",), fixed="In the US. The end.", options={"form": "US"}),
        Example("He left the US.", flagged=("US.",), fixed="He left the U.S."),
    ),
    counterexamples=(
        Example("The U.S. envoy paid US$5 and asked us. Visit US.example.com."),
        Example("LEAVE US ALONE, SAYS MINISTER"),
    ),
)  # fmt: skip
