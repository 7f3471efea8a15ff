"""Correct the records of a corpus: the job of `mtfix corpus run`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from mtfix import api
from mtfix.corpus import _input, _output
from mtfix.corpus.base import Settings, Shard
from mtfix.model import Result, Status


class Fixing(Struct, frozen=True):
    """Correct each record: its text is replaced, and what was found stands under "mtfix"."""

    settings: Settings

    def manifest(self, shards: Sequence[Shard]) -> dict[str, Any]:
        """What the output depends on."""
        return {**_output.manifest(shards, self.settings), "unsafe": self.settings.unsafe}

    def start(self, out: Path) -> Callable[[Shard], None]:
        """What corrects one shard and puts its files under `out`."""
        return partial(run_shard, out=out, fixer=Fixer(self.settings, self.settings.session()))


class Fixer(Struct):
    """Corrects one record after the other with a warm engine, and counts."""

    settings: Settings
    session: api.Session
    ledger: _output.Ledger = field(default_factory=_output.Ledger)

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A record with its text corrected and its findings under "mtfix". Raises `MtfixError`."""
        text, source, format = _input.fields(row, self.settings)
        result = self.session.run_text(text, format, self.settings.policy, source)
        self.count(result)
        return {**row, self.settings.text: result.output.decode(), "mtfix": found(result)}

    def count(self, result: Result) -> None:
        """Add a result to the figures."""
        figures = self.ledger.figures
        figures.characters += len(result.document.text)
        figures.applied += len(result.applied)
        figures.findings += len(result.findings)
        figures.changed += bool(result.edits)
        figures.by_rule.update(judged.finding.rule for judged in result.findings)


def run_shard(shard: Shard, out: Path, fixer: Fixer) -> None:
    """Do one shard and put its files in place. The same shard always gives the same bytes."""
    fixer.ledger = _output.Ledger()
    if shard.parquet:
        from mtfix.corpus._arrow import corrected_row_group

        _output.put_bytes(out / f"{shard.name}.parquet", corrected_row_group(shard, fixer))
    else:
        rows = _articles(shard, out, fixer) if shard.files else _rows(shard, fixer)
        lines = [_output.line(row) for row in rows if row is not None]
        _output.put_bytes(out / f"{shard.name}.jsonl", "".join(lines).encode())
    fixer.ledger.put(out, shard)


def _rows(shard: Shard, fixer: Fixer) -> Iterator[dict[str, Any] | None]:
    for at, raw, read in _input.records(shard):
        yield fixer.ledger.each(at, raw, partial(_row, read, fixer))


def _row(read: Callable[[], Mapping[str, Any]], fixer: Fixer) -> dict[str, Any]:
    return fixer.row(read())


def _articles(shard: Shard, out: Path, fixer: Fixer) -> Iterator[dict[str, Any] | None]:
    for file in shard.files:
        inside = _input.inside(shard, file)
        yield fixer.ledger.each(inside, str, partial(_article, file, inside, out, fixer))


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
