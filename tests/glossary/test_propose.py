"""Proposed variants go into a glossary's text; everything else stays as it is."""

from __future__ import annotations

import difflib

import pytest

from mtfix.errors import GlossaryError
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.model import Action, EntryStatus
from mtfix.glossary.propose import proposed_entry, with_proposals

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
def test_a_variant_joins_its_entry_and_nothing_else_changes(name: str) -> None:
    new = with_proposals(TEXT, "g.yaml", [(concepts()[name], "Sugo: Ltd", "12 places")])
    removed = [line for line in difflib.ndiff(TEXT.splitlines(), new.splitlines()) if line.startswith("- ")]
    assert not removed or name == "ASML"  # there the list stands on the line itself
    before, after = concepts(), concepts(new)
    added = after[name].variants[-1]
    assert (added.text, added.action, added.note) == ("Sugo: Ltd", Action.suggest, "12 places")
    assert [one.text for one in after[name].variants[:-1]] == [one.text for one in before[name].variants]
    assert {key: len(one.variants) for key, one in after.items() if key != name} == {
        key: len(one.variants) for key, one in before.items() if key != name
    }


def test_what_is_listed_is_not_put_in_again() -> None:
    assert with_proposals(TEXT, "g.yaml", [(concepts()["Shanshan"], "Suzuki", "")]) == TEXT


def test_several_variants_keep_their_order() -> None:
    quad = concepts()["Quad"]
    new = with_proposals(TEXT, "g.yaml", [(quad, "Quartet", ""), (quad, "Foursome", "")])
    assert [one.text for one in concepts(new)["Quad"].variants] == ["Quartet", "Foursome"]


def test_a_stranger_becomes_a_proposed_entry() -> None:
    stranger = concepts("mtfix: 1\nentries:\n- preferred: Liberty Times\n  type: work\n")["Liberty Times"]
    new = with_proposals(TEXT, "g.yaml", [(stranger, "Free Times", "")])
    assert new.startswith(TEXT)
    entry = concepts(new)["Liberty Times"]
    assert entry.status is EntryStatus.proposed
    assert [one.text for one in entry.variants] == ["Free Times"]
    assert proposed_entry(stranger, ["Free Times"]) in new


def test_text_that_is_no_glossary_is_refused() -> None:
    with pytest.raises(GlossaryError, match=r"g\.yaml: no list of entries"):
        with_proposals("a: 1\n", "g.yaml", [])
