"""Reads JSON reports: what a run found and did, each edit in the terms of the file it was made from."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from mtfix import api
from mtfix.errors import SourceError, UsageError
from mtfix.model import Edit, Format, Span

_SCHEMA_VERSION = 1
_MENDED_BY_ANOTHER = "put right by another fix"


class Reported(Struct, frozen=True):
    """A finding of a report: the text at its span, its own edits, and whether the run carried them out."""

    fingerprint: str
    rule: str
    span: Span
    text: str
    edits: tuple[Edit, ...]
    befores: tuple[str, ...]
    applied: bool
    concept: str | None
    context: str | None = None


class ReportedFile(Struct, frozen=True):
    """One article of a report. Positions count as the report says: in the decoded file, or in a container's text."""

    path: str
    format: Format
    encoding: str
    digest: str
    corrected_digest: str
    findings: tuple[Reported, ...]
    restore: tuple[int, int, bytes] | None = None

    def is_original(self, data: bytes) -> bool:
        """Whether `data` is the article as the run found it."""
        return hashlib.sha256(data).hexdigest() == self.digest

    def is_corrected(self, data: bytes) -> bool:
        """Whether `data` is the article as the run left it."""
        return hashlib.sha256(data).hexdigest() == self.corrected_digest


def read_report(path: Path) -> list[ReportedFile]:
    """The articles of a JSON report. Raises `SourceError` where it is not one."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"{path}: cannot read the report: {error.strerror}. Check the path.") from None
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: not a JSON report: {error}. Make one with --report report.json.") from None
    if not isinstance(data, dict) or data.get("schema_version") != _SCHEMA_VERSION:
        raise SourceError(f"{path}: not a mtfix report of schema version 1. Make one with --report report.json.")
    try:
        return [_file(row) for row in data["results"]]
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise SourceError(f"{path}: the report is damaged: {error!r}. Make a new one.") from None
    except UsageError as error:  # a format that is not installed here
        raise SourceError(f"{path}: {error}") from None


def _file(row: Mapping[str, Any]) -> ReportedFile:
    return ReportedFile(
        path=_string(row["path"]),
        format=api.format_named(row["format"]),
        encoding=_string(row["encoding"]),
        digest=row["digest"].removeprefix("sha256:"),
        corrected_digest=row["corrected_digest"].removeprefix("sha256:"),
        findings=tuple(_finding(one) for one in row["findings"]),
        restore=_restore(row.get("restore")),
    )


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def _span(row: Mapping[str, Any]) -> Span:
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start <= end:
        raise ValueError(f"{start}..{end} is no stretch of text")
    return Span(start, end)


def _restore(row: Mapping[str, Any] | None) -> tuple[int, int, bytes] | None:
    return None if row is None else (int(row["start"]), int(row["end"]), base64.b64decode(row["data"], validate=True))


def _edits(rows: Sequence[Mapping[str, Any]]) -> tuple[Edit, ...]:
    edits = tuple(Edit(_span(row), _string(row["after"])) for row in rows)
    for one, other in pairwise(edits):
        if one.span.end > other.span.start:
            raise ValueError(f"edits overlap at {other.span.start}")
    return edits


def _finding(row: Mapping[str, Any]) -> Reported:
    first = row["fixes"][0]["edits"] if row["fixes"] else []
    return Reported(
        fingerprint=_string(row["fingerprint"]),
        rule=_string(row["rule"]),
        span=_span(row["span"]),
        text=_string(row["text"]),
        edits=_edits(first),
        befores=tuple(str(one["before"]) for one in first),
        applied=row["status"] == "applied" and row["reason"] != _MENDED_BY_ANOTHER,
        concept=row["concept"]["id"] if row["concept"] else None,
        context=row.get("context"),
    )


def place_of(file: ReportedFile, root: Path) -> Path:
    """Where the article stands. Raises `SourceError` for a path that leaves `root`: a report may come from anybody."""
    if "\0" in file.path:
        raise SourceError(f"{file.path!r}: not a path. Make a new report.")
    place = Path(os.path.realpath(root / file.path))
    if not place.is_relative_to(os.path.realpath(root)):
        raise SourceError(f"{file.path}: outside {root}. Say --root FOLDER if the report is to be trusted.")
    return place
