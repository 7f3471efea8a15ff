"""The keys by which a large glossary finds the few concepts that an article, or its original, may name.

A concept is found in the article by the words of its names and by what misspellings of them have in common
(`spelling.keys_of`), in the original by the beginning of a source form.
"""

from __future__ import annotations

import functools
import itertools
import zlib
from collections.abc import Iterable

from mtfix import lazy
from mtfix.glossary.fold import has_cjk
from mtfix.glossary.model import Concept, MatchMode
from mtfix.glossary.spelling import SMALL, keys_of, words_of

# Letters of an alphabet that inflection leaves alone.
_STEM = 4
_LONGEST = 40
_WORD = lazy.compile(r"[^\W\d_]+")


def number_of(key: str) -> int:
    """A number for a key: a million words take too much room. Where two share one, a concept is looked at in vain."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


def numbered(keys: Iterable[str]) -> dict[int, str]:
    """Keys by their numbers, in order."""
    return dict(sorted((number_of(key), key) for key in keys))


@functools.lru_cache(maxsize=1 << 14)
def _numbers_of(word: str) -> tuple[int, ...]:
    return tuple(map(number_of, keys_of(word)))


def name_keys(concept: Concept, romanised: str) -> set[int]:
    """The keys of a concept's terms, and of its source forms in Latin letters, as numbers.

    `romanised` is what `mtfix.glossary.written.latin` gives of it.
    """
    names = {term.text for term in concept.terms if term.match is not MatchMode.regex}
    names.update(line.partition(" ")[2].replace(" ", "") for line in romanised.split("\n"))
    words: set[str] = set()
    for parts in map(words_of, names):
        words.update(parts)
        words.add("".join(parts))
    return {key for word in words if 0 < len(word) < _LONGEST and word not in SMALL for key in _numbers_of(word)}


def source_keys(concept: Concept) -> set[int]:
    """The keys of a concept's source forms, two characters or the stem of the first word, as numbers."""
    found = set()
    for forms in concept.source.values():
        for form in forms:
            if has_cjk(form):
                found.add(form[:2])
            elif word := _WORD.search(form):
                found.add(word[0][:_STEM].lower())
    return set(map(number_of, found))


def original_keys(text: str) -> dict[int, str]:
    """The source keys that an original has, by number."""
    found = {word[:_STEM].lower() for word in _WORD.findall(text) if not has_cjk(word[0])}
    if has_cjk(text):
        found.update(text)
        found.update(map("".join, itertools.pairwise(text)))
    return numbered(found)
