"""The JSON report, schema version 1: everything another tool needs, enough to replay and to undo a run.

The schema is `mtfix/schemas/report-v1.schema.json`. Fields may be added within a version, none is removed or changed.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from mtfix.model import Renderer, RenderOptions, Report, Result
from mtfix.positions import Place
from mtfix.summary import Located, Remedy, context, located, totals
from mtfix.text.visible import json_text

SCHEMA_VERSION = 1


def render(report: Report, options: RenderOptions) -> str:
    """The report as one JSON object, a finding a line, letters as they are."""
    return json_text(_data(report, options.date), {"results", "findings"})


def _data(report: Report, date: str) -> dict[str, Any]:
    """The report as plain data, as the schema describes it; results and findings are made when they are written."""
    counts = totals(report)
    before, after = counts.consistency
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "mtfix", "version": report.version},
        "created": date or None,
        "glossaries": [
            {"path": one.path, "digest": _sha256(one.digest), "concepts": one.concepts} for one in report.glossaries
        ],
        "config_digest": report.config_digest or None,
        "fail_on": str(report.fail_on),
        "results": (_result(result, report) for result in report.results),
        "summary": {
            "findings": counts.findings,
            "applied": counts.applied,
            "by_status": counts.statuses,
            "by_severity": counts.severities,
            "by_rule": counts.rules,
            "consistency": {"before": round(before, 4), "after": round(after, 4)},
        },
    }


def _result(result: Result, report: Report) -> dict[str, Any]:
    document = result.document
    before, after = result.consistency
    digest = document.digest or hashlib.sha256(document.source).hexdigest()
    unchanged = result.output is document.source
    return {
        "path": document.path,
        "format": document.format,
        "encoding": document.encoding,
        "digest": _sha256(digest),
        "corrected_digest": _sha256(digest if unchanged else hashlib.sha256(result.output).hexdigest()),
        "restore": _restore(result),
        "consistency": {"before": round(before, 4), "after": round(after, 4)},
        "findings": (_finding(one, report) for one in located(result)),
    }


def _restore(result: Result) -> dict[str, Any] | None:
    """For archives, whose members are packed anew: the bytes that bring the original back; edits do it elsewhere."""
    source, output = result.document.source, result.output
    if output == source or not any(row.part for row in result.document.source_map.rows):
        return None
    start = _alike(source, output)
    tail = _alike(source[start:][::-1], output[start:][::-1])
    data = base64.b64encode(source[start : len(source) - tail]).decode()
    return {"start": start, "end": len(output) - tail, "data": data}


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes both start with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _finding(one: Located, report: Report) -> dict[str, Any]:
    finding = one.finding
    return {
        "fingerprint": one.judged.fingerprint,
        "rule": finding.rule,
        "error_type": finding.error_type.value,
        "severity": str(finding.severity),
        "span": _span(one.place),
        "text": one.place.text,
        "context": context(one),
        "message": finding.message,
        "evidence": list(finding.evidence),
        "score": one.score,
        "concept": _concept(finding.concept, report),
        "related": [{"span": _span(place), "text": place.text} for place in one.related],
        "fixes": [_fix(remedy) for remedy in one.remedies],
        "status": one.judged.status.value,
        "reason": one.judged.reason,
    }


def _span(place: Place) -> dict[str, Any]:
    return {
        "start": place.start,
        "end": place.end,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "byte_start": place.byte_start,
        "byte_end": place.byte_end,
        "part": place.part,
    }


def _fix(remedy: Remedy) -> dict[str, Any]:
    fix = remedy.fix
    return {
        "title": fix.title,
        "applicability": str(fix.applicability),
        "confidence": fix.confidence,
        "reason": fix.reason,
        "edits": [
            {"start": edit.start, "end": edit.end, "before": edit.before, "after": edit.after} for edit in remedy.edits
        ],
    }


def _concept(name: str | None, report: Report) -> dict[str, Any] | None:
    if name is None:
        return None
    known = report.concepts.get(name)
    if known is None:
        return {"id": name, "preferred": None, "glossary": None, "line": None}
    return {"id": known.id, "preferred": known.preferred, "glossary": known.glossary, "line": known.line}


def _sha256(digest: str) -> str:
    return digest if digest.startswith("sha256:") else f"sha256:{digest}"


renderer = Renderer(
    name="json",
    suffixes=(".json",),
    render=render,
    summary="everything, by the published schema; input of `mtfix apply` and `mtfix undo`",
)
