"""The JSON report follows its published schema, and nothing is in it that the schema does not describe."""

import hashlib
import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from made_reports import ARTICLE, hostile, report, sample

from mtfix.model import Edit, RenderOptions, Report, Span
from mtfix.reports.json import renderer
from mtfix.splice import apply_text

SCHEMA = json.loads((files("mtfix") / "schemas" / "report-v1.schema.json").read_text(encoding="utf-8"))


def data_of(made: Report) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(renderer.render(made, RenderOptions()))
    return parsed


def closed(schema: Any) -> Any:
    """The schema without room for fields that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    out = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        out.setdefault("additionalProperties", False)
    return out


@pytest.mark.parametrize("made", [sample(), hostile(), report()], ids=["sample", "hostile", "empty"])
def test_valid(made: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(data_of(made), closed(SCHEMA))


def test_contract() -> None:
    data = data_of(sample())
    first = data["results"][0]["findings"][0]
    at = ARTICLE.index("Naqqa")
    assert first["span"] == {
        "start": at,
        "end": at + 5,
        "line": 1,
        "column": at + 1,
        "end_line": 1,
        "end_column": at + 6,
        "byte_start": at,
        "byte_end": at + 5,
        "part": None,
    }
    assert first["text"] == "Naqqa"
    assert first["score"] == 0.9
    assert first["concept"] == {"id": "nk", "preferred": "Nagorno-Karabakh", "glossary": "caucasus.yaml", "line": 12}
    edits = [{"start": at, "end": at + 5, "before": "Naqqa", "after": "Nagorno-Karabakh"}]
    fix = {"title": "replace with 'Nagorno-Karabakh'", "applicability": "safe", "confidence": 0.9, "reason": None}
    assert first["fixes"] == [{**fix, "edits": edits}]
    assert [one["status"] for one in data["results"][0]["findings"]] == [
        *("applied", "applied", "skipped", "ignored", "flagged", "offered")
    ]


def test_summary() -> None:
    summary = data_of(sample())["summary"]
    assert (summary["findings"], summary["applied"]) == (6, 2)
    assert summary["by_rule"] == {"garble.stray-capital": 1, "term.suspect": 1, "term.variant": 4}
    assert summary["by_severity"] == {"critical": 1, "major": 4, "minor": 1, "neutral": 0}
    assert summary["consistency"] == {"before": 0.5, "after": 1.0}


def test_applied_edits_lead_to_the_corrected_file_and_back() -> None:
    made = sample()
    (result,) = data_of(made)["results"]
    edits = [edit for one in result["findings"] if one["status"] == "applied" for edit in one["fixes"][0]["edits"]]
    corrected = apply_text(ARTICLE, [Edit(Span(one["start"], one["end"]), one["after"]) for one in edits])
    assert f"sha256:{hashlib.sha256(corrected.encode()).hexdigest()}" == result["corrected_digest"]
    shift, back = 0, []
    for one in edits:
        start = one["start"] + shift
        back.append(Edit(Span(start, start + len(one["after"])), one["before"]))
        shift += len(one["after"]) - len(one["before"])
    original = apply_text(corrected, back)
    assert f"sha256:{hashlib.sha256(original.encode()).hexdigest()}" == result["digest"]
