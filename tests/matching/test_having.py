"""Sentences that hold given strings, and rules that ask for them before they look for a pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtfix.formats.text import read
from mtfix.matching.context import Context
from mtfix.rules import garble_calque_ru, garble_calque_zh


@given(
    st.lists(st.text(alphabet="ab. \n\u4e2dé", max_size=30), max_size=6).map("\n\n".join),
    st.lists(st.text(alphabet="ab. \u4e2d", min_size=1, max_size=3), max_size=3),
)
def test_having_gives_the_sentences_that_hold_a_string(text: str, strings: list[str]) -> None:
    context = Context(read(text.encode(), "-"))
    wanted = [tagged for tagged in context.tagged if any(string in tagged.text for string in strings)]
    assert list(context.having(*strings)) == wanted


_ROWS = [
    pytest.param(keys, pattern, id=pattern)
    for module in (garble_calque_ru, garble_calque_zh)
    for keys, pattern, *_ in module._LITERAL
]


@pytest.mark.parametrize(("keys", "pattern"), _ROWS)
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_pattern_matches_holds_one_of_its_keys(keys: str, pattern: str, data: st.DataObject) -> None:
    plain = re.sub(r"\(\?[=!](?:[^()]|\([^()]*\))*\)|\\b", "", pattern)  # what follows is not part of the match
    found = data.draw(st.from_regex(re.compile(plain, re.ASCII), fullmatch=True))
    assert any(key in f"{found} " or key in f"{found}," or key in f"{found}." for key in keys.split("|"))
