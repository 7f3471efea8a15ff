"""How like a name a phrase is, and what is never offered for it."""

from __future__ import annotations

import functools
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from mtfix.glossary.model import Concept, ConceptType, Term, TermKind
from mtfix.glossary.spelling import words_of
from mtfix.glossary.written import written
from mtfix.matching.fuzzy import Exchanges, Likeness, is_other_name, likeness
from mtfix.matching.known import gazetteer, kinds_of_known
from mtfix.matching.profile import Profile
from mtfix.matching.words import spelt_alike, word_likeness


def concept(preferred: str, *variants: str, source: str = "", kind: ConceptType = ConceptType.organisation) -> Concept:
    return Concept(
        "c",
        Term(preferred, TermKind.preferred),
        kind,
        variants=tuple(Term(text, TermKind.variant) for text in variants),
        source={"zh": (source,)} if source else {},
    )


def profile_of(concept: Concept, *taught_by: Concept) -> Profile:
    exchanges = Exchanges([concept, *taught_by])
    return Profile(concept, written(concept), functools.partial(exchanges.of, concept.id))


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


def test_what_one_name_exchanges_says_nothing_of_another() -> None:
    karabakh = Exchanges([concept("Nagorno Karabakh", "Naka Karabakh")])
    assert list(karabakh.of("c", ("naka",))) == [("nagorno",)]
    assert not list(karabakh.of("another", ("naka",)))


def test_listed_variants_teach_exchanges() -> None:
    implant = concept("dental implant", "tooth implant", kind=ConceptType.term)
    assert list(Exchanges([implant]).of("c", ("tooth",))) == [("dental",)]
    implants = concept("dental implants", kind=ConceptType.term)
    assert compare("tooth implants", profile_of(implants, implant)).score > 0.9
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


def test_known_names_stand_in_order_so_that_they_are_found() -> None:
    lines = (files("mtfix.matching") / "known_names.txt").read_bytes().splitlines()
    names = [line.partition(b"\t")[0] for line in lines if b"\t" in line]
    assert names == sorted(set(names))
    for name in (names[0], names[len(names) // 2], names[-1]):
        assert kinds_of_known(name.decode())
        assert kinds_of_known(name.decode() + "x") == ""


@given(st.text("abch\U0001f600", min_size=1), st.text("abch\U0001f600", min_size=1), st.sampled_from([0.0, 0.6, 0.85]))
def test_words_that_are_told_apart_at_a_glance_are_not_alike(one: str, other: str, least: float) -> None:
    alike = OSA.normalized_similarity(one, other)
    assert spelt_alike(one, other, least) in ((alike,) if alike >= least else (alike, 0.0))


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
