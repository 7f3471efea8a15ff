"""The page in use: clicks, keys, filters, settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Opener = Callable[..., Any]
Runner = Callable[..., str]
ARTICLE = b"Talks on Naqqa.\n\nVan Minh left Naka.\n\nThen Van Minh saw Naqqa and Naka.\n"
# Its findings in order: Naqqa (changed), Van Minh, Naka (suggested), Van Minh (suggested), Naqqa (changed), Naka.
CHANGED, SUGGESTED = "Changed by mtfix", "Suggestion"


def verdicts(page: Any) -> list[tuple[str, str]]:
    rows = page.saved("save-decisions", "mtfix-decisions.jsonl").decode().splitlines()
    return sorted((one["text"], one["verdict"]) for one in map(json.loads, rows))


def article(page: Any) -> str:
    return page.saved("save-article", "a.corrected.txt").decode()


def test_the_article_shows_what_was_changed_and_what_is_suggested(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    assert page.all("main del") == ["Naqqa", "Naqqa"]
    assert page.all("main ins:not(.proposed)") == ["Nagorno-Karabakh"] * 2
    assert page.all("main mark") == ["Van Minh", "Naka", "Van Minh", "Naka"]
    assert page.states == [CHANGED, SUGGESTED, SUGGESTED, SUGGESTED, CHANGED, SUGGESTED]
    assert page.text("#count") == "0 of 6 decided"
    assert "Nagorno-Karabakh (g.yaml, line 4)" in page.text(".card.current")


def test_a_card_decides_by_clicks(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.click("main mark")
    assert page.current == "Van Minh Pham Minh Chinh"
    assert page.all("main ins.proposed") == ["Pham Minh Chinh"]
    page.click(".accept")
    assert page.status == "Accepted. 1 of 6 decided."
    assert page.current == "Naka Nagorno-Karabakh"  # the next one
    page.click(".reject")
    page.click(".head", 0)
    page.click(".reject")
    assert page.states[:3] == ["Rejected", "Accepted", "Rejected"]
    assert page.all("main del") == ["Van Minh", "Naqqa"]
    assert article(page).startswith("Talks on Naqqa.\n\nPham Minh Chinh left Naka.")
    page.click(".head", 1)
    page.click(".back")
    assert page.states[1] == SUGGESTED
    assert verdicts(page) == [("Naka", "reject"), ("Naqqa", "reject")]


def test_keys_move_decide_and_undo(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.press("j", "a", "r", "i")
    assert page.states == [CHANGED, "Accepted", "Rejected", "Left as it is", CHANGED, SUGGESTED]
    page.press("k", "k")
    assert page.current.startswith("Naka")
    page.press("u", "u")
    assert page.states == [CHANGED, "Accepted", SUGGESTED, SUGGESTED, CHANGED, SUGGESTED]
    assert page.js("return document.activeElement === current.button")
    page.press("u", "u")
    assert page.status == "Nothing to undo."
    page.press("k", "k", "k")
    assert page.status == "No more findings above."


def test_own_words_are_typed_in_the_card(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.press("j", "e")
    assert page.js("return document.activeElement.value") == "Pham Minh Chinh"
    page.press(*"jar?", page.ESCAPE)  # letters are letters there, and Escape leaves
    assert page.text("#count") == "0 of 6 decided"
    page.press("e", *"Mr Chinh", page.ENTER)
    assert page.states[1] == "Your wording"
    assert article(page).split("\n")[2] == "Mr Chinh left Naka."
    page.click(".head", 1)
    page.click(".wording")
    assert page.js("return document.activeElement.value") == "Mr Chinh"


def test_one_decision_is_for_all_places_of_a_name(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.click("main mark", 1)
    assert page.text(".everywhere").strip() == "Decide for all 4 places of this name"
    page.click(".everywhere input")
    page.click(".accept")
    assert page.states == ["Accepted", SUGGESTED, "Accepted", SUGGESTED, "Accepted", "Accepted"]
    page.click(".head", 1)
    page.press("R")
    assert page.status == "Rejected at 2 places. 6 of 6 decided."
    page.press("u")
    assert page.status == "Undone. 4 of 6 decided."
    page.press("E", *"Chinh", page.ENTER)
    assert article(page) == (
        "Talks on Nagorno-Karabakh.\n\nChinh left Nagorno-Karabakh.\n\n"
        "Then Chinh saw Nagorno-Karabakh and Nagorno-Karabakh.\n"
    )


def test_own_words_for_all_places_spare_other_renderings_of_the_name(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.press("E", *"Artsakh", page.ENTER)
    assert article(page) == "Talks on Artsakh.\n\nVan Minh left Naka.\n\nThen Van Minh saw Artsakh and Naka.\n"


def test_filters_by_state_severity_and_rule(page_of: Opener) -> None:
    page = page_of("--enable", "style.spacing", a_txt=ARTICLE + b"\nThey said so , twice.\n")
    assert page.options("rule") == ["any", "style.spacing (1)", "term.variant (6)"]
    assert page.options("severity") == ["any", "major (6)", "neutral (1)"]
    page.choose("rule", "style.spacing")
    assert page.text("#findings-title") == "1 finding"
    page.choose("severity", "major")
    assert page.text("#findings-title") == "0 findings"
    page.choose("rule", "")
    assert page.text("#findings-title") == "6 findings"
    page.choose("state", "changed")
    assert page.states == [CHANGED, CHANGED]
    page.choose("state", "undecided")
    page.press("a", "a")
    assert page.text("#findings-title") == "4 findings"
    page.choose("state", "decided")
    assert page.states == ["Accepted", "Accepted"]


def test_deciding_under_a_filter_goes_on_to_the_next_one_in_it(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.choose("state", "look")
    page.press("a", "a", "r", "r")  # the first one is chosen, and the keys are the cards' again
    assert page.text("#findings-title") == "0 findings"
    assert page.text("#count") == "4 of 6 decided"
    assert [state for state in page.states if state == SUGGESTED] == []


def test_keys_can_be_switched_off_for_good(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.press("?")
    assert page.js("return document.getElementById('about').open")
    page.click("#keys")
    page.press(page.ESCAPE)
    page.press("j", "a", "?")
    page.open()
    page.press("j", "a", "?")
    assert page.text("#count") == "0 of 6 decided"
    assert not page.js("return document.getElementById('about').open")
    page.click("#help")
    page.click("#keys")
    page.click("#close")
    page.press("a")
    assert page.text("#count") == "1 of 6 decided"


def test_decisions_outlive_a_reload_and_can_be_taken_back(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.press("j", "a", "r")
    page.open()
    assert page.states[:3] == [CHANGED, "Accepted", "Rejected"]
    page.click("#help")
    page.click("#reset")
    assert page.text("#count") == "0 of 6 decided"
    page.press("u")
    assert page.text("#count") == "2 of 6 decided"
    page.press("u")
    page.click("#help")
    page.click("#reset")
    page.open()
    assert page.text("#count") == "0 of 6 decided"


def test_it_works_where_the_browser_keeps_nothing(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    forbid = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    added = page.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": forbid})
    try:
        page.open()
        page.press("j", "a")
        page.js("keep()")
        assert page.states[1] == "Accepted"
        assert "save the decisions before you close" in page.text("#notice")
        page.js("decisions.clear()")  # else the browser would ask before it leaves
    finally:
        page.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_decisions_can_be_loaded(page_of: Opener, run: Runner) -> None:
    page = page_of(a_txt=ARTICLE)
    report = json.loads((page.path.parent / "report.json").read_text())
    marks = [one["fingerprint"] for one in report["results"][0]["findings"]]
    run("decisions", "add", "report.json", marks[1], "--verdict", "accept", "--replacement", "Mr C", "--by", "Ann")
    run("decisions", "add", "report.json", marks[0], "--verdict", "reject", "--by", "Ann", "--note", "a title")
    file = page.path.parent / ".mtfix-decisions.jsonl"
    before = file.read_bytes()
    file.write_bytes(before + b'{"fingerprint": "v1:other", "verdict": "accept"}\nnonsense\n')
    page.click("#help")
    page.browser.find_element("id", "load").send_keys(str(file))
    page.click("#close")
    assert page.status == "Loaded 2 decisions; 2 lines are on no finding of this page. 2 of 6 decided."
    assert page.states[:2] == ["Rejected", "Your wording"]
    assert page.saved("save-decisions", "mtfix-decisions.jsonl") == before


def test_several_articles_stand_in_one_page(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE, b_txt=b"Naka fell.\n", c_txt=b"Nothing here.\n")
    assert page.all("nav bdi") == ["a.txt", "b.txt", "c.txt"]
    assert page.text("nav [aria-current=true] bdi") == "a.txt"
    assert "all 5 places of this name in 2 articles" in page.text(".everywhere")
    page.press(*"jjjjjj")
    assert page.text("nav [aria-current=true] bdi") == "b.txt"
    page.press("a")
    assert page.saved("save-article", "b.corrected.txt") == b"Nagorno-Karabakh fell.\n"
    assert page.all("nav button span") == ["6 undecided", "done", "done"]
    page.click("nav button", 2)
    assert page.text("#findings-title") == "0 findings"
    assert page.saved("save-article", "c.corrected.txt") == b"Nothing here.\n"
    page.press("u")
    assert page.text("nav [aria-current=true] bdi") == "b.txt"


def test_dark_and_light_follow_the_system_or_the_button(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)

    def paper(system: str) -> str:
        features = {"features": [{"name": "prefers-color-scheme", "value": system}]}
        page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", features)
        return str(page.js("return getComputedStyle(document.querySelector('main')).backgroundColor"))

    light, dark = paper("light"), paper("dark")
    assert light != dark
    page.click("#theme")
    assert (page.text("#theme"), paper("dark")) == ("Theme: light", light)
    page.click("#theme")
    page.open()
    assert (page.text("#theme"), paper("light")) == ("Theme: dark", dark)


def test_print_leaves_the_tools_out(page_of: Opener) -> None:
    page = page_of(a_txt=ARTICLE)
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert page.all("button, select, .detail") == page.all(".head")
        assert len(page.all(".card .message")) == 6
        assert page.all("main del") == ["Naqqa", "Naqqa"]
    finally:
        page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
