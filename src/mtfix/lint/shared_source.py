"""One form of the original for two concepts.

## What it does
Tells of a source form that two entries list in the same language. A people and its country may share one.

## Why it matters
What is missing or misnamed in the English is found by way of the original; with two answers mtfix cannot ask for one.

## Example
"纳卡" for "Nagorno-Karabakh" and for "Naka".

## Fix safety
No fix: leave the form to the entry that it means by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import ConceptType
from mtfix.glossary.spelling import one_spelling
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use, entry_use, one_concept
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each later claim of a form, naming the first one."""
    known: dict[tuple[str, str], Use] = {}
    for file, concept in survey.concepts():
        use = entry_use(file, concept)
        for language, forms in concept.source.items():
            for form in forms:
                first = known.setdefault((language.partition("-")[0], one_spelling(form)), use)
                if not _one_thing(first, use):
                    yield survey.defect(
                        use,
                        f"{form!r} ({language}) is the original of {use.text!r} and of {first.text!r} "
                        f"({survey.where(first, use)}). Leave it to one of them.",
                    )


def _one_thing(one: Use, other: Use) -> bool:
    """Whether two entries are about one thing: one concept, or a country and its people."""
    types = {one.concept.type, other.concept.type}
    return one_concept(one, other) or (ConceptType.demonym in types and len(types) > 1)


check = Check(
    name="glossary.shared-source",
    summary="one form of the original for two concepts",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- {preferred: Karabakh, source: {zh: [纳卡]}}\n- {preferred: Naka, source: {zh-Hans: [纳卡]}}\n",
            ("Naka",),
        ),
    ),
    counterexamples=(
        Example(
            HEAD + "- {preferred: China, type: place, source: {zh: [中国], ja: [中国]}}\n"
            "- {preferred: Chinese, type: demonym, source: {zh: [中国]}}\n"
        ),
    ),
)
