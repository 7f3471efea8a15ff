"""Compile a glossary into the SQLite file that `mtfix.glossary.compiled` reads.

Where the cache folder (see `mtfix.glossary.cache`) cannot be written, that is done in memory.
"""

from __future__ import annotations

import array
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from msgspec import structs

from mtfix import lazy
from mtfix.glossary import stored
from mtfix.glossary.cache import open_sealed, write_sealed
from mtfix.glossary.compiled import CompiledGlossary, Pattern
from mtfix.glossary.fold import fold_term, has_cjk
from mtfix.glossary.keys import name_keys, source_keys
from mtfix.glossary.model import (
    Action,
    Concept,
    ConceptType,
    EntryStatus,
    Glossary,
    MatchMode,
    Term,
    TermKind,
)
from mtfix.glossary.written import latin, parts_and_frames

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


def compile_glossary(glossary: Glossary, target: Path | None = None) -> CompiledGlossary:
    """Compile `glossary` into the file `target`, or in memory where none is given or it cannot be written."""
    made = target is not None and write_sealed(target, lambda database: _fill(database, glossary))
    connection = open_sealed(target) if made and target is not None else None
    if connection is None:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection, glossary)
    return CompiledGlossary(connection, glossary.path)


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
