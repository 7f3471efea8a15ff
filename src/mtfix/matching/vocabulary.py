"""The words of an article, and where they resemble the words of a name."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from mtfix.glossary.spelling import SMALL, WORD, keys_of, plain
from mtfix.matching.profile import Form, Profile
from mtfix.matching.words import is_english, word_likeness
from mtfix.model import Document, Span
from mtfix.text.protect import Protection
from mtfix.text.segment import Sentence


class Word(Struct, frozen=True):
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
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for number, line in enumerate(lines):
            for at, word in enumerate(line):
                self.places[word.plain].append((number, at))
        named = {
            word.plain
            for line in lines
            for word in line
            if word.capital and not (word.opens and is_english(word.plain))
        }
        for plain_word in self.places:
            if plain_word not in SMALL:
                for key in keys_of(plain_word):
                    # only what may be a name can be a misspelt one
                    if key[0] != "~" or plain_word in named:
                        self._by_key[key].append(plain_word)

    @property
    def keys(self) -> Iterable[str]:
        """The keys that the words share with names like them."""
        return self._by_key.keys()

    @functools.cached_property
    def _together(self) -> dict[str, list[tuple[int, int]]]:
        """The places of two or three words, by these words run together: "non-farm" is "nonfarm"."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for at in range(len(line) - 1):
                pair = line[at].plain + line[at + 1].plain
                found[pair] += ((number, at), (number, at + 1))
                if at + 2 < len(line):
                    found[pair + line[at + 2].plain] += ((number, at), (number, at + 1), (number, at + 2))
        return found

    def anchors(self, profile: Profile, least: float) -> Iterator[tuple[int, set[int], tuple[Form, ...]]]:
        """The sentences where some phrase may score `least`.

        Each comes with the places of words that resemble the concept's, and with the names that may score so.
        """
        places: dict[int, set[int]] = defaultdict(set)
        met: dict[int, set[str]] = defaultdict(set)
        for own, where in self._resembling(profile, least):
            for number, at in where:
                places[number].add(at)
                met[number].update(profile.parts[own])
        for number, some in places.items():
            if forms := profile.viable(met[number], least):
                yield number, some, forms

    def _resembling(self, profile: Profile, least: float) -> Iterator[tuple[str, Sequence[tuple[int, int]]]]:
        """Each word of the concept with the places of words that resemble it."""
        together = self._together.keys() & profile.parts.keys()
        shared = self._by_key.keys() & profile.keys.keys()
        near = together.union(*(profile.keys[key] for key in shared))
        if not profile.viable({part for own in near for part in profile.parts[own]}, least):
            return
        yield from ((own, self._together[own]) for own in together)
        pairs = {pair for key in shared for pair in itertools.product(profile.keys[key], self._by_key[key])}
        for own, word in pairs:
            if word == own or ((not is_english(word) or len(word) > 4) and word_likeness(word, own)):
                yield own, self.places[word]
