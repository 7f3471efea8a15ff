"""The folder of compiled glossaries: SQLite files that several processes, and several users, may share.

A file is written aside and renamed, carries a checksum, and holds JSON and bytes, no pickle. Other users may read it as
far as the umask lets them. In a folder that anybody may write to, only files of this user and of the system count.
What nobody has used for a month is taken away when the next file is made.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

_SEAL = 4  # bytes
_LARGE = 4_000_000  # bytes; to read a large file whole takes longer than the article
_DAY = 24 * 3600  # seconds
_KEPT = 30 * _DAY
_MODE = 0o644  # less what the umask takes; nobody writes to a finished file


def cache_folder() -> Path | None:
    """Where compiled glossaries are kept: MTFIX_CACHE_DIR, else the user's cache folder; None where there is none."""
    if own := os.environ.get("MTFIX_CACHE_DIR"):
        return Path(own).absolute()
    if sys.platform == "win32":
        return _at_home("LOCALAPPDATA", "AppData", "Local")
    if sys.platform == "darwin":
        return _at_home("", "Library", "Caches")
    return _at_home("XDG_CACHE_HOME", ".cache")


def _at_home(variable: str, *parts: str) -> Path | None:
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():  # the XDG specification: a relative one is to be passed over
        return named / "mtfix"
    try:
        return Path.home().joinpath(*parts, "mtfix")
    except RuntimeError:  # a user without an entry and without HOME, as in containers
        return None


def open_sealed(path: Path) -> sqlite3.Connection | None:
    """The compiled file, or None where it is missing, damaged or a stranger's.

    Every byte is checked; of a large file once a day.
    """
    try:
        found = os.stat(path)
        if not trusted(path, found):
            return None
        checked_today = not rested(found)
        if not (_is_whole(path, found.st_size) if found.st_size > _LARGE and checked_today else _is_sealed(path)):
            return None
        if not checked_today:
            keep(path)
        # immutable: no locks and no journal, so that a read-only folder serves as well
        return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
    except (OSError, sqlite3.Error):
        return None


def rested(file: os.stat_result) -> bool:
    """Whether nobody has used the file for a day."""
    return time.time() - file.st_mtime > _DAY


def keep(path: Path) -> None:
    """Note that the file is in use, so that it is not taken away."""
    with contextlib.suppress(OSError):  # another's file, or a read-only folder
        os.utime(path)


def noted(fact: str) -> bool:
    """Whether `fact` was noted down as true; what takes long to find out is found out once.

    It is the name of a file, made of the digests of all that it follows from.
    """
    folder = cache_folder()
    path = folder and folder / "noted" / fact
    try:
        if path is None or not trusted(path, found := os.stat(path)):
            return False
    except OSError:
        return False
    if rested(found):
        keep(path)
    return True


def note(fact: str) -> None:
    """Note `fact` down; nobody minds where that cannot be done."""
    if folder := cache_folder():
        with contextlib.suppress(OSError):
            (folder / "noted").mkdir(parents=True, exist_ok=True)
            (folder / "noted" / fact).touch()


def _is_sealed(path: Path) -> bool:
    """Whether every byte is as it was written."""
    data = path.read_bytes()
    return len(data) > _SEAL and _seal(memoryview(data)[:-_SEAL]) == data[-_SEAL:]


def _is_whole(path: Path, size: int) -> bool:
    """Whether the file has the pages that its head tells of: enough for a large one that was checked within a day."""
    with path.open("rb") as file:
        head = file.read(32)
    page, count = int.from_bytes(head[16:18]), int.from_bytes(head[28:32])
    return head.startswith(b"SQLite format 3\0") and size == (65536 if page == 1 else page) * count + _SEAL


def trusted(path: Path, file: os.stat_result) -> bool:
    """Whether nobody but this user, the system and those that it shares the folder with can have written the file."""
    if not hasattr(os, "getuid"):  # Windows: the rights of a folder are not told in modes
        return True
    if file.st_uid in (os.getuid(), 0):
        return True
    return not (os.stat(path.parent).st_mode | file.st_mode) & stat.S_IWOTH


def write_sealed(target: Path, fill: Callable[[sqlite3.Connection], None]) -> bool:
    """Make the file `target` of what `fill` puts into a database; False where it cannot be written."""
    import secrets  # brings much along; most runs only read

    aside: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        name = target.with_name(f"{secrets.token_hex(8)}.tmp")
        os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MODE))
        aside = name
        with contextlib.closing(sqlite3.connect(aside)) as connection:
            connection.executescript("pragma journal_mode = off; pragma synchronous = off;")
            fill(connection)
        with open(aside, "r+b") as file:
            file.write(_seal(file.read()))
        os.replace(aside, target)
    except (OSError, sqlite3.Error):
        if aside is not None:
            with contextlib.suppress(OSError):
                os.unlink(aside)
        return False
    _tidy(target.parent)
    return True


def _tidy(folder: Path) -> None:
    """Take away what nobody has used for a month: each change of a glossary makes a new file, and new looks."""
    for path in (*folder.glob("*.sqlite"), *folder.glob("noted/*"), *folder.glob("looks/*/*.json")):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _KEPT:
                path.unlink()
                if path.parent != folder:
                    path.parent.rmdir()  # only where it was the last one


def _seal(data: bytes | memoryview) -> bytes:
    """What stands behind the last page of a compiled file, where SQLite does not look."""
    return zlib.crc32(data).to_bytes(_SEAL)
