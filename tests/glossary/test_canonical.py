"""The canonical form of a glossary file: order, quoting, comments."""

from __future__ import annotations

import pytest

from mtfix.errors import GlossaryError
from mtfix.glossary.canonical import canonical

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
  - in: "Mr Naka of Japan"
    same: true
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
