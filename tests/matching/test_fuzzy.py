"""How like a name a phrase is, and what is never offered for it."""

from __future__ import annotations

import pytest

from mtfix.glossary.model import Concept, ConceptType, Term, TermKind
from mtfix.glossary.spelling import words_of
from mtfix.matching.fuzzy import Likeness, exchanges, is_other_name, likeness
from mtfix.matching.known import gazetteer, kinds_of_known
from mtfix.matching.profile import Profile, profile_of
from mtfix.matching.words import word_likeness


def concept(preferred: str, *variants: str, source: str = "", kind: ConceptType = ConceptType.organisation) -> Concept:
    return Concept(
        "c",
        Term(preferred, TermKind.preferred),
        kind,
        variants=tuple(Term(text, TermKind.variant) for text in variants),
        source={"zh": (source,)} if source else {},
    )


def compare(phrase: str, profile: Profile) -> Likeness:
    return likeness(words_of(phrase), profile, profile.forms)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Tianhaixiang Aviation", "Tian-Hai-Xiang Aviation"),
        ("non-farm payrolls", "nonfarm payrolls"),
        ("Kahramanmaraş", "Kahramanmaras"),
        ("Ma Zuo Bo", "Ma Zuobo"),
    ],
)
def test_hyphens_blanks_and_accents_do_not_count(phrase: str, name: str) -> None:
    assert compare(phrase, profile_of(concept(name))).score > 0.97


def test_words_match_in_any_order() -> None:
    found = compare("Institute of Thermal Energy Anshan", profile_of(concept("Anshan Thermal Energy Institute")))
    assert found.score > 0.95
    assert not found.rest
    assert not found.missing


def test_the_pinyin_of_a_part_counts_as_the_name() -> None:
    eagles = concept("Eagles Men Aviation Science and Technology Group", source="鹰门航空科技")
    spelt = compare("Yingmen Aviation Technology Group", profile_of(eagles))
    other = compare("Huamei Aviation Technology Group", profile_of(eagles))
    assert spelt.score > 0.8 > other.score
    assert ("yingmen", "", 1.0) in spelt.pairs


def test_listed_variants_teach_exchanges() -> None:
    implant = concept("dental implant", "tooth implant", kind=ConceptType.term)
    pairs = set(exchanges(implant))
    assert ("tooth", "dental") in pairs
    implants = concept("dental implants", kind=ConceptType.term)
    assert compare("tooth implants", profile_of(implants, lambda: pairs)).score > 0.9
    assert compare("tooth implants", profile_of(implants)).score < 0.7


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Australia", "Austria"),
        ("Shanxi", "Shaanxi"),
        ("Yunnan Human Sperm Bank", "Shaanxi Human Sperm Bank"),
        ("Busan Institute of Thermal Energy", "Anshan Institute of Thermal Energy"),
        ("Maduro", "Modrow"),
    ],
)
def test_a_known_name_is_no_misspelling_of_another(phrase: str, name: str) -> None:
    found = compare(phrase, profile_of(concept(name)))
    assert is_other_name(words_of(phrase), found) or found.score < 0.7


def test_kinds_of_known_names() -> None:
    assert kinds_of_known("busan") == "p"
    assert "g" in kinds_of_known("mary")
    assert kinds_of_known("farhad meysami") == ""
    assert kinds_of_known("") == ""
    assert "陕西" in gazetteer("zh")["shaanxi"]
    assert gazetteer("xx") == {}


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("agreement", "agreements", 0.95, 1),
        ("bureau", "department", 0.7, 0.75),
        ("medical", "security", 0, 0),
        ("48th", "48", 1, 1),
        ("48th", "49th", 0, 0),
        ("mesami", "meysami", 0.8, 0.99),
    ],
)
def test_word_likeness(one: str, other: str, least: float, most: float) -> None:
    assert least <= word_likeness(one, other) <= most
    assert word_likeness(one, other) == word_likeness(other, one)
