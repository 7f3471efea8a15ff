"""The input of a corpus run: where it is cut into shards, the records of each, and digests of them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from mtfix import api
from mtfix.corpus.base import Settings, Shard
from mtfix.errors import SourceError, UsageError

SHARD_BYTES = 4 << 20


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
        for group in range(parquet_file(str(table)).num_row_groups):
            yield str(table), group, group + 1, ()
        return
    size = table.stat().st_size
    with table.open("rb") as file:
        start = 0
        while start < size:
            file.seek(min(start + shard_bytes, size) - 1)
            file.readline()
            end = file.tell()
            yield str(table), start, end, ()
            start = end


def _batches(files: Sequence[str], shard_bytes: int) -> Iterator[tuple[str, ...]]:
    batch: list[str] = []
    size = 0
    for file in files:
        batch.append(file)
        size += os.path.getsize(file) if os.path.exists(file) else 0
        if size >= shard_bytes:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def digest(shard: Shard) -> str:
    """SHA-256 of what a shard reads."""
    sha = hashlib.sha256()
    for file in shard.files:
        sha.update(hashlib.sha256(Path(file).read_bytes() if os.path.exists(file) else b"").digest())
    for start, end in () if shard.files else _stretches(shard):
        with open(shard.path, "rb") as table:
            table.seek(start)
            sha.update(table.read(end - start))
    return f"sha256:{sha.hexdigest()}"


def _stretches(shard: Shard) -> Iterator[tuple[int, int]]:
    """The stretches of the file that a shard reads, in bytes."""
    if not shard.parquet:
        yield shard.start, shard.end
        return
    group = parquet_file(shard.path).metadata.row_group(shard.start)
    for column in (group.column(number) for number in range(group.num_columns)):
        start = min(at for at in (column.dictionary_page_offset, column.data_page_offset) if at is not None)
        yield start, start + column.total_compressed_size


def records(shard: Shard) -> Iterator[tuple[str, Callable[[], str], Callable[[], Mapping[str, Any]]]]:
    """Each record of a table as (place, what gives the raw record, what reads it or raises `SourceError`)."""
    if shard.parquet:
        table = parquet_file(shard.path).read_row_group(shard.start)
        for number, row in enumerate(table.to_pylist()):
            yield f"{shard.path}:{shard.start}:{number}", partial(_as_json, row), partial(dict, row)
        return
    with open(shard.path, "rb") as file:
        file.seek(shard.start)
        data = file.read(shard.end - shard.start)
    at = shard.start
    for line in data.splitlines(keepends=True):
        if line.strip():
            raw = partial(str, line.rstrip(b"\r\n"), "utf-8", "backslashreplace")
            yield f"{shard.path}@{at}", raw, partial(_parsed, line)
        at += len(line)


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON: {error}. Mend the line.") from None
    if not isinstance(record, dict):
        raise SourceError("not a JSON object. Mend the line.")
    return record


def _as_json(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=str)


def fields(row: Mapping[str, Any], settings: Settings) -> tuple[str, str | None, str]:
    """The article of a record, its original if it has one, and the name of its format. Raises `SourceError`."""
    text, source, format = row.get(settings.text), row.get(settings.source), row.get("format")
    if not isinstance(text, str):
        raise SourceError(f"no text in the field {settings.text!r}. Name the field with --text-field.")
    return text, source if isinstance(source, str) else None, format if isinstance(format, str) else "text"


def inside(shard: Shard, file: str) -> str:
    """The path of an article within the input."""
    return os.path.relpath(file, shard.path) if os.path.isdir(shard.path) else os.path.basename(file)


def parquet_file(path: str) -> Any:
    """A Parquet file, open for reading. Raises `UsageError` without pyarrow, `SourceError` where it is none."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise UsageError("Parquet needs pyarrow. Install it: pip install 'mtfix[parquet]'") from None
    try:
        return pyarrow.parquet.ParquetFile(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise SourceError(f"{path}: not a Parquet file: {error}. Check the path.") from None
