"""Words of names: what a word tells, and how alike two of them are."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator

from mtfix.glossary.spelling import SMALL, sound
from mtfix.text.lexicon import UNKNOWN, word_class

# Below this two words have nothing to do with each other.
_FLOOR = 0.6
_SOUNDING = 0.97  # what equal sounds tell
_RESEMBLING = 0.72  # two words of one group of heads
_ROUNDING = 1e-9
_USUAL = 60  # letters; to count those of longer words is as slow as to compare them
# Heads of names that translators exchange, since one word of the original has several renderings (局, 部, 院, 网, 报).
_HEADS = {
    word: number
    for number, group in enumerate(
        (
            "bureau office department administration ministry agency authority directorate",
            "area district zone region",
            "news post daily newspaper paper times journal herald",
            "network net online website com service",
            "institute academy institution college school",
            "company corporation group holding holdings ltd co inc corp firm limited enterprise",
            "commission committee council board",
            "association society federation union",
            "agreement treaty deal pact accord contract",
            "framework mechanism plan scheme initiative programme program",
            "province state county prefecture",
        )
    )
    for word in group.split()
}


@functools.lru_cache(maxsize=1 << 16)
def weight(word: str) -> float:
    """What a plain word tells: an unknown word all, an English word some, a small word next to nothing."""
    if word in SMALL:
        return 0.1
    if word[0].isdigit():
        return 1.0
    told = 0.45 if word in _HEADS else 0.6 if is_english(word) else 1.0
    return told / 2 if len(word) < 3 else told


@functools.lru_cache(maxsize=1 << 16)
def is_english(word: str) -> bool:
    """Whether a plain word is in the English lexicon."""
    return word_class(word) != UNKNOWN


def is_head(word: str) -> bool:
    """Whether a plain word is of the kind that ends names of bodies and places: bureau, news, network."""
    return word in _HEADS


@functools.lru_cache(maxsize=1 << 16)
def word_likeness(one: str, other: str) -> float:
    """How alike two plain words are, 0 where they have nothing in common."""
    return max(_likenesses(one, other), default=0.0)


@functools.lru_cache(maxsize=1 << 16)
def resembles(one: str, other: str) -> bool:
    """Whether two plain words have something in common, which is cheaper to tell than how much."""
    return any(_likenesses(one, other))


def _likenesses(one: str, other: str) -> Iterator[float]:
    """What speaks for two plain words being one: the letters, then the sounds; the better one counts."""
    if one == other:
        yield 1.0
        return
    if one[0].isdigit() or other[0].isdigit():
        figure = _figure(one)
        yield 1.0 if figure and figure == _figure(other) else 0.0
        return
    if min(len(one), len(other)) > 3 and (f"{one}s" == other or f"{other}s" == one):
        yield 0.97
        return
    half = max(5, (max(len(one), len(other)) + 1) // 2)
    related = (
        0.9 if one[:half] == other[:half] else _RESEMBLING if _HEADS.get(one, -1) == _HEADS.get(other, -2) else 0.0
    )
    if related and is_english(one) and is_english(other):
        yield related
        return
    for alike in agreements(one, other):
        if alike >= _FLOOR:  # few pairs come so far, and it is costly to find that a word is not English
            english = is_english(one), is_english(other)
            if all(english):
                return
            trusted = alike * 0.9 if any(english) else alike
            yield trusted if trusted >= _FLOOR else 0.0


def agreements(one: str, other: str, least: float = _FLOOR) -> Iterator[float]:
    """How many letters of two words agree, 0..1, then nearly how many of their sounds; less than `least` may be 0."""
    yield spelt_alike(one, other, least)
    yield _SOUNDING * spelt_alike(sound(one), sound(other), least)


def _figure(word: str) -> str:
    """The figure that a word begins with: 48 of 48th."""
    return "".join(itertools.takewhile(str.isdecimal, word))


def spelt_alike(one: str, other: str, least: float = 0.0) -> float:
    """How many letters of two words agree, 0..1; two neighbours exchanged count as one difference.

    Where they cannot be `least` alike, it may be 0: to see it is cheaper than to count.
    """
    longest = max(len(one), len(other))
    most = longest * (1 - least) + _ROUNDING
    if not (one and other) or abs(len(one) - len(other)) > most:
        return 0.0
    if longest <= _USUAL and _strange(one, other) > most:
        return 0.0
    return _similarity()(one, other)


def _strange(one: str, other: str) -> int:
    """How many letters of the longer word the other has not, each counted as often as it stands there."""
    left = other
    for letter in one:
        left = left.replace(letter, "", 1)
    return max(len(one), len(other)) - len(other) + len(left)


@functools.cache
def _similarity() -> Callable[[str, str], float]:
    from rapidfuzz.distance import OSA  # a slow import; most articles have no two words so near

    return OSA.normalized_similarity
