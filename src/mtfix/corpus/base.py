"""A corpus as shards: what is done to them, and what a runner must do, so that any runner gives the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct, field
from msgspec.structs import asdict

from mtfix import api
from mtfix.config import Config, load_config
from mtfix.model import Applicability
from mtfix.selection import Policy


class Settings(Struct, frozen=True):
    """How each record is read and checked. Plain data, so that any worker anywhere can be made ready with it.

    `config` are options as of the command line and `config_file` the configuration they go before; `text` and
    `source` name the fields of a record that hold the article and, if it is known, its original.
    """

    config: Mapping[str, Any] = field(default_factory=dict)
    config_file: str | None = None
    text: str = "text"
    source: str = "source"
    unsafe: bool = False

    def session(self) -> api.Session:
        """The engine made ready; costly, once a worker."""
        base = Config() if self.config_file is None else load_config(Path(self.config_file), api.all_rules())
        return api.Session(base.with_options(**self.config))

    @property
    def policy(self) -> Policy:
        """Which fixes are applied."""
        return Policy(Applicability.unsafe if self.unsafe else Applicability.safe)


class Shard(Struct, frozen=True):
    """A part of the input: bytes [start, end) of a JSON Lines file, row group `start` of Parquet, or some files."""

    number: int
    path: str
    start: int = 0
    end: int = 0
    files: tuple[str, ...] = ()

    @property
    def parquet(self) -> bool:
        """Whether it is a row group of a Parquet file."""
        return not self.files and self.path.endswith(".parquet")

    @property
    def name(self) -> str:
        """The stem of its files in the output folder."""
        return f"shard-{self.number:06d}"


class Figures(Struct):
    """What a shard came to: records and those set aside, changed ones, characters, fixes, findings."""

    records: int = 0
    bad: int = 0
    changed: int = 0
    characters: int = 0
    applied: int = 0
    findings: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)

    def add(self, other: Mapping[str, Any]) -> None:
        """Add the figures of another shard."""
        for name in ("records", "bad", "changed", "characters", "applied", "findings"):
            setattr(self, name, getattr(self, name) + int(other[name]))
        self.by_rule.update(other["by_rule"])

    def plain(self) -> dict[str, Any]:
        """The figures for JSON, in a fixed order."""
        return {**asdict(self), "by_rule": dict(sorted(self.by_rule.items()))}


class Job(Protocol):
    """What is done to the shards. A job pickles: each worker is given it and makes itself ready with `start`."""

    def manifest(self, shards: Sequence[Shard]) -> dict[str, Any]:
        """What the output depends on, as JSON; whoever resumes must have the same."""

    def start(self, out: Path) -> Callable[[Shard], None]:
        """What does one shard, with a warm engine, and puts its files under `out`; the same bytes each time."""


class Runner(Struct, frozen=True):
    """Where a corpus is run. One module with such a value called ``runner`` is one runner.

    `run` takes the shards, the output folder, the job and the number of workers (0: as many as there are processors),
    and yields as often as a shard is done, whichever. A killed worker costs no more than its shard's time.
    """

    name: str
    run: Callable[[Sequence[Shard], Path, Job, int], Iterator[None]]
    summary: str = ""
