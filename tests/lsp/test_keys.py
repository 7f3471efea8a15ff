"""Completion in a glossary that is being typed: ‸ is the cursor."""

from __future__ import annotations

import pytest

from mtfix.glossary import schema
from mtfix.lsp.keys import completions

HEAD = "mtfix: 1\nentries:\n- preferred: X\n"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("mtfix: 1\nti‸", schema.FILE_KEYS),
        (f"{HEAD}‸", schema.FILE_KEYS),
        ("mtfix: 1\nentries:\n- pr‸", schema.ENTRY_KEYS),
        ("mtfix: 1\nentries:\n  - pr‸", schema.ENTRY_KEYS),
        (f"{HEAD}  ‸", schema.ENTRY_KEYS),
        (f"{HEAD}  variants:\n  - text: Y\n  ‸", schema.ENTRY_KEYS),
        (f"{HEAD}  variants:\n  - te‸", schema.VARIANT_KEYS),
        (f"{HEAD}  variants:\n  - text: Y\n    wh‸", schema.VARIANT_KEYS),
        (f"{HEAD}  variants:\n  - {{text: Y}}\n  # more\n\n  - {{te‸", schema.VARIANT_KEYS),
        (f"{HEAD}  variants: [Z, {{text: Y, ac‸", schema.VARIANT_KEYS),
        (f"{HEAD}  admitted:\n  - text: Y\n    ‸", schema.ADMITTED_KEYS),
        (f"{HEAD}  variants:\n  - text: Y\n    when:\n      do‸", schema.CLAUSES),
        (f"{HEAD}  variants:\n  - {{text: Y, when: {{do‸", schema.CLAUSES),
        ("mtfix: 1\nwhen: {‸", schema.CLAUSES),
        (f"{HEAD}  tests:\n  - {{in: a, ‸", schema.TEST_KEYS),
        (f"{HEAD}  type: ‸", schema.TYPES),
        (f"{HEAD}  variants: [{{text: Y, action: f‸", schema.ACTIONS),
        (f"{HEAD}  forms:\n    ‸", schema.FORM_KEYS),
        (f"{HEAD}  note: ‸", ()),
        (f"{HEAD}  variants: [Na‸", ()),
        (f"{HEAD}  # ty‸", ()),
        (f"{HEAD}      ‸", ()),
    ],
)
def test_what_may_stand_here(text: str, keys: object) -> None:
    assert completions(text, text.index("‸")) == list(keys)  # type: ignore[call-overload]  # every row is iterable
