"""Entries that change each other's right forms in a circle.

## What it does
Tells of entries of which each lists the preferred form of the next one as a variant, and the last that of the first.

## Why it matters
A becomes B and B becomes A: which one stands in the text depends on how often it was run.

## Example
"Kyiv" lists "Kiev" as a variant, and another entry prefers "Kiev" and lists "Kyiv".

## Fix safety
No fix: a person decides which form the house prefers.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.glossary.survey import HEAD, Check, Defect, Survey
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each variant on a circle."""
    for variant, right in survey.clashes:
        if variant.term.action is Action.fix and survey.in_cycle(variant, right):
            yield survey.defect(
                variant,
                f"{right.text!r} becomes {variant.concept.preferred.text!r} here and comes back by way of "
                f"{survey.where(right, variant)}. Keep one of these entries.",
            )


check = Check(
    name="glossary.cycle",
    summary="entries that change each other's right forms in a circle",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- {preferred: Kyiv, variants: [Kiev]}\n- {preferred: Kiev, variants: [Kyiv]}\n",
            flagged=("Kiev", "Kyiv"),
        ),
        Example(
            HEAD + "- {preferred: Aa, variants: [Bb]}\n- {preferred: Bb, variants: [Cc]}\n"
            "- {preferred: Cc, variants: [Aa]}\n- {preferred: Dd, variants: [Cc]}\n",
            flagged=("Bb", "Cc", "Aa"),
        ),
    ),
    counterexamples=(Example(HEAD + "- {preferred: Kyiv, variants: [Kiev]}\n- {preferred: Kiev}\n"),),
)
