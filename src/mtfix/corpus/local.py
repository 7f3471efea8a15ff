"""Run a corpus on this machine: a pool of processes, each with a warm engine."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from mtfix import api
from mtfix.corpus.base import Settings, Shard, run_shard
from mtfix.errors import SourceError

# A shard that has taken so many workers with it is at fault itself.
_TRIES = 3
_worker: tuple[api.Session, Settings, Path] | None = None


def run(shards: Sequence[Shard], out: Path, settings: Settings, jobs: int) -> Iterator[dict[str, Any]]:
    """Do the shards, yielding the figures of each as it is done. A killed worker costs only its own shard's time.

    Raises `SourceError` where a shard kills its worker again and again.
    """
    tries: dict[int, int] = {}
    left = list(shards)
    while left:
        done: set[int] = set()
        try:
            for shard, figures in _round(left, out, settings, jobs):
                done.add(shard.number)
                yield figures
        except BrokenProcessPool:
            left = [shard for shard in left if shard.number not in done]
            # some may have been finished by workers that nobody could ask any more
            left = [shard for shard in left if not (out / f"{shard.name}.jsonl").exists()]
            for shard in left[:jobs]:
                tries[shard.number] = tries.get(shard.number, 0) + 1
                if tries[shard.number] > _TRIES:
                    raise SourceError(f"{shard.name}: its worker died {_TRIES} times. Look at {shard.path}.") from None
            continue
        return


def _round(shards: Sequence[Shard], out: Path, settings: Settings, jobs: int) -> Iterator[tuple[Shard, dict[str, Any]]]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _start, (settings, out)) as pool:
        futures: dict[Future[dict[str, Any]], Shard] = {pool.submit(_do, shard): shard for shard in shards}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _start(settings: Settings, out: Path) -> None:
    global _worker  # noqa: PLW0603 - a worker process has one engine
    _end_with_parent()
    _worker = (settings.session(), settings, out)


def _do(shard: Shard) -> dict[str, Any]:
    assert _worker is not None  # noqa: S101 - the pool calls `_start` first
    session, settings, out = _worker
    return run_shard(shard, out, session, settings)


def _end_with_parent() -> None:
    """Leave when the parent is killed: nobody else would tell the workers."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
