"""What is asked before a slow pattern is made: it lets everything through that the pattern matches."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtfix.rules import page_breadcrumb, page_related_link
from mtfix.text import segment

_LETTERS = st.characters(codec="latin-1") | st.sampled_from("’–—•▲：（）【】›→")
_GUARDED = {
    "byline": (segment._BYLINE, segment._is_byline),
    "credit": (segment._CREDIT, segment._is_byline),
    "caption": (segment._CAPTION, lambda line: line[: segment._SHORT].lower().startswith(segment._CAPTIONED)),
    "dateline": (segment._DATELINE, segment._may_open_dateline),
    "link": (page_related_link._LINK, page_related_link._leads_away),
    "path": (page_breadcrumb._PATH, page_breadcrumb._may_be_path),
}


@pytest.mark.parametrize(("pattern", "guard"), _GUARDED.values(), ids=_GUARDED)
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_guard_passes_all_that_its_pattern_matches(
    pattern: re.Pattern[str], guard: Callable[[str], bool], data: st.DataObject
) -> None:
    line = data.draw(st.from_regex(pattern.pattern, fullmatch=True, alphabet=_LETTERS))
    assert guard(line)


@pytest.mark.parametrize("line", ["The mayor left.", "“No,” he said.", "Bread, milk and 10 eggs", "on the road again"])
def test_plain_lines_pass_no_guard(line: str) -> None:
    assert [name for name, (_, guard) in _GUARDED.items() if guard(line)] == []
