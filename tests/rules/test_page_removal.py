"""What a web page left around an article goes as whole lines, in one run, and a second run finds nothing."""

from __future__ import annotations

from mtfix import api
from mtfix.config import Config
from mtfix.engine import Policy
from mtfix.model import Applicability, Status

PAGE = """\
Home > World > Asia
Home > World > Asia > Two countries agree on a ceasefire
Two countries agree on a ceasefire
by CityPress

The two countries agreed on Sunday. It begins on Monday.

Related: Ten things to know about the talks
Read more: Why the talks failed

[Source: City News Service]
(Editor: Li Ming)
Copyright 2020 CityPress. All rights reserved.

The end.
"""
LEFT = """\
Two countries agree on a ceasefire

The two countries agreed on Sunday. It begins on Monday.

The end.
"""


def removed(text: str, session: api.Session) -> str:
    result = session.run_text(text, "text", Policy(Applicability.unsafe))
    return result.corrected


def test_all_that_the_page_left_goes_and_a_second_run_changes_nothing() -> None:
    session = api.Session(Config().with_options(glossaries=(), select=("page",)))
    once = removed(PAGE, session)
    assert [line for line in once.splitlines() if line] == [line for line in LEFT.splitlines() if line]
    assert removed(once, session) == once


def test_a_name_is_not_mended_in_a_headline_that_goes() -> None:
    session = api.Session(Config())
    text = (
        "Home Politics Talks on the Naqqa conflict begin in Armenia\n\n"
        "Talks on the Naqqa conflict begin in Armenia\n\nThe Naqqa conflict goes on, said Armenia.\n"
    )
    once = removed(text, session)
    assert once == (
        "Talks on the Nagorno-Karabakh conflict begin in Armenia\n\n"
        "The Nagorno-Karabakh conflict goes on, said Armenia.\n"
    )
    assert removed(once, session) == once


def test_a_heading_or_link_in_markdown_is_not_left_empty() -> None:
    session = api.Session(Config().with_options(glossaries=(), select=("page",)))
    text = (
        "# Talks begin again in Rome - City News\n\n# Talks begin again in Rome\n\nby CityPress\n\nThey go on.\n\n"
        "Related: [Ten things](https://example.org/x)\n\nThe end.\n"
    )
    result = session.run_text(text, "markdown", Policy(Applicability.unsafe))
    assert result.output.decode() == text.replace("by CityPress", "")
    assert {judged.finding.rule for judged in result.findings if judged.status is Status.flagged} == {
        "page.duplicate-heading",
        "page.related-link",
        "page.site-name",
    }
