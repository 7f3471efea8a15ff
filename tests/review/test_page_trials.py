"""The page under trial: a hostile article, a checker of accessibility, thousands of findings."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

Opener = Callable[..., Any]
HOSTILE = (
    "<script>alert(1)</script></script><img src=x onerror=alert(2)><!--<script> --> \x1b[31mred\x1b[0m \x9b2J "
    "${alert(3)} {{alert(4)}} javascript:alert(5) \u202eevil\u202c \u2066x\u2069 \u2028 \ufeff \x00 \x08 ]]> "
    "\\u003c &lt; <svg/onload=alert(6)> \"' onclick=alert(7) %0A `x` \U000e0041 \ufffe"
)
YAML = """
mtfix: 1
entries:
- preferred: "<img src=y onerror=alert(8)>"
  type: place
  variants: [Naqqa, {text: Naka, action: suggest}]
  note: "</script><script>alert(9)</script>"
"""


def test_a_hostile_article_is_shown_and_not_obeyed(page_of: Opener) -> None:
    name = "<img src=x onerror=alert(0)>\u202e.txt"
    text = f"{HOSTILE} Naqqa {HOSTILE}\n\nNaka {HOSTILE}\n".encode()
    page = page_of(glossary=YAML, **{name: text, "b_txt": b"Naqqa\n"})
    shown = page.text("main")
    assert "<script>alert(1)</script></script><img src=x onerror=alert(2)>" in shown
    assert "U+202E" in shown
    assert "U+001B[31mred" in shown
    assert not set(shown) & set("\x1b\x9b\u202e\u202c\u2066\u2069\u2028\ufeff\x00\x08\U000e0041")
    page.press("a", "e", *"<i>&", page.ENTER)
    page.press("k", "k", "j")
    assert page.js("return document.querySelectorAll('script').length") == 3
    assert page.js("return document.querySelectorAll('img, svg, i, iframe, object, link, a[href^=j]').length") == 0
    assert page.complaints() == []


def test_nothing_else_may_run_even_if_it_got_in(page_of: Opener) -> None:
    """The policy is the second wall: it stops a script that the first one, writing text only, let through."""
    page = page_of(a_txt=b"Naqqa.\n")
    for attempt in ("setAttribute('onclick', 'alert(1)')", "innerHTML = '<b>x</b>'"):
        page.js(f"try {{ document.body.{attempt} }} catch (error) {{ if (!(error instanceof TypeError)) throw error }}")
    page.js("document.body.append(make('img', { src: 'http://127.0.0.1:9/x.png' })); document.body.click()")
    broken = page.browser.execute_async_script("setTimeout(() => arguments[0](broken.splice(0)), 100)")
    assert [one.split()[0] for one in broken] == ["require-trusted-types-for", "require-trusted-types-for", "img-src"]
    page.browser.get_log("browser")


@pytest.fixture(scope="module")
def axe() -> str:
    package = pytest.importorskip(
        "axe_core_python", reason="accessibility is checked with axe: pip install axe-core-python"
    )
    return files(package).joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[str]:
    page.js("if (!window.axe) {" + axe + "}")
    found = page.browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations))"
    )
    return [f"{one['id']}: {node['html']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation(page_of: Opener, axe: str, theme: str) -> None:
    options = [f"--enable={name}" for name in ("garble", "page", "style")]
    text = "Talks on Naqqa\n\nVan Minh met multiple The group and Naka that that .\n\n- " + "Naqqa and Van Minh. " * 40
    page = page_of(*options, a_txt=text.encode(), b_md=b"# On *Naka*\n\n> Naqqa\n", c_html=b"<p>Na<b>qqa</b>")
    page.js("prefer({ theme: arguments[0], markup: true })", theme)
    page.press("a", "r", "i", "j", "e")
    assert violations(page, axe) == []
    page.press(page.ESCAPE)
    page.js("visit(articles[1])")
    assert violations(page, axe) == []
    page.browser.set_window_size(500, 900)
    try:
        assert violations(page, axe) == []
        assert page.js("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        page.browser.set_window_size(1400, 900)
    page.click("#help")
    assert violations(page, axe) == []
    page.click("#close")


def test_everything_can_be_reached_with_the_tab_key(page_of: Opener) -> None:
    page = page_of(a_txt=b"Naqqa and Naka.\n")
    reached = []
    page.js("document.activeElement.blur()")
    for _ in range(40):
        page.press(page.TAB)
        reached.append(page.js("const e = document.activeElement; return e.id || e.className || e.tagName"))
    wanted = {"skip", "save-article", "theme", "help", "article", "filter-state", "next", "head", "accept", "reject"}
    assert wanted <= set(reached)
    assert page.js("return getComputedStyle(document.activeElement).outlineStyle") != "none" or "BODY" in reached[-1]


def many() -> bytes:
    chance = random.Random(1)
    words = (
        "talks envoy region army border peace minister statement reported shelling said old great river town".split()
    )
    names = ["Naka", "Naqqa", "Van Minh"]

    def sentence() -> str:
        return " ".join(["The", *chance.sample(words, 6), chance.choice(names), *chance.sample(words, 5)]) + "."

    return "\n\n".join(" ".join(sentence() for _ in range(10)) for _ in range(250)).encode()


def test_2500_findings_stay_responsive(page_of: Opener) -> None:
    page = page_of(a_txt=many())
    assert page.js("return findings.length") == 2500
    loading = []
    for _ in range(3):
        page.open()
        loading.append(page.js("return performance.getEntriesByType('navigation')[0].loadEventEnd"))
    # usually 400 and 5 ms; a page that does something for every finding at each key takes seconds anywhere
    assert min(loading) < 5000
    for key in "jar":
        assert min(pressed(page, key) for _ in range(9)) < 300, key
    page.press("A")
    assert page.js("return findings.filter((one) => decisions.has(one.mark)).length") > 500
    assert page.saved("save-article", "a.corrected.txt").count(b"Nagorno-Karabakh") > 1000


def pressed(page: Any, key: str) -> float:
    """Milliseconds from a key to the page being laid out anew."""
    return float(
        page.js(
            """const start = performance.now();
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: arguments[0], bubbles: true }));
            document.body.getBoundingClientRect();
            return performance.now() - start;""",
            key,
        )
    )
