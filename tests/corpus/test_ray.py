"""A corpus run on Ray gives the bytes of a local one, also when an actor is killed. One node is enough for that."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("ray") is None, reason="Ray is not installed: pip install 'mtfix[ray]'"
    ),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the actors in /proc"),
]
GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, Naqqa]}\n"


def test_ray_gives_the_same_bytes_although_an_actor_is_killed(tmp_path: Path) -> None:
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    rows = [json.dumps({"id": n, "text": f"They met in Naqqa for the {n}th time.\n"}) for n in range(60)]
    (tmp_path / "c.jsonl").write_text("\n".join([*rows, "not json"]))
    local = start(tmp_path, "local")
    said = local.communicate()[1]
    assert local.returncode == 1, said
    ray = start(tmp_path, "ray")
    killed = kill_an_actor(ray)
    said = ray.communicate(timeout=300)[1]
    assert ray.returncode == 1, said
    assert killed
    assert content(tmp_path / "ray") == content(tmp_path / "local")


def start(room: Path, runner: str) -> subprocess.Popen[str]:
    options = ["-g", "g.yaml", "--select", "term", "--shard-size", "0.001", "--jobs", "2", "--on", runner]
    return subprocess.Popen(
        [sys.executable, "-m", "mtfix", "corpus", "run", "c.jsonl", runner, *options],
        cwd=room,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "MTFIX_CACHE_DIR": str(room / "cache")},
    )


def kill_an_actor(driver: subprocess.Popen[str]) -> bool:
    """Kill the first actor under `driver` that shows up; whether one did."""
    while driver.poll() is None:
        parents = {pid: parent for pid, parent, _ in processes()}
        for pid, _, name in processes():
            if name.startswith("ray::_Worker") and driver.pid in ancestors(pid, parents):
                os.kill(pid, signal.SIGKILL)
                return True
        time.sleep(0.02)
    return False


def processes() -> list[tuple[int, int, str]]:
    """Each process with its parent and its title."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            found.append((int(folder.name), parent, (folder / "cmdline").read_bytes().decode(errors="replace")))
    return found


def ancestors(pid: int, parents: dict[int, int]) -> list[int]:
    found = []
    while (pid := parents.get(pid, 0)) > 1:
        found.append(pid)
    return found


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
