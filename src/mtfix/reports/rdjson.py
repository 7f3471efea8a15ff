"""Reviewdog's diagnostic format (rdjson) with suggestions, for review comments on any code host.

Its columns count bytes of UTF-8, whatever the encoding of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mtfix.model import Applicability, Renderer, RenderOptions, Report, Severity
from mtfix.positions import SourceEdit, SourceText
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
    diagnostics = [one for result in report.results for one in _diagnostics(located(result))]
    return json_text({"source": {"name": "mtfix"}, "diagnostics": diagnostics})


def _diagnostics(found: Sequence[Located]) -> Iterator[dict[str, Any]]:
    left = [one for one in found if one.open]
    if not left:
        return
    suggestions = [_suggestions(one) for one in left]
    wanted = {offset for one in left for offset in (one.place.start, one.place.end)}
    wanted |= {offset for edits in suggestions for edit in edits for offset in (edit.start, edit.end)}
    positions = _positions(left[0].source, sorted(wanted))
    for one, edits in zip(left, suggestions, strict=True):
        location: dict[str, Any] = {"path": one.path}
        if one.place.part is None:  # lines of a container's readable text are no lines of the file
            location["range"] = {"start": positions[one.place.start], "end": positions[one.place.end]}
        yield {
            "message": "\n".join(map(visible, (one.finding.message, *one.finding.evidence))),
            "location": location,
            "severity": _SEVERITIES[one.finding.severity],
            "code": {"value": one.finding.rule},
            "suggestions": [
                {"range": {"start": positions[edit.start], "end": positions[edit.end]}, "text": edit.after}
                for edit in edits
            ],
        }


def _suggestions(one: Located) -> list[SourceEdit]:
    if one.place.part is not None:
        return []
    fit = (remedy for remedy in one.remedies if remedy.fix.applicability is not Applicability.display)
    return [remedy.whole for remedy in fit if remedy.whole]


def _positions(source: SourceText, offsets: Sequence[int]) -> dict[int, dict[str, int]]:
    """The line and the column in bytes of UTF-8 of each offset (sorted); in one pass."""
    out: dict[int, dict[str, int]] = {}
    last, last_line, column = 0, 0, 1
    for offset in offsets:
        line, width = source.position(offset)
        if line != last_line:
            last, last_line, column = offset - width + 1, line, 1
        column += len(source.text[last:offset].encode())
        last = offset
        out[offset] = {"line": line, "column": column}
    return out


renderer = Renderer(
    name="rdjson",
    suffixes=(".rdjson",),
    render=render,
    summary="reviewdog's format, with suggestions for review comments",
)
