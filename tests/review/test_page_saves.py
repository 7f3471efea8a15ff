"""What the page saves is what `mtfix apply` makes of its report and its decisions, byte for byte."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from samples import SAMPLES

from mtfix import replay, reported
from mtfix.decisions import dump_decisions, load_decisions

Opener = Callable[..., Any]
Runner = Callable[..., str]
# A byte order mark, three kinds of line end, letters beyond the basic plane before the places.
TEXT = (
    "\ufeffTalks on Naqqa 😀.\r\n\r\nPremier Van Minh 𝒳 met\ra Naka envoy; Naqqa’s army\n"
    "left Naka.\u2028Van Minh said so.\r\n\r\n亚方 and Naqqa"
).encode()
MARKDOWN = b"# On **Na**qqa\r\n\r\nHe saw [Naka](http://x.y/z) & *Van Minh*.\r\n"
HTML = "<!doctype html><p>On <b>Na</b>qqa &amp; Naka,\r\n a <i>Van Minh</i> “said”</p>".encode()


def save_all(page: Any, name: str) -> tuple[bytes, Path, Path]:
    """The article, the report and the decisions as the page saves them."""
    stem, _, suffix = name.rpartition(".")
    made = page.saved("save-article", f"{stem}.corrected.{suffix}")
    page.saved("save-report", "mtfix-report.json")
    page.saved("save-decisions", "mtfix-decisions.jsonl")
    return made, page.downloads / "mtfix-report.json", page.downloads / "mtfix-decisions.jsonl"


@pytest.mark.parametrize(("name", "source"), [("a.txt", TEXT), ("a.md", MARKDOWN), ("a.html", HTML)])
def test_the_article_is_the_one_that_apply_builds(page_of: Opener, name: str, source: bytes, run: Runner) -> None:
    page = page_of(**{name.replace(".", "_"): source})
    page.press("r", "a", "e", *"my own words, O’Neil", page.ENTER)
    made, report, decisions = save_all(page, name)
    assert made not in (source, (page.path.parent / "out" / name).read_bytes())
    assert "my own words, O’Neil".encode() in made
    assert made[:3] == source[:3]
    run("apply", str(report), str(decisions), "-o", "applied")
    assert Path("applied").read_bytes() == made
    assert json.loads(report.read_text()) == json.loads(Path("report.json").read_text())
    assert rows(decisions.read_text()) == rows(dump_decisions(load_decisions(decisions).values()))


def rows(lines: str) -> list[object]:
    """Each decision with the order of its fields."""
    return [list(json.loads(line).items()) for line in lines.split("\n") if line]


def test_without_decisions_it_is_the_article_that_fix_made(page_of: Opener) -> None:
    page = page_of(a_txt=TEXT)
    assert page.saved("save-article", "a.corrected.txt") == Path("out/a.txt").read_bytes()
    assert page.saved("save-decisions", "mtfix-decisions.jsonl") == b""


def test_any_decisions_give_the_bytes_of_apply(page_of: Opener) -> None:
    """Findings that overlap, in all ways that a person may decide on them."""
    rules = [f"--enable={name}" for name in ("garble", "page", "style", "title")]
    text = (
        "Talks on the the Naqqa Naqqa issue .\n\nTalks on the the Naqqa Naqqa issue .\n\n"
        "At 3:30 pm on 2020-10-26 , Van Minh and and “Naka” met multiple The group ( of Naqqa ) 😀  here .\n"
    )
    page = page_of(*rules, a_txt=text.encode())
    (file,) = reported.read_report(Path("report.json"))
    spans = [one.span for one in file.findings]
    assert sum(one.overlaps(other) for one in spans for other in spans if one is not other) >= 4
    chance = random.Random(5)
    for _ in range(60):
        assert decided(page, file, chance) == ("", replay.apply_report(file, load_decisions(LINES), text.encode()).data)


def test_every_format_is_saved_as_apply_does_or_left_to_it(page_of: Opener) -> None:
    suffixes = {"text": "txt", "markdown": "md", "xliff": "xlf"}
    samples = {
        f"{name}{i}_{suffixes.get(name, name)}": data for name in SAMPLES for i, data in enumerate(SAMPLES[name])
    }
    page = page_of(**samples)
    assert page.js("return findings.length") > 20
    left, saved, chance = set(), set(), random.Random(7)
    for number, file in enumerate(reported.read_report(Path("report.json"))):
        source = Path(file.path).read_bytes()
        page.js("visit(articles[arguments[0]])", number)
        for _ in range(4):
            refusal, made = decided(page, file, chance)
            name = file.format.name if file.encoding == "utf-8" else file.encoding
            (left if refusal else saved).add(name)
            if not refusal:
                assert made == replay.apply_report(file, load_decisions(LINES), source).data, file.path
    assert left - saved == {"docx", "epub", "odt", "utf-16-le"}
    assert "text" in saved - left


LINES = Path("d.jsonl")
WAYS = [(None, None), ("accept", None), ("reject", None), ("ignore", None), ("accept", "mine"), ("accept", "")]


def decided(page: Any, file: reported.ReportedFile, chance: random.Random) -> tuple[str, bytes]:
    """Decide at random on an article: why the page does not build it, and what it builds; LINES has the decisions."""
    taken = [[one.fingerprint, *chance.choice(WAYS)] for one in file.findings]
    lines, refusal, made = page.browser.execute_async_script(
        """const [taken, done] = arguments;
        decisions.clear();
        for (const [mark, verdict, words] of taken) {
          if (verdict) decisions.set(mark, { verdict, replacement: words ?? undefined });
        }
        settle(shown);
        corrected(shown).bytes().then((bytes) => done([decisionLines(), refusal(shown), [...bytes]]));""",
        taken,
    )
    LINES.write_text(lines)
    return refusal, bytes(made)


def test_decisions_tell_who_when_and_what(page_of: Opener) -> None:
    page = page_of(a_txt="Van Minh\u2028and\u0085Van Minh left Naka.\n".encode())
    page.click("#help")
    page.browser.find_element("id", "by").send_keys("Ann \u201cEd\u201d Lee")
    page.click("#close")
    page.press("j", "a", "r")
    _, _, file = save_all(page, "a.txt")
    decisions = sorted(load_decisions(file).values(), key=lambda one: one.text or "")
    assert [(one.text, one.verdict, one.by) for one in decisions] == [
        ("Naka", "reject", "Ann “Ed” Lee"),
        ("Van Minh", "accept", "Ann “Ed” Lee"),
    ]
    assert {one.rule for one in decisions} == {"term.variant"}
    assert decisions[0].concept == "nagorno-karabakh"
    assert decisions[0].at is not None
    assert decisions[0].at.endswith("+00:00")
    assert "left Naka." in (decisions[0].context or "")


def test_lines_of_own_words_end_as_those_of_the_article(page_of: Opener, run: Runner) -> None:
    page = page_of(a_txt=TEXT)
    page.press("e", *"one")
    page.js("document.activeElement.value = 'one\\ntwo'")
    page.press(page.ENTER)
    made, report, decisions = save_all(page, "a.txt")
    assert b"Talks on one\r\ntwo " in made
    run("apply", str(report), str(decisions), "-o", "applied.txt")
    assert Path("applied.txt").read_bytes() == made


def test_what_the_page_cannot_write_is_left_to_apply(page_of: Opener, run: Runner) -> None:
    source = "纳卡 is Naqqa, says Van Minh.\n".encode("gb18030")
    page = page_of("--encoding", "gb18030", a_txt=source)
    assert "mtfix apply mtfix-report.json mtfix-decisions.jsonl" in page.text("#notice")
    assert not page.browser.find_element("id", "save-article").is_enabled()
    assert "纳卡 is " in page.text("main")
    page.press("r", "a")
    page.saved("save-report", "mtfix-report.json")
    page.saved("save-decisions", "mtfix-decisions.jsonl")
    run("apply", "downloads/mtfix-report.json", "downloads/mtfix-decisions.jsonl", "-o", "applied.txt")
    assert Path("applied.txt").read_bytes().decode("gb18030") == "纳卡 is Naqqa, says Pham Minh Chinh.\n"


def test_own_words_in_the_place_of_mark_up_are_left_to_apply(page_of: Opener, run: Runner) -> None:
    page = page_of(a_html=b"<p>On <b>Na</b>qqa.</p>")
    page.press("e", *"A", page.ENTER)
    assert "in the place of mark-up" in page.text("#notice")
    assert not page.browser.find_element("id", "save-article").is_enabled()
    page.saved("save-decisions", "mtfix-decisions.jsonl")
    run("apply", "report.json", "downloads/mtfix-decisions.jsonl", "-o", "applied.html")
    assert Path("applied.html").read_bytes() == b"<p>On <b>A</b>.</p>"


def test_an_empty_line_in_own_words_is_refused(page_of: Opener) -> None:
    page = page_of(a_txt=TEXT)
    page.press("e", *"one")
    page.js(r"document.activeElement.value = 'one\n\ntwo'")
    page.press(page.ENTER)
    assert "would part its paragraph" in page.text("#notice")
    assert not page.browser.find_element("id", "save-article").is_enabled()


def test_own_words_that_may_be_mark_up_are_left_to_apply(page_of: Opener, run: Runner) -> None:
    page = page_of(a_html=b"<p>On Naqqa.</p>")
    page.press("e", *"A <b> & C", page.ENTER)
    assert "may be mark-up in html" in page.text("#notice")
    assert not page.browser.find_element("id", "save-article").is_enabled()
    page.saved("save-decisions", "mtfix-decisions.jsonl")
    run("apply", "report.json", "downloads/mtfix-decisions.jsonl", "-o", "applied.html")
    assert Path("applied.html").read_bytes() == b"<p>On A &lt;b> &amp; C.</p>"
    page.press("u")
    assert page.browser.find_element("id", "save-article").is_enabled()
