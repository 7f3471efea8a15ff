"""A variant that can never match.

## What it does
Tells of a variant without a letter or digit, of one whose conditions exclude each other, and of a variant to be flagged
that another entry holds to be right: the right form wins.

## Why it matters
The entry looks as if it did something.

## Example
"Asia" is to be flagged for "Armenia", and another entry lists "Asia" as preferred.

## Fix safety
No fix: mend the condition, or remove the variant.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action, Condition
from mtfix.glossary.survey import HEAD, Check, Defect, Survey
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each variant that is dead, with the reason."""
    for use in survey.variants:
        if not any(letter.isalnum() for letter in use.text):
            yield survey.defect(use, f"{use.text!r} has no letter or digit, so it never matches. Remove it.")
        elif use.term.when and (word := _excluded(use.term.when)):
            yield survey.defect(
                use, f"the condition of {use.text!r} asks for {word!r} and excludes it, so it never holds. Mend it."
            )
    for variant, right in survey.clashes:
        if variant.term.action in (Action.flag, Action.suggest):
            yield survey.defect(
                variant,
                f"{variant.text!r} never matches: it is a right form of {right.concept.preferred.text!r} "
                f"({survey.where(right, variant)}). Remove one of them.",
            )


def _excluded(condition: Condition) -> str | None:
    """A word without which the condition fails and with which it fails too."""
    for scope, quantifier, words in condition.clauses:
        banned = {word for s, q, some in condition.clauses if s == scope and q == "none" for word in some}
        if quantifier == "all" and (both := banned.intersection(words)):
            return min(both)
        if quantifier == "any" and banned.issuperset(words):
            return words[0]
    return None


check = Check(
    name="glossary.dead-variant",
    summary="a variant that can never match",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + '- {preferred: Naka, variants: ["…"]}\n', ("…",)),
        Example(
            HEAD + "- preferred: Naka\n"
            "  variants: [{text: Naga, when: {window_any: [Baku], window_none: [Baku, Goris]}}]\n",
            ("Naga",),
        ),
        Example(
            HEAD + "- {preferred: Asia}\n- {preferred: Armenia, variants: [{text: Asia, action: flag}]}\n",
            ("Asia",),
        ),
    ),
    counterexamples=(
        Example(
            HEAD + "- preferred: Naka\n"
            "  variants: [{text: Naga, when: {window_any: [Baku, Goris], window_none: [Baku]}}, 纳卡]\n"
        ),
    ),
)
