"""The cache of compiled glossaries: read-only, damaged or raced for, the result is the same."""

from __future__ import annotations

import multiprocessing
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from mtfix.glossary.compile import open_glossary

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


def _race(source: Path, cache: Path, start: multiprocessing.synchronize.Barrier) -> list[str]:
    start.wait()
    return _names(source, cache)


def test_processes_may_race_for_the_cache(place: Path, tmp_path: Path) -> None:
    entries = "".join(f"- preferred: Name {number} of it\n  variants: [Nam {number} of it]\n" for number in range(300))
    source = place / "big.yaml"
    source.write_text(f"mtfix: 1\nentries:\n{entries}")
    context = multiprocessing.get_context("spawn")
    with multiprocessing.Manager() as manager, context.Pool(4) as pool:
        start = manager.Barrier(4)
        found = pool.starmap(_race, [(source, tmp_path / "raced", start)] * 4)
    assert all(names == [f"Name {number} of it" for number in range(300)] for names in found)
    assert len(list((tmp_path / "raced").iterdir())) == 1  # and no file aside is left


def test_an_article_is_never_part_of_the_cache(place: Path, mtfix: Run, tmp_path: Path) -> None:
    mtfix("fix", "-q", "-g", "g.yaml", "a.txt")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert OLD.strip() not in kept
