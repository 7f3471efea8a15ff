"""Mine a corpus for variants that no glossary lists: the jobs of `mtfix corpus suggest`.

Two passes over the shards. The first tallies renderings, article by article; the tallies of all shards are added up.
The second counts how often each of them stands in the corpus at all. No more than a shard is in memory at a time, and
how the corpus is cut makes no difference.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct, convert, to_builtins

from mtfix import api
from mtfix.corpus import _input, _output
from mtfix.corpus.base import Settings, Shard
from mtfix.matching.suggest import Proposal, Tallies, Tally, add_tallies, counted, proposals, tallied
from mtfix.model import Document

_Reader: TypeAlias = Callable[[], tuple[Document, Document | None]]


class Tallying(Struct, frozen=True):
    """Tally the renderings in each article."""

    settings: Settings

    def manifest(self, shards: Sequence[Shard]) -> dict[str, Any]:
        """What the output depends on."""
        return {**_output.manifest(shards, self.settings), "pass": "tallies"}

    def start(self, out: Path) -> Callable[[Shard], None]:
        """What tallies one shard."""
        session = self.settings.session()
        return partial(_tally, out=out, settings=self.settings, session=session)


class Counting(Struct, frozen=True):
    """Count how often each of `variants` stands in the articles."""

    settings: Settings
    variants: tuple[str, ...]

    def manifest(self, shards: Sequence[Shard]) -> dict[str, Any]:
        """What the output depends on."""
        digest = hashlib.sha256("\n".join(self.variants).encode("utf-8", "surrogatepass")).hexdigest()
        return {**_output.manifest(shards, self.settings), "pass": "counts", "variants": f"sha256:{digest}"}

    def start(self, out: Path) -> Callable[[Shard], None]:
        """What counts in one shard."""
        session = self.settings.session()
        return partial(_count, out=out, settings=self.settings, session=session, variants=self.variants)


def _tally(shard: Shard, out: Path, settings: Settings, session: api.Session) -> None:
    ledger = _output.Ledger()
    tallies: Tallies = {}
    for at, raw, read in _articles(shard, settings, session):
        add_tallies(tallies, ledger.each(at, raw, partial(_tallied, read, session)) or {})
    rows = ({"concept": concept, "variant": variant, **to_builtins(one)} for (concept, variant), one in tallies.items())
    _finish(out, shard, ledger, rows)


def _tallied(read: _Reader, session: api.Session) -> Tallies:
    document, source = read()
    return tallied(document, source, session.engine.finder, session.config.source_language)


def _count(shard: Shard, out: Path, settings: Settings, session: api.Session, variants: Sequence[str]) -> None:
    ledger = _output.Ledger()
    texts = (ledger.each(at, raw, partial(_text, read)) for at, raw, read in _articles(shard, settings, session))
    found = counted(variants, (text for text in texts if text))
    _finish(out, shard, ledger, ({"variant": variant, "places": found[variant]} for variant in sorted(found)))


def _text(read: _Reader) -> str:
    return read()[0].text


def _finish(out: Path, shard: Shard, ledger: _output.Ledger, rows: Iterator[Mapping[str, Any]]) -> None:
    _output.put_bytes(_found(out, shard), "".join(map(_output.line, rows)).encode())
    ledger.put(out, shard)


def _found(out: Path, shard: Shard) -> Path:
    return out / f"{shard.name}.jsonl"


def _articles(
    shard: Shard, settings: Settings, session: api.Session
) -> Iterator[tuple[str, Callable[[], str], _Reader]]:
    """Each article as (place, what gives the raw record, what reads it and its original)."""
    for file in shard.files:
        yield _input.inside(shard, file), str, partial(_file, file, session)
    if not shard.files:
        for at, raw, read in _input.records(shard):
            yield at, raw, partial(_record, at, read, settings)


def _file(file: str, session: api.Session) -> tuple[Document, None]:
    return api.read_document(file, session=session)[0], None


def _record(at: str, read: Callable[[], Mapping[str, Any]], settings: Settings) -> tuple[Document, Document | None]:
    row = read()
    text, source, format = _input.fields(row, settings)
    place = row["id"] if isinstance(row.get("id"), str) else at
    document = api.format_named(format).read(text.encode("utf-8", "surrogatepass"), place, "utf-8")
    return document, None if source is None else api.format_named("text").read(source.encode(), place, "utf-8")


def all_tallies(out: Path, shards: Sequence[Shard]) -> Tallies:
    """The tallies of all shards, added up in their order."""
    tallies: Tallies = {}
    for shard in shards:
        for row in _rows(out, shard):
            add_tallies(tallies, {(row.pop("concept"), row.pop("variant")): convert(row, Tally)})
    return tallies


def worth(tallies: Tallies, out: Path, shards: Sequence[Shard], session: api.Session) -> list[Proposal]:
    """What the tallies are worth, with the counts of all shards in `out`; the best first."""
    everywhere: Counter[str] = Counter()
    for shard in shards:
        for row in _rows(out, shard):
            everywhere[row["variant"]] += row["places"]
    return proposals(tallies, everywhere, session.engine.finder)


def _rows(out: Path, shard: Shard) -> Iterator[dict[str, Any]]:
    with open(_found(out, shard), encoding="utf-8") as file:
        yield from map(json.loads, file)
