"""A form that an entry lists twice.

## What it does
Tells of a variant or an admitted form that repeats an earlier form of the same entry, the preferred one included.

## Why it matters
A variant that equals a right form never works: the right form wins.
A second listing hides which one is kept up to date.

## Example
"Naqqa" twice in the variants of "Nagorno-Karabakh".

## Fix safety
Safe: the later of two equal short forms is removed; nothing changes for any text. Forms with conditions are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import CaseMode, Concept, MatchMode, Term, TermKind
from mtfix.glossary.spelling import one_spelling
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use, same_form
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each later form; a list that would become empty gets no fix."""
    for file, concept in survey.concepts():
        repeated = list(_repeated(concept))
        for kind in (TermKind.admitted, TermKind.variant):
            some = [pair for pair in repeated if pair[0].kind is kind]
            listed = concept.variants if kind is TermKind.variant else concept.admitted
            for later, first in some:
                use = Use(file, concept, later)
                fixes = survey.removal(use) if len(some) < len(listed) else ()
                yield survey.defect(use, _message(later, first), fixes=fixes)


def _message(later: Term, first: Term) -> str:
    if later.kind is TermKind.variant and first.kind is not TermKind.variant:
        return f"{later.text!r} is a variant, but also the {first.kind} form of its own entry. Remove it."
    return f"{later.text!r} stands in line {first.line} already. Remove it."


def _repeated(concept: Concept) -> Iterator[tuple[Term, Term]]:
    """Each form with the earlier one that it repeats."""
    if not concept.variants and not concept.admitted:
        return
    known: dict[str, Term] = {}
    for term in concept.terms:
        if term.match is MatchMode.regex:
            continue
        first = known.setdefault(one_spelling(term.text).casefold(), term)
        if term.case is CaseMode.fold and first.case is not CaseMode.fold:
            continue  # it takes in more: "covid-19" in any case, for COVID-19
        right = first.kind is not TermKind.variant
        if first is not term and same_form(first, term) and (right or not (term.when or term.unless or first.when)):
            yield term, first


check = Check(
    name="glossary.repeated-form",
    summary="a form that an entry lists twice",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- {preferred: Nagorno-Karabakh, variants: [Naqqa, Naka, Naqqa]}\n",
            flagged=("Naqqa",),
            fixed=HEAD + "- {preferred: Nagorno-Karabakh, variants: [Naqqa, Naka]}\n",
        ),
        Example(
            HEAD + "- preferred: Kyiv\n  variants:\n  - Kyiv  # no\n  - Kiev\n",
            flagged=("Kyiv",),
            fixed=HEAD + "- preferred: Kyiv\n  variants:\n  - Kiev\n",
        ),
        Example(HEAD + "- {preferred: Kyiv, variants: ['Kyiv']}\n", flagged=("Kyiv",)),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Kyiv, variants: [kyiv, Kiev]}\n"),
        Example(HEAD + "- {preferred: COVID-19, variants: [{text: covid-19, case: fold}]}\n"),
        Example(
            HEAD + "- preferred: Karabakh\n  variants:\n  - {text: Naka, when: {window_any: [Baku]}}\n"
            "  - {text: Naka, when: {window_any: [Yerevan]}, action: flag}\n"
        ),
    ),
)
