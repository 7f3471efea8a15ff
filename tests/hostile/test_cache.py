"""The cache of compiled glossaries: read-only, damaged or raced for, the result is the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mtfix.glossary.compiled import open_glossary

Run = Callable[..., tuple[int, bytes, str]]
OLD = b"Talks on the Naqqa issue.\n"
NEW = b"Talks on the Nagorno-Karabakh issue.\n"


def _names(path: Path, cache: Path) -> list[str]:
    glossary = open_glossary(path, cache)
    return [glossary.concept(number).preferred.text for number in range(glossary.size)]


def _compiled(cache: Path) -> Path:
    [found] = [one for one in cache.iterdir() if one.suffix == ".sqlite"]
    return found


@pytest.mark.parametrize("kind", ["file in its place", "no room", "dead link"])
def test_a_cache_that_cannot_be_written_is_done_without(
    place: Path, mtfix: Run, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if kind == "file in its place":
        Path("cache").write_text("")
        monkeypatch.setenv("MTFIX_CACHE_DIR", str(place / "cache"))
    elif kind == "dead link":
        os.symlink("/nowhere/at/all", "cache")
        monkeypatch.setenv("MTFIX_CACHE_DIR", str(place / "cache"))
    else:
        monkeypatch.setenv("MTFIX_CACHE_DIR", "/proc/mtfix")
    assert mtfix("fix", "-q", "-g", "g.yaml", "a.txt") == (0, NEW, "")


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_cache_file_is_made_anew(place: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    cache, source = tmp_path / "own", place / "g.yaml"
    wanted = _names(source, cache)
    file = _compiled(cache)
    data = bytearray(file.read_bytes())
    if seed % 4 == 0:
        data = data[: dice.randrange(len(data))]
    elif seed % 4 == 1:
        data = bytearray(dice.randbytes(len(data)))
    else:
        at = dice.randrange(len(data) - 600)
        data[at : at + 600] = dice.randbytes(600)
    file.write_bytes(data)
    assert _names(source, cache) == wanted


def test_a_folder_in_the_place_of_the_cache_file(place: Path, tmp_path: Path) -> None:
    cache, source = tmp_path / "own", place / "g.yaml"
    wanted = _names(source, cache)
    file = _compiled(cache)
    file.unlink()
    file.mkdir()
    assert _names(source, cache) == wanted


_RACE = """
import sys
from pathlib import Path
from mtfix.glossary.compiled import open_glossary
source, cache = map(Path, sys.argv[1:])
print(flush=True)
input()
glossary = open_glossary(source, cache)
print([glossary.concept(number).preferred.text for number in range(glossary.size)])
"""


def test_processes_may_race_for_the_cache(place: Path, tmp_path: Path) -> None:
    entries = "".join(f"- preferred: Name {number} of it\n  variants: [Nam {number} of it]\n" for number in range(300))
    source, cache = place / "big.yaml", tmp_path / "raced"
    source.write_text(f"mtfix: 1\nentries:\n{entries}")
    call = [sys.executable, "-c", _RACE, str(source), str(cache)]
    racers = [subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for racer in racers:
        assert racer.stdout
        racer.stdout.readline()  # it is ready
    for racer in racers:
        assert racer.stdin
        racer.stdin.write("\n")
        racer.stdin.flush()
    found = [racer.communicate(timeout=60)[0].strip() for racer in racers]
    assert found == [str([f"Name {number} of it" for number in range(300)])] * 4
    assert len(list(cache.iterdir())) == 1  # and no file aside is left


def test_a_relative_folder_stands_where_mtfix_is_called(
    place: Path, mtfix: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTFIX_CACHE_DIR", "./c a%20che?#")
    for _ in range(2):
        assert mtfix("fix", "-q", "-g", "g.yaml", "a.txt") == (0, NEW, "")
    _compiled(place / "c a%20che?#")


def test_a_user_without_a_home_folder_does_without(place: Path, mtfix: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(self: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", nobody)
    for name in ("MTFIX_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert mtfix("fix", "-q", "-g", "g.yaml", "a.txt") == (0, NEW, "")


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o027, 0o640), (0, 0o644)])
def test_others_may_read_as_far_as_the_umask_lets_them(place: Path, tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        _names(place / "g.yaml", tmp_path / "own")
    finally:
        os.umask(before)
    assert _compiled(tmp_path / "own").stat().st_mode & 0o777 == mode


STRANGER = 54321


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may give a file away")
@pytest.mark.parametrize(
    ("folder", "file", "trusted"), [(0o755, 0o644, True), (0o1777, 0o644, False), (0o755, 0o666, False)]
)
def test_where_anybody_may_write_a_strangers_file_is_passed_over(
    place: Path, tmp_path: Path, folder: int, file: int, trusted: bool
) -> None:
    cache, source, other = tmp_path / "own", place / "g.yaml", place / "other.yaml"
    other.write_text(source.read_text().replace("Nagorno-Karabakh", "Elsewhere"))
    _names(source, cache)
    compiled = _compiled(cache)
    _names(other, tmp_path / "elsewhere")
    compiled.write_bytes(_compiled(tmp_path / "elsewhere").read_bytes())  # sound, and a lie
    os.chown(compiled, STRANGER, STRANGER)
    compiled.chmod(file)
    cache.chmod(folder)
    assert _names(source, cache) == (["Elsewhere"] if trusted else ["Nagorno-Karabakh"])
    assert compiled.stat().st_uid == (STRANGER if trusted else 0)


def test_what_nobody_has_used_for_a_month_is_taken_away(place: Path, tmp_path: Path) -> None:
    cache = tmp_path / "own"
    day = 24 * 3600
    made = {}
    for name, age in (("unused", 40), ("used", 40), ("new", 20)):
        (place / name).write_text((place / "g.yaml").read_text() + f"- preferred: {name}\n")
        before = set(cache.glob("*"))
        _names(place / name, cache)
        [made[name]] = set(cache.glob("*")) - before
        os.utime(made[name], (time.time() - age * day,) * 2)
        if name == "unused":
            os.utime(made[name])  # so that the next file that is made leaves it
    _names(place / "used", cache)
    os.utime(made["unused"], (time.time() - 40 * day,) * 2)
    _names(place / "g.yaml", cache)
    assert {name for name, path in made.items() if path.exists()} == {"used", "new"}


def test_an_article_is_never_part_of_the_cache(place: Path, mtfix: Run, tmp_path: Path) -> None:
    mtfix("fix", "-q", "-g", "g.yaml", "a.txt")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert OLD.strip() not in kept


def test_a_large_file_is_read_whole_once_a_day(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtfix.glossary.cache._LARGE", 0)
    cache = place / "large"
    names = _names(place / "g.yaml", cache)
    path = _compiled(cache)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])  # noticed at any time
    assert _names(place / "g.yaml", cache) == names
    assert _compiled(cache).read_bytes() == whole
    at = whole.rindex(b"Nagorno")
    path.write_bytes(whole[:at] + b"Nagorna" + whole[at + 7 :])
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(path, (two_days_ago, two_days_ago))
    assert _names(place / "g.yaml", cache) == names
    assert path.read_bytes() == whole
    os.utime(path, (two_days_ago, two_days_ago))
    assert _names(place / "g.yaml", cache) == names
    assert path.stat().st_mtime > two_days_ago + 3600  # checked today
