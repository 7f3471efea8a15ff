"""A variant that two entries claim.

## What it does
Tells of a variant that stands in two entries which would write different forms for it.

## Why it matters
"Lacey" for Raisi and "Lacey" for Lacy: nobody can say which one is meant. mtfix flags such places and changes nothing.

## Example
Two entries list "Lacey", neither with a condition.

## Fix safety
No fix: give each a condition, or let one entry list it with `choices` and `action: flag`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use, one_concept, same_form
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each later claim, naming the first one."""
    for uses in survey.variants_by_spelling.values():
        first = uses[0]
        for use in uses[1:]:
            if one_concept(first, use) or use.wording == first.wording or not same_form(use.term, first.term):
                continue
            if survey.overruled(first, use) or survey.overruled(use, first):
                continue
            yield survey.defect(
                use,
                f"{use.text!r} is a variant of {use.concept.preferred.text!r} and of "
                f"{first.concept.preferred.text!r} ({survey.where(first, use)}). "
                "Give both a condition, or list it once with 'choices' and 'action: flag'.",
                None if _open(first) and _open(use) and not survey.apart(first, use) else Severity.minor,
            )


def _open(use: Use) -> bool:
    return use.term.action is Action.fix and not use.guarded


check = Check(
    name="glossary.shared-variant",
    summary="a variant that two entries claim",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- {preferred: Raisi, variants: [Lacey]}\n- {preferred: Lacy, variants: [Lacey]}\n",
            flagged=("Lacey",),
        ),
        Example(
            HEAD + "- {preferred: Raisi, variants: [Lacey]}\n"
            "- {preferred: Lacy, variants: [{text: lacey, case: fold}]}\n",
            flagged=("lacey",),
        ),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Giant, variants: [Jie]}\n- {preferred: step, variants: [jie]}\n"),
        Example(
            HEAD + "- {preferred: Minsk Group, variants: [Minsk The group]}\n"
            "- {preferred: OSCE Minsk Group, variants: [{text: Minsk The group, replacement: Minsk Group}]}\n"
        ),
    ),
)
