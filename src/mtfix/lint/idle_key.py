"""A key that does nothing.

## What it does
Tells of `otherwise` without a condition, and of a condition on the document that the variant itself fulfils.

## Why it matters
The writer meant to hold the variant back, and nothing does.

## Example
`{text: Asia, when: {document_any: [Asia, Armenia]}}` always holds.

## Fix safety
No fix: write the condition that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.glossary.spelling import one_spelling
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each variant with such a key."""
    for use in survey.variants:
        term = use.term
        if term.otherwise is not Action.allow and not term.when and not term.unless:
            yield survey.defect(
                use, f"{use.text!r} has 'otherwise' but neither 'when' nor 'unless'. Add a condition or remove it."
            )
        elif word := _own_word(use):
            yield survey.defect(
                use, f"the condition of {use.text!r} always holds: the variant contains {word!r}. Use another word."
            )


def _own_word(use: Use) -> str | None:
    for scope, quantifier, words in use.term.when.clauses if use.term.when else ():
        if scope == "document" and quantifier == "any":
            own = f" {one_spelling(use.text)} "
            return next((word for word in words if f" {one_spelling(word)} " in own), None)
    return None


check = Check(
    name="glossary.idle-key",
    summary="a key that does nothing",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + "- {preferred: Naka, variants: [{text: Naga, otherwise: flag}]}\n", ("Naga",)),
        Example(
            HEAD + "- preferred: Armenia\n  variants: [{text: Asia, when: {document_any: [Baku, Asia]}}]\n",
            ("Asia",),
        ),
    ),
    counterexamples=(
        Example(
            HEAD + "- preferred: Armenia\n  variants: [{text: Asia, when: {window_any: [Asia]}, otherwise: flag}]\n"
        ),
    ),
)
