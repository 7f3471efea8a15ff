"""A corpus as shards: what a runner must do, and how one shard is done, so that any runner gives the same bytes.

A shard is finished when its output file stands under its name: it is written aside and renamed, after its figures and
its bad records. Whoever resumes looks at the names; nothing else is trusted after a crash.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mtfix import api
from mtfix.config import Config
from mtfix.errors import MtfixError, SourceError, UsageError
from mtfix.model import Applicability, Format, Result, Status
from mtfix.selection import Policy

SHARD_BYTES = 4 << 20
_MANIFEST = "manifest.json"
_SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is done to each record. Plain data, so that any worker anywhere can be made ready with it.

    `text` and `source` name the fields of a record that hold the article and, if it is known, its original.
    """

    config: Mapping[str, Any] = field(default_factory=dict)
    text: str = "text"
    source: str = "source"
    unsafe: bool = False

    def session(self) -> api.Session:
        """The engine made ready; costly, once a worker."""
        return api.Session(Config().with_options(**self.config))


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the input: bytes [start, end) of a JSON Lines file, row group `start` of Parquet, or some files."""

    number: int
    path: str
    start: int = 0
    end: int = 0
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The stem of its files in the output folder."""
        return f"shard-{self.number:06d}"


@dataclass(slots=True)
class Figures:
    """What a shard came to."""

    records: int = 0
    bad: int = 0
    changed: int = 0
    characters: int = 0
    applied: int = 0
    findings: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)

    def add(self, other: Mapping[str, Any]) -> None:
        """Add the figures of another shard."""
        for name in ("records", "bad", "changed", "characters", "applied", "findings"):
            setattr(self, name, getattr(self, name) + int(other[name]))
        self.by_rule.update(other["by_rule"])

    def plain(self) -> dict[str, Any]:
        """The figures for JSON, in a fixed order."""
        return {**asdict(self), "by_rule": dict(sorted(self.by_rule.items()))}


def plan(path: str, shard_bytes: int = SHARD_BYTES) -> list[Shard]:
    """The shards of an input: a JSON Lines file, a Parquet file, or a folder of these or of articles.

    Raises `SourceError` where there is nothing to do.
    """
    place = Path(path)
    if not place.exists():
        raise SourceError(f"{path}: no such file or folder. Check the path.")
    tables = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.suffix in (".jsonl", ".parquet"))
    cuts = [cut for table in tables for cut in _cut(table, shard_bytes)]
    if not cuts:
        cuts = [(str(place), 0, 0, files) for files in _batches(api.expand([path]), shard_bytes)]
    if not cuts:
        raise SourceError(f"{path}: no .jsonl, .parquet or article here. Name a file or folder that has some.")
    return [Shard(number, *cut) for number, cut in enumerate(cuts)]


def _cut(table: Path, shard_bytes: int) -> Iterator[tuple[str, int, int, tuple[str, ...]]]:
    if table.suffix == ".parquet":
        for group in range(_parquet().ParquetFile(table).num_row_groups):
            yield str(table), group, group + 1, ()
        return
    size = table.stat().st_size
    with table.open("rb") as file:
        start = 0
        while start < size:
            file.seek(min(start + shard_bytes, size))
            file.readline()
            end = min(file.tell(), size)
            yield str(table), start, end, ()
            start = end


def _batches(files: Sequence[str], shard_bytes: int) -> Iterator[tuple[str, ...]]:
    batch: list[str] = []
    size = 0
    for file in files:
        batch.append(file)
        size += os.path.getsize(file)
        if size >= shard_bytes:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def open_output(out: Path, shards: Sequence[Shard], settings: Settings, restart: bool) -> list[Shard]:
    """Make or check the output folder; the shards that are still to do.

    Raises `UsageError` where the folder holds the work on another input, glossary or version.
    """
    wanted = manifest(shards, settings)
    stands = out / _MANIFEST
    out.mkdir(parents=True, exist_ok=True)
    for left in out.rglob(".*.tmp"):  # of a writer that was killed
        left.unlink()
    if stands.exists() and not restart and json.loads(stands.read_text("utf-8")) != wanted:
        raise UsageError(f"{out}: made from other input, glossaries or version. Choose a new folder or say --restart.")
    if not stands.exists() and not restart and any(out.iterdir()):
        raise UsageError(f"{out}: not empty. Choose a new folder or say --restart.")
    if restart:
        stands.unlink(missing_ok=True)
        for done in out.glob("shard-*.jsonl"):
            done.unlink()
    if not stands.exists():
        put(stands, wanted)
    return [shard for shard in shards if not (out / f"{shard.name}.jsonl").exists()]


def manifest(shards: Sequence[Shard], settings: Settings) -> dict[str, Any]:
    """What the output depends on: digests of the input, the glossaries and the settings, and the version."""
    session = settings.session()
    report = session.report(())
    return {
        "manifest_version": 1,
        "version": report.version,
        "settings": {"text": settings.text, "source": settings.source, "unsafe": settings.unsafe},
        "config_digest": report.config_digest,
        "glossaries": [{"path": one.path, "digest": one.digest} for one in report.glossaries],
        "shards": [{**asdict(shard), "files": list(shard.files), "digest": _digest(shard)} for shard in shards],
    }


def _digest(shard: Shard) -> str:
    sha = hashlib.sha256()
    if shard.files:
        for file in shard.files:
            sha.update(hashlib.sha256(Path(file).read_bytes()).digest())
    else:
        with open(shard.path, "rb") as table:
            if not shard.path.endswith(".parquet"):
                table.seek(shard.start)
                sha.update(table.read(shard.end - shard.start))
            else:
                sha.update(f"{shard.start}:{os.path.getsize(shard.path)}".encode())
    return f"sha256:{sha.hexdigest()}"


def run_shard(shard: Shard, out: Path, session: api.Session, settings: Settings) -> dict[str, Any]:
    """Do one shard and put its files in place; its figures. The same shard always gives the same bytes."""
    figures = Figures()
    lines: list[str] = []
    bad: list[str] = []
    for key, record, raw in records(shard):
        figures.records += 1
        try:
            if isinstance(record, str):
                raise SourceError(record)
            lines.append(_line(_fixed(record, session, settings, figures)))
        except MtfixError as error:
            figures.bad += 1
            bad.append(_line({"at": key, "reason": str(error), "raw": raw}))
    if shard.files:
        _write_articles(lines, out, shard)
    stem = out / shard.name
    put_text(stem.with_suffix(".bad.jsonl"), "".join(bad)) if bad else None
    put(stem.with_suffix(".figures.json"), figures.plain())
    put_text(stem.with_suffix(".jsonl"), "".join(lines))  # last: it says that the shard is done
    return figures.plain()


def fix_records(
    rows: Iterable[Mapping[str, Any]], settings: Settings, session: api.Session
) -> Iterator[dict[str, Any]]:
    """Each record with its text corrected and what was found under "mtfix"; for runners that bring their own shards.

    A record that cannot be done keeps its text and says why under "mtfix".
    """
    for row in rows:
        try:
            yield _fixed(row, session, settings, Figures())
        except MtfixError as error:
            yield {**row, "mtfix": {"error": str(error)}}


def _fixed(row: Mapping[str, Any], session: api.Session, settings: Settings, figures: Figures) -> dict[str, Any]:
    text = row.get(settings.text)
    if not isinstance(text, str):
        raise SourceError(f"no text in the field {settings.text!r}. Name the field with --text-field.")
    source = row.get(settings.source)
    policy = Policy(Applicability.unsafe if settings.unsafe else Applicability.safe)
    name = row.get("format")
    result = session.run_text(
        text, name if isinstance(name, str) else "text", policy, source if isinstance(source, str) else None
    )
    _count(result, text, figures)
    return {**row, settings.text: result.output.decode(), "mtfix": {"findings": [*_findings(result)]}}


def _count(result: Result, text: str, figures: Figures) -> None:
    figures.characters += len(text)
    figures.applied += len(result.applied)
    figures.findings += len(result.findings)
    figures.changed += bool(result.edits)
    figures.by_rule.update(judged.finding.rule for judged in result.findings)


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


def records(shard: Shard) -> Iterator[tuple[str, Mapping[str, Any] | str, str]]:
    """Each record of a shard as (place, record or why it is none, the raw record for the bad pile)."""
    if shard.files:
        for file in shard.files:
            yield _article(shard, file)
    elif shard.path.endswith(".parquet"):
        table = _parquet().ParquetFile(shard.path).read_row_group(shard.start)
        for number, row in enumerate(table.to_pylist()):
            yield f"{shard.path}:{shard.start}:{number}", row, json.dumps(row, default=str, ensure_ascii=False)
    else:
        with open(shard.path, "rb") as table_file:
            table_file.seek(shard.start)
            data = table_file.read(shard.end - shard.start)
        at = shard.start
        for line in data.splitlines(keepends=True):
            if line.strip():
                yield f"{shard.path}@{at}", *_parsed(line)
            at += len(line)


def _parsed(line: bytes) -> tuple[Mapping[str, Any] | str, str]:
    raw = line.decode("utf-8", "backslashreplace").rstrip("\r\n")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}. Mend the line.", raw
    return (record, raw) if isinstance(record, dict) else ("not a JSON object. Mend the line.", raw)


def _article(shard: Shard, file: str) -> tuple[str, Mapping[str, Any] | str, str]:
    format: Format = api.format_of(file) or api.format_named("text")
    inside = os.path.relpath(file, shard.path)
    if format.container:
        return inside, f"{format.name} files are not done in a corpus. Use `mtfix fix` on them.", ""
    try:
        data = Path(file).read_bytes()
        return inside, {"id": inside, "format": format.name, "text": data.decode()}, ""
    except (OSError, UnicodeDecodeError) as error:
        return inside, f"cannot read: {error}", ""


def _write_articles(lines: Sequence[str], out: Path, shard: Shard) -> None:
    for line in lines:
        row = json.loads(line)
        target = out / "articles" / row["id"]
        target.parent.mkdir(parents=True, exist_ok=True)
        put_text(target, row["text"])


def summary(out: Path, shards: Sequence[Shard]) -> Figures:
    """The figures of all shards, written to ``summary.json`` beside them."""
    total = Figures()
    for shard in shards:
        total.add(json.loads((out / f"{shard.name}.figures.json").read_text("utf-8")))
    put(out / _SUMMARY, total.plain())
    return total


def put(path: Path, data: object) -> None:
    """Write JSON under its name in one step."""
    put_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def put_text(path: Path, text: str) -> None:
    """Write a text under its name in one step: aside, flushed, renamed."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with open(aside, "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    with contextlib.suppress(OSError):  # the name itself must survive a power cut; not every system can say so
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=str) + "\n"


def _parquet() -> Any:
    try:
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise UsageError("Parquet needs pyarrow: pip install 'mtfix[parquet]'") from None
    return pyarrow.parquet
