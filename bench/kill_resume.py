"""Kill a corpus run at random points, thousands of times, and prove that nothing is lost or doubled.

    python bench/kill_resume.py --steps 10000 --folder /dev/shm

Each step forks a process with a warm engine, lets it work for a random time and kills it with SIGKILL; the next one
resumes. Whenever a corpus is complete its bytes are compared with those of an undisturbed run. The mean time is a
fraction of what an undisturbed run takes, so that a corpus is killed several times before it is complete.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from mtfix.corpus import Settings, _input, _output
from mtfix.corpus._fixing import Fixer, Fixing, run_shard
from mtfix.corpus.base import Shard

GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, Naqqa]}\n"


def main() -> int:
    """Run the steps; 1 when any corpus came out different."""
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--steps", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", help="where to work; in memory (/dev/shm) flushing takes no time")
    given = options.parse_args()
    chance = random.Random(given.seed)
    room = Path(tempfile.mkdtemp(prefix="mtfix-kill-", dir=given.folder))
    (room / "g.yaml").write_text(GLOSSARY)
    rows = [json.dumps({"id": n, "text": f"They met in Naqqa for the {n}th time."}) for n in range(200)]
    rows[7] = "not json"
    (room / "c.jsonl").write_text("\n".join(rows))
    work = _Work(room)
    mean = work.seconds() / 4
    wanted = _content(room / "whole")
    steps = complete = different = killed = 0
    begun = time.monotonic()
    while steps < given.steps:
        out = room / "broken"
        shutil.rmtree(out, ignore_errors=True)
        while steps < given.steps and not (out / "summary.json").exists():
            steps += 1
            child = os.fork()
            if child == 0:
                work.do(out)
                os._exit(0)
            time.sleep(chance.expovariate(1 / mean))
            os.kill(child, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if (out / "summary.json").exists():
            work.do(out)  # what a writer left aside is cleared by the next run
            complete += 1
            different += _content(out) != wanted
    shutil.rmtree(room)
    seconds = time.monotonic() - begun
    corpora = f"{complete} corpora completed, {different} of them different"
    print(f"{steps} steps, {killed} killed in the middle, {corpora}, {seconds:.0f} s")
    return 1 if different or not complete else 0


class _Work:
    """A corpus run with the engine warm already, so that the time goes into what a kill can break."""

    def __init__(self, room: Path) -> None:
        settings = Settings({"glossaries": (str(room / "g.yaml"),), "select": ("term",)})
        self.room = room
        self.shards: list[Shard] = _input.plan(str(room / "c.jsonl"), 600)
        self.manifest = Fixing(settings).manifest(self.shards)
        self.fixer = Fixer(settings, settings.session())

    def do(self, out: Path) -> None:
        """Do what is left to do in `out`."""
        with _output.claimed(out):
            for shard in _output.left_to_do(out, self.shards, self.manifest, restart=False):
                run_shard(shard, out, self.fixer)
            _output.summary(out, self.shards)

    def seconds(self) -> float:
        """How long a whole run takes, undisturbed."""
        begun = time.monotonic()
        self.do(self.room / "whole")
        return time.monotonic() - begun


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


if __name__ == "__main__":
    sys.exit(main())
