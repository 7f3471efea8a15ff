"""What the sub-commands of `mtfix corpus` share: options, the settings, the runner, and telling how far it has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from msgspec import structs

from mtfix import registry
from mtfix.config import find_config
from mtfix.corpus import _output
from mtfix.corpus.base import Job, Runner, Settings, Shard
from mtfix.errors import UsageError

Input = Annotated[
    str, typer.Argument(metavar="IN", help="A .jsonl or .parquet file, or a folder of these or of articles.")
]
On = Annotated[str, typer.Option("--on", metavar="RUNNER", help="local, or ray for several machines.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Workers; 0 is one for each processor.")]
TextField = Annotated[str, typer.Option("--text-field", help="Field with the article.")]
SourceField = Annotated[str, typer.Option("--source-field", help="Field with the original.")]
Restart = Annotated[bool, typer.Option("--restart", help="Begin again in a folder that has output.")]
ShardSize = Annotated[float, typer.Option("--shard-size", min=0.001, help="Megabytes a shard.")]
Run: TypeAlias = Callable[[Sequence[Shard], Path, Job, int], Iterator[None]]


def settings(source: str, config: str | None, **options: object) -> Settings:
    """Settings with the options of the command line before the configuration, which is the nearest one of the input."""
    found = Path(config) if config else find_config(Path(source).absolute().parent)
    return Settings(options, None if found is None else str(found))


def with_fields(settings: Settings, text: str, source: str, unsafe: bool = False) -> Settings:
    """Settings with the names of the fields."""
    return structs.replace(settings, text=text, source=source, unsafe=unsafe)


def runner(name: str) -> Run:
    """The runner of that name. Raises `UsageError` listing the known ones."""
    known = [one for one in registry.names("mtfix.corpus") if one != "base"]
    if name not in known:
        raise UsageError(f"--on: unknown runner {name!r}. Choose one of: {', '.join(known)}.")
    return registry.load("mtfix.corpus", name, "runner", Runner).run


def do(run: Run, job: Job, shards: Sequence[Shard], out: Path, jobs: int, restart: bool, quiet: bool) -> None:
    """Do what is left of a job; on a terminal, after one second, say how far it has come and how long it still takes.

    Raises `UsageError` where `out` holds other work.
    """
    left = _output.left_to_do(out, shards, job.manifest(shards), restart)
    told = not quiet and sys.stderr.isatty()
    start = time.monotonic()
    for count, _ in enumerate(run(left, out, job, jobs), 1):
        spent = time.monotonic() - start
        if told and spent > 1:
            rest = round(spent / count * (len(left) - count))
            done = len(shards) - len(left) + count
            sys.stderr.write(f"\r{done} of {len(shards)} shards, {rest // 60}:{rest % 60:02} left\x1b[K")
            sys.stderr.flush()
    if told:
        sys.stderr.write("\r\x1b[K")
