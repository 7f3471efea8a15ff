"""The file itself: self-contained, allowing only its own script and style, the same every time."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

Maker = Callable[..., Path]
ARTICLE = b"Talks on Naqqa.\n\nVan Minh said <b>no</b> to Naka.\n"


class Elements(html.parser.HTMLParser):
    """All elements of a page: (tag, attributes), and the text in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.within = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.within = tag in ("script", "style")
        if self.within:
            self.inside.append("")

    def handle_data(self, data: str) -> None:
        if self.within:
            self.inside[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.within = False


@pytest.fixture
def page(files_of: Maker) -> str:
    return files_of(a_txt=ARTICLE).read_bytes().decode()


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    elements = Elements(page)
    assert not {tag for tag, _ in elements.found} & {"link", "img", "iframe", "object", "embed", "base", "form"}
    for _, attributes in elements.found:
        assert not attributes.keys() & {"src", "style", "action", "srcset", "ping"}
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    style, *_, script = elements.inside
    assert not re.search(r"url\(|@import|https?:", style)
    assert not re.search(r"https?:|fetch\(|XMLHttpRequest|WebSocket|import\(|innerHTML|eval\(|document\.write", script)


def test_the_policy_allows_the_very_script_and_style_and_nothing_else(page: str) -> None:
    elements = Elements(page)
    policy = next(a["content"] or "" for tag, a in elements.found if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    style, *data, script = elements.inside
    assert len(data) == 2
    for name, text in (("style-src", style), ("script-src", script)):
        assert rules[name] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_two_runs_give_the_same_bytes(files_of: Maker) -> None:
    first = files_of(a_txt=ARTICLE).read_bytes()
    assert files_of(a_txt=ARTICLE).read_bytes() == first


def test_the_report_inside_is_the_json_report(page: str, folder: Path) -> None:
    _, report, _, _ = Elements(page).inside
    assert json.loads(report) == json.loads((folder / "report.json").read_text())


def test_review_and_check_write_it_too(folder: Path, files_of: Maker, run: Callable[..., str]) -> None:
    made = files_of(a_txt=ARTICLE).read_text()
    run("review", "a.txt", "--html", "r.html")
    assert (folder / "r.html").read_text() == made
    run("check", "a.txt", "--output", "html=c.html")
    _, report, _, _ = Elements((folder / "c.html").read_text()).inside
    assert {one["status"] for one in json.loads(report)["results"][0]["findings"]} == {"offered"}
