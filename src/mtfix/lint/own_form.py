"""A variant that is a part of its own right form.

## What it does
Tells of a variant that stands, as whole words, inside the preferred or an admitted form of its own entry.

## Why it matters
Most tools turn "Nagorno-Karabakh" into "Nagorno-Nagorno-Karabakh", and again on every run.
mtfix lets the longer right form win, so nothing is doubled; but a part of the right form is often no error at all: then
it should be admitted.

## Example
"Karabakh" as a variant of "Nagorno-Karabakh".

## Fix safety
No fix: whether the short form is right by itself is for the house to say. A condition shows that it was thought about.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, has_part
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each variant without a condition, naming the first right form that contains it."""
    for use in survey.variants:
        if use.term.action is not Action.fix or use.guarded:
            continue
        for right in (use.concept.preferred, *use.concept.admitted):
            if len(right.text) > len(use.text) and has_part(right.text, use.term):
                yield survey.defect(
                    use,
                    f"{use.text!r} is a part of its own right form {right.text!r}. "
                    "Admit it if it is right by itself, else give it a condition.",
                )
                break


check = Check(
    name="glossary.own-form",
    summary="a variant that is a part of its own right form",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(Example(HEAD + "- {preferred: Nagorno-Karabakh, variants: [Naqqa, Karabakh]}\n", flagged=("Karabakh",)),),
    counterexamples=(
        Example(HEAD + "- {preferred: Nagorno-Karabakh, variants: [Kara, karabakh]}\n"),
        Example(
            HEAD + "- preferred: Nagorno-Karabakh\n  variants: [{text: Karabakh, unless: {window_any: [University]}}]\n"
        ),
    ),
)
