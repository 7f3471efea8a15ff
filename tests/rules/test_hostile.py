"""No text makes a rule fail, point outside the text, or run for long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfix import lm
from mtfix.formats.text import read
from mtfix.matching.context import Context
from mtfix.model import Rule
from mtfix.registry import discover

RULES = [
    rule
    for rule in discover("mtfix.rules", "rule", Rule)
    if rule.name.startswith(("garble.", "page.", "style.")) and (not rule.model or lm.installed())
]
PIECES = [
    "a",
    "A",
    "a ",
    "A ",
    ". ",
    ".",
    '"',
    "(",
    "the the ",
    "ab-ab-",
    "1 000 ",
    "，",
    "\u00a0",
    "пи ",
    "Ã©",
    "a ' s ",
]
PIECES += [
    "In addition to aaaa ",
    "although a, but ",
    "Home News ",
    "(Reporter A ",
    "jogoria ",
    "Mr. ",
    "a\n",
    "http : / /",
]
SECONDS = 5.0  # each takes a few hundredths; a pattern that backtracks takes minutes


def run(text: str) -> None:
    document = read(text.encode("utf-8", "ignore"), "-")
    context = Context(document, source_language="zh")
    for rule in RULES:
        context.options = {name: option.default for name, option in rule.options.items()}
        for finding in rule.check(document, context):
            assert 0 <= finding.span.start < finding.span.end <= len(document.text)
            assert all(edit.span.end <= len(document.text) for fix in finding.fixes for edit in fix.edits)


@pytest.mark.parametrize("piece", PIECES)
def test_long_repetitive_text_is_judged_in_time(piece: str) -> None:
    start = time.process_time()
    run(piece * 3000)
    assert time.process_time() - start < SECONDS


@settings(max_examples=60)
@given(st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_is_judged(text: str) -> None:
    run(text)
