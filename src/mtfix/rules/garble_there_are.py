"""A second verb after "there are": "there are many people believe".

## What it does
Finds "there is/are" and a noun directly followed by a finite verb that only that noun can have as its subject.

## Why it matters
Chinese and Vietnamese say "have many people believe"; English needs "who", or no "there are".

## Example
"There are many buyers believe that prices will fall."

## Fix safety
Unsafe: "who" is put in after people's names of groups; check that it is not "which".
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag

_THERE = lazy.compile(r"rb[A]?[q#A]{0,2}[JNx]{0,2}[SZ](?=[VvD][dTqropwsA])")
_SCORE = 0.7


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such verb."""
    for tagged in context.having("here"):
        for match in _THERE.finditer(tagged.letters):
            if tagged.words[match.start()].lower() != "there":
                continue
            end = match.end() + 1
            at = tagged.span(match.end() - 1, match.end()).end
            fix = Fix("put in 'who'", (Edit(Span(at, at), " who"),), Applicability.unsafe, 0.5)
            yield flag(rule, tagged, (match.start(), end), "a second verb after 'there are'", _SCORE, fixes=(fix,))


rule = Rule(
    name="garble.there-are",
    summary="a second verb after “there are”",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "There are many buyers believe that prices will fall.",
            flagged=("There are many buyers believe",),
            fixed="There are many buyers who believe that prices will fall.",
        ),
    ),
    counterexamples=(
        Example("There are many buyers who believe so. There are things money can buy. There is a need for help."),
    ),
)
