"""The input of a corpus run: where it is cut into shards, the records of each, and digests of them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mtfix import api
from mtfix.corpus.base import Shard
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


def records(shard: Shard) -> Iterator[tuple[str, Mapping[str, Any] | str, str]]:
    """Each record of a JSON Lines shard as (place, record or why it is none, the raw line)."""
    with open(shard.path, "rb") as table:
        table.seek(shard.start)
        data = table.read(shard.end - shard.start)
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
