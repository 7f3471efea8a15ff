"""SARIF 2.1.0 (OASIS) for code scanning.

Ignored findings stay in as suppressed results: one that is dropped would be closed and opened again. Fixed findings
stay in for the record, as results that are no failure. Columns count code points.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mtfix import lazy
from mtfix.model import Applicability, Renderer, RenderOptions, Report, Result, Rule, Severity, Status
from mtfix.positions import Place, SourceEdit, SourceText
from mtfix.summary import Located, Remedy, located
from mtfix.text.visible import json_text, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.critical: "error",
    Severity.major: "error",
    Severity.minor: "warning",
    Severity.neutral: "note",
}
_FIRST_SECTION = lazy.compile(r"^## What it does\n(.+?)(?=\n## |\Z)", re.MULTILINE | re.DOTALL)
# "[text](address)" in a message would become a link.
_LINK = lazy.compile(r"\[(?=[^\]]*\]\()")


def render(report: Report, options: RenderOptions) -> str:
    """The report as one run."""
    found = [(index, one) for index, result in enumerate(report.results) for one in located(result)]
    names = sorted({*report.rules, *(one.finding.rule for _, one in found)})
    driver = {
        "name": "mtfix",
        "version": report.version,
        "semanticVersion": report.version,
        "rules": [_rule(name, report.rules.get(name), found) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        **({"invocations": [{"executionSuccessful": True, "endTimeUtc": options.date}]} if options.date else {}),
        "automationDetails": {"id": "mtfix/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": [_artifact(result) for result in report.results],
        "results": [_result(index, one, names) for index, one in found],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str, rule: Rule | None, found: Sequence[tuple[int, Located]]) -> dict[str, Any]:
    if rule is None:  # of mtfix itself, such as an unused suppression
        worst = max((one.finding.severity for _, one in found if one.finding.rule == name), default=Severity.minor)
        summary, explanation, tags = f"the check {name}", "", []
    else:
        worst, summary, explanation, tags = rule.severity, rule.summary, rule.explanation, [rule.error_type.value]
    section = _FIRST_SECTION.search(explanation)
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in re.split(r"\W+", name)),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": " ".join(section[1].split()) if section else summary},
        "help": {"text": explanation or summary, "markdown": explanation or summary},
        "defaultConfiguration": {"level": _LEVELS[worst]},
        "properties": {"tags": tags},
    }


def _artifact(result: Result) -> dict[str, Any]:
    document = result.document
    return {
        "location": {"uri": _uri(document.path)},
        "length": len(document.source),
        "hashes": {"sha-256": document.digest.removeprefix("sha256:")},
    }


def _result(index: int, one: Located, names: Sequence[str]) -> dict[str, Any]:
    finding, judged = one.finding, one.judged
    artifact = {"uri": _uri(one.path), "index": index}
    applied = judged.status is Status.applied
    out: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": names.index(finding.rule),
        "kind": "informational" if applied else "fail",
        "level": "none" if applied else _LEVELS[finding.severity],
        "message": {"text": _message("\n".join(_sentences(one)))},
        "locations": [{"physicalLocation": _location(artifact, one.place)}],
        "partialFingerprints": {"mtfix/v1": judged.fingerprint},
        "properties": {"status": judged.status.value, "severity": str(finding.severity), "reason": judged.reason},
    }
    if one.score is not None:
        out["rank"] = round(one.score * 100, 2)
    if one.related:
        out["relatedLocations"] = [{"physicalLocation": _location(artifact, place)} for place in one.related]
    if judged.status is Status.ignored:
        in_article = (judged.reason or "").startswith("suppressed by a comment")
        kind = "inSource" if in_article else "external"
        out["suppressions"] = [{"kind": kind, "status": "accepted", "justification": judged.reason or "ignored"}]
    fixes = [_fix(remedy, artifact, one.source) for remedy in one.remedies if _offers(remedy)]
    if fixes and one.place.part is None:
        out["fixes"] = fixes
    return out


def _sentences(one: Located) -> list[str]:
    shown = [remedy.fix.title for remedy in one.remedies if not _offers(remedy)]
    return [one.finding.message, *shown, *one.finding.evidence]


def _offers(remedy: Remedy) -> bool:
    """Whether a viewer may carry it out; what is display only is told in the message."""
    return bool(remedy.edits) and remedy.fix.applicability is not Applicability.display


def _message(text: str) -> str:
    return _LINK.sub(r"\\[", "\n".join(map(visible, text.split("\n"))))


def _location(artifact: dict[str, Any], place: Place) -> dict[str, Any]:
    if place.part is not None:  # lines of a container's readable text are no lines of the file
        return {"artifactLocation": artifact}
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "snippet": {"text": place.text},
    }
    return {"artifactLocation": artifact, "region": region}


def _fix(remedy: Remedy, artifact: dict[str, Any], source: SourceText) -> dict[str, Any]:
    return {
        "description": {"text": _message(remedy.fix.title)},
        "artifactChanges": [
            {"artifactLocation": artifact, "replacements": [_replacement(edit, source) for edit in remedy.edits]}
        ],
    }


def _replacement(edit: SourceEdit, source: SourceText) -> dict[str, Any]:
    (line, column), (end_line, end_column) = source.position(edit.start), source.position(edit.end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {"deletedRegion": region, "insertedContent": {"text": edit.after}}


def _uri(path: str) -> str:
    """The path as a URI: relative ones stay so."""
    if os.path.isabs(path):
        return Path(path).as_uri()
    return quote(os.fsencode(os.path.normpath(path).replace(os.sep, "/")), safe="/")


renderer = Renderer(
    name="sarif",
    suffixes=(".sarif", ".sarif.json"),
    render=render,
    summary="SARIF 2.1.0 for code scanning, with fixes and suppressions",
)
