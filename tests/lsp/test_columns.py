"""Lines and columns in the units of editors."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.lsp.columns import Columns

TEXTS = st.text(st.sampled_from("a é😀纳\u2028\x0c\r\n\u0301\ud800"))
SIZES = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
UNITS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


@given(TEXTS, st.sampled_from(sorted(UNITS)))
def test_there_and_back(text: str, encoding: str) -> None:
    columns = Columns(text, encoding)
    for offset in range(len(text) + 1):
        line, column = columns.position(offset)
        before = re.split(r"\r\n?|\n", text[:offset])
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # no place to stand: inside a line end
        assert line == len(before) - 1
        assert column == len(before[-1].encode(SIZES[encoding], "surrogatepass")) // UNITS[encoding]
        assert columns.offset(line, column) == offset


@pytest.mark.parametrize(
    ("line", "column", "offset"),
    [(0, 99, 2), (1, 1, 4), (1, 2, 4), (1, 3, 5), (1, 99, 5), (9, 0, 5)],
)
def test_places_that_are_not_there(line: int, column: int, offset: int) -> None:
    assert Columns("ab\n😀c", "utf-16").offset(line, column) == offset
