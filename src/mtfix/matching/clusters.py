"""Spellings of one unlisted name inside one article: words that differ in a letter or two, names of nothing else."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mtfix import lazy
from mtfix.glossary.spelling import SMALL, keys_of, plain, sound
from mtfix.glossary.translit import is_pinyin
from mtfix.matching.candidates import Settled, may_be_of_a_name
from mtfix.matching.known import kinds_of_known
from mtfix.matching.vocabulary import Word
from mtfix.matching.words import is_english, spelt_alike
from mtfix.model import Span

# How alike two spellings must be; less where another word of the name is the same ("Farhad Mesami", "Farhad Meysami").
_ALIKE, _WITH_COMPANION = 0.85, 0.75
_SHORTEST, _LETTERS = 4, 5  # below `_LETTERS` only words that sound the same (Naka, Naqqa)
# Endings that make another word of a name: Iran, Iranian, Iranians.
_ENDING = lazy.compile(r"(?:s|es|n|an|ian|ans|ians|i|is|ese|ist|ists|ism|ite|ites|er|ers|ov|ova|ev|eva|a|o|ish|ic)\Z")


class Cluster(Struct, frozen=True):
    """Spellings of what is probably one name, a known one first, then by frequency; each with its places."""

    spellings: tuple[tuple[str, tuple[Span, ...]], ...]
    companions: tuple[str, ...]


def clusters(text: str, lines: Iterable[Sequence[Word]], settled: Settled) -> Iterator[Cluster]:
    """The groups of spellings in an article, in order of their first place."""
    places: dict[str, list[Span]] = defaultdict(list)
    beside: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        named = [word for word in line if _is_foreign(word, settled)]
        for word in named:
            places[word.plain].append(word.span)
        for one, other in itertools.pairwise(line):
            if (
                may_be_of_a_name(one, settled)
                and may_be_of_a_name(other, settled)
                and one.span.end + 1 == other.span.start
            ):
                beside[one.plain].add(other.plain)
                beside[other.plain].add(one.plain)
    for group in _groups(places, beside):
        spellings = sorted(
            ((text[places[word][0].start : places[word][0].end], tuple(places[word])) for word in group),
            key=lambda one: (not kinds_of_known(plain(one[0])), -len(one[1]), one[1][0]),
        )
        companions = set.intersection(*(beside[word] for word in group))
        yield Cluster(tuple(spellings), tuple(sorted(companions)))


def _is_foreign(word: Word, settled: Settled) -> bool:
    return len(word.plain) >= _SHORTEST and may_be_of_a_name(word, settled) and not is_english(word.plain)


def _groups(places: Mapping[str, list[Span]], beside: Mapping[str, set[str]]) -> list[list[str]]:
    """Words joined with those they are alike to; each group in order of the article."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for word in places:
        for key in keys_of(word):
            by_key[key].append(word)
    leader = {word: word for word in places}

    def find(word: str) -> str:
        while leader[word] != word:
            word = leader[word]
        return word

    for words in by_key.values():
        for one, other in itertools.combinations(words, 2):
            if find(one) != find(other) and _one_name(one, other, bool(beside[one] & beside[other] - SMALL)):
                leader[find(other)] = find(one)
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(places, key=lambda word: places[word][0]):
        groups[find(word)].append(word)
    return [group for group in groups.values() if len(group) > 1]


@functools.lru_cache(maxsize=1 << 14)
def _one_name(one: str, other: str, companion: bool) -> bool:
    short, long = sorted((one, other), key=len)
    if sound(one) != sound(other):
        least = _WITH_COMPANION if companion else _ALIKE
        if len(short) < _LETTERS or spelt_alike(one, other, least) < least:
            return False
    if long.startswith(short) and _ENDING.fullmatch(long[len(short) :]):
        return False
    if _stem(one) == _stem(other):
        return False
    if not companion and is_pinyin(one) and is_pinyin(other):
        return False  # other syllables make another Chinese name
    return not (_is_known(one) and _is_known(other))


def _is_known(word: str) -> bool:
    return bool(kinds_of_known(word) or kinds_of_known(word.removesuffix("s")))


def _stem(word: str) -> str:
    return _ENDING.sub("", word)
