"""A glossary file becomes concepts; whatever is wrong with it is told with its place and the mend."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from mtfix.errors import GlossaryError
from mtfix.glossary import model
from mtfix.glossary.load import load_glossary, parse_glossary, slug
from mtfix.glossary.model import (
    Action,
    ArticleUse,
    CaseMode,
    Concept,
    ConceptType,
    Condition,
    EntryStatus,
    MatchMode,
    PersonName,
)

WHOLE = """\
# A comment
mtfix: 1
title: South Caucasus
language: en-US
when: {document_any: [Armenia, Baku]}
entries:
- preferred: Nagorno-Karabakh
  id: nk
  type: place
  status: proposed
  article: the
  source: {zh: [纳卡, 纳戈尔诺-卡拉巴赫], ru: Нагорный Карабах}
  forms: {plural: Nagorno-Karabakhs, adjective: Karabakhi}
  admitted: [Karabakh, {text: Artsakh, action: flag, note: Armenian usage}, Nagorno-Karabakh]
  variants:
  - Naqqa
  - text: Naka
    when: {document_any: [Armenia, Azerbaijan], window_none: Japan}
    unless: {source_all: [日本, 那霸]}
    otherwise: flag
    case: exact
    seen: wire, 2023-09-20
  - {regex: "Na[gk]+orn[yo]", action: suggest}
  - {text: 卡区, match: anywhere}
  - {text: Asia, suggest: the Armenian side}
  - {text: Lacey, choices: [Raisi, Lacy]}
  - {text: Minsk The group, replacement: Minsk Group}
  note: |
    Region in the South Caucasus;
    house style hyphenates.
  not_to_be_confused_with: [Naka, "Naka-ku"]
  seen: [https://example.org/1]
  refs: https://example.org/style
  review: {by: A. Editor, on: 2024-05-31, recheck: "2025"}
  valid: {from: 1991-09, to: 2023-09-20}
  tests:
  - {in: "the Naqqa conflict", out: "the Nagorno-Karabakh conflict", source: 纳卡, flags: 2, note: from the wire}
  - {in: "Mr Naka", same: true, flags: 0}
- {preferred: Kishida, type: person, gender: male, case: fold, when: {document_any: Japan},
   unless: {source_any: [X]}, name: {family: Kishida, given: Fumio, order: given-family}, variants: [Antian]}
- {preferred: RFI, type: org}
"""


@pytest.fixture(scope="module")
def concepts() -> tuple[Concept, ...]:
    return parse_glossary(WHOLE, "g.yaml").concepts


def test_head_of_a_glossary() -> None:
    glossary = parse_glossary(WHOLE, "g.yaml")
    assert (glossary.path, glossary.title, glossary.language) == ("g.yaml", "South Caucasus", "en-US")
    assert glossary.when == Condition((("document", "any", ("Armenia", "Baku")),))
    assert glossary.digest == hashlib.sha256(WHOLE.encode()).hexdigest()


def test_every_key_of_an_entry_is_read(concepts: tuple[Concept, ...]) -> None:
    karabakh = concepts[0]
    assert karabakh.id == "nk"
    assert (karabakh.type, karabakh.status, karabakh.article) == (
        ConceptType.place,
        EntryStatus.proposed,
        ArticleUse.the,
    )
    assert karabakh.source == {"zh": ("纳卡", "纳戈尔诺-卡拉巴赫"), "ru": ("Нагорный Карабах",)}
    assert karabakh.forms == {"plural": "Nagorno-Karabakhs", "adjective": "Karabakhi"}
    assert karabakh.note == "Region in the South Caucasus;\nhouse style hyphenates."
    assert karabakh.not_to_be_confused_with == ("Naka", "Naka-ku")
    assert karabakh.seen == ("https://example.org/1", "wire, 2023-09-20")
    assert karabakh.refs == ("https://example.org/style",)
    assert karabakh.review == {"by": "A. Editor", "on": "2024-05-31", "recheck": "2025"}
    assert karabakh.valid == {"from": "1991-09", "to": "2023-09-20"}
    assert (karabakh.glossary, karabakh.line) == ("g.yaml", 7)
    assert (karabakh.preferred.line, karabakh.preferred.column) == (7, 14)
    assert karabakh.tests == (
        model.Test("the Naqqa conflict", "the Nagorno-Karabakh conflict", False, 2, "纳卡", 37, 5),
        model.Test("Mr Naka", same=True, flags=0, line=38, column=5),
    )


def test_every_key_of_a_variant_is_read(concepts: tuple[Concept, ...]) -> None:
    naqqa, naka, regex, anywhere, asia, lacey, minsk = concepts[0].variants
    assert (naqqa.text, naqqa.action, naqqa.when, naqqa.line, naqqa.column) == ("Naqqa", Action.fix, None, 16, 5)
    assert naka.when == Condition((("document", "any", ("Armenia", "Azerbaijan")), ("window", "none", ("Japan",))))
    assert naka.unless == Condition((("source", "all", ("日本", "那霸")),))
    assert (naka.action, naka.otherwise, naka.case) == (Action.fix, Action.flag, CaseMode.exact)
    assert (naka.line, naka.column) == (17, 11)
    assert (regex.text, regex.match, regex.action) == ("Na[gk]+orn[yo]", MatchMode.regex, Action.suggest)
    assert (anywhere.match, anywhere.action) == (MatchMode.anywhere, Action.fix)
    assert (asia.suggest, asia.action) == ("the Armenian side", Action.suggest)
    assert (lacey.choices, lacey.action) == (("Raisi", "Lacy"), Action.flag)
    assert (minsk.replacement, minsk.action) == ("Minsk Group", Action.fix)


def test_admitted_forms_are_not_fixed_and_do_not_repeat_the_preferred_one(concepts: tuple[Concept, ...]) -> None:
    forms = [(term.text, term.action, term.note) for term in concepts[0].admitted]
    assert forms == [("Karabakh", Action.allow, None), ("Artsakh", Action.flag, "Armenian usage")]


def test_settings_of_an_entry_hold_for_its_forms(concepts: tuple[Concept, ...]) -> None:
    kishida = concepts[1]
    assert {term.case for term in kishida.terms} == {CaseMode.fold}
    assert kishida.name == PersonName("Kishida", "Fumio", "given-family")
    assert kishida.gender == "male"
    # `unless` of an entry is the opposite condition
    assert kishida.when == Condition((("document", "any", ("Japan",)), ("source", "none", ("X",))))


def test_org_is_an_organisation(concepts: tuple[Concept, ...]) -> None:
    assert (concepts[2].type, concepts[2].id) == (ConceptType.organisation, "rfi")


def test_json_on_one_line_is_a_glossary() -> None:
    entries = [
        {"preferred": "Diyarbakır", "type": "place", "source": {"zh": ["迪亚巴克尔"]}, "variants": ["Diyabakir"]}
    ]
    text = json.dumps({"mtfix": 1, "title": "x", "language": "en", "entries": entries})
    (concept,) = parse_glossary(text, "g.json").concepts
    assert (concept.preferred.text, concept.source["zh"]) == ("Diyarbakır", ("迪亚巴克尔",))
    assert text[concept.variants[0].column - 1 :].startswith('"Diyabakir"')


@pytest.mark.parametrize("text", ["\ufeff" + WHOLE, WHOLE.replace("\n", "\r\n"), "---\n" + WHOLE + "...\n"])
def test_byte_order_mark_line_ends_and_document_marks_do_not_matter(text: str) -> None:
    def plain(source: str) -> list[tuple[str, ...]]:
        return [tuple(term.text for term in concept.terms) for concept in parse_glossary(source, "g.yaml").concepts]

    assert plain(text) == plain(WHOLE)


def test_places_count_code_points_and_lines_as_editors_do() -> None:
    text = 'mtfix: 1\r\nentries:\r\n- {preferred: "𝒜\u2028b", variants: [x]}\r\n'
    with pytest.raises(GlossaryError) as caught:
        parse_glossary(text, "g.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (3, 15)
    text = text.replace("\u2028", " ")
    (concept,) = parse_glossary(text, "g.yaml").concepts
    assert (concept.variants[0].line, concept.variants[0].column) == (3, 33)


def test_ids_are_unique() -> None:
    text = "mtfix: 1\nentries: [{preferred: Ōsaka!}, {preferred: Osaka}, {preferred: Osaka}, {preferred: 大阪}]"
    assert [concept.id for concept in parse_glossary(text, "g").concepts] == ["osaka", "osaka-2", "osaka-3", "大阪"]
    assert slug("!?") == "concept"


def test_an_alias_shares_a_condition() -> None:
    text = "mtfix: 1\nentries: [{preferred: A, when: &here {document_any: [B]}}, {preferred: C, when: *here}]"
    first, second = parse_glossary(text, "g").concepts
    assert first.when == second.when == Condition((("document", "any", ("B",)),))


def test_a_file_is_read_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_bytes(b"\xef\xbb\xbfmtfix: 1\nentries: []\n")
    glossary = load_glossary(path)
    assert glossary.path == str(path)
    assert glossary.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="cannot read the glossary: No such file"):
        load_glossary(tmp_path / "none.yaml")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("mtfix: 1\ntitle: Türkei\n".encode("latin-1"))
    with pytest.raises(GlossaryError, match=r"latin\.yaml:2: not valid UTF-8"):
        load_glossary(latin)
