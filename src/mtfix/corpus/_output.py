"""The output of a corpus run. A shard is finished when its output file stands under its name.

That file is written aside and renamed, after the shard's other files. Whoever resumes looks at the names; nothing else
is trusted after a crash.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mtfix.corpus.base import Figures, Shard
from mtfix.errors import SourceError, UsageError

_MANIFEST = "manifest.json"
_SUMMARY = "summary.json"
_LOCK = ".lock"


@contextlib.contextmanager
def claimed(out: Path) -> Iterator[None]:
    """Make the output folder and have it alone; a killed owner loses it. Raises `SourceError`, `UsageError`."""
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows
        out.mkdir(parents=True, exist_ok=True)
        yield
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / _LOCK).open("ab")
    except OSError as error:
        raise SourceError(f"{out}: cannot write: {error.strerror}. Choose another folder.") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(f"{out}: another run is at work here. Wait for it, or choose a new folder.") from None
        yield


def left_to_do(out: Path, shards: Sequence[Shard], manifest: Mapping[str, Any], restart: bool) -> list[Shard]:
    """The shards that are still to do in a folder that is `claimed`.

    Raises `UsageError` where the folder holds the work on another input, glossary or version.
    """
    stands = out / _MANIFEST
    for left in out.rglob(".*.tmp"):  # of a writer that was killed
        left.unlink()
    if restart:
        stands.unlink(missing_ok=True)
        for done in out.glob("shard-*"):
            done.unlink()
    elif stands.exists():
        if json.loads(stands.read_text("utf-8")) != manifest:
            raise UsageError(
                f"{out}: made from other input, glossaries or version. Choose a new folder or say --restart."
            )
    elif any(path.name != _LOCK for path in out.iterdir()):
        raise UsageError(f"{out}: not empty. Choose a new folder or say --restart.")
    if not stands.exists():
        put(stands, manifest)
    return [shard for shard in shards if not (out / shard.output).exists()]


def put_figures(out: Path, shard: Shard, figures: Figures, bad: Sequence[str]) -> None:
    """The figures of a shard and its bad records, if any; before its output, which says that all is done."""
    if bad:
        put_bytes(out / f"{shard.name}.bad.jsonl", "".join(bad).encode())
    put(out / f"{shard.name}.figures.json", figures.plain())


def summary(out: Path, shards: Sequence[Shard]) -> Figures:
    """The figures of all shards, written to ``summary.json`` beside them."""
    total = Figures()
    for shard in shards:
        total.add(json.loads((out / f"{shard.name}.figures.json").read_text("utf-8")))
    put(out / _SUMMARY, total.plain())
    return total


def put(path: Path, data: object) -> None:
    """Write JSON under its name in one step."""
    put_bytes(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogateescape"))


def put_bytes(path: Path, data: bytes) -> None:
    """Write bytes under a name in one step: aside, flushed, renamed."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with open(aside, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    with contextlib.suppress(OSError):  # the name itself must survive a power cut; not every system can say so
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def line(row: Mapping[str, Any]) -> str:
    """A record as a line of JSON Lines; lone surrogates, which UTF-8 cannot hold, as escapes."""
    text = json.dumps(row, ensure_ascii=False, default=str)
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        text = json.dumps(row, default=str)
    return text + "\n"
