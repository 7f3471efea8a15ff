"""Unlisted renderings in whole articles: found, bounded by the original, and never silently edited."""

from __future__ import annotations

import time

import pytest

from mtfix.engine import Engine
from mtfix.formats import text as plain
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.compiled import CompiledGlossary
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.model import Concept, ConceptType, Glossary, Term, TermKind
from mtfix.matching.exact import Finder
from mtfix.matching.selection import WHOLE, doubt
from mtfix.matching.suggest import suggest
from mtfix.model import Applicability, Finding
from mtfix.rules import name_inconsistent, name_unlisted_variant, source_missing_name

NAMES = """
mtfix: 1
entries:
- preferred: Farhad Meysami
  type: person
  source: {zh: [法哈德·梅萨米]}
- preferred: Shanshan
  type: organisation
  source: {zh: [杉杉]}
- preferred: Shaanxi
  type: place
  source: {zh: [陕西]}
- preferred: Zheng Yonggang
  type: person
  source: {zh: [郑永刚]}
  admitted: [Zheng]
- preferred: China Securities Regulatory Commission
  type: organisation
  source: {zh: [证监会]}
  admitted: [CSRC]
"""
RULES = (name_unlisted_variant.rule, source_missing_name.rule, name_inconsistent.rule)


def check(text: str, source: str | None = None, glossary: CompiledGlossary | None = None) -> list[Finding]:
    glossary = glossary or compile_glossary(parse_glossary(NAMES, "names.yaml"))
    original = None if source is None else plain.read(source.encode(), "source.txt", "utf-8")
    return Engine(RULES, Finder((glossary,))).check(plain.read(text.encode(), "a.txt", "utf-8"), original)[0]


def offered(text: str, source: str | None = None) -> dict[str, str]:
    """What is found at each place, with the first fix's text."""
    return {
        text[edit.span.start : edit.span.end]: edit.text
        for finding in check(text, source)
        for fix in finding.fixes[:1]
        for edit in fix.edits
    }


def test_likeness_only_suggests() -> None:
    (finding,) = check("They freed Farhad Mesami on Friday.")
    assert finding.rule == "name.unlisted-variant"
    assert finding.fixes[0].applicability is Applicability.unsafe
    assert any("mesami" in line for line in finding.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Farhad Meysami was freed.",
        "The founder Zheng Yonggang and Mr Zheng are one.",
        "Shanxi, Shanghai and Suzhou lie in the east.",
        "Farhad Mokhtari, Fariba Adelkhah and Farhad Nouri were freed.",
        "The Securities Commission of Pakistan met.",
        "See https://example.org/Farhad-Mesami and @FarhadMesami.",
    ],
)
def test_right_and_other_names_are_left_alone(text: str) -> None:
    assert check(text) == []


def test_the_original_forbids_a_likeness() -> None:
    text = "They freed Farhad Mesami on Friday."
    assert offered(text, "法哈德·梅萨米周五获释。") == {"Farhad Mesami": "Farhad Meysami"}
    assert offered(text, "他们周五释放了一名囚犯。") == {}


def test_a_name_without_likeness_is_found_by_the_original() -> None:
    assert offered("Sugo was listed in 1996.", "杉杉1996年上市。") == {"Sugo": "Shanshan"}


def test_a_name_that_something_else_accounts_for_is_not_taken() -> None:
    # Beijing stands in the original, Wang Wei is the pinyin of 王伟
    assert offered("Beijing and Wang Wei spoke.", "杉杉、北京和王伟发言。") == {}


def test_a_known_place_is_replaced_only_where_it_is_the_very_pinyin() -> None:
    assert offered("The Shanxi bank said so.", "陕西的银行说。") == {"Shanxi": "Shaanxi"}
    assert offered("The Suzhou bank said so.", "杉杉的银行说。") == {}


def test_all_places_of_one_rendering_are_one_finding() -> None:
    text = "Sugo was founded in 1989.\n\nSugo was listed in 1996.\n\nSugo moved to Shanghai in 1999."
    source = "杉杉1989年成立。\n\n杉杉1996年上市。\n\n杉杉1999年迁往上海。"
    (finding,) = check(text, source)
    assert len(finding.fixes[0].edits) == 3
    assert len(finding.related) == 2
    assert any("3 places" in line for line in finding.evidence)


def test_two_witnesses_and_the_original_make_a_fix_safe() -> None:
    text = "Zheng Yonggeng founded it.\n\nLater Zheng Yonggeng sold it."
    source = "郑永刚创办了它。\n\n后来郑永刚卖掉了它。"
    (twice,) = check(text, source)
    (once,) = check("Zheng Yonggeng founded it.", "郑永刚创办了它。")
    assert twice.fixes[0].applicability is Applicability.safe
    assert once.fixes[0].applicability is Applicability.unsafe


def test_a_name_left_out_is_flagged_without_a_fix() -> None:
    (finding,) = check("A regulator warned on Friday.", "证监会周五警告。")
    assert finding.fixes == ()
    assert "证监会" in finding.message
    assert check("It warned on Friday.", "证监会周五警告。") == []


def test_inconsistent_spellings_need_no_glossary() -> None:
    (finding,) = check("Naka fell. Troops left Naka. Naqqa burned. Few stayed in Naqqa.")
    assert finding.rule == "name.inconsistent"
    assert "Naka x2, Naqqa x2" in finding.message


def big(size: int) -> CompiledGlossary:
    """A glossary of made-up names of two words, of which no two are alike by chance alone."""
    first = [
        f"{a}{b}{c}{d}" for a in "BDFGKLMNPRSTVZ" for b in "aeiou" for c in ("ng", "rd", "st", "lm") for d in "aiu"
    ]
    last = [f"{a}{b}v{c}ch" for a in ("Kr", "Tr", "Pl", "Sm", "Gr", "Br") for b in "aeiou" for c in "aeiou"]
    pairs = ((one, other) for other in last for one in first)
    concepts = [Concept("wanted", Term("Farhad Meysami", TermKind.preferred), ConceptType.person)]
    for number, (one, other) in zip(range(size), pairs, strict=False):
        concepts.append(Concept(f"c{number}", Term(f"{one} {other}", TermKind.preferred), ConceptType.person))
    return compile_glossary(Glossary("big.yaml", tuple(concepts)))


def test_a_large_glossary_is_searched_by_keys() -> None:
    glossary = big(5000)
    assert glossary.size > WHOLE
    text = " ".join(["The ministry said that talks in Geneva went on for days."] * 50) + " They freed Farhad Mesami."
    check(text, glossary=glossary)
    started = time.process_time()
    found = check(text, glossary=glossary)
    spent = time.process_time() - started
    assert [finding.concept for finding in found] == ["wanted"]
    assert spent < 0.5, "far above what it takes; the search must not grow with the glossary"


def test_doubt_grows_with_the_glossary_and_falls_with_a_witness() -> None:
    assert doubt(10, False) == 0
    assert doubt(100_000, False) > doubt(1000, False) > doubt(1000, True) > 0


def test_a_corpus_yields_proposals_with_counts_and_quotations() -> None:
    glossary = compile_glossary(parse_glossary(NAMES, "names.yaml"))
    articles = [
        (f"Sugo was founded in {year}. Few knew it.", f"杉杉{year}年成立。很少有人知道。")
        for year in (1989, 1996, 1999)
    ]
    pairs = [
        (plain.read(text.encode(), f"{at}.txt", "utf-8"), plain.read(source.encode(), f"{at}.zh.txt", "utf-8"))
        for at, (text, source) in enumerate(articles)
    ]
    (proposal,) = suggest(pairs, Finder((glossary,)))
    assert (proposal.concept.preferred.text, proposal.variant) == ("Shanshan", "Sugo")
    assert (proposal.places, proposal.articles, proposal.anchored) == (3, 3, 3)
    assert [quote.path for quote in proposal.quotations] == ["0.txt", "1.txt"]
    assert proposal.quotations[0].text == "Sugo was founded in 1989."
