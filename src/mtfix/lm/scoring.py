"""How likely sentences are garbled, in the opinion of the small language model."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from msgspec import Struct

from mtfix import lazy
from mtfix.lm.features import FEATURES, Word, features, words_of, worst_window
from mtfix.lm.model import Progress, model

if TYPE_CHECKING:
    from mtfix.lm.weights import Array

SCORER = "scorer.json"
_WATCHER: ContextVar[Progress | None] = ContextVar("_WATCHER", default=None)
_BLANK = lazy.compile(r"\s")


class Surprisal(Struct, frozen=True):
    """What the model makes of one sentence.

    `score` in 0..1 is the estimated probability that the sentence is garbled, where 9 in 100 are. `words` carry their
    surprisal in nats; those from ``worst[0]`` up to ``worst[1]`` surprise most together.
    A sentence without words scores 0.
    """

    words: tuple[Word, ...]
    worst: tuple[int, int]
    score: float

    @property
    def mean(self) -> float:
        """The mean surprisal of a word, in nats."""
        return sum(word.surprisal for word in self.words) / max(len(self.words), 1)

    @property
    def span(self) -> tuple[int, int]:
        """Where the words that surprise most stand in the sentence, in code points."""
        if not self.words:
            return 0, 0
        first, last = self.worst
        return self.words[first].start, self.words[last - 1].end


# `fix` reads an article twice, an editor at every key: what did not change is not judged again.
_KNOWN: dict[str, Surprisal] = {}
_MOST_KNOWN = 20_000


def score(sentences: Sequence[str], progress: Progress | None = None) -> list[Surprisal]:
    """Judge each sentence by itself.

    `progress` is called with the number of sentences done and of all; without it, the one given to `watching` is.
    Raises `UsageError` with the install line where the extra ``mtfix[lm]`` or the weights are missing.
    """
    new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in _KNOWN]
    if len(_KNOWN) + len(new) > _MOST_KNOWN:
        _KNOWN.clear()
        new = list(dict.fromkeys(sentences))
    for sentence, (place, found) in zip(new, measured(new, progress or _WATCHER.get()), strict=True):
        _KNOWN[sentence] = _judged(place, found)
    return [_KNOWN[sentence] for sentence in sentences]


@contextmanager
def watching(progress: Progress) -> Iterator[None]:
    """Within this block `score` tells `progress` how far it has come, however deep in the program it is called."""
    token = _WATCHER.set(progress)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def measured(
    sentences: Sequence[str], progress: Progress | None = None
) -> Iterator[tuple[tuple[tuple[Word, ...], tuple[int, int]], Array | None]]:
    """For each sentence its words, the worst window of them, and the features; None where there is no word."""
    texts = [_BLANK.sub(" ", sentence) for sentence in sentences]
    for text, reading in zip(texts, model().read(texts, progress), strict=True):
        words = words_of(text, reading)
        yield (words, worst_window(text, words)), features(text, words, reading) if words else None


def _judged(place: tuple[tuple[Word, ...], tuple[int, int]], found: Array | None) -> Surprisal:
    words, worst = place
    if found is None:
        return Surprisal(words, worst, 0.0)
    bias, weights = scorer()
    return Surprisal(words, worst, 1 / (1 + math.exp(-bias - float(found @ weights))))


@functools.cache
def scorer() -> tuple[float, Array]:
    """The bias and the weight of each feature of the logistic regression."""
    from importlib.resources import files

    import numpy as np

    data = json.loads(files(__package__).joinpath(SCORER).read_text("utf-8"))
    plain = [data["features"][name] for name in FEATURES]
    return float(data["bias"]), np.array([*plain, *data["mean_state"], *data["last_state"]], np.float32)
