"""Pair the paragraphs of an article with those of its original.

Equal counts pair one to one. Otherwise the cheapest pairing is found by dynamic programming over lengths (Gale and
Church 1993), with a bonus for shared figures and names; a paragraph may stand alone, or two may be one.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from mtfix import lazy
from mtfix.glossary.spelling import words_of
from mtfix.matching.known import gazetteer
from mtfix.model import Document, Span

# What it costs to leave a paragraph alone, to join two, and what a shared figure or name is worth.
_ALONE, _JOINED, _SHARED = 1.6, 2.2, 1.5
_FIGURE = lazy.compile(r"\d+(?:[.,]\d+)*")
_LATIN = lazy.compile(r"[A-Z][A-Za-z]{2,}")
# English letters for each letter of the original: scripts differ in how much a letter says.
_DENSITY = {"zh": 3.4, "ja": 2.4, "ko": 2.3, "ru": 1.0, "uk": 1.0, "ar": 1.25, "fa": 1.2}
_MOVES = ((1, 1, 0.0), (1, 0, _ALONE), (0, 1, _ALONE), (2, 1, _JOINED), (1, 2, _JOINED), (2, 2, 2 * _JOINED))


class _Side(Struct, frozen=True):
    length: float
    marks: frozenset[str]


def align(
    source: Document, document: Document, language: str | None = None
) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    """The paragraphs of `source` (in `language`) with the places of `document` that translate them, in order.

    A paragraph nobody translated has no place; text that translates nothing has the empty paragraph.
    """
    texts = [source.text[one.span.start : one.span.end] for one in source.blocks]
    places = [one.span for one in document.blocks]
    if len(texts) == len(places):
        return tuple((text, (place,)) for text, place in zip(texts, places, strict=True))
    named = gazetteer(language or "")
    ours = [_side(text, _DENSITY.get(language or "", 1.0)) for text in texts]
    theirs = [_side(document.text[one.start : one.end], 1.0, named) for one in places]
    return tuple(("\n".join(texts[i:k]), tuple(places[j:m])) for i, k, j, m in _cheapest(ours, theirs, texts))


def _side(text: str, density: float, places: Mapping[str, tuple[str, ...]] | None = None) -> _Side:
    marks = set(_FIGURE.findall(text)) | set(_LATIN.findall(text))
    for word in words_of(text) if places else ():
        marks.update(places.get(word, ()) if places else ())
    return _Side(density * len(text), frozenset(marks))


def _cheapest(ours: Sequence[_Side], theirs: Sequence[_Side], texts: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The pairing of least cost: slices i:k of the original and j:m of the article."""

    @functools.cache
    def shared(i: int, j: int) -> int:
        return sum(mark in texts[i] for mark in theirs[j].marks)

    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            if (i, j) not in best:
                continue
            cost = best[i, j][0]
            for down, right, price in _MOVES:
                k, m = i + down, j + right
                if k > len(ours) or m > len(theirs):
                    continue
                total = cost + price
                if down and right:
                    total += _stretch(ours[i:k], theirs[j:m])
                    total -= _SHARED * math.log1p(sum(shared(x, y) for x in range(i, k) for y in range(j, m)))
                if total < best.get((k, m), (math.inf, None))[0]:
                    best[k, m] = total, (i, j)
    path, at = [], (len(ours), len(theirs))
    while (before := best[at][1]) is not None:
        path.append((before[0], at[0], before[1], at[1]))
        at = before
    return path[::-1]


def _stretch(ours: Sequence[_Side], theirs: Sequence[_Side]) -> float:
    """How unlike in length both sides are: 0 for equal, 1.7 for one twice as long as the other."""
    one, other = sum(side.length for side in ours), sum(side.length for side in theirs)
    return 2.5 * abs(math.log((one + 10) / (other + 10)))
