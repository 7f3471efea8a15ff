"""Run a corpus on this machine: a pool of processes, each with a warm engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mtfix import api, workers
from mtfix.corpus.base import Settings, Shard, run_shard
from mtfix.errors import SourceError

_worker: tuple[api.Session, Settings, Path] | None = None


def run(shards: Sequence[Shard], out: Path, settings: Settings, jobs: int) -> Iterator[dict[str, Any]]:
    """Do the shards, yielding the figures of each as it is done. A killed worker costs only its own shard's time.

    Raises `SourceError` where a shard kills its worker again and again.
    """
    try:
        yield from workers.spread(jobs, _start, (settings, out), _do, shards)
    except workers.WorkerError as error:
        shard = shards[error.task]
        raise SourceError(
            f"{shard.path}: {shard.name} of it killed {workers.TRIES} workers. Try a smaller --shard-size."
        ) from None


def _start(settings: Settings, out: Path) -> None:
    global _worker  # noqa: PLW0603 - a worker process has one engine
    _worker = (settings.session(), settings, out)


def _do(shard: Shard) -> dict[str, Any]:
    assert _worker is not None  # noqa: S101 - `_start` was called first
    session, settings, out = _worker
    return run_shard(shard, out, session, settings)
