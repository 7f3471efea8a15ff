"""Decisions are read as they were written, one a line, whatever an article or a person has put into them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.decisions import VERDICTS, decider, dump_decisions, load_decisions
from mtfix.errors import SourceError
from mtfix.model import Decision

ODD = 'a\\"/\x00\t\n\r\x0b\x0c\x1b\x1c\x7f\x85\xa0\xad\u061c\u200b\u200e\u2028\u2029\u202e\u2066\ufeff\ud83d\udc00纳😀'
TEXT = st.none() | st.text(st.sampled_from(ODD) | st.characters())
DECISION = st.builds(
    Decision, st.uuids().map(lambda one: f"v1:{one.hex}"), st.sampled_from(VERDICTS), TEXT, TEXT, TEXT, TEXT, TEXT, TEXT
)


@given(decisions=st.lists(DECISION, max_size=4, unique_by=lambda one: one.fingerprint))
def test_there_and_back(tmp_path_factory: pytest.TempPathFactory, decisions: list[Decision]) -> None:
    text = dump_decisions(decisions)
    path = tmp_path_factory.getbasetemp() / "decisions.jsonl"
    path.write_bytes(text.encode())
    assert load_decisions(path) == {one.fingerprint: one for one in decisions}
    assert len(text.splitlines()) == len(decisions), "one a line, for every program"
    assert not {unicodedata.category(char) for char in text} & {"Cs", "Zl", "Zp"}
    assert not {char for char in text if unicodedata.category(char) == "Cc"} - {"\n"}


def test_a_file_saved_by_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes('\ufeff{"fingerprint": "v1:0", "verdict": "ignore", "text": "a\u2028b\x85c"}\r\n\r\n'.encode())
    [decision] = load_decisions(path).values()
    assert decision.text == "a\u2028b\x85c"


def test_lines_are_counted_as_editors_count_them(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(
        '{"fingerprint": "v1:0", "verdict": "ignore", "text": "a\u2028b"}\n{"fingerprint": "v1:1"}\n', "utf-8"
    )
    with pytest.raises(SourceError, match=r"decisions\.jsonl:2:1: verdict None"):
        load_decisions(path)


def test_a_user_whom_the_system_does_not_know_may_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)
    assert decider() is None
