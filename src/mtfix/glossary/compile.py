"""The compiled form of a glossary: a small SQLite file, found by the digest of the YAML it was made from.

Reading 100,000 entries of YAML takes seconds, an article meets a few of them. So the terms stand in a table keyed by
the rarest word of each pattern: for one article only the patterns whose key word it has are loaded.
Where the cache folder (see `mtfix.glossary.cache`) cannot be written, the glossary is compiled in memory.
"""

from __future__ import annotations

import array
import hashlib
import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import structs

from mtfix import lazy
from mtfix.errors import GlossaryError
from mtfix.glossary import stored
from mtfix.glossary.cache import cache_folder, open_sealed, write_sealed
from mtfix.glossary.fold import fold_term, has_cjk
from mtfix.glossary.keys import name_keys, source_keys
from mtfix.glossary.model import (
    MAX_BYTES,
    Action,
    Concept,
    ConceptType,
    Condition,
    EntryStatus,
    Glossary,
    MatchMode,
    Term,
    TermKind,
)
from mtfix.glossary.written import Written, frames_of, latin, parts_and_frames, written

# Part of the file's name: raise it whenever the folding, the tables or the model change.
VERSION = 10
_SCHEMA = """
create table meta (name text primary key, value blob) without rowid;
create table concepts (number integer primary key, id text, body blob, latin text, parts text, frames text);
create table patterns (
    key blob, number integer, pattern blob, concept integer, term integer, plain text, primary key (key, number)
) without rowid;
create table name_keys (key integer primary key, concepts blob);
create table source_keys (key integer primary key, concepts blob);
"""
_INDEX = "create index by_id on concepts (id);"


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
    from mtfix.glossary.load import parse_glossary  # reading YAML is the slow road

    glossary = parse_glossary(_text(data, path), str(path))
    return compile_glossary(structs.replace(glossary, digest=digest), compiled)


def compile_glossary(glossary: Glossary, target: Path | None = None) -> CompiledGlossary:
    """Compile `glossary` into the file `target`, or in memory where none is given or it cannot be written."""
    made = target is not None and write_sealed(target, lambda database: _fill(database, glossary))
    connection = open_sealed(target) if made and target is not None else None
    if connection is None:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection, glossary)
    return CompiledGlossary(connection, glossary.path)


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not valid UTF-8. Save the glossary as UTF-8.") from None


def _fill(connection: sqlite3.Connection, glossary: Glossary) -> None:
    from mtfix.glossary.yaml_tree import no_garbage_collection

    with no_garbage_collection():
        _tables(connection, glossary)


def _tables(connection: sqlite3.Connection, glossary: Glossary) -> None:
    connection.executescript(_SCHEMA)
    concepts = [_with_plurals(_with_forms(concept)) for concept in glossary.concepts]
    names, sources = _Postings(), _Postings()

    def rows() -> Iterator[tuple[object, ...]]:
        for number, one in enumerate(concepts):
            romanised = latin(one)
            yield number, one.id, stored.dump_concept(one), romanised, *parts_and_frames(one, romanised)
            if one.status not in _OFF:  # now that its words are known
                names.add(number, name_keys(one, romanised))
                sources.add(number, source_keys(one))

    connection.executemany("insert into concepts values (?, ?, ?, ?, ?, ?)", rows())
    patterns = list(_patterns(concepts))
    connection.executemany("insert into patterns values (?, ?, ?, ?, ?, ?)", _keyed(patterns))
    connection.executemany("insert into name_keys values (?, ?)", names.rows())
    connection.executemany("insert into source_keys values (?, ?)", sources.rows())
    meta = {
        "digest": glossary.digest,
        "title": glossary.title,
        "when": stored.dump_condition(glossary.when),
        "concepts": str(len(concepts)),
        "patterns": str(len(patterns)),
    }
    connection.executescript(_INDEX)
    connection.executemany("insert into meta values (?, ?)", meta.items())
    connection.commit()


# A key that more concepts have than this tells nothing.
_MOST_SHARED = 2000
_OFF = (EntryStatus.deprecated, EntryStatus.retired)


class _Postings:
    """Keys with the numbers of the concepts that have them."""

    def __init__(self) -> None:
        self._found: dict[int, list[int]] = {}

    def add(self, number: int, keys: Iterable[int]) -> None:
        """Note that concept `number` has these keys."""
        found = self._found
        for key in keys:
            if key in found:
                found[key].append(number)
            else:
                found[key] = [number]

    def rows(self) -> Iterator[tuple[int, bytes]]:
        """Each key with its packed numbers, in order."""
        found = self._found
        return (
            (key, array.array("I", found[key]).tobytes()) for key in sorted(found) if len(found[key]) <= _MOST_SHARED
        )


def _patterns(concepts: Sequence[Concept]) -> Iterator[Pattern]:
    for number, concept in enumerate(concepts):
        if concept.status in _OFF:
            continue
        for index, term in enumerate(concept.terms):
            if term.match is MatchMode.regex:
                yield b"", number, index, None
            elif folded := pattern_of(term):
                yield folded, number, index, term.text if _is_plain(concept, term) else None


def _is_plain(concept: Concept, term: Term) -> bool:
    """Whether no rule has anything to say about the term where it stands as it is written."""
    right = term.kind is not TermKind.variant and term.action in (Action.allow, Action.fix)
    free = concept.when is None and term.when is None and term.unless is None
    quoted = concept.type is ConceptType.work  # its quotation marks are of interest
    return right and free and not quoted and term.text[0].isalnum() and term.text[-1].isalnum()


def _with_forms(concept: Concept) -> Concept:
    """`concept` with its forms (plural, adjective, demonym) as admitted ones: they are right where they stand."""
    if not concept.forms:
        return concept
    preferred, known = concept.preferred, {term.text for term in concept.terms}
    right = tuple(
        Term(form, TermKind.admitted, Action.allow, case=preferred.case, match=preferred.match)
        for form in dict.fromkeys(concept.forms.values())
        if form not in known
    )
    return structs.replace(concept, admitted=(*concept.admitted, *right))


# Kinds whose names are ordinary words, so that they have a plural.
_COUNTABLE = (ConceptType.term, ConceptType.product, ConceptType.title)
_PLURAL_HEAD = lazy.compile(r"[a-z]{2,}(?:[^aeious]|e)\Z")


def _with_plurals(concept: Concept) -> Concept:
    """`concept` with the plural of variants that end in the very word that the preferred form ends in.

    Only then is the plural certain: "price protection agreements" is to "price guarantee agreements" as the singular.
    """
    head = concept.preferred.text.rpartition(" ")[2]
    if concept.type not in _COUNTABLE or not _PLURAL_HEAD.search(head) or head.endswith(("ch", "sh", "x", "z", "y")):
        return concept
    plural = concept.forms.get("plural", f"{concept.preferred.text}s")
    known = {term.text for term in concept.terms}
    added = tuple(
        structs.replace(term, text=f"{term.text}s", replacement=plural)
        for term in concept.variants
        if term.text.rpartition(" ")[2] == head
        and term.match is MatchMode.word
        and term.action is not Action.flag
        and f"{term.text}s" not in known
    )
    if not added:
        return concept
    right = () if plural in known else (Term(plural, TermKind.admitted),)
    return structs.replace(concept, admitted=(*concept.admitted, *right), variants=(*concept.variants, *added))


def pattern_of(term: Term) -> bytes:
    """The folded bytes to look for; empty where nothing but punctuation is left."""
    folded = fold_term(term.text)
    if not folded.strip():
        return b""
    # scripts without blanks have no boundary towards their own letters
    return folded.strip() if term.match is MatchMode.anywhere or has_cjk(term.text) else folded


def _keyed(rows: Sequence[Pattern]) -> list[tuple[bytes, int, *Pattern]]:
    """Each pattern with its number under its rarest word; without a word of its own under the empty key.

    The empty key always counts. In the order of the keys, in which a table fills fastest.
    """
    counts: Counter[bytes] = Counter(word for folded, *_ in rows for word in folded.split())
    keyed = []
    for number, row in enumerate(rows):
        folded = row[0]
        words = folded.split() if folded.startswith(b" ") else []
        key = min(words, key=lambda word: (counts[word], -len(word), word), default=b"")
        keyed.append((key, number, *row))
    keyed.sort(key=itemgetter(0, 1))
    return keyed
