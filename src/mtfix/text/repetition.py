"""Find stretches of a sentence that are said again at once: "the old town, the old town"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

# What may stand between a phrase and its copy, at most two of them.
JOINTS = frozenset({",", ";", "and", "or", "、"})
_LONGEST = 16


class Repetition(Struct, frozen=True):
    """Words ``start`` up to ``start + length`` stand ``times`` times; the copy starts at `second`, all end at `end`."""

    start: int
    length: int
    second: int
    end: int
    times: int


def repetitions(words: Sequence[str]) -> Iterator[Repetition]:
    """All phrases that are followed by themselves, the longest at each place, in order; they do not overlap."""
    if len(set(words)) == len(words):
        return
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        places[word].append(at)
    free = 0
    for at, word in enumerate(words):
        if at < free or len(places[word]) < 2 or word in JOINTS:
            continue
        if found := _longest(words, places, at):
            free = found.end
            yield found


def _longest(words: Sequence[str], places: dict[str, list[int]], at: int) -> Repetition | None:
    best = _at(words, places, at)
    if best is None:
        return None
    # "came, and he | came, and he" is better read as "he came, | and he came"
    for start in range(at + 1, at + best.length):
        if words[start - 1] in JOINTS and words[start] not in JOINTS:
            return _at(words, places, start) or best
    return best


def _at(words: Sequence[str], places: dict[str, list[int]], at: int) -> Repetition | None:
    """The repetition that reaches furthest; of "no no no no" the single word, four times."""
    found = []
    for second in places[words[at]]:
        if not 0 < second - at <= _LONGEST + 2:
            continue
        end = second
        while end > at + 1 and second - end < 2 and words[end - 1] in JOINTS:
            end -= 1
        if words[at:end] == words[second : second + end - at]:
            found.append(_counted(words, at, end - at, second))
    return max(found, key=lambda one: (one.end, -one.length), default=None)


def _counted(words: Sequence[str], at: int, length: int, second: int) -> Repetition:
    phrase, end, times = words[at : at + length], second + length, 2
    while True:
        start = end
        while start < len(words) and start - end < 2 and words[start] in JOINTS:
            start += 1
        if words[start : start + length] != phrase:
            return Repetition(at, length, second, end, times)
        end, times = start + length, times + 1
