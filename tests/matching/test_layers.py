"""Glossaries in layers: what is named later has the say over what was named before; side by side nobody has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtfix import api
from mtfix.errors import GlossaryError
from mtfix.glossary.layers import merged
from mtfix.glossary.load import parse_glossary

SHARED = """\
mtfix: 1
entries:
- preferred: Nagorno-Karabakh
  type: place
  source: {zh: [纳卡]}
  admitted: [Karabakh]
  variants: [Naqqa, Naka, {text: Nakaz, replacement: Nagorno-Karabakhs}]
- preferred: Kyiv
  variants: [Kiev]
"""
TEXT = "Naqqa, Naka and Karabakh; Nagorno-Karabakh; Nakaz; Kiev."


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shared.yaml").write_text(SHARED)
    return tmp_path


def fixed(room: Path, house: str, text: str = TEXT, *order: str) -> str:
    (room / "house.yaml").write_text(f"mtfix: 1\nentries:\n{house}")
    return api.fix(text, glossaries=order or ("shared.yaml", "house.yaml")).corrected


def test_one_layer(room: Path) -> None:
    wanted = "Nagorno-Karabakh, Nagorno-Karabakh and Karabakh; Nagorno-Karabakh; Nagorno-Karabakhs; Kyiv."
    assert api.fix(TEXT, glossaries=["shared.yaml"]).corrected == wanted


@pytest.mark.parametrize("status", ["retired", "deprecated"])
def test_a_concept_is_switched_off(room: Path, status: str) -> None:
    house = f"- {{preferred: Nagorno-Karabakh, status: {status}}}\n"
    assert fixed(room, house) == TEXT.replace("Kiev", "Kyiv")
    assert fixed(room, house, TEXT, "house.yaml", "shared.yaml").startswith("Nagorno-Karabakh, Nagorno-Karabakh")


def test_only_where_the_gate_of_the_entry_or_file_holds(room: Path) -> None:
    off = "- {preferred: Kyiv, status: retired, when: {document_any: [chicken]}}\n"
    assert fixed(room, off, "Kiev") == "Kyiv"
    assert fixed(room, off, "chicken Kiev") == "chicken Kiev"
    (room / "gated.yaml").write_text(
        "mtfix: 1\nwhen: {document_any: [chicken]}\nentries: [{preferred: Kyiv, status: retired}]\n"
    )
    assert api.fix("Kiev", glossaries=["shared.yaml", "gated.yaml"]).corrected == "Kyiv"
    assert api.fix("chicken Kiev", glossaries=["shared.yaml", "gated.yaml"]).corrected == "chicken Kiev"


@pytest.mark.parametrize("form", ["admitted: [Naka]", "variants: [{text: Naka, action: allow}]"])
def test_a_variant_is_admitted(room: Path, form: str) -> None:
    house = f"- {{preferred: Nagorno-Karabakh, {form}}}\n"
    assert fixed(room, house, "Naqqa and Naka") == "Nagorno-Karabakh and Naka"


def test_a_proposal_changes_nothing_below_it(room: Path) -> None:
    (room / "house.yaml").write_text("mtfix: 1\nentries: []\n")
    plain = api.fix(TEXT, glossaries=["shared.yaml", "house.yaml"]).corrected
    for proposal in ("admitted: [Naka]", "variants: [Nagorno-Karabakh]", "admitted: [X], variants: [Naka]"):
        house = f"- {{preferred: Artsakh, id: nagorno-karabakh, status: proposed, {proposal}}}\n"
        assert fixed(room, house).replace("Naka and", "Nagorno-Karabakh and") == plain


def test_another_form_is_preferred(room: Path) -> None:
    house = "- {preferred: Artsakh, id: nagorno-karabakh, variants: [Naga]}\n"
    wanted = "Artsakh, Artsakh and Karabakh; Nagorno-Karabakh; Nakaz; Artsakh; Kyiv."
    assert fixed(room, house, TEXT.replace("; Kiev", "; Naga; Kiev")) == wanted, "what was preferred is admitted"
    result = api.check("Nakaz", glossaries=["shared.yaml", "house.yaml"])
    (judged,) = result.findings
    assert judged.finding.evidence[-1] == "another layer prefers 'Artsakh'"
    refused = house.replace("[Naga]", "[Naga, Nagorno-Karabakh, Karabakh]")
    assert fixed(room, refused).startswith("Artsakh, Artsakh and Artsakh; Artsakh; ")


def test_an_entry_that_adds_takes_over_what_it_does_not_say(room: Path) -> None:
    shared = "mtfix: 1\nentries:\n- {preferred: Van Minh, type: person, variants: [Fan Min]}\n"
    (room / "shared.yaml").write_text(shared)
    house = "- {preferred: Van Minh, variants: [Fan Ming]}\n"
    assert fixed(room, house, "He met Fan Min, Fan Ming and Fan Ming Zheng.") == (
        "He met Van Minh, Van Minh and Fan Ming Zheng."
    )


def test_a_form_that_two_concepts_claim_is_the_higher_layers(room: Path) -> None:
    house = "- {preferred: Naka City, variants: [Naka]}\n- {preferred: Kiev, id: chicken-kiev}\n"
    assert fixed(room, house, "Naka; Kiev") == "Naka City; Kiev"
    assert fixed(room, house, "Naka", "house.yaml", "shared.yaml") == "Nagorno-Karabakh"
    (room / "both").mkdir()
    for name in ("house.yaml", "shared.yaml"):
        (room / name).rename(room / "both" / name)
    (judged,) = api.check("Naka", glossaries=["both"]).findings
    assert judged.finding.rule == "term.ambiguous"


def test_suggestions_follow_the_layers(room: Path) -> None:
    text = "The Nagarno-Karabach and Artsach talks."
    names = {"select": ("name.unlisted-variant",)}

    def offered(*glossaries: str) -> list[str]:
        session = api.Session(api.Config().with_options(glossaries=glossaries, **names))
        result = session.run_text(text, "text", session.policy(None))
        return [fix.edits[0].text for judged in result.findings for fix in judged.finding.fixes]

    assert offered("shared.yaml") == ["Nagorno-Karabakh"]
    fixed(room, "- {preferred: Nagorno-Karabakh, status: retired}\n")
    assert offered("shared.yaml", "house.yaml") == []
    fixed(room, "- {preferred: Artsakh, id: nagorno-karabakh}\n")
    assert offered("shared.yaml", "house.yaml")[-1] == "Artsakh"


def test_reports_name_the_entry_that_has_the_say(room: Path) -> None:
    fixed(room, "- {preferred: Artsakh, id: nagorno-karabakh}\n")
    session = api.Session(api.Config().with_options(glossaries=("shared.yaml", "house.yaml")))
    result = session.run_text("Naqqa", "text", session.policy(None))
    reference = session.report([result]).concepts["nagorno-karabakh"]
    assert (reference.preferred, reference.glossary, reference.line) == ("Artsakh", "house.yaml", 3)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("{preferred: Artsakh, id: nagorno-karabakh}", "one prefers 'Nagorno-Karabakh' and the other 'Artsakh'"),
        ("{preferred: Nagorno-Karabakh, status: retired}", "one is retired and the other is in use"),
        ("{preferred: Nagorno-Karabakh, admitted: [Naka]}", "one holds 'Naka' to be right and the other does not"),
        (
            "{preferred: Nagorno-Karabakh, variants: [{text: Naka, action: flag}]}",
            "they do not agree on what becomes of 'Naka'",
        ),
    ],
)
def test_side_by_side_a_contradiction_is_an_error_that_names_both_lines(room: Path, entry: str, why: str) -> None:
    folder = room / "desk"
    folder.mkdir()
    (folder / "a.yaml").write_text(SHARED)
    (folder / "b.yaml").write_text(f"mtfix: 1\nentries:\n\n- {entry}\n")
    with pytest.raises(GlossaryError) as caught:
        api.fix(TEXT, glossaries=["desk"])
    assert str(caught.value).startswith("desk/b.yaml:4:")
    assert f"contradicts desk/a.yaml:3: {why}." in str(caught.value)
    assert api.fix(TEXT, glossaries=["desk/a.yaml", "desk/b.yaml"]).corrected, "one above the other they do not"


def test_files_that_agree_are_compared_once(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = room / "desk"
    folder.mkdir()
    (folder / "a.yaml").write_text(SHARED)
    (folder / "b.yaml").write_text("mtfix: 1\nentries: [{preferred: Kyiv, variants: [Kiew]}]\n")
    api.open_glossaries(["desk"])
    monkeypatch.setattr(api.CompiledGlossary, "ids", None)
    api.open_glossaries(["desk"])
    (folder / "b.yaml").write_text("mtfix: 1\nentries: [{preferred: Kyiv, variants: [Kiev]}]\n")
    with pytest.raises(TypeError):
        api.open_glossaries(["desk"])


def test_side_by_side_entries_that_add_to_each_other_are_one(room: Path) -> None:
    folder = room / "desk"
    folder.mkdir()
    (folder / "a.yaml").write_text(SHARED)
    (folder / "b.yaml").write_text("mtfix: 1\nentries: [{preferred: Kyiv, variants: [Kiew, Kiev]}]\n")
    assert api.fix("Kiew, Kiev", glossaries=["desk"]).corrected == "Kyiv, Kyiv"


def test_a_file_named_twice_stands_where_it_is_named_last() -> None:
    shipped = api.shipped_folder()
    files = api.glossary_files(["shipped", str(shipped / "caucasus.yaml")])
    assert list(files)[-1] == shipped / "caucasus.yaml"
    assert files[shipped / "caucasus.yaml"] == 1
    assert set(files.values()) == {0, 1}


def test_merged_keeps_every_form_once() -> None:
    low, high = (
        parse_glossary(text, "g.yaml").concepts[0]
        for text in (
            SHARED,
            "mtfix: 1\nentries: [{preferred: Artsakh, id: x, variants: [Naka], source: {ru: Карабах}}]",
        )
    )
    whole = merged([low, high])
    assert [(term.text, term.kind.value) for term in whole.terms] == [
        ("Artsakh", "preferred"),
        ("Nagorno-Karabakh", "admitted"),
        ("Karabakh", "admitted"),
        ("Naka", "variant"),
        ("Naqqa", "variant"),
        ("Nakaz", "variant"),
    ]
    assert whole.source == {"zh": ("纳卡",), "ru": ("Карабах",)}
    assert whole.type is low.type
