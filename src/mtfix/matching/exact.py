"""Find the listed terms of compiled glossaries in a text: one automaton over folded bytes.

A small text asks the compiled glossaries only for the patterns whose rarest word it has, so that the cost does not
grow with the glossary; many texts in one run share an automaton of all patterns, built once it pays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from mtfix.glossary.compile import CompiledGlossary, Pattern
from mtfix.glossary.fold import Folded

# Loading and building all patterns costs about as much as looking up this many words of text for each pattern.
_WORDS_PER_PATTERN = 2
_BLANK = 32


class Hit(NamedTuple):
    """A pattern met at folded bytes [start, end), the framing blanks left out; whose it is, by numbers."""

    start: int
    end: int
    glossary: int
    concept: int
    term: int


# Who owns a pattern: numbers of glossary, concept and term.
_Owner: TypeAlias = tuple[int, int, int]


class _Automaton(Protocol):
    def find_matches_as_indexes(self, haystack: bytes, overlapping: bool = False) -> list[tuple[int, int, int]]: ...


class Finder:
    """All listed terms of some glossaries. Not shared between threads."""

    def __init__(self, glossaries: Sequence[CompiledGlossary]) -> None:
        """`glossaries` in layers: where two have the same concept, by its id, the later one has the say."""
        self.glossaries = tuple(glossaries)
        self._layers: dict[str, tuple[int, ...]] = {}
        self._total = sum(glossary.pattern_count for glossary in glossaries)
        self._words_seen = 0
        self._all: tuple[_Automaton | None, list[tuple[_Owner, ...]]] | None = None

    def layers(self, concept_id: str) -> tuple[int, ...]:
        """The numbers of the glossaries that have the concept of that id, in order."""
        if (known := self._layers.get(concept_id)) is None:
            found = (n for n, glossary in enumerate(self.glossaries) if glossary.find(concept_id) is not None)
            known = self._layers[concept_id] = tuple(found)
        return known

    def hits(self, folded: Folded, glossaries: frozenset[int]) -> list[Hit]:
        """Every place of every pattern of the given glossaries (by number), overlapping ones too."""
        automaton, owners = self._patterns(folded.data, glossaries)
        if automaton is None:
            return []
        data = folded.data
        out: list[Hit] = []
        for index, start, end in automaton.find_matches_as_indexes(data, overlapping=True):
            frame = data[start] == _BLANK
            out += [Hit(start + frame, end - frame, *owner) for owner in owners[index] if owner[0] in glossaries]
        return out

    def _patterns(self, data: bytes, glossaries: frozenset[int]) -> tuple[_Automaton | None, list[tuple[_Owner, ...]]]:
        if self._all is not None:
            return self._all
        # a glance at the size saves cutting a large text into words
        if len(data) > 12 * _WORDS_PER_PATTERN * self._total:
            self._words_seen += len(data) // 6
        else:
            words = set(data.split())
            self._words_seen += len(words)
            if self._words_seen <= _WORDS_PER_PATTERN * self._total:
                return _build(
                    (number, pattern)
                    for number in sorted(glossaries)
                    for pattern in self.glossaries[number].patterns(words)
                )
        self._all = _build(
            (number, pattern) for number, glossary in enumerate(self.glossaries) for pattern in glossary.patterns(None)
        )
        return self._all


def _build(rows: Iterator[tuple[int, Pattern]]) -> tuple[_Automaton | None, list[tuple[_Owner, ...]]]:
    """An automaton over the distinct patterns, and who owns each."""
    owners: dict[bytes, tuple[_Owner, ...]] = {}
    for number, (folded, concept, term) in rows:
        if folded:
            owners[folded] = (*owners.get(folded, ()), (number, concept, term))
    if not owners:
        return None, []
    import ahocorasick_rs

    automaton = ahocorasick_rs.BytesAhoCorasick(list(owners), matchkind=ahocorasick_rs.MatchKind.Standard)
    return automaton, list(owners.values())
