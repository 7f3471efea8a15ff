"""The canonical form of a glossary file: order, quoting, comments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfix.errors import GlossaryError
from mtfix.glossary.canonical import canonical
from mtfix.glossary.layout import branch_of, in_flow

BEFORE = """\
# Head of the file

title: South Caucasus
mtfix: 1
entries: # all of them

# The conflict

- type: 'place' # a region
  preferred: "Nagorno-Karabakh"
  # what it was called
  variants: [Naka, # from Japan?
    'Naqqa']
  tests:
  - same: true
    # why
    in: Mr Naka of Japan
  # - in: an old one
- preferred: 'Armenia'
  source: {"no": [Armenia], zh: 亚美尼亚}
  note: | # long
    Two
    lines
  variants:
    - text: Asia
      # mtfix: ignore glossary.common-word
    - {when: {document_any: [Baku]}, text: "No: 1"}

  # the end of Armenia
# the end of all
"""
AFTER = """\
# Head of the file

mtfix: 1
title: South Caucasus
entries: # all of them

# The conflict

- preferred: Nagorno-Karabakh
  type: place # a region
  # what it was called
  variants:
  - Naka # from Japan?
  - Naqqa
  tests:
  # why
  - {in: "Mr Naka of Japan", same: true}
  # - in: an old one

- preferred: Armenia
  source: {"no": [Armenia], zh: 亚美尼亚}
  variants:
  - text: Asia
    # mtfix: ignore glossary.common-word
  - {text: "No: 1", when: {document_any: [Baku]}}
  note: |- # long
    Two
    lines

  # the end of Armenia
# the end of all
"""


def test_order_quotes_and_comments() -> None:
    assert canonical(BEFORE, "g.yaml") == AFTER
    assert canonical(AFTER, "g.yaml") == AFTER


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(GlossaryError, match=r"g\.yaml:3:24: an anchor or alias"):
        canonical("mtfix: 1\nentries:\n- {preferred: A, when: &a {document_any: [B]}}\n", "g.yaml")


def test_long_lists_are_filled() -> None:
    words = ", ".join(f"Word{number}" for number in range(40))
    made = canonical(f"mtfix: 1\nwhen: {{document_any: [{words}]}}\nentries: []\n", "g.yaml")
    assert max(map(len, made.splitlines())) <= 120
    assert ", ".join(f"Word{number}" for number in range(40)) in " ".join(made.split())
    assert canonical(made, "g.yaml") == made


SHIPPED = (Path(__file__).parents[2] / "glossaries" / "caucasus.yaml").read_text(encoding="utf-8").splitlines()[:80]
PLACES = st.lists(st.tuples(st.integers(8, len(SHIPPED)), st.sampled_from([None, 0, 2, 4, 6])), max_size=6)


@settings(max_examples=60)
@given(PLACES)
def test_comments_anywhere_are_kept_once_and_stay(places: list[tuple[int, int | None]]) -> None:
    lines = list(SHIPPED)
    for number, (at, indent) in enumerate(sorted(places, key=lambda place: place[0], reverse=True)):
        if indent is not None:
            lines.insert(at, f"{' ' * indent}# remark {number}")
        else:
            lines[at - 1] += f" # remark {number}"
    made = canonical("\n".join(lines), "g.yaml")
    assert canonical(made, "g.yaml") == made
    assert all(
        made.count(f"# remark {number}\n") + made.count(f"# remark {number} ") == 1 for number in range(len(places))
    )


@pytest.mark.parametrize("text", ["a:?b", "a: b", "a #b", "no", "1:30", "a:", "[a", "a, b"])
def test_a_text_that_yaml_would_misread_in_brackets_is_quoted(text: str) -> None:
    assert in_flow(branch_of([text, "x"]), "refs") == f'["{text}", x]'
