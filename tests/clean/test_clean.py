"""The precision wall: right English written by people, in which nothing may be edited.

The texts are those at hand on any machine that runs the tests: what the installed packages say of themselves, and
the documentation of mtfix. Some mention names, places and companies; none of them is a mistranslation.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from mtfix import api
from mtfix.config import Config
from mtfix.model import Applicability
from mtfix.selection import Policy

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def session() -> api.Session:
    return api.Session(Config())


def texts() -> dict[str, str]:
    found = {}
    for one in metadata.distributions():
        body = one.metadata.get_payload()
        if one.metadata["Name"] != "mtfix" and isinstance(body, str) and len(body) > 500:
            found[one.metadata["Name"]] = body.encode("utf-8", "replace").decode()
    return found


def test_nothing_is_edited_in_right_english(session: api.Session) -> None:
    edited = {}
    for name, text in texts().items():
        result = session.run_text(text, "text", Policy(Applicability.safe))
        if result.edits:
            edited[name] = [text[edit.span.start : edit.span.end] for edit in result.edits]
    assert len(texts()) > 10
    assert not edited
