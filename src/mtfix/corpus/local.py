"""Run a corpus on this machine: a pool of processes, each with a warm engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mtfix import workers
from mtfix.corpus.base import Job, Runner, Shard
from mtfix.errors import SourceError

_do_shard: Callable[[Shard], None] | None = None


def run(shards: Sequence[Shard], out: Path, job: Job, jobs: int) -> Iterator[None]:
    """Do the shards in `jobs` processes. Raises `SourceError` where a shard kills every process that takes it."""
    try:
        yield from workers.spread(jobs or workers.processors(), _start, (job, out), _do, shards)
    except workers.WorkerError as error:
        shard = shards[error.task]
        raise SourceError(
            f"{shard.path}: {shard.name} of it killed {workers.TRIES} workers. Try a smaller --shard-size."
        ) from None


def _start(job: Job, out: Path) -> None:
    global _do_shard  # noqa: PLW0603 - a worker process has one job
    _do_shard = job.start(out)


def _do(shard: Shard) -> None:
    assert _do_shard is not None  # noqa: S101 - `_start` was called first
    _do_shard(shard)


runner = Runner(name="local", run=run, summary="processes on this machine")
