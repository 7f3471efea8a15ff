"""A variant that another entry holds to be right.

## What it does
Tells of a variant that is the preferred or an admitted form of another entry.

## Why it matters
One entry would change what the other one writes: A becomes B, and on the next run B becomes C.
mtfix itself lets the right form win, so the variant never works; other tools change the text on every run.

## Example
"Artsakh" is preferred in one entry and a variant of "Nagorno-Karabakh" in another.

## Fix safety
No fix: a person decides which entry is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.glossary.survey import HEAD, Check, Defect, Survey
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each fixing variant that is right elsewhere and not part of a cycle."""
    for variant, right in survey.clashes:
        if variant.term.action is Action.fix and not survey.in_cycle(variant, right):
            yield survey.defect(
                variant,
                f"{variant.text!r} is a variant of {variant.concept.preferred.text!r}, but a right form of "
                f"{right.concept.preferred.text!r} ({survey.where(right, variant)}). Remove one of them.",
                Severity.minor if variant.guarded or survey.apart(variant, right) else None,
            )


check = Check(
    name="glossary.chain",
    summary="a variant that another entry holds to be right",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- {preferred: Artsakh, variants: [Arzach]}\n"
            "- {preferred: Nagorno-Karabakh, variants: [Naqqa, Artsakh]}\n",
            flagged=("Artsakh",),
        ),
        Example(
            HEAD + '- {preferred: CSRC, variants: ["SEC"]}\n- {preferred: S, admitted: [SEC]}\n',
            flagged=("SEC",),
        ),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Artsakh}\n- {preferred: Nagorno-Karabakh, variants: [artsakh]}\n"),
        Example(HEAD + "- {preferred: Asia}\n- {preferred: Armenia, variants: [{text: Asia, action: flag}]}\n"),
    ),
)
