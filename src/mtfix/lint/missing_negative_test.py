"""A condition that nothing proves.

## What it does
Tells of a variant with `when` or `unless` for which no test shows a place that stays as it is.
Variants of one entry with the same condition need one such test together.

## Why it matters
A condition is there to hold the variant back; a test that only shows it at work passes without the condition, too.

## Example
"Naka" only near "Armenia", without a test such as `{in: "Mr Naka of Japan", same: true}`.

## Fix safety
No fix: the sentence must come from a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from mtfix.glossary.model import CaseMode, Concept, Condition, MatchMode, Term
from mtfix.glossary.spelling import one_spelling
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use, has_part
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each condition of an entry without such a test, at the first variant that has it."""
    for file, concept in survey.concepts():
        groups: dict[tuple[Condition | None, Condition | None], list[Term]] = {}
        for term in concept.variants:
            if term.when or term.unless:
                groups.setdefault((term.when, term.unless), []).append(term)
        for terms in groups.values():
            if not any(_held_back(term, concept) for term in terms):
                yield survey.defect(
                    Use(file, concept, terms[0]),
                    f"no test shows where {terms[0].text!r} is left alone. Add one with 'same: true'.",
                )


def _held_back(term: Term, concept: Concept) -> bool:
    """Whether a test has the variant in a text that must not change."""
    return any(
        (test.same or test.out is None or test.out == test.text) and _stands_in(term, test.text)
        for test in concept.tests
    )


def _stands_in(term: Term, text: str) -> bool:
    if term.match is MatchMode.regex:
        import regex

        try:
            return regex.search(term.text, text, timeout=1) is not None
        except TimeoutError:
            return False
    if not term.text.isascii():  # scripts without blanks have no whole words
        return one_spelling(term.text) in one_spelling(text)
    return has_part(text, structs.replace(term, case=CaseMode.fold))


check = Check(
    name="glossary.missing-negative-test",
    summary="a condition that nothing proves",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- preferred: Karabakh\n  variants: [Naqqa, {text: Naka, unless: {window_any: [Japan]}}]\n"
            "  tests: [{in: Naka, out: Karabakh}, {in: Naqqa and Mr Nakata, same: true}]\n",
            ("Naka",),
        ),
    ),
    counterexamples=(
        Example(
            HEAD + "- preferred: Karabakh\n  when: {document_any: [Baku]}\n"
            "  variants: [{text: Naka, unless: &japan {window_any: [Japan]}}, {text: 卡区, unless: *japan}]\n"
            "  tests: [{in: 日本卡区, same: true}]\n"
        ),
        Example(
            HEAD + "- preferred: Karabakh\n  variants: [{text: Naka, unless: {window_any: [Japan]}}]\n"
            "  tests: [{in: Naka of Japan, same: true}]\n"
        ),
        Example(
            HEAD + "- preferred: Karabakh\n  variants: [{regex: 'Na[kg]a', unless: {window_any: [Japan]}}]\n"
            "  tests: [{in: Naga of Japan, flags: 0}]\n"
        ),
    ),
)
