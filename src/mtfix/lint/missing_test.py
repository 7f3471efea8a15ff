"""An entry that nothing proves.

## What it does
Tells of an entry with variants and without tests.

## Why it matters
Only a sentence that goes in and comes out shows that an entry does what it was written for, with all others around it.

## Example
"Nagorno-Karabakh" with the variant "Naqqa" and no `tests`.

## Fix safety
No fix: the sentence must come from a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.survey import HEAD, Check, Defect, Survey, entry_use
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each such entry."""
    for file, concept in survey.concepts():
        if concept.variants and not concept.tests:
            yield survey.defect(
                entry_use(file, concept), f"{concept.preferred.text!r} has variants but no test. Add one under 'tests'."
            )


check = Check(
    name="glossary.missing-test",
    summary="an entry that nothing proves",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(Example(HEAD + "- {preferred: Baku, variants: [Bacu]}\n", ("Baku",)),),
    counterexamples=(
        Example(HEAD + "- {preferred: Baku, variants: [Bacu], tests: [{in: Bacu, out: Baku}]}\n- {preferred: X}\n"),
    ),
)
