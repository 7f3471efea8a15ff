"""Correct the records of a corpus: the job of `mtfix corpus run`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from mtfix import api
from mtfix.corpus import _input, _output
from mtfix.corpus.base import Figures, Settings, Shard
from mtfix.errors import MtfixError, SourceError
from mtfix.model import Result, Status


@dataclass(frozen=True, slots=True)
class Fixing:
    """Correct each record: its text is replaced, and what was found stands under "mtfix"."""

    settings: Settings

    def manifest(self, shards: Sequence[Shard]) -> dict[str, Any]:
        """What the output depends on: digests of the input, the glossaries and the settings, and the version."""
        report = self.settings.session().report(())
        return {
            "manifest_version": 1,
            "version": report.version,
            "settings": {name: getattr(self.settings, name) for name in ("text", "source", "unsafe")},
            "config_digest": report.config_digest,
            "glossaries": [{"path": one.path, "digest": one.digest} for one in report.glossaries],
            "shards": [{**asdict(one), "files": list(one.files), "digest": _input.digest(one)} for one in shards],
        }

    def start(self, out: Path) -> Callable[[Shard], None]:
        """What corrects one shard and puts its files under `out`."""
        return partial(run_shard, out=out, fixer=Fixer(self.settings, self.settings.session()))


@dataclass(slots=True)
class Fixer:
    """Corrects one record after the other with a warm engine, and counts."""

    settings: Settings
    session: api.Session
    figures: Figures = field(default_factory=Figures)
    bad: list[str] = field(default_factory=list)

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A record with its text corrected and its findings under "mtfix". Raises `MtfixError`."""
        text, source, name = row.get(self.settings.text), row.get(self.settings.source), row.get("format")
        if not isinstance(text, str):
            raise SourceError(f"no text in the field {self.settings.text!r}. Name the field with --text-field.")
        result = self.session.run_text(
            text,
            name if isinstance(name, str) else "text",
            self.settings.policy,
            source if isinstance(source, str) else None,
        )
        self.count(result)
        return {**row, self.settings.text: result.output.decode(), "mtfix": found(result)}

    def count(self, result: Result) -> None:
        """Add a result to the figures."""
        figures = self.figures
        figures.characters += len(result.document.text)
        figures.applied += len(result.applied)
        figures.findings += len(result.findings)
        figures.changed += bool(result.edits)
        figures.by_rule.update(judged.finding.rule for judged in result.findings)

    def each(self, at: str, raw: Callable[[], str], work: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
        """The record that `work` makes; None when it is set aside, with the reason and as it was."""
        self.figures.records += 1
        try:
            return work()
        except MtfixError as error:
            reason = str(error)
        except Exception as error:  # one article must not stop a million others
            reason = f"internal error: {type(error).__name__}: {error}. Please report it with the article."
        self.figures.bad += 1
        self.bad.append(_output.line({"at": at, "reason": reason, "raw": raw()}))
        return None


def run_shard(shard: Shard, out: Path, fixer: Fixer) -> None:
    """Do one shard and put its files in place. The same shard always gives the same bytes."""
    fixer.figures, fixer.bad = Figures(), []
    if shard.parquet:
        from mtfix.corpus._arrow import corrected_row_group

        data = corrected_row_group(shard, fixer)
    else:
        rows = _articles(shard, out, fixer) if shard.files else _rows(shard, fixer)
        data = "".join(_output.line(row) for row in rows if row is not None).encode()
    _output.put_figures(out, shard, fixer.figures, fixer.bad)
    _output.put_bytes(out / shard.output, data)  # last: it says that the shard is done


def _rows(shard: Shard, fixer: Fixer) -> Iterator[dict[str, Any] | None]:
    for at, record, raw in _input.records(shard):
        yield fixer.each(at, partial(str, raw), partial(_row, record, fixer))


def _row(record: Mapping[str, Any] | str, fixer: Fixer) -> dict[str, Any]:
    if isinstance(record, str):
        raise SourceError(record)
    return fixer.row(record)


def _articles(shard: Shard, out: Path, fixer: Fixer) -> Iterator[dict[str, Any] | None]:
    for file in shard.files:
        inside = os.path.relpath(file, shard.path) if os.path.isdir(shard.path) else os.path.basename(file)
        yield fixer.each(inside, str, partial(_article, file, inside, out, fixer))


def _article(file: str, inside: str, out: Path, fixer: Fixer) -> dict[str, Any]:
    document, format = api.read_document(file, session=fixer.session)
    result = fixer.session.run(document, format, fixer.settings.policy)
    fixer.count(result)
    target = out / "articles" / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    _output.put_bytes(target, result.output)
    return {"id": inside, "format": format.name, "mtfix": found(result)}


def found(result: Result) -> dict[str, Any]:
    """The findings of a result as plain data; places count code points of the text that was read."""
    return {"findings": [*_findings(result)]}


def _findings(result: Result) -> Iterator[dict[str, Any]]:
    for judged in result.findings:
        finding = judged.finding
        row: dict[str, Any] = {
            "rule": finding.rule,
            "severity": str(finding.severity),
            "start": finding.span.start,
            "end": finding.span.end,
            "text": result.document.text[finding.span.start : finding.span.end],
            "status": judged.status.value,
            "fingerprint": judged.fingerprint,
        }
        if judged.status is not Status.flagged and judged.fix is not None:
            row["edits"] = [[edit.span.start, edit.span.end, edit.text] for edit in judged.fix.edits]
        yield row
