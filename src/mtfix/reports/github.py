"""GitHub annotations: workflow commands for what still stands, the worst first.

GitHub shows ten of each level a step and drops the rest without a word, so the rest is counted here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.model import Renderer, RenderOptions, Report, Severity
from mtfix.summary import Located, located, worst_first
from mtfix.text.visible import visible

_LEVELS = {
    Severity.critical: "error",
    Severity.major: "error",
    Severity.minor: "warning",
    Severity.neutral: "notice",
}
_PER_LEVEL = 10
_DATA = lazy.compile("[%\r\n]")
_PROPERTY = lazy.compile("[%\r\n:,]")


def render(report: Report, options: RenderOptions) -> str:
    """At most ten annotations of each level; the last one says how many findings are left out."""
    found = [one for result in report.results for one in located(result) if one.open]
    return "".join(f"{line}\n" for line in _annotations(sorted(found, key=worst_first)))


def _annotations(found: list[Located]) -> Iterator[str]:
    by_level: dict[str, list[Located]] = {"error": [], "warning": [], "notice": []}
    for one in found:
        by_level[_LEVELS[one.finding.severity]].append(one)
    # the count is a notice itself and needs a place among the ten
    crowded = any(len(own) > _PER_LEVEL for own in by_level.values()) or len(by_level["notice"]) == _PER_LEVEL
    room = {"error": _PER_LEVEL, "warning": _PER_LEVEL, "notice": _PER_LEVEL - crowded}
    shown = [one for level, own in by_level.items() for one in own[: room[level]]]
    for one in shown:
        yield _annotation(one)
    if left := len(found) - len(shown):
        yield f"::notice title=mtfix::{left} of {len(found)} findings are left out here; the reports have all of them."


def _annotation(one: Located) -> str:
    place, finding = one.place, one.finding
    properties = {"file": os.path.normpath(one.path).replace(os.sep, "/")}
    if place.part is None:
        properties |= {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line:  # GitHub refuses columns over several lines
            properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = f"{finding.rule} ({finding.severity})"
    text = "\n".join(map(visible, (finding.message, *(remedy.fix.title for remedy in one.remedies), *finding.evidence)))
    listed = ",".join(f"{key}={_escape(_PROPERTY, visible(value))}" for key, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {listed}::{_escape(_DATA, text)}"


def _escape(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: f"%{ord(match[0]):02X}", text)


renderer = Renderer(
    name="github",
    suffixes=(".github.txt",),
    render=render,
    summary="GitHub annotations: the worst ten of each level, and how many are left out",
)
