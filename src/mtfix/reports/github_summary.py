"""The summary of a GitHub Actions step: append it to the file that `GITHUB_STEP_SUMMARY` names.

GitHub refuses a summary of more than one mebibyte, so that the tables are cut, worst first, and say how much is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtfix.model import Renderer, RenderOptions, Report
from mtfix.summary import Change, Located, changes, located, worst_first
from mtfix.text.visible import markdown_text
from mtfix.wording import headline, number, remarks

_ROWS = 100
_LONGEST = 300


def render(report: Report, options: RenderOptions) -> str:
    """The run in one line, what to look at as a table, and what was changed as another."""
    by_article = [located(result) for result in report.results]
    left = sorted((one for found in by_article for one in found if one.open), key=worst_first)
    done = [change for found in by_article for change in changes(found, report)]
    lines = ["## mtfix", "", headline(report)]
    lines += _to_look_at(left)
    lines += _changed(done)
    return "\n".join(lines) + "\n"


def _to_look_at(left: Sequence[Located]) -> Iterator[str]:
    if not left:
        return
    yield from ("", "| severity | place | rule | what | text |", "|---|---|---|---|---|")
    for one in left[:_ROWS]:
        place = f"{one.path}:{one.place.line}:{one.place.column}"
        what = "; ".join([one.finding.message, *remarks(one)])
        cells = (str(one.finding.severity), place, one.finding.rule, what, one.place.text)
        yield f"| {' | '.join(map(_cell, cells))} |"
    yield from _rest(len(left), "finding")


def _changed(done: Sequence[Change]) -> Iterator[str]:
    if not done:
        return
    yield from ("", "<details><summary>Changed</summary>", "", "| now | was | times |", "|---|---|---:|")
    for change in done[:_ROWS]:
        yield f"| {_cell(change.after or '(nothing)')} | {_cell(change.before)} | {len(change.lines)} |"
    yield from _rest(len(done), "change")
    yield from ("", "</details>")


def _rest(count: int, noun: str) -> Iterator[str]:
    if count > _ROWS:
        yield from ("", f"{number(count - _ROWS, f'more {noun}')} left out here; the reports have all of them.")


def _cell(text: str) -> str:
    return markdown_text(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


renderer = Renderer(
    name="github-summary",
    suffixes=(".summary.md",),
    render=render,
    summary="the summary of a GitHub Actions step",
)
