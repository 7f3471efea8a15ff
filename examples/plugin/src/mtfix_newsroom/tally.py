"""How many findings each article has, most first: for the morning conference."""

from __future__ import annotations

from mtfix.model import Renderer, RenderOptions, Report, Status
from mtfix.text.visible import visible


def render(report: Report, options: RenderOptions) -> str:
    """One line an article: the number of findings that still stand, and its path."""
    rows = [
        (sum(one.status not in (Status.applied, Status.ignored) for one in result.findings), result.document.path)
        for result in report.results
    ]
    return "".join(f"{count:5} {visible(path)}\n" for count, path in sorted(rows, key=lambda row: (-row[0], row[1])))


renderer = Renderer(name="tally", suffixes=(".tally",), render=render, summary="findings counted by article")
