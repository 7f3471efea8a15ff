"""Measure corpus runs of growing size: time, memory of parent and workers; and what ten million articles would take.

    python bench/scale.py --megabytes 20 100 200 --select term
    python bench/scale.py --megabytes 5 --jobs 1            all rules that are on by default

Beyond 20 MB the articles come again with other ids: memory and time do not depend on that. Processor time is user and
system time of all processes; memory is the highest resident set of any one process, as the kernel keeps it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import articles, concepts, write_glossaries
from page import table

MANY = 10_000_000
_DISTINCT_MB = 20


@dataclass(frozen=True, slots=True)
class Run:
    """What a corpus run took: seconds on the wall and of processors, and peaks of memory in MB."""

    megabytes: float
    articles: int
    wall: float
    cpu: float
    parent: float
    worker: float
    findings: int


def main() -> None:
    """Run each size and print a table as Markdown."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--megabytes", type=float, nargs="+", default=[20, 100, 200])
    cli.add_argument("--terms", type=int, default=100_000, help="variants in the glossary")
    cli.add_argument("--select", action="append", default=[], help="only these rules or families")
    cli.add_argument("--jobs", type=int, default=0)
    cli.add_argument("--on", default="local", help="the runner")
    cli.add_argument("--price", type=float, default=0.05, help="of a core for an hour, in the currency of your choice")
    cli.add_argument("--folder", help="where to work")
    given = cli.parse_args()
    room = Path(tempfile.mkdtemp(prefix="mtfix-scale-", dir=given.folder))
    try:
        glossary = write_glossaries(room / "glossary", given.terms)["mtfix"]
        options = ["-g", str(glossary), "--jobs", str(given.jobs), "--on", given.on]
        options += [part for name in given.select for part in ("--select", name)]
        lines = list(_lines(min(_DISTINCT_MB, max(given.megabytes))))
        _run(room, lines[:1], options)  # compiles the glossary
        runs = [_run(room, _repeated(lines, megabytes), options) for megabytes in given.megabytes]
    finally:
        shutil.rmtree(room)
    print(report(runs, given.price))


def _lines(megabytes: float) -> Iterator[str]:
    """Articles as lines of JSON without their ends, to `megabytes` million bytes."""
    size = 0
    for text in articles(concepts(100_000)):
        yield json.dumps({"text": text}, ensure_ascii=False)[1:]
        size += len(text.encode())
        if size >= megabytes * 1e6:
            return


def _repeated(lines: list[str], megabytes: float) -> Iterator[str]:
    size = number = 0
    while size < megabytes * 1e6:
        line = lines[number % len(lines)]
        number += 1
        size += len(line.encode())
        yield line


def _run(room: Path, lines: Iterator[str] | list[str], options: list[str]) -> Run:
    source, out = room / "in.jsonl", room / "out"
    with source.open("w", encoding="utf-8") as file:
        count = sum(1 for number, line in enumerate(lines) if file.write(f'{{"id": {number}, {line}\n'))
    command = [sys.executable, "-m", "mtfix", "corpus", "run", str(source), str(out), "--quiet", *options]
    before = os.times()
    process = subprocess.Popen(command)
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in _family(process.pid):
            peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
        time.sleep(0.2)
    after = os.times()
    if process.returncode != 0:
        raise SystemExit(f"corpus run ended with {process.returncode}")
    done = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    megabytes = source.stat().st_size / 1e6
    shutil.rmtree(out)
    return Run(
        megabytes,
        count,
        after.elapsed - before.elapsed,
        sum(after[2:4]) - sum(before[2:4]),
        peaks.pop(process.pid, 0),
        max(peaks.values(), default=0),
        done["findings"],
    )


def _family(ancestor: int) -> set[int]:
    """A process and all below it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    family = {ancestor}
    while found := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= found
    return family


def _peak(pid: int) -> float:
    """The highest resident set of a process so far, in MB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0


def report(runs: list[Run], price: float) -> str:
    """The runs as Markdown, and the last one extrapolated."""
    head = ["MB", "articles", "wall s", "processor s", "articles per core s", "parent MB", "worker MB", "findings"]
    rows = [
        [
            *(f"{run.megabytes:.3g}", f"{run.articles:,}", f"{run.wall:.0f}", f"{run.cpu:.0f}"),
            *(f"{run.articles / run.cpu:,.0f}", f"{run.parent:.0f}", f"{run.worker:.0f}", f"{run.findings:,}"),
        ]
        for run in runs
    ]
    hours = runs[-1].cpu / runs[-1].articles * MANY / 3600
    more = f"{MANY:,} such articles: {hours:,.1f} core hours; at {price:g} a core hour {hours * price:,.2f}."
    return f"{table(head, rows)}\n\n{more}"


if __name__ == "__main__":
    main()
