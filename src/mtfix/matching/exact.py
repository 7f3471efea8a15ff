"""Find the listed terms of compiled glossaries in a text: one automaton over folded bytes.

A small text asks the compiled glossaries only for the patterns whose rarest word it has, so that the cost does not
grow with the glossary; many texts in one run share an automaton of all patterns, built once it pays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Protocol, TypeAlias

from mtfix.glossary.compiled import CompiledGlossary, Pattern
from mtfix.glossary.fold import Folded
from mtfix.glossary.model import Concept

# Loading and building all patterns costs about as much as looking up and building twice as many one by one,
_WORDS_PER_PATTERN = 2
# or as cutting this many bytes of text into words for each of them; and to cut so many is like half of that for one.
_BYTES_PER_PATTERN, _BYTES_PER_WORD = 120, 60
_LOT = 1 << 14  # bytes

# Who owns a pattern: numbers of glossary, concept and term, and the term itself where it is plain.
Owner: TypeAlias = tuple[int, int, int, str | None]
# Where a pattern stands in the text, what is written there, and whose it is.
Place: TypeAlias = tuple[int, int, str, tuple[Owner, ...]]


class _Automaton(Protocol):
    def find_matches_as_indexes(self, haystack: bytes, overlapping: bool = False) -> list[tuple[int, int, int]]: ...


_Patterns: TypeAlias = tuple[_Automaton | None, list[tuple[bool, tuple[Owner, ...]]]]


class Finder:
    """All listed terms of some glossaries. Not shared between threads."""

    def __init__(self, glossaries: Sequence[CompiledGlossary]) -> None:
        """`glossaries` in order; where several have the same concept, by its id, the highest layer has the say."""
        self.glossaries = tuple(glossaries)
        self.layered = len({glossary.layer for glossary in glossaries}) > 1
        self._entries: dict[str, tuple[tuple[int, Concept], ...]] = {}
        self._total = sum(glossary.pattern_count for glossary in glossaries)
        self._spent = 0
        self._all: _Patterns | None = None

    def entries(self, concept_id: str) -> tuple[tuple[int, Concept], ...]:
        """The entries of that id with the numbers of their glossaries, in order; none where there is only one layer."""
        if not self.layered:
            return ()
        if (known := self._entries.get(concept_id)) is None:
            found = ((n, glossary.find(concept_id)) for n, glossary in enumerate(self.glossaries))
            known = self._entries[concept_id] = tuple((n, one) for n, one in found if one is not None)
        return known

    def alone(self, owner: Owner) -> bool:
        """Whether no other layer has the owner's concept."""
        return len(self.entries(self.glossaries[owner[0]].id_of(owner[1]))) == 1

    def places(self, text: str, folded: Folded, raw: bytes, glossaries: frozenset[int]) -> Iterator[Place]:
        """Every place of every pattern, overlapping ones too, in order; at least those of the glossaries given.

        `raw` are the UTF-8 bytes of `text`, `folded` the same folded.
        """
        ascii_only = raw.isascii()
        folds, raws = [*folded.folds, len(folded.data) + 1], folded.raws
        at, shift, upcoming = 0, raws[0] - folds[0], folds[1]
        last, count = 0, 0
        for low, high, owners in self._hits(folded.data, glossaries):
            while low >= upcoming:
                at += 1
                shift, upcoming = raws[at] - folds[at], folds[at + 1]
            start = low + shift
            end = high + shift if high <= upcoming else folded.to_raw(high - 1) + 1
            if ascii_only:
                yield start, end, text[start:end], owners
                continue
            while end < len(raw) and 0x80 <= raw[end] < 0xC0:  # the last letter has more bytes
                end += 1
            count += len(raw[last:start].decode("utf-8", "surrogatepass"))
            last = start
            found = raw[start:end].decode("utf-8", "surrogatepass")
            yield count, count + len(found), found, owners

    def _hits(self, data: bytes, glossaries: frozenset[int]) -> list[tuple[int, int, tuple[Owner, ...]]]:
        """Each pattern met at folded bytes [start, end), the framing blanks left out, and whose it is; in order."""
        automaton, owners = self._patterns(data, glossaries)
        if automaton is None:
            return []
        found = [
            (start + frame, end - frame, who)
            for index, start, end in automaton.find_matches_as_indexes(data, overlapping=True)
            for frame, who in (owners[index],)
        ]
        found.sort(key=itemgetter(0))  # the automaton gives them by their ends
        return found

    def _patterns(self, data: bytes, glossaries: frozenset[int]) -> _Patterns:
        if self._all is not None:
            return self._all
        # a large text is only cut into words where the patterns are many, and not again and again
        worth = self._total * _WORDS_PER_PATTERN
        if len(data) <= _BYTES_PER_PATTERN * self._total and self._spent <= worth:
            words = _words(data)
            if len(words) <= worth:
                some = [(at, one) for at in sorted(glossaries) for one in self.glossaries[at].patterns(words)]
                self._spent += 2 * len(some) + len(data) // _BYTES_PER_WORD
                return _build(some)
        self._all = _build((at, one) for at, glossary in enumerate(self.glossaries) for one in glossary.patterns(None))
        return self._all


def _words(data: bytes) -> set[bytes]:
    """The words of a folded text, cut in lots: all of them at once would take ten times the room of the text."""
    words: set[bytes] = set()
    at = 0
    while at < len(data):
        end = data.find(b" ", at + _LOT)
        end = len(data) if end < 0 else end
        words.update(data[at:end].split())
        at = end
    return words


def _build(rows: Iterable[tuple[int, Pattern]]) -> _Patterns:
    """An automaton over the distinct patterns; for each whether blanks frame it, and who owns it."""
    owners: dict[bytes, tuple[Owner, ...]] = {}
    for number, (folded, concept, term, plain) in rows:
        if folded:
            owner: Owner = (number, concept, term, plain)
            owners[folded] = (*owners[folded], owner) if folded in owners else (owner,)
    if not owners:
        return None, []
    import ahocorasick_rs

    automaton = ahocorasick_rs.BytesAhoCorasick(list(owners), matchkind=ahocorasick_rs.MatchKind.Standard)
    return automaton, [(folded.startswith(b" "), who) for folded, who in owners.items()]
