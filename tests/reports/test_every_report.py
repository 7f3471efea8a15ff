"""What holds for each report, whatever its form: harmless, the same every time, told apart by name and suffix."""

import html.parser
import json
import re
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from made_reports import hostile, report, sample
from markdown_it import MarkdownIt

from mtfix import registry
from mtfix.model import Renderer, RenderOptions, Report

NAMES = registry.names("mtfix.reports")
# The review page is HTML with a script of its own and has tests of its own; a patch must keep every byte.
SAFE_NAMES = [name for name in NAMES if name not in ("html", "diff")]


def rendered(name: str, of: Report, options: RenderOptions | None = None) -> str:
    renderer = registry.load("mtfix.reports", name, "renderer", Renderer)
    return renderer.render(of, options or RenderOptions())


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same_text(name: str) -> None:
    assert rendered(name, sample()) == rendered(name, sample())


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_report(name: str) -> None:
    assert isinstance(rendered(name, report()), str)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_is_the_module(name: str) -> None:
    renderer = registry.load("mtfix.reports", name, "renderer", Renderer)
    assert renderer.name == name
    assert renderer.summary


def test_no_suffix_belongs_to_two_reports() -> None:
    every = [one for name in NAMES for one in registry.load("mtfix.reports", name, "renderer", Renderer).suffixes]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("name", SAFE_NAMES)
@pytest.mark.parametrize("path", ["news/article.txt", "\x1b[31m<b>|`%0A,:\u202e\n::error::x.txt"])
def test_nothing_that_steers_a_terminal_stands_in_a_report(name: str, path: str) -> None:
    text = rendered(name, hostile(path), RenderOptions(verbose=True))
    allowed = {"\n", "\u2060" if "markdown" in name or "summary" in name else "\n"}
    steering = {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert steering <= allowed
    text.encode("utf-8")


@pytest.mark.parametrize("name", ["markdown", "github-summary"])
def test_markdown_shows_the_words_of_the_article_and_obeys_none(name: str) -> None:
    text = rendered(name, hostile())
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    tags = _Tags()
    tags.feed(page)
    own = {"h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "strong", "b"}
    assert tags.names <= own | {"blockquote", "details", "summary", "code"}
    assert set(re.findall("<code>(.*?)</code>", page)) <= {"mtfix fix"}
    assert not tags.attributes - {"style"}
    assert "<script>alert(1)</script>" in tags.text
    assert "@team" not in page
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in rows}) <= 2


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {key for key, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_is_well_formed(name: str) -> None:
    tree = ET.fromstring(rendered(name, hostile()))
    assert {element.tag for element in tree.iter()} <= {
        *("testsuites", "testsuite", "testcase", "failure", "skipped", "system-out"),
        *("checkstyle", "file", "error"),
    }
    assert "<script>alert(1)</script>" in " ".join(
        value for element in tree.iter() for value in [*element.attrib.values(), element.text or ""]
    )


@pytest.mark.parametrize("name", ["json", "sarif", "rdjson", "gitlab"])
def test_json_loses_nothing(name: str) -> None:
    assert json.loads(rendered(name, hostile()))


def test_json_keeps_the_very_text() -> None:
    made = hostile()
    data = json.loads(rendered("json", made))
    source = made.results[0].document.text
    for finding in data["results"][0]["findings"]:
        assert finding["text"] == source[finding["span"]["start"] : finding["span"]["end"]]
