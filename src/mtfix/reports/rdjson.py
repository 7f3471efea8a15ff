"""Reviewdog's diagnostic format (rdjson) with suggestions, for review comments on any code host.

Its columns count bytes of UTF-8, whatever the encoding of the file.
"""

from __future__ import annotations

from typing import Any

from mtfix.model import Applicability, Renderer, RenderOptions, Report, Severity
from mtfix.positions import SourceText
from mtfix.summary import Located, located
from mtfix.text.visible import json_text, visible

_SEVERITIES = {
    Severity.critical: "ERROR",
    Severity.major: "ERROR",
    Severity.minor: "WARNING",
    Severity.neutral: "INFO",
}


def render(report: Report, options: RenderOptions) -> str:
    """The findings that are neither fixed nor ignored; a fix of several edits is one suggestion over all of them."""
    diagnostics = [_diagnostic(one) for result in report.results for one in located(result) if one.open]
    return json_text({"source": {"name": "mtfix"}, "diagnostics": diagnostics})


def _diagnostic(one: Located) -> dict[str, Any]:
    place = one.place
    location: dict[str, Any] = {"path": one.path}
    suggestions: list[dict[str, Any]] = []
    if place.part is None:  # lines of a container's readable text are no lines of the file
        location["range"] = _range(one.source, place.start, place.end)
        suggestions = [
            {"range": _range(one.source, remedy.whole.start, remedy.whole.end), "text": remedy.whole.after}
            for remedy in one.remedies
            if remedy.whole and remedy.fix.applicability is not Applicability.display
        ]
    notes = "".join(f"\n{visible(text)}" for text in one.finding.evidence)
    return {
        "message": visible(one.finding.message) + notes,
        "location": location,
        "severity": _SEVERITIES[one.finding.severity],
        "code": {"value": one.finding.rule},
        "suggestions": suggestions,
    }


def _range(source: SourceText, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(source, start), "end": _position(source, end)}


def _position(source: SourceText, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    before = source.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode()) + 1}


renderer = Renderer(
    name="rdjson",
    suffixes=(".rdjson",),
    render=render,
    summary="reviewdog's format, with suggestions for review comments",
)
