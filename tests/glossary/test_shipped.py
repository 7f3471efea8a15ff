"""The glossaries that come with mtfix: many, whole, tested, and at odds neither with each other nor with themselves."""

from __future__ import annotations

from collections import Counter

import pytest

from mtfix import curation
from mtfix.api import Session, shipped_folder
from mtfix.config import SHIPPED, Config
from mtfix.glossary.load import load_glossary
from mtfix.glossary.model import Action, Concept, Glossary, Term

PATHS = sorted(shipped_folder().glob("*.yaml"))
GLOSSARIES = [load_glossary(path) for path in PATHS]
CONCEPTS = [concept for glossary in GLOSSARIES for concept in glossary.concepts]


def where(concept: Concept) -> str:
    return f"{concept.glossary.rpartition('/')[2]}:{concept.line} {concept.preferred.text}"


def claims(kind: str) -> list[tuple[str, Concept]]:
    """Every form of a kind with the concept that lists it."""
    return [
        (term.text, concept)
        for concept in CONCEPTS
        for term in (concept.variants if kind == "variant" else (concept.preferred, *concept.admitted))
    ]


def gated(term: Term) -> bool:
    return term.when is not None or term.unless is not None


def test_there_are_enough_of_them() -> None:
    assert len(GLOSSARIES) >= 8
    assert len(CONCEPTS) >= 400


def test_ids_are_unique_over_all_files() -> None:
    assert [name for name, times in Counter(concept.id for concept in CONCEPTS).items() if times > 1] == []


def test_no_variant_is_listed_twice() -> None:
    owners: dict[str, list[str]] = {}
    for text, concept in claims("variant"):
        owners.setdefault(text, []).append(where(concept))
    assert {text: places for text, places in owners.items() if len(places) > 1} == {}


def test_no_variant_is_a_right_form_of_another_concept() -> None:
    right = {text: where(concept) for text, concept in claims("right")}
    clashes = [(text, where(concept), right[text]) for text, concept in claims("variant") if text in right]
    assert clashes == []


def test_no_right_form_belongs_to_two_concepts() -> None:
    owners: dict[str, set[str]] = {}
    for text, concept in claims("right"):
        owners.setdefault(text, set()).add(where(concept))
    assert {text: places for text, places in owners.items() if len(places) > 1} == {}


def test_every_test_of_every_entry_holds_with_all_files_in_force() -> None:
    session = Session(Config().with_options(glossaries=(SHIPPED,), select=("term", "title")))
    results = curation.test_glossaries(curation.read_glossaries((SHIPPED,)), session)
    assert [judged.finding.message for result in results for judged in result.findings] == []


def test_lint_finds_nothing_not_even_trifles() -> None:
    results = curation.lint_glossaries([document for document, _ in curation.read_glossaries((SHIPPED,))])
    assert [judged.finding.message for result in results for judged in result.findings] == []


@pytest.mark.parametrize("glossary", GLOSSARIES, ids=lambda glossary: glossary.path.rpartition("/")[2])
class TestEachFile:
    def test_has_a_header_and_a_language(self, glossary: Glossary) -> None:
        with open(glossary.path, encoding="utf-8") as file:
            assert file.readline().startswith("# ")
        assert glossary.title
        assert glossary.language == "en-US"

    def test_every_entry_names_its_source_form(self, glossary: Glossary) -> None:
        assert [where(concept) for concept in glossary.concepts if not concept.source.get("zh")] == []

    def test_every_entry_has_a_test_that_changes_nothing(self, glossary: Glossary) -> None:
        assert [where(concept) for concept in glossary.concepts if not any(t.same for t in concept.tests)] == []

    def test_every_entry_that_fixes_shows_a_fix(self, glossary: Glossary) -> None:
        fixing = [c for c in glossary.concepts if any(term.action is Action.fix for term in c.variants)]
        assert [where(concept) for concept in fixing if not any(test.out for test in concept.tests)] == []

    def test_every_gated_fix_has_a_negative_test(self, glossary: Glossary) -> None:
        missing = [
            (where(concept), term.text)
            for concept in glossary.concepts
            for term in concept.variants
            if term.action is Action.fix
            and gated(term)
            and not any(test.same and term.text in test.text for test in concept.tests)
        ]
        assert missing == []
