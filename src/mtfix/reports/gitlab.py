"""GitLab code quality: a JSON list of what still stands."""

from __future__ import annotations

import hashlib
import os
from typing import Any

from mtfix.model import Renderer, RenderOptions, Report, Severity
from mtfix.summary import Located, located
from mtfix.text.visible import json_text, visible

_SEVERITIES = {
    Severity.critical: "critical",
    Severity.major: "major",
    Severity.minor: "minor",
    Severity.neutral: "info",
}


def render(report: Report, options: RenderOptions) -> str:
    """The findings that are neither fixed nor ignored, in order of place."""
    return json_text([_issue(one) for result in report.results for one in located(result) if one.open])


def _issue(one: Located) -> dict[str, Any]:
    path = os.path.normpath(one.path).replace(os.sep, "/")  # GitLab knows no "./"
    description = one.finding.message + (f" ({one.remedies[0].fix.title})" if one.remedies else "")
    return {
        "description": visible(description),
        "check_name": one.finding.rule,
        # the same sentence in two articles must not count once
        "fingerprint": hashlib.sha256(f"{path}\0{one.judged.fingerprint}".encode("utf-8", "replace")).hexdigest(),
        "severity": _SEVERITIES[one.finding.severity],
        "location": {"path": path, "lines": {"begin": one.place.line, "end": one.place.end_line}},
    }


renderer = Renderer(
    name="gitlab",
    suffixes=(".gitlab.json",),
    render=render,
    summary="GitLab code quality: a JSON list of what still stands",
)
