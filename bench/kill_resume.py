"""Kill a corpus run at random points, thousands of times, and prove that nothing is lost or doubled.

    python bench/kill_resume.py --steps 10000

Each step forks a process with a warm engine, lets it work for a few milliseconds and kills it with SIGKILL; the next
one resumes. Whenever a corpus is complete its bytes are compared with those of an undisturbed run.
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

from mtfix.corpus import base

GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, Naqqa]}\n"


def main() -> int:
    """Run the steps; 1 when any corpus came out different."""
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--steps", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance = random.Random(given.seed)
    room = Path(tempfile.mkdtemp(prefix="mtfix-kill-"))
    (room / "g.yaml").write_text(GLOSSARY)
    rows = [json.dumps({"id": n, "text": f"They met in Naqqa for the {n}th time. " * 20}) for n in range(200)]
    rows[7] = "not json"
    (room / "c.jsonl").write_text("\n".join(rows))
    settings = base.Settings({"glossaries": (str(room / "g.yaml"),), "select": ("term",)})
    session = settings.session()
    shards = base.plan(str(room / "c.jsonl"), 8_000)
    whole = room / "whole"
    _work(shards, whole, settings, session)
    wanted = _content(whole)
    steps = complete = different = 0
    begun = time.monotonic()
    while steps < given.steps:
        out = room / "broken"
        shutil.rmtree(out, ignore_errors=True)
        while steps < given.steps and not (out / "summary.json").exists():
            steps += 1
            child = os.fork()
            if child == 0:
                _work(shards, out, settings, session)
                os._exit(0)
            time.sleep(chance.expovariate(1 / 0.02))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        if (out / "summary.json").exists():
            _work(shards, out, settings, session)  # what a writer left aside is cleared by the next run
            complete += 1
            different += _content(out) != wanted
    shutil.rmtree(room)
    seconds = time.monotonic() - begun
    print(f"{steps} kills, {complete} corpora completed, {different} different, {seconds:.0f} s")
    return 1 if different else 0


def _work(shards: list[base.Shard], out: Path, settings: base.Settings, session: object) -> None:
    for shard in base.open_output(out, shards, settings, restart=False):
        base.run_shard(shard, out, session, settings)  # type: ignore[arg-type]  # a Session
    base.summary(out, shards)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


if __name__ == "__main__":
    sys.exit(main())
