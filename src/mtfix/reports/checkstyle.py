"""Checkstyle XML, which most CI servers read: what still stands, article by article."""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.model import Renderer, RenderOptions, Report, Result, Severity
from mtfix.summary import Located, located
from mtfix.text.visible import xml_text

_LEVELS = {
    Severity.critical: "error",
    Severity.major: "error",
    Severity.minor: "warning",
    Severity.neutral: "info",
}


def render(report: Report, options: RenderOptions) -> str:
    """The findings that are neither fixed nor ignored; an article without any is an empty `file`."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">']
    for result in report.results:
        lines += _file(result)
    return "\n".join([*lines, "</checkstyle>"]) + "\n"


def _file(result: Result) -> Iterator[str]:
    yield f'  <file name="{xml_text(result.document.path)}">'
    for one in located(result):
        if one.open:
            yield _error(one)
    yield "  </file>"


def _error(one: Located) -> str:
    message = one.finding.message
    if one.remedies:
        message += f" ({one.remedies[0].fix.title})"
    return (
        f'    <error line="{one.place.line}" column="{one.place.column}" severity="{_LEVELS[one.finding.severity]}"'
        f' message="{xml_text(message)}" source="mtfix.{xml_text(one.finding.rule)}"/>'
    )


renderer = Renderer(
    name="checkstyle",
    suffixes=(".checkstyle.xml",),
    render=render,
    summary="Checkstyle XML for CI servers: what still stands",
)
