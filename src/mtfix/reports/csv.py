"""One line a finding, for spreadsheets.

A cell that a spreadsheet would take for a formula starts with an apostrophe, and what cannot be seen is spelled out.
"""

from __future__ import annotations

import csv
import io

from mtfix import lazy
from mtfix.model import Renderer, RenderOptions, Report
from mtfix.summary import Located, located, replaced
from mtfix.text.visible import visible

COLUMNS = (
    "path",
    "line",
    "column",
    "severity",
    "rule",
    "error_type",
    "status",
    "text",
    "replacement",
    "message",
    "reason",
    "concept",
    "score",
    "fingerprint",
)
_FORMULA = lazy.compile(r"\s*[=+\-@|%＝＋－＠]")


def render(report: Report, options: RenderOptions) -> str:
    """The findings of all articles in order of place, below a line of headings; quoted as RFC 4180 says."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in report.results:
        for one in located(result):
            writer.writerow(_row(one))
    return buffer.getvalue()


def _row(one: Located) -> list[str]:
    finding, judged, place = one.finding, one.judged, one.place
    words = (
        str(finding.severity),
        finding.rule,
        finding.error_type.value,
        judged.status.value,
        place.text,
        (replaced(one, one.remedies[0]) if one.remedies else None) or "",
        finding.message,
        judged.reason or "",
        finding.concept or "",
    )
    score = "" if one.score is None else f"{one.score:g}"
    return [_cell(one.path), str(place.line), str(place.column), *map(_cell, words), score, judged.fingerprint]


def _cell(text: str) -> str:
    shown = visible(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown


renderer = Renderer(
    name="csv",
    suffixes=(".csv",),
    render=render,
    summary="one line a finding, for spreadsheets",
)
