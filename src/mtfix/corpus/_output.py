"""The output of a corpus run. A shard is done when the file of its figures stands under its name.

Every file is written aside and renamed, that one after the others. Whoever resumes looks for it; nothing else is
trusted after a crash.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import asdict

from mtfix.corpus._input import digest
from mtfix.corpus.base import Figures, Settings, Shard
from mtfix.errors import MtfixError, SourceError, UsageError

_MANIFEST = "manifest.json"
_SUMMARY = "summary.json"
_LOCK = ".lock"
Made = TypeVar("Made")


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
    out.mkdir(exist_ok=True)
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
    return [shard for shard in shards if not _figures(out, shard).exists()]


def manifest(shards: Sequence[Shard], settings: Settings) -> dict[str, Any]:
    """What an output depends on: digests of the input, the glossaries and the settings, and the version."""
    report = settings.session().report(())
    return {
        "manifest_version": 1,
        "version": report.version,
        "fields": {"text": settings.text, "source": settings.source},
        "config_digest": report.config_digest,
        "glossaries": [{"path": one.path, "digest": one.digest} for one in report.glossaries],
        "shards": [{**asdict(shard), "files": list(shard.files), "digest": digest(shard)} for shard in shards],
    }


class Ledger(Struct):
    """The figures of a shard so far, and the records set aside, as lines."""

    figures: Figures = field(default_factory=Figures)
    bad: list[str] = field(default_factory=list)

    def each(self, at: str, raw: Callable[[], str], work: Callable[[], Made]) -> Made | None:
        """What `work` makes of a record; None when it is set aside, with the reason and as it was."""
        self.figures.records += 1
        try:
            return work()
        except MtfixError as error:
            reason = str(error)
        except Exception as error:  # one article must not stop a million others
            reason = f"internal error: {type(error).__name__}: {error}. Please report it with the article."
        self.figures.bad += 1
        self.bad.append(line({"at": at, "reason": reason, "raw": raw()}))
        return None

    def put(self, out: Path, shard: Shard) -> None:
        """Write all; the last file of a shard, as it says that the shard is done."""
        if self.bad:
            put_bytes(out / f"{shard.name}.bad.jsonl", "".join(self.bad).encode())
        put(_figures(out, shard), self.figures.plain())


def _figures(out: Path, shard: Shard) -> Path:
    return out / f"{shard.name}.figures.json"


def summary(out: Path, shards: Sequence[Shard]) -> Figures:
    """The figures of all shards, written to ``summary.json`` beside them."""
    total = Figures()
    for shard in shards:
        total.add(json.loads(_figures(out, shard).read_text("utf-8")))
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
