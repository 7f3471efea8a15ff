"""A variant of a name that is never to be touched.

## What it does
Tells of entries of `type: protected` that list variants which edit.

## Why it matters
A protected entry says "leave this alone"; its variants say the opposite.

## Example
"iPhone" is protected, and "Iphone" is to be changed to it.

## Fix safety
No fix: give the entry another type, or remove the variants.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action, ConceptType
from mtfix.glossary.survey import HEAD, Check, Defect, Survey
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each such variant."""
    for use in survey.variants:
        if use.concept.type is ConceptType.protected and use.term.action is Action.fix:
            yield survey.defect(
                use, f"{use.concept.preferred.text!r} is protected. Give it another type, or no variants."
            )


check = Check(
    name="glossary.protected-variant",
    summary="a variant of a name that is never to be touched",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(Example(HEAD + "- {preferred: iPhone, type: protected, variants: [Iphone]}\n", ("Iphone",)),),
    counterexamples=(Example(HEAD + "- {preferred: iPhone, type: product, variants: [Iphone]}\n"),),
)
