"""A corpus run gives the same bytes whoever is killed when, and loses no record."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtfix.corpus import Settings, _input, _output
from mtfix.corpus._fixing import Fixing
from mtfix.errors import SourceError, UsageError

GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, Naqqa]}\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTFIX_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    rows = [json.dumps({"id": n, "text": f"They met in Naqqa for the {n}th time.\n"}) for n in range(60)]
    rows[7] = "not json"
    rows[21] = json.dumps({"id": 21, "body": "no text"})
    (tmp_path / "c.jsonl").write_text("\n".join(rows))
    return tmp_path


def job() -> Fixing:
    return Fixing(Settings({"glossaries": ("g.yaml",), "select": ("term",)}))


def call(out: str) -> list[str]:
    options = ["-g", "g.yaml", "--select", "term", "--shard-size", "0.001", "--jobs", "2", "--quiet"]
    return [sys.executable, "-m", "mtfix", "corpus", "run", "c.jsonl", out, *options]


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def lines(room: Path, pattern: str) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted(room.glob(pattern)) for line in path.read_text().splitlines()]


def test_every_record_comes_out_once_and_bad_ones_are_kept_with_the_reason(room: Path) -> None:
    done = subprocess.run(call("out"), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    rows = lines(room, "out/shard-*[0-9].jsonl")
    assert [row["id"] for row in rows] == [n for n in range(60) if n not in (7, 21)]
    assert rows[0]["text"] == "They met in Nagorno-Karabakh for the 0th time.\n"
    bad = lines(room, "out/*.bad.jsonl")
    assert [row["raw"] for row in bad] == ["not json", '{"id": 21, "body": "no text"}']
    assert json.loads((room / "out/summary.json").read_text())["records"] == 60


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_point_it_goes_on_to_the_same_bytes(room: Path, seed: int) -> None:
    subprocess.run(call("whole"), check=False)
    chance = random.Random(seed)
    for _ in range(4):
        process = subprocess.Popen(call("broken"), start_new_session=True)
        time.sleep(chance.uniform(0.2, 1.2))
        if chance.random() < 0.5:
            _kill_a_worker(process.pid)
            time.sleep(chance.uniform(0.0, 0.3))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(call("broken"), check=False)
    assert content(room / "broken") == content(room / "whole")


def _kill_a_worker(parent: int) -> None:
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            owner = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        if owner == parent:
            os.kill(int(pid), signal.SIGKILL)
            return


def test_a_folder_of_articles_keeps_its_tree(room: Path) -> None:
    (room / "in/sub").mkdir(parents=True)
    (room / "in/a.txt").write_text("Naka rose.\n")
    (room / "in/sub/b.md").write_text("**Na**ka fell.\n")
    (room / "in/c.txt").write_bytes(b"\xff\xfe\xfd")
    shards = _input.plan("in")
    out = room / "out"
    with _output.claimed(out):
        for shard in _output.left_to_do(out, shards, job().manifest(shards), restart=False):
            job().start(out)(shard)
    assert (out / "articles/a.txt").read_text() == "Nagorno-Karabakh rose.\n"
    assert (out / "articles/sub/b.md").read_text() == "**Nagorno-Karabakh** fell.\n"
    assert _output.summary(out, shards).bad == 1


def test_other_input_or_settings_need_another_folder(room: Path) -> None:
    shards = _input.plan("c.jsonl")
    out = room / "out"
    out.mkdir()
    assert _output.left_to_do(out, shards, job().manifest(shards), restart=False) == shards
    (room / "g.yaml").write_text(GLOSSARY + "- {preferred: Baku, type: place}\n")
    with pytest.raises(UsageError, match="--restart"):
        _output.left_to_do(out, shards, job().manifest(shards), restart=False)
    assert _output.left_to_do(out, shards, job().manifest(shards), restart=True) == shards


def test_nothing_to_do_is_an_error(room: Path) -> None:
    (room / "empty").mkdir()
    for path in ("nowhere", "empty"):
        with pytest.raises(SourceError, match=path):
            _input.plan(path)


def test_shards_cut_lines_at_their_ends_only(room: Path) -> None:
    shards = _input.plan("c.jsonl", shard_bytes=100)
    assert shards[0].start == 0
    assert [shard.end for shard in shards[:-1]] == [shard.start for shard in shards[1:]]
    assert sum(1 for shard in shards for _ in _input.records(shard)) == 60
