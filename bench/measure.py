"""Run a command and tell what it cost: wall time, processor time and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

# An installed tool has its modules compiled; without this, Python would compile a checkout anew in each run.
_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": ""}


class MeasureError(Exception):
    """A command ended with an exit code that means trouble."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds on the wall, seconds of processor (user and system), peak memory in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Several runs of one command. The least is the cost without disturbance; the median shows how much there was."""

    wall: float
    cpu: float
    cpu_median: float
    memory: float
    runs: int

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Figures:
        """Least wall and processor time, the median of the latter, and the highest peak."""
        return cls(
            wall=min(run.wall for run in runs),
            cpu=min(run.cpu for run in runs),
            cpu_median=median(run.cpu for run in runs),
            memory=max(run.memory for run in runs),
            runs=len(runs),
        )


def pin() -> int | None:
    """Keep this process and its children on one processor, so that tools with threads compare; None if we cannot."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    cpu = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cpu})
    return cpu


def run(
    command: Sequence[str], output: Path, accept: Sequence[int] = (0,), environment: Mapping[str, str] | None = None
) -> Run:
    """Run `command` with its standard output to the file `output`. Raises `MeasureError` on another exit code."""
    with output.open("wb") as stdout, output.with_suffix(".stderr").open("wb") as stderr:
        start = perf_counter()
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            env={**os.environ, **_ENVIRONMENT, **(environment or {})},
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        said = output.with_suffix(".stderr").read_text(encoding="utf-8", errors="replace").strip()
        raise MeasureError(f"{Path(command[0]).name} ended with {process.returncode}: {said[-400:]}")
    # kilobytes on Linux, bytes on macOS
    memory = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1024)
    return Run(wall, usage.ru_utime + usage.ru_stime, memory)


def alternate(tasks: Mapping[str, Callable[[], Run]], runs: int) -> dict[str, Figures]:
    """Run all tasks in turn, `runs` times (A B A B), so that a busy machine disturbs all alike.

    A task that fails is left out, with a message.
    """
    kept: dict[str, list[Run]] = {name: [] for name in tasks}
    failed: set[str] = set()
    for _ in range(runs):
        for name, task in tasks.items():
            if name in failed:
                continue
            try:
                kept[name].append(task())
            except MeasureError as error:
                failed.add(name)
                print(f"  {name}: left out. {error}", file=sys.stderr)
    return {name: Figures.of(found) for name, found in kept.items() if name not in failed}
