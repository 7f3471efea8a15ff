"""The compiled form of a glossary: a small SQLite file, found by the digest of the YAML it was made from.

Reading 100,000 entries of YAML takes seconds, an article meets a few of them. So the terms stand in a table keyed by
the rarest word of each pattern: for one article only the patterns whose key word it has are loaded.
How the file is made, `mtfix.glossary.compile` knows, which is needed only then.
"""

from __future__ import annotations

import array
import hashlib
import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import structs

from mtfix.errors import GlossaryError
from mtfix.glossary import stored
from mtfix.glossary.cache import cache_folder, open_sealed
from mtfix.glossary.model import MAX_BYTES, Concept, Condition
from mtfix.glossary.written import Written, frames_of, written

# Part of the file's name: raise it whenever the folding, the tables or the model change.
VERSION = 10

# A folded term, the number of its concept in the glossary and of the term in the concept, and the term itself where
# it is plain: a right form under no condition, so that a place that reads so needs no second look. A plain tuple:
# there may be a million of them, and the garbage collector does not look into tuples of numbers and bytes.
Pattern: TypeAlias = tuple[bytes, int, int, str | None]
_COLUMNS = "pattern, concept, term, plain"
# How many words are remembered with their patterns: articles share most of theirs.
_MOST_PARTS = 2000  # concepts whose parts are remembered
_MOST_KNOWN = 1 << 17


class CompiledGlossary:
    """One glossary, ready for look-ups. Concepts are decoded when they are first asked for."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        """Read the head of the compiled file; `path` is the YAML's, for reports.

        `layer` is for whoever opens several: a glossary has the say over those of lower layers.
        """
        self._db = connection
        self.path = path
        self.layer = 0
        meta = dict(connection.execute("select name, value from meta"))
        self.digest: str = meta["digest"]
        self.title: str = meta["title"]
        self.when: Condition | None = stored.load_condition(meta["when"])
        self.size = int(meta["concepts"])
        self.pattern_count = int(meta["patterns"])
        self._concepts: dict[int, Concept] = {}
        self._ids: dict[int, str] = {}
        self._parts: dict[int, Mapping[str, str]] = {}
        self._known: dict[bytes, tuple[Pattern, ...]] = {}
        self._regexes: tuple[Pattern, ...] | None = None

    def patterns(self, words: AbstractSet[bytes] | None) -> Iterable[Pattern]:
        """The patterns that may match a text with these folded words (None: all); equal ones in order of the file."""
        if words is None:
            return self._db.execute(f"select {_COLUMNS} from patterns")  # noqa: S608 - ours
        new = {b"", *words}.difference(self._known)
        if len(self._known) + len(new) > _MOST_KNOWN:
            new, self._known = {b"", *words}, {}
        known = self._known
        known.update(dict.fromkeys(new, ()))
        query = f"select key, {_COLUMNS} from patterns where key in"  # noqa: S608 - ours
        for key, *pattern in self._having(query, sorted(new)):
            known[key] = (*known[key], tuple(pattern))
        return itertools.chain(known[b""], itertools.chain.from_iterable(map(known.__getitem__, words)))

    def _having(self, query: str, values: Iterable[bytes | int]) -> Iterator[tuple[Any, ...]]:
        """The rows that `query` has, which ends before the values: in order and in small lots SQLite is fastest."""
        left = iter(values)
        while some := list(itertools.islice(left, 500)):
            yield from self._db.execute(f"{query} ({','.join('?' * len(some))})", some)

    def regexes(self) -> tuple[Pattern, ...]:
        """The terms that are regular expressions: their patterns are empty."""
        if self._regexes is None:
            query = f"select {_COLUMNS} from patterns where key = ? and pattern = ?"  # noqa: S608 - ours
            self._regexes = tuple(self._db.execute(query, (b"", b"")))
        return self._regexes

    def concept(self, number: int) -> Concept:
        """The concept of that number."""
        found = self._concepts.get(number)
        if found is None:
            (body,) = self._db.execute("select body from concepts where number = ?", (number,)).fetchone()
            found = self._concepts[number] = stored.load_concept(body, self.path)
        return found

    def parts(self, numbers: Iterable[int]) -> Mapping[int, Mapping[str, str]]:
        """The parts of the concepts of those numbers, and of others, each with its frame (`Written.frames`)."""
        wanted = set(numbers)
        new = wanted.difference(self._parts)
        if len(self._parts) + len(new) > _MOST_PARTS:
            new, self._parts = wanted, {}
        rows = self._having("select number, parts, frames from concepts where number in", sorted(new))
        self._parts.update((number, frames_of(parts, frames)) for number, parts, frames in rows)
        return self._parts

    def entries(self, numbers: Iterable[int]) -> Iterator[tuple[int, Concept, Written]]:
        """The concepts of those numbers, and how they are written; in any order."""
        query = "select number, body, latin, parts, frames from concepts where number in"
        for number, body, romanised, parts, frames in self._having(query, numbers):
            concept = self._concepts.get(number)
            if concept is None:
                concept = self._concepts[number] = stored.load_concept(body, self.path)
            yield number, concept, written(concept, romanised, frames_of(parts, frames))

    def id_of(self, number: int) -> str:
        """The id of the concept of that number."""
        found = self._ids.get(number)
        if found is None:
            (found,) = self._db.execute("select id from concepts where number = ?", (number,)).fetchone()
            self._ids[number] = found
        return found

    def concepts(self) -> Iterator[Concept]:
        """All concepts in order of the file."""
        return map(self.concept, range(self.size))

    def sharing(self, table: str, keys: Mapping[int, str]) -> Iterator[tuple[str, Sequence[int]]]:
        """Each of `keys` (`numbered`) that concepts have, with their numbers.

        `table` is "name_keys" or "source_keys".
        """
        for key, packed in self._having(f"select key, concepts from {table} where key in", keys):  # noqa: S608 - ours
            numbers = array.array("I")
            numbers.frombytes(packed)
            yield keys[key], numbers

    def find(self, concept_id: str) -> Concept | None:
        """The concept with that id."""
        row = self._db.execute("select number from concepts where id = ?", (concept_id,)).fetchone()
        return self.concept(row[0]) if row else None

    def ids(self) -> set[str]:
        """The ids of all concepts."""
        return set(map(itemgetter(0), self._db.execute("select id from concepts")))


def open_glossary(path: Path, cache: Path | None = None) -> CompiledGlossary:
    """The compiled form of the glossary at `path`, from the cache folder if it is there, else made now.

    Raises `GlossaryError` when the file cannot be read or has errors.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise GlossaryError(f"{path}: cannot read the glossary: {error.strerror}. Check the path.") from None
    if len(data) > MAX_BYTES:
        raise GlossaryError(f"{path}: more than {MAX_BYTES:,} bytes. Cut the glossary into several files.")
    digest = hashlib.sha256(data).hexdigest()
    folder = cache if cache is not None else cache_folder()
    compiled = folder / f"{digest[:40]}-v{VERSION}.sqlite" if folder else None
    if compiled is not None and (connection := open_sealed(compiled)) is not None:
        return CompiledGlossary(connection, str(path))
    # the slow road
    from mtfix.glossary.compile import compile_glossary
    from mtfix.glossary.load import parse_glossary

    glossary = parse_glossary(_text(data, path), str(path))
    return compile_glossary(structs.replace(glossary, digest=digest), compiled)


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not valid UTF-8. Save the glossary as UTF-8.") from None
