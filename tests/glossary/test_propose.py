"""Proposed variants go into a glossary's text; everything else stays as it is."""

from __future__ import annotations

import difflib
import itertools

import pytest

from mtfix.errors import GlossaryError
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.model import Action, EntryStatus
from mtfix.glossary.propose import Proposed, proposed_entries, with_proposals

TEXT = """\
# The cast of the fund desk.
mtfix: 1
entries:
- preferred: Shanshan   # the firm
  type: organisation
  variants:
  - Sugi   # met often
  - {text: Suzuki, action: flag}
  # the end of the list
- {preferred: ASML, type: organisation, variants: [Asmar]}
- preferred: Huawei
  note: >
    Folded
    text.

- preferred: Quad
"""


def concepts(text: str = TEXT):
    return {one.preferred.text: one for one in parse_glossary(text, "g.yaml").concepts}


@pytest.mark.parametrize("name", ["Shanshan", "ASML", "Huawei", "Quad"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_variant_joins_its_entry_and_nothing_else_changes(name: str, ending: str) -> None:
    text = TEXT.replace("\n", ending)
    new = with_proposals(text, "g.yaml", [Proposed(concepts()[name], "Sugo: Ltd", ("12 places", "a.txt: Sugo\x00!"))])
    removed = [line for line in difflib.ndiff(text.splitlines(), new.splitlines()) if line.startswith("- ")]
    assert not removed or name == "ASML"  # there the list stands on the line itself
    assert new.count("\n") == new.count(ending)
    before, after = concepts(), concepts(new)
    added = after[name].variants[-1]
    assert (added.text, added.action) == ("Sugo: Ltd", Action.suggest)
    # there is no room for comments in brackets
    assert added.note == "12 places" if name == "ASML" else "# a.txt: Sugo !" in new
    assert [one.text for one in after[name].variants[:-1]] == [one.text for one in before[name].variants]
    assert {key: len(one.variants) for key, one in after.items() if key != name} == {
        key: len(one.variants) for key, one in before.items() if key != name
    }


@pytest.mark.parametrize(
    ("entry", "made"),
    [
        ("- preferred: Quad\n  variants: []\n", "  variants: [{text: Four, action: suggest}]\n"),
        ("- {preferred: Quad}\n", "- {preferred: Quad, variants: [{text: Four, action: suggest}]}\n"),
        ("-   preferred: Quad\n    variants:\n      -   Q", "\n      - {text: Four, action: suggest}"),
        ("- preferred: Quad", "\n  variants:\n  - {text: Four, action: suggest}"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_layouts(entry: str, made: str, mark: str) -> None:
    text = f"{mark}mtfix: 1\nentries:\n{entry}"
    new = with_proposals(text, "g.yaml", [Proposed(concepts()["Quad"], "Four")])
    assert new.endswith(made)
    assert concepts(new)["Quad"].variants[-1].text == "Four"


def test_what_is_listed_is_not_put_in_again() -> None:
    assert with_proposals(TEXT, "g.yaml", [Proposed(concepts()["Shanshan"], "Suzuki")]) == TEXT


def test_several_variants_keep_their_order() -> None:
    quad = concepts()["Quad"]
    new = with_proposals(TEXT, "g.yaml", [Proposed(quad, "Quartet"), Proposed(quad, "Foursome")])
    assert [one.text for one in concepts(new)["Quad"].variants] == ["Quartet", "Foursome"]


def test_a_stranger_becomes_a_proposed_entry_under_the_gate_it_had() -> None:
    (stranger,) = parse_glossary(
        "mtfix: 1\nentries:\n- {preferred: Liberty Times, id: ltn, type: work}\n", "g.yaml"
    ).concepts
    gate = parse_glossary("mtfix: 1\nwhen: {document_any: [Taiwan]}\nentries: []\n", "g.yaml").when
    proposals = [Proposed(stranger, form, ("3 places",), gate) for form in ("Free Times", "Freedom Times")]
    new = with_proposals(TEXT, "g.yaml", proposals)
    assert new.startswith(TEXT)
    assert proposed_entries(proposals) in new
    entry = concepts(new)["Liberty Times"]
    assert (entry.id, entry.status, entry.when) == ("ltn", EntryStatus.proposed, gate)
    assert [one.text for one in entry.variants] == ["Free Times", "Freedom Times"]


def test_putting_in_again_changes_nothing() -> None:
    stranger = concepts("mtfix: 1\nentries:\n- preferred: Liberty Times\n")["Liberty Times"]
    for names in itertools.combinations(("Shanshan", "ASML", "Huawei", "Quad"), 2):
        proposals = [Proposed(one, "Sugo", ("once",)) for one in (*(concepts()[name] for name in names), stranger)]
        once = with_proposals(TEXT, "g.yaml", proposals)
        assert with_proposals(once, "g.yaml", proposals) == once


def test_what_cannot_be_put_in_is_refused() -> None:
    with pytest.raises(GlossaryError, match=r"g\.yaml:1:1: unknown key 'a'"):
        with_proposals("a: 1\n", "g.yaml", [])
    shared = "mtfix: 1\nentries:\n- {preferred: A, variants: &v [X]}\n- {preferred: B, variants: *v}\n"
    with pytest.raises(GlossaryError, match="shares its variants by an alias"):
        with_proposals(shared, "g.yaml", [Proposed(concepts(shared)["B"], "Y")])
