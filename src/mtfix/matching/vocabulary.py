"""The words of an article, and where they resemble the words of a name."""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from mtfix.glossary.keys import numbered
from mtfix.glossary.spelling import BEGINNING, SMALL, WORD, frame_of, near_frames, plain
from mtfix.glossary.written import Form
from mtfix.matching.profile import Profile
from mtfix.matching.words import is_english, resembles
from mtfix.model import Document, Span
from mtfix.text.protect import Protection
from mtfix.text.segment import Sentence

# Sentences and words of them, by their numbers.
Places = Sequence[tuple[int, int]]


class Word(Struct, frozen=True, gc=False):
    """A word of the article; `opens` a sentence, `capital` starts with a capital or a digit."""

    span: Span
    plain: str
    capital: bool
    opens: bool


def lines_of(document: Document, sentences: Iterable[Sentence]) -> tuple[tuple[Word, ...], ...]:
    """The words of each sentence, without those of addresses, handles, code and other protected text."""
    protection = Protection(document.text, document.protected)
    return tuple(
        tuple(word for word in _words(document.text, one.span) if not protection.covers(word.span.start, word.span.end))
        for one in sentences
    )


def _words(text: str, span: Span) -> Iterator[Word]:
    opens = True
    for match in WORD.finditer(text, span.start, span.end):
        word = match[0]
        if word == "s" and text[match.start() - 1] in "'’":
            continue
        yield Word(Span(*match.span()), plain(word), word[0].isupper() or word[0].isdigit(), opens)
        opens = False


class Vocabulary:
    """The words of an article, found by what they share with the words of a name."""

    def __init__(self, lines: Sequence[Sequence[Word]]) -> None:
        """`lines` are the words of each sentence."""
        self.lines = lines
        self.places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        named = set()
        for number, line in enumerate(lines):
            for at, word in enumerate(line):
                self.places[word.plain].append((number, at))
                if word.capital and not (word.opens and is_english(word.plain)):
                    named.add(word.plain)
        self._beginning: dict[str, list[str]] = defaultdict(list)
        self._framed: dict[str, list[str]] = defaultdict(list)
        for plain_word in self.places:
            if len(plain_word) > BEGINNING:
                self._beginning[plain_word[:BEGINNING]].append(plain_word)
            # only what may be a name can be a misspelt one
            if plain_word in named and plain_word not in SMALL:
                for frame in {*near_frames(frame_of(plain_word))}:
                    self._framed[frame].append(plain_word)
        self._near = _Near(self._framed)

    @functools.cached_property
    def keys(self) -> Mapping[int, str]:
        """The keys that the words share with names like them, as `keys_of` gives them, by number."""
        words = (word for word in self.places if word not in SMALL)
        return numbered([*words, *map("^{}".format, self._beginning), *map("~{}".format, self._framed)])

    def anchors(
        self, profiles: Iterable[Profile], least: float
    ) -> Iterator[tuple[Profile, int, set[int], tuple[Form, ...]]]:
        """The sentences where some phrase may score `least` for a concept.

        Each comes with the places of words that resemble the concept's, and with the names that may score so.
        """
        some = list(profiles)
        together = self.together(set().union(*(profile.written.frames for profile in some)))
        for profile in some:
            for number, places, forms in self._anchors(profile, together, least):
                yield profile, number, places, forms

    def together(self, wanted: Set[str]) -> Mapping[str, Places]:
        """The places of two or three words that run together are `wanted`: "non-farm" is "nonfarm"."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            plain_words = [word.plain for word in line]
            for at, pair in enumerate(map(operator.add, plain_words, plain_words[1:])):
                if pair in wanted:
                    found[pair] += ((number, at), (number, at + 1))
                if at + 2 < len(line) and (three := pair + plain_words[at + 2]) in wanted:
                    found[three] += ((number, at), (number, at + 1), (number, at + 2))
        return found

    def _anchors(
        self, profile: Profile, together: Mapping[str, Places], least: float
    ) -> Iterator[tuple[int, set[int], tuple[Form, ...]]]:
        parts = profile.written.parts
        found = [(own, together[own]) for own in together.keys() & parts.keys()]
        found += self._resembling(profile.written.frames)
        if not profile.viable({part for own, _ in found for part in parts[own]}, least):
            return
        places: dict[int, set[int]] = defaultdict(set)
        met: dict[int, set[str]] = defaultdict(set)
        for own, where in found:
            for number, at in where:
                places[number].add(at)
                met[number].update(parts[own])
        for number, some in places.items():
            if forms := profile.viable(met[number], least):
                yield number, some, forms

    def meets(self, frames: Mapping[str, str], together: Mapping[str, Places]) -> bool:
        """Whether any words resemble a concept's parts, given with their frames; `together` is of more concepts."""
        return not frames.keys().isdisjoint(together) or any(True for _ in self._resembling(frames))

    def _resembling(self, frames: Mapping[str, str]) -> Iterator[tuple[str, Places]]:
        """Each part of a concept with the places of words that resemble it."""
        places, beginning, near = self.places, self._beginning, self._near
        for own, frame in frames.items():
            if own in places and own not in SMALL:
                yield own, places[own]
            framed = near[frame]
            begun = beginning.get(own[:BEGINNING], ()) if len(own) > BEGINNING else ()
            if begun or framed:
                for word in {*begun, *framed}:
                    if word != own and (not is_english(word) or len(word) > 4) and resembles(word, own):
                        yield own, places[word]


class _Near(dict[str, Collection[str]]):
    """The words of an article whose frame is near to another, by that frame."""

    def __init__(self, framed: Mapping[str, Collection[str]]) -> None:
        super().__init__()
        self._framed = framed

    def __missing__(self, frame: str) -> Collection[str]:
        framed = self._framed
        found = self[frame] = {word for one in near_frames(frame) if one in framed for word in framed[one]}
        return found
