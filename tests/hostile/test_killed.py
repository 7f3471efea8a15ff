"""A run that is killed: every article is the old one or the new one, byte for byte, and the next run goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ARTICLES = 40
OLD = b"Talks on the Naqqa issue went on. " + b"Nothing came of them. " * 400
NEW = OLD.replace(b"Naqqa", b"Nagorno-Karabakh")
CALL = [sys.executable, "-m", "mtfix", "fix", "-q", "--in-place", "--select", "term", "-g", "g.yaml", "articles"]

# `mtfix` in a process that kills itself when it has called a function so many times.
_SUICIDE = """
import os, signal, sys, tempfile
module, name, left = {"mkstemp": tempfile, "write": None}.get(sys.argv[1], os), sys.argv[1], int(sys.argv[2])
if name == "write":
    real_open = os.fdopen
    class Writer:
        def __init__(self, file):
            self.file = file
        def __enter__(self):
            return self
        def __exit__(self, *error):
            self.file.close()
        def write(self, data):
            self.file.write(data[: len(data) // 2])
            self.file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    os.fdopen = lambda handle, mode: Writer(real_open(handle, mode)) if mode == "wb" else real_open(handle, mode)
else:
    real = getattr(module, name)
    def counted(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)
    setattr(module, name, counted)
sys.argv = ["mtfix", *sys.argv[3:]]
from mtfix.cli import main
main()
"""


@pytest.fixture
def newsroom(place: Path) -> Path:
    """A folder of articles, and the cache filled, so that the run writes nothing else."""
    (place / "articles").mkdir()
    for number in range(ARTICLES):
        (place / "articles" / f"{number:02}.txt").write_bytes(OLD)
    subprocess.run([*CALL[:-1], "a.txt"], check=True, capture_output=True)
    return place / "articles"


def states(newsroom: Path) -> list[bool]:
    """Whether each article is the new one; every one is whole."""
    found = [(newsroom / f"{number:02}.txt").read_bytes() for number in range(ARTICLES)]
    assert all(data in (OLD, NEW) for data in found)
    return [data == NEW for data in found]


def goes_on(newsroom: Path) -> None:
    """The next run finishes the work, whatever the killed one has left behind."""
    assert subprocess.run(CALL, check=False, capture_output=True).returncode == 0
    assert all(states(newsroom))


@pytest.mark.parametrize("step", ["mkstemp", "write", "fsync", "chmod", "replace"])
def test_killed_at_each_step_of_writing(newsroom: Path, step: str) -> None:
    call = [sys.executable, "-c", _SUICIDE, step, "0" if step == "write" else "7", *CALL[3:]]
    done = subprocess.run(call, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert sum(states(newsroom)) == (0 if step == "write" else 7)
    goes_on(newsroom)


def test_killed_at_random_moments(newsroom: Path) -> None:
    fresh = newsroom.parent / "fresh"
    shutil.copytree(newsroom, fresh)
    dice = random.Random(7)
    halfway = 0
    for _ in range(8):
        shutil.rmtree(newsroom)
        shutil.copytree(fresh, newsroom)
        run = subprocess.Popen(CALL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        least = dice.randrange(ARTICLES)
        while run.poll() is None and sum(states(newsroom)) < least:
            time.sleep(0.001)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        halfway += 0 < sum(states(newsroom)) < ARTICLES
    assert halfway, "no kill met the run while it wrote"
    goes_on(newsroom)
