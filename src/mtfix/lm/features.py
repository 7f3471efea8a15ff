"""What is measured on a sentence, from the surprisal of its words and the inner states of the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from mtfix import lazy
from mtfix.lm.model import Reading

if TYPE_CHECKING:
    from mtfix.lm.weights import Array

WINDOW = 5  # words that are judged together and marked
_WINDOWS = (1, 3, WINDOW, 8)
# Names and numbers surprise everybody: more than this (nats) says nothing about the sentence.
_NAME_LIMIT = 8.0
_RARE = 10.0  # nats of a word that stands out
_WORD = lazy.compile(r"\S+")
_NAME = lazy.compile(r"[\"“'(]*[A-Z\d]")

FEATURES = (*(f"window{size}" for size in _WINDOWS), "small_letters", "mean", "length", "spread", "rare")


class Word(Struct, frozen=True):
    """A word between blanks: where it stands in the sentence, and its surprisal in nats."""

    start: int
    end: int
    surprisal: float


def words_of(text: str, reading: Reading) -> tuple[Word, ...]:
    """The words of a text with the surprisal of all their tokens; what the model did not read is left out."""
    spans = [match.span() for match in _WORD.finditer(text)]
    sums = [0.0] * len(spans)
    at = last = -1
    for place, value in zip(reading.places, reading.surprisal.tolist(), strict=True):
        while at + 1 < len(spans) and spans[at + 1][0] <= place:
            at += 1
        if at >= 0:
            sums[at] += value
            last = at
    return tuple(Word(*span, value) for span, value in zip(spans[: last + 1], sums, strict=False))


def worst_window(text: str, words: Sequence[Word]) -> tuple[int, int]:
    """The first and the one after the last of the `WINDOW` words that surprise most together."""
    totals = _sums(_limited(text, words), min(WINDOW, len(words)))
    first = max(range(len(totals)), key=totals.__getitem__, default=0)
    return first, min(first + WINDOW, len(words))


def features(text: str, words: Sequence[Word], reading: Reading) -> Array:
    """The measures named in `FEATURES`, then the mean state and the last state. `words` must not be empty."""
    import numpy as np

    surprisal = np.array([word.surprisal for word in words])
    small = np.array([not name for name in _names(text, words)])
    limited = _limited(text, words)
    plain = [max(_sums(limited, size)) / size for size in (min(size, len(words)) for size in _WINDOWS)]
    plain += [
        surprisal[small].mean(),
        surprisal.mean(),
        np.log(len(words)),
        reading.surprisal.std(),
        (surprisal[small] > _RARE).mean(),
    ]
    return np.concatenate([plain, reading.states.mean(axis=0), reading.states[-1]]).astype(np.float32)


def _names(text: str, words: Sequence[Word]) -> list[bool]:
    """Whether each word looks like a name or a number; the first word never does."""
    return [index > 0 and _NAME.match(text, word.start) is not None for index, word in enumerate(words)]


def _limited(text: str, words: Sequence[Word]) -> list[float]:
    """The surprisal of each word, that of names held down."""
    return [
        min(word.surprisal, _NAME_LIMIT) if name else word.surprisal
        for word, name in zip(words, _names(text, words), strict=True)
    ]


def _sums(values: Sequence[float], size: int) -> list[float]:
    """The sum of each run of `size` values."""
    return [sum(values[at : at + size]) for at in range(len(values) - size + 1)]
