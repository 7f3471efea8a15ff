"""A variant that comes back in what replaces it.

## What it does
Tells of a variant that stands inside its own `replacement`, where no right form of a glossary protects that.

## Why it matters
"Minsk" becomes "Minsk Group", then "Minsk Group Group": the text grows on every run.
mtfix sees that and drops the edit.

## Example
`{text: Minsk, replacement: Minsk Group}` where "Minsk Group" is not admitted.

## Fix safety
No fix: admit the replacement, or give the variant an `unless`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.glossary.spelling import one_spelling
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, has_part
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each variant that edits and is found again in its wording."""
    for use in survey.variants:
        if use.term.action is not Action.fix or use.wording == use.concept.preferred.text:
            continue
        known = one_spelling(use.wording).casefold() in survey.right_by_spelling
        if not known and has_part(use.wording, use.term):
            yield survey.defect(
                use, f"{use.text!r} comes back in its replacement {use.wording!r}. List that under 'admitted'."
            )


check = Check(
    name="glossary.growing",
    summary="a variant that comes back in what replaces it",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- preferred: OSCE Minsk Group\n  variants: [{text: Minsk, replacement: Minsk Group}]\n",
            flagged=("Minsk",),
        ),
    ),
    counterexamples=(
        Example(
            HEAD + "- preferred: OSCE Minsk Group\n  admitted: [Minsk Group]\n"
            "  variants: [{text: Minsk, replacement: Minsk Group}]\n",
        ),
        Example(
            HEAD + "- preferred: OSCE Minsk Group\n  variants: [{text: Minsk The group, replacement: Minsk Group}]\n",
        ),
    ),
)
