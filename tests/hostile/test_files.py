"""Links, full and read-only disks, special files: the article is old or new, and the error is clear."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mtfix import api
from mtfix.errors import GlossaryError, SourceError
from mtfix.glossary import compiled

Run = Callable[..., tuple[int, bytes, str]]
OLD = b"Talks on the Naqqa issue.\n"
NEW = b"Talks on the Nagorno-Karabakh issue.\n"
FIX = ("fix", "-q", "-g", "g.yaml", "--in-place")


def test_a_link_stays_and_its_target_is_edited(place: Path, mtfix: Run) -> None:
    (place / "far").mkdir()
    os.rename("a.txt", "far/real.txt")
    os.symlink("far/real.txt", "near.txt")
    os.symlink("near.txt", "nearer.txt")
    assert mtfix(*FIX, "nearer.txt")[0] == 0
    assert os.readlink("nearer.txt") == "near.txt"
    assert os.readlink("near.txt") == "far/real.txt"
    assert Path("far/real.txt").read_bytes() == NEW
    assert not Path("far/real.txt").is_symlink()


@pytest.mark.parametrize("target", ["missing.txt", "loop.txt"])
def test_a_link_that_leads_nowhere_is_an_error(place: Path, mtfix: Run, target: str) -> None:
    os.symlink(target, "loop.txt")
    status, _, err = mtfix(*FIX, "loop.txt")
    assert status == 2
    assert err.startswith("loop.txt: ")
    assert os.readlink("loop.txt") == target


def test_the_mode_is_kept(place: Path, mtfix: Run) -> None:
    os.chmod("a.txt", 0o640)
    mtfix(*FIX, "a.txt")
    assert Path("a.txt").read_bytes() == NEW
    assert os.stat("a.txt").st_mode & 0o777 == 0o640


def test_special_files_in_a_folder_are_passed_over(place: Path, mtfix: Run) -> None:
    os.mkfifo("pipe.txt")
    os.symlink("/dev/zero", "zero.txt")
    assert api.expand(["."]) == ["./a.txt"]
    assert mtfix(*FIX, ".")[0] == 0


def test_a_broken_link_in_a_folder_is_no_success(place: Path, mtfix: Run) -> None:
    os.symlink("missing", "b.txt")
    assert mtfix(*FIX, ".")[0] == 2
    assert Path("a.txt").read_bytes() == NEW


def test_a_device_is_written_to_and_never_replaced(place: Path) -> None:
    before = os.stat(os.devnull)
    api.write_atomic(Path(os.devnull), b"x")
    assert os.stat(os.devnull) == before
    with pytest.raises(SourceError, match="/dev/full: cannot write: No space left on device"):
        api.write_atomic(Path("/dev/full"), b"x" * 100)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB; skips where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_leaves_the_article(place: Path, mtfix: Run, disk: Path) -> None:
    old = OLD * 1400  # with its correction it does not fit
    (disk / "a.txt").write_bytes(old)
    status, _, err = mtfix(*FIX, str(disk / "a.txt"))
    assert (status, err) == (2, f"{disk / 'a.txt'}: cannot write: No space left on device. The file is as it was.\n")
    assert (disk / "a.txt").read_bytes() == old
    assert os.listdir(disk) == ["a.txt"]


def test_a_read_only_disk_leaves_the_article(place: Path, mtfix: Run, disk: Path) -> None:
    (disk / "a.txt").write_bytes(OLD)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    status, _, err = mtfix(*FIX, str(disk / "a.txt"))
    assert (status, err) == (2, f"{disk / 'a.txt'}: cannot write: Read-only file system. The file is as it was.\n")
    assert (disk / "a.txt").read_bytes() == OLD


def _limited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of processes")
def test_an_article_that_outgrows_the_quota_is_as_it_was(place: Path) -> None:
    old = OLD * 300  # it fits as it is, and not with its correction
    (place / "a.txt").write_bytes(old)
    done = subprocess.run(
        [sys.executable, "-m", "mtfix", *FIX, "a.txt"], preexec_fn=_limited, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == b"a.txt: cannot write: File too large. The file is as it was.\n"
    assert (place / "a.txt").read_bytes() == old
    assert sorted(os.listdir()) == ["a.txt", "g.yaml"]


NOBODY = 65534


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_read_only_folder_leaves_the_article(place: Path, mtfix: Run) -> None:
    assert mtfix("fix", "-q", "-g", "g.yaml", "a.txt")[0] == 0  # all modules are there before the rights go
    for folder in place.parents:
        if folder != Path(tempfile.gettempdir()) and folder.is_relative_to(tempfile.gettempdir()):
            folder.chmod(0o755)
    place.chmod(0o555)
    child = os.fork()
    if child == 0:  # root may write everywhere, so the child is somebody else
        if os.getuid() == 0:
            os.setuid(NOBODY)
        clear = False
        try:
            status, _, err = mtfix(*FIX, "a.txt")
            clear = (status, err) == (2, "a.txt: cannot write: Permission denied. The file is as it was.\n")
        finally:
            os._exit(7 if clear else 1)
    _, ended = os.waitpid(child, 0)
    place.chmod(0o755)
    assert os.waitstatus_to_exitcode(ended) == 7
    assert (place / "a.txt").read_bytes() == OLD
    assert sorted(os.listdir()) == ["a.txt", "g.yaml"]


@pytest.mark.parametrize("step", ["mkstemp", "fsync", "chmod", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT])
def test_whatever_step_fails_the_article_is_as_it_was(
    place: Path, mtfix: Run, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise OSError(number, os.strerror(number))

    mtfix("check", "-g", "g.yaml", "a.txt")  # the cache is written in the same way
    monkeypatch.setattr(tempfile if step == "mkstemp" else os, step, fail)
    status, _, err = mtfix(*FIX, "a.txt")
    assert (status, err) == (2, f"a.txt: cannot write: {os.strerror(number)}. The file is as it was.\n")
    assert Path("a.txt").read_bytes() == OLD
    assert sorted(os.listdir()) == ["a.txt", "g.yaml"]


@pytest.mark.parametrize("arguments", [("fix", "-q"), ("check",), ("check", "--output-format", "json")])
def test_a_full_disk_behind_standard_output_is_a_failed_run(place: Path, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mtfix", *arguments, "-g", "g.yaml", "a.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == b"cannot go on: No space left on device. Make room or check the rights."
    assert b"Traceback" not in done.stderr


def test_a_glossary_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compiled, "MAX_BYTES", 1 << 20)
    with pytest.raises(GlossaryError, match="/dev/zero: more than 1,048,576 bytes"):
        compiled.open_glossary(Path("/dev/zero"), tmp_path)
