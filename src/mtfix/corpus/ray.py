"""Run a corpus on a Ray cluster: actors with warm engines; or on this machine, where there is no cluster.

All machines must see the input, the glossaries and the output folder under the same paths.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mtfix.corpus.base import Job, Runner, Shard
from mtfix.errors import SourceError, UsageError

# Actors ask for less than all processors, so that they can be placed beside other work and never wait for each other.
_SHARE = 0.9
_TRIES = 3


def run(shards: Sequence[Shard], out: Path, job: Job, jobs: int) -> Iterator[None]:
    """Do the shards in `jobs` actors. Ray gives the shard of a killed actor to one that it starts anew.

    Raises `UsageError` without Ray, `SourceError` where a shard kills every actor that takes it.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        ray: Any = importlib.import_module("ray")
    except ModuleNotFoundError:
        raise UsageError("--on ray needs Ray. Install it: pip install 'mtfix[ray]'") from None
    ours = not ray.is_initialized()
    if ours:
        ray.init(log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    try:
        processors = float(ray.cluster_resources().get("CPU", 1))
        count = min(jobs or int(processors), len(shards))
        share = min(1.0, processors / max(count, 1)) * _SHARE
        Actor = ray.remote(num_cpus=share, max_restarts=-1, max_task_retries=_TRIES - 1)(_Worker)  # noqa: N806
        actors = [Actor.remote(job, os.getcwd(), str(out), sys.path) for _ in range(count)]
        yield from _spread(ray, actors, shards)
    finally:
        if ours:
            ray.shutdown()


def _spread(ray: Any, actors: Sequence[Any], shards: Sequence[Shard]) -> Iterator[None]:
    """Give each actor a shard, and another as soon as it is done."""
    waiting = iter(shards)
    busy: dict[Any, tuple[Any, Shard]] = {}
    for actor, shard in zip(actors, waiting, strict=False):
        busy[actor.do.remote(shard)] = (actor, shard)
    while busy:
        done, _ = ray.wait(list(busy))
        for answer in done:
            actor, shard = busy.pop(answer)
            try:
                ray.get(answer)
            except ray.exceptions.RayActorError:
                raise SourceError(
                    f"{shard.path}: {shard.name} of it killed {_TRIES} actors. Try a smaller --shard-size."
                ) from None
            except ray.exceptions.RayTaskError as error:
                raise error.cause from None
            following = next(waiting, None)
            if following is not None:
                busy[actor.do.remote(following)] = (actor, following)
            yield None


class _Worker:
    """An actor: the job made ready where it runs."""

    def __init__(self, job: Job, folder: str, out: str, path: list[str]) -> None:
        os.chdir(folder)  # paths are told as they were given
        self._do = job.start(Path(out))

    def do(self, shard: Shard) -> None:
        """Do one shard."""
        self._do(shard)


runner = Runner(name="ray", run=run, summary="actors of a Ray cluster (RAY_ADDRESS), or on this machine")
