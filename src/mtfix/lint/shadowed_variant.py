"""A variant that never has its say, because an earlier form of its entry takes every place.

## What it does
Tells of a variant for which an earlier variant of the same entry, without a condition or with an `otherwise`, matches
wherever it does.

## Why it matters
The condition, the wording or the action of the later one looks as if it counted.

## Example
"Naka" without a condition, and below it "Naka" that is only flagged where the article has "Japan".

## Fix safety
No fix: put the form with the condition first, or take one out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mtfix.glossary.model import Action, CaseMode, MatchMode, Term
from mtfix.glossary.spelling import one_spelling
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use, same_form
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each such variant, naming the form that shadows it."""
    for file, concept in survey.concepts():
        earlier: dict[str, list[Term]] = defaultdict(list)
        for term in concept.variants:
            if term.match is MatchMode.regex:
                continue
            alike = earlier[one_spelling(term.text).casefold()]
            if (first := next((one for one in alike if _shadows(one, term)), None)) is not None:
                yield survey.defect(
                    Use(file, concept, term),
                    f"{term.text!r} never has its say: {first.text!r} in line {first.line} takes every place of it. "
                    "Put the form with the condition first, or remove one.",
                )
            alike.append(term)


def _shadows(first: Term, later: Term) -> bool:
    """Whether `first` acts wherever `later` matches, and the two are not simply the same."""
    plain = not (later.when or later.unless)
    if plain and same_form(first, later):
        return False  # a repeated form
    fallback = first.action if not (first.when or first.unless) else first.otherwise
    return Action.allow not in (fallback, first.action) and _covers(first, later)


def _covers(first: Term, later: Term) -> bool:
    """Whether the first form matches all places of the later one, of the same letters."""
    if first.match is not later.match:
        return first.match is MatchMode.anywhere
    if first.case is CaseMode.fold:
        return True
    one, other = one_spelling(first.text), one_spelling(later.text)
    if later.case is CaseMode.fold:
        return False
    if first.case is CaseMode.smart and later.case is CaseMode.exact:
        return other in (one, one.upper())
    return one == other and first.case is later.case


check = Check(
    name="glossary.shadowed-variant",
    summary="a variant that never has its say",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- preferred: Karabakh\n"
            "  variants: [Naka, {text: Naka, when: {window_any: [Japan]}, action: flag}]\n",
            ("Naka",),
        ),
        Example(
            HEAD + "- preferred: Kyiv\n"
            "  variants: [{text: kiev, case: fold}, {text: Kiev, action: flag, unless: {window_any: [a]}}]\n",
            ("Kiev",),
        ),
        Example(HEAD + "- {preferred: Kyiv, variants: [Kiev, {text: KIEV, case: exact, action: flag}]}\n", ("KIEV",)),
    ),
    counterexamples=(
        Example(
            HEAD
            + "- preferred: Karabakh\n  variants: [{text: Naka, when: {window_any: [Japan]}, action: flag}, Naka]\n"
        ),
        Example(HEAD + "- {preferred: Kyiv, variants: [Kiev, {text: kiev, case: exact}]}\n"),
    ),
)
