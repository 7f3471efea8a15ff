"""A whole translated article: every garbled place is flagged, sound sentences are left alone."""

from __future__ import annotations

from mtfix.engine import Engine
from mtfix.formats.text import read
from mtfix.matching.exact import Finder
from mtfix.model import Finding, Rule, Severity
from mtfix.registry import discover

GARBLED = """\
Home World Ministry: Talks on the river will go on

Ministry: Talks on the river will go on

by RiverPress

On May 4, the ministry of water announced that talks on the shared river will go on in Geneva.

With the help of the envoys, the River Basin The commission met on Friday and agreed on a list of topics.

The ministry later reported several The dams were closed by the neighbour.

In recent years, the Upper Basin to close more dams.

The engineers wrote that the work needs deepening of the plan, deepening of the plan, deepening of the plan.

Although the water is low, but the fields are green. The height of the dam can not exceed ninety metres.

The first talks were held in 1994, and most of the points were settled. Nobody expects a quick end.
"""
SOUND = """\
Talks on shared river to go on

The two states said on Friday that talks on the river would go on, more and more slowly, in The Hague.

“We had had enough of that,” said Mr He, who leads the team. Neither side, he added, wants a dam that nobody needs.
A spokesman for the U.S. Department of State declined to comment. In May, when the first talks were held, it rained.

The commission, which has met again and again since 1994, is to publish its report on October 5. Its members, most of
them engineers, have looked at 12 dams, 30 km of canals and a 5G network.
"""


def check(text: str, prefix: str) -> list[Finding]:
    rules = tuple(r for r in discover("mtfix.rules", "rule", Rule) if r.enabled and r.name.startswith(prefix))
    findings, _ = Engine(rules, Finder(())).check(read(text.encode(), "-"))
    return findings


def test_garbled_places_are_flagged_and_nothing_else() -> None:
    findings = check(GARBLED, "garble.")
    assert [(one.rule, GARBLED[one.span.start : one.span.end]) for one in findings] == [
        ("garble.stray-capital", "Basin The commission"),
        ("garble.stray-capital", "several The dams"),
        ("garble.infinitive-clause", "the Upper Basin to close"),
        ("garble.repeated-phrase", "deepening of the plan, deepening of the plan, deepening of the plan"),
        ("garble.double-conjunction", "but"),
        ("garble.split-word", "can not"),
    ]
    assert [one.severity for one in findings[:2]] == [Severity.major, Severity.major]
    assert all("in the sentence: " in one.evidence[0] for one in findings)


def test_what_the_page_left_is_flagged() -> None:
    assert [one.rule for one in check(GARBLED, "page.")] == ["page.breadcrumb", "page.duplicate-heading", "page.byline"]


def test_a_sound_article_is_left_alone() -> None:
    assert check(SOUND, "garble.") == []
    assert check(SOUND, "page.") == []
