"""Every report: no words of an article, a path, a rule or a person can steer what reads it."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable

from fuzz.choices import Choices
from fuzz.targets import Target, demand
from mtfix import registry
from mtfix.api import all_rules, format_named
from mtfix.model import (
    Applicability,
    ConceptRef,
    Document,
    Edit,
    ErrorType,
    Finding,
    Fix,
    GlossaryRef,
    Judged,
    Renderer,
    RenderOptions,
    Report,
    Result,
    Severity,
    Span,
    Status,
)
from mtfix.splice import apply_text, splice

_PIECES = (
    "<script>alert(1)</script>",
    "\x1b[2J",
    "::error::x",
    "]]>",
    "</script>",
    "| x |",
    "$x",
    "${x}",
    "%0A::",
    "=cmd()",
)
_RULES = {rule.name: rule for rule in all_rules()}
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _finding(document: Document, choices: Choices) -> Finding:
    start, end = choices.span(len(document.text))
    fix = Fix(
        choices.text(3, _PIECES),
        (Edit(Span(start, end), choices.text(3, _PIECES)),),
        choices.pick(list(Applicability)),
        reason=choices.text(2, _PIECES) or None,
    )
    low, high = choices.span(len(document.text))
    return Finding(
        choices.pick((*_RULES, "x.y")),
        Span(start, end),
        choices.text(4, _PIECES),
        choices.pick(list(ErrorType)),
        choices.pick(list(Severity)),
        (fix,) if choices.byte() % 3 else (),
        (choices.text(3, _PIECES),) if choices.byte() % 2 else (),
        choices.pick((None, "c", "unknown")),
        None,
        (Span(low, high),) if choices.byte() % 4 == 0 else (),
    )


def _result(choices: Choices) -> Result:
    format = format_named(choices.pick(("text", "text", "markdown", "html", "json")))
    body = '{"text": "Naka \\n x"}' if format.name == "json" else choices.text(16, _PIECES)
    path = choices.pick(("a.txt", "dir/ü.txt", choices.text(3, _PIECES) or "x"))
    document = format.read(body.encode(), path, None)
    judged: list[Judged] = []
    edits: list[Edit] = []
    for finding in sorted((_finding(document, choices) for _ in range(choices.number(4))), key=lambda one: one.span):
        status = choices.pick(list(Status))
        edit = finding.fixes[0].edits[0] if finding.fixes else None
        free = edit is not None and format.name == "text" and (not edits or edits[-1].span.end < edit.span.start)
        if status is Status.applied and not free:
            status = Status.flagged
        if status is Status.applied and edit is not None:
            edits.append(edit)
        fix = finding.fixes[0] if finding.fixes else None
        judged.append(Judged(finding, status, choices.text(2, _PIECES) or None, fix, f"v1:{len(judged):064x}"))
    return Result(
        document,
        tuple(judged),
        tuple(one.fix for one in judged if one.status is Status.applied and one.fix),
        (),
        apply_text(document.text, edits),
        splice(document, edits, format),
        edits=tuple(edits),
    )


def _report(choices: Choices) -> Report:
    return Report(
        tuple(_result(choices) for _ in range(choices.number(2))),
        "0",
        (GlossaryRef(choices.text(2, _PIECES), "sha256:0", 1),),
        {"c": ConceptRef("c", choices.text(2, _PIECES), choices.text(2, _PIECES), 1)},
        "sha256:1",
        _RULES,
    )


def _no_steering(text: str, allowed: str = "\n") -> None:
    found = {sign for sign in text if unicodedata.category(sign) in _STEERING} - set(allowed)
    demand(not found, f"nothing steers a terminal: {sorted(found)!r}")


def _terminal(text: str) -> None:
    _no_steering(re.sub("\x1b\\[[0-9;]*m", "", text))


def _xml(text: str) -> None:
    _no_steering(text)
    ET.fromstring(text)  # noqa: S314 - our own output


def _json(text: str) -> None:
    _no_steering(text)
    json.loads(text)


def _csv(text: str) -> None:
    _no_steering(text.replace("\r\n", "\n"))
    rows = list(csv.reader(text.splitlines()))
    demand(len({len(row) for row in rows}) <= 1, "all rows have the same columns")
    for row in rows:
        demand(not any(cell.lstrip()[:1] in ("=", "+", "@") for cell in row), "no cell is a formula")


def _markdown(text: str) -> None:
    _no_steering(text, "\n\u2060")


def _html(text: str) -> None:
    _no_steering(text)
    demand(text.lower().count("<script") == text.lower().count("</script"), "no text ends or opens a script")
    demand("<script>alert" not in text, "no text is mark-up")


_CHECKS: dict[str, Callable[[str], None]] = {
    **dict.fromkeys(("json", "sarif", "rdjson", "gitlab"), _json),
    **dict.fromkeys(("junit", "checkstyle"), _xml),
    **dict.fromkeys(("markdown", "github-summary"), _markdown),
    "terminal": _terminal,
    "csv": _csv,
    "html": _html,
    "github": _no_steering,
    "diff": lambda text: None,  # a patch holds the article's very bytes
}


def _target(renderer: Renderer) -> Target:
    def one(data: bytes) -> None:
        choices = Choices(data)
        options = RenderOptions(
            color=renderer.name == "terminal" and choices.byte() % 2 == 1,
            width=choices.number(120) + 1,
            verbose=choices.byte() % 2 == 0,
        )
        text = renderer.render(_report(choices), options)
        text.encode("utf-8", "surrogateescape" if renderer.name == "diff" else "strict")
        _CHECKS.get(renderer.name, _no_steering)(text)

    return one


targets: dict[str, Target] = {
    f"report-{one.name}": _target(one) for one in registry.discover("mtfix.reports", "renderer", Renderer)
}
