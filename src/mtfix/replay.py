"""Carry out or take back what a JSON report says, without running any rule again.

A report holds each edit in the terms of the file it was made from, so that decisions taken on a page, in an editor or
by a colleague can be applied later, and a whole run undone to the byte.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtfix import api
from mtfix.errors import SourceError, UsageError
from mtfix.fingerprint import marks_of
from mtfix.matching.mentions import Mentions, find_mentions
from mtfix.model import Decision, Edit, Format, Span
from mtfix.splice import apply_text, splice
from mtfix.text.decode import decode

_SCHEMA_VERSION = 1
_MENDED_BY_ANOTHER = "put right by another fix"


@dataclass(frozen=True, slots=True)
class Reported:
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


@dataclass(frozen=True, slots=True)
class ReportedFile:
    """One article of a report. Positions count as the report says: in the decoded file, or in a container's text."""

    path: str
    format: Format
    encoding: str
    digest: str
    corrected_digest: str
    findings: tuple[Reported, ...]
    restore: tuple[int, int, bytes] | None = None

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


def _finding(row: Mapping[str, Any]) -> Reported:
    first = row["fixes"][0]["edits"] if row["fixes"] else []
    return Reported(
        fingerprint=_string(row["fingerprint"]),
        rule=_string(row["rule"]),
        span=_span(row["span"]),
        text=_string(row["text"]),
        edits=tuple(Edit(_span(one), str(one["after"])) for one in first),
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


def decide(file: ReportedFile, decisions: Mapping[str, Decision]) -> list[Edit]:
    """The edits that stand after `decisions`: accepted ones, and those of the run that nobody rejected.

    Where two overlap, the one that was decided wins, then the earlier one.
    """
    wanted: list[tuple[bool, Edit]] = []
    for finding in file.findings:
        decision = decisions.get(finding.fingerprint)
        accepted = decision is not None and decision.verdict == "accept"
        if decision is not None and accepted and decision.replacement is not None:
            wanted.append((True, Edit(finding.span, file.format.escape(decision.replacement, ""))))
        elif accepted or (decision is None and finding.applied):
            wanted += [(accepted, edit) for edit in finding.edits]
    chosen: list[Edit] = []
    for _, edit in sorted(wanted, key=lambda one: (not one[0], one[1].span, one[1].text)):
        if edit not in chosen and not any(_clash(edit.span, other.span) for other in chosen):
            chosen.append(edit)
    return sorted(chosen, key=lambda edit: edit.span)


def _clash(one: Span, other: Span) -> bool:
    return one.overlaps(other) or one == other


def apply_report(file: ReportedFile, decisions: Mapping[str, Decision], data: bytes) -> bytes:
    """The article after decisions. Raises `SourceError` where `data` is not what the report was made from."""
    if hashlib.sha256(data).hexdigest() != file.digest:
        raise SourceError(f"{file.path}: changed since the report was made. Make a new report and decide again.")
    edits = decide(file, decisions)
    if file.format.container:
        return splice(file.format.read(data, file.path, None), edits, file.format)
    return _edited(data, file, lambda text: edits)


def undo_report(file: ReportedFile, data: bytes) -> bytes:
    """The article before the run, to the byte. Raises `SourceError` where it changed since."""
    if not file.is_corrected(data):
        raise SourceError(
            f"{file.path}: changed since it was corrected. Say --rebase to take back the edits that can still be found."
        )
    if file.restore is not None:
        start, end, kept = file.restore
        original = data[:start] + kept + data[end:]
    elif data and file.format.container and any(finding.applied for finding in file.findings):
        raise SourceError(f"{file.path}: the report cannot undo a {file.format.name} file. Use the original.")
    else:
        original = _edited(data, file, lambda text: _reversal(file))
    if hashlib.sha256(original).hexdigest() != file.digest:
        raise SourceError(f"{file.path}: the report does not lead back to the original. Nothing was written.")
    return original


def rebase_undo(file: ReportedFile, data: bytes, session: api.Session) -> tuple[bytes, int]:
    """Take back the edits that can still be found in an article that changed; how many could not.

    An edit is found where undoing it gives the very fingerprint of its finding.
    """
    document = file.format.read(data, file.path, None)
    mentions = find_mentions(document, session.engine.finder)
    lost = 0
    found: list[Edit] = []
    for finding in file.findings:
        if not finding.applied:
            continue
        place = _place_now(finding, document.text, mentions) if len(finding.edits) == 1 else None
        if place is None or any(_clash(place.span, other.span) for other in found):
            lost += 1
        else:
            found.append(place)
    return splice(document, sorted(found, key=lambda edit: edit.span), file.format), lost


def _place_now(finding: Reported, text: str, mentions: Mentions) -> Edit | None:
    (edit,), (before,) = finding.edits, finding.befores
    at = text.find(edit.text) if edit.text else -1
    while at >= 0:
        span = Span(at, at + len(edit.text))
        if finding.fingerprint in marks_of(finding.rule, finding.text, text, span, mentions):
            return Edit(span, before)
        at = text.find(edit.text, at + 1)
    return None


def _reversal(file: ReportedFile) -> list[Edit]:
    """The edits that take the run back, in the terms of the corrected file."""
    rows = sorted(
        {
            (edit.span, edit.text, before)
            for finding in file.findings
            if finding.applied
            for edit, before in zip(finding.edits, finding.befores, strict=True)
        }
    )
    out, shift = [], 0
    for span, text, before in rows:
        start = span.start + shift
        out.append(Edit(Span(start, start + len(text)), before))
        shift += len(text) - len(span)
    return out


def _edited(data: bytes, file: ReportedFile, edits: Callable[[str], Iterable[Edit]]) -> bytes:
    text, encoding, skip = decode(data, file.path, file.encoding)
    return data[:skip] + apply_text(text, list(edits(text))).encode(encoding)


def learn(decisions: Iterable[Decision], least: int = 2) -> Iterator[tuple[str, list[Decision], str]]:
    """What repeated rejections teach: (concept, the rejections, a proposal in glossary YAML).

    Only renderings rejected at least `least` times count. Where somebody also accepted the rendering, the words that
    stand in every rejected context and in no accepted one become an exception; else the variant becomes flag-only.
    """
    groups: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        if one.concept and one.text:
            groups.setdefault((one.concept, one.text), []).append(one)
    for (concept, text), some in sorted(groups.items()):
        rejected = [one for one in some if one.verdict in ("reject", "ignore")]
        accepted = [one for one in some if one.verdict == "accept"]
        if len(rejected) < least:
            continue
        yield concept, rejected, _proposal(text, rejected, accepted)


def _proposal(text: str, rejected: Sequence[Decision], accepted: Sequence[Decision]) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    if not accepted:
        return f"- {{text: {quoted}, action: flag}}"
    kept = {word for one in accepted for word in _words(one.context)}
    telling = set.intersection(*(_words(one.context) for one in rejected)) - kept - _words(text)
    if not telling:
        return f"- {{text: {quoted}, action: suggest}}"
    words = ", ".join(json.dumps(word, ensure_ascii=False) for word in sorted(telling)[:5])
    return f"- {{text: {quoted}, unless: {{window_any: [{words}]}}}}"


def _words(text: str | None) -> set[str]:
    """The words that could tell a context: names and longer words."""
    words = (word.strip(".,;:!?\"'“”’()") for word in (text or "").split())
    return {word for word in words if len(word) > 3}
