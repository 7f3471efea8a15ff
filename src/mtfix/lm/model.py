"""Run the small language model on sentences, some at a time."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from mtfix.errors import UsageError
from mtfix.lm.graph import CONTEXT, build
from mtfix.lm.tokenizer import Tokenizer
from mtfix.lm.weights import INSTALL, find_weights, read_weights

if TYPE_CHECKING:
    from mtfix.lm.weights import Array

Progress: TypeAlias = Callable[[int, int], None]

THREADS = 2
_START = 0  # <|endoftext|> parted the texts the model was trained on
_BATCH = 512  # tokens read together, padding included: larger ones fall out of the processor's cache


class Reading(Struct, frozen=True):
    """What the model makes of one text.

    `places` say for each token where in the text its piece starts; `surprisal` how little it was expected, in nats;
    `states` are the model's inner states, one row for each token. Tokens beyond `CONTEXT` are not read.
    """

    places: tuple[int, ...]
    surprisal: Array
    states: Array


class Model:
    """The weights, made ready."""

    def __init__(self, threads: int = THREADS) -> None:
        """Read the weights and build the graph, about two seconds. Raises `UsageError` where something is missing."""
        runtime = _runtime()
        weights = read_weights(find_weights())
        self._tokenizer = Tokenizer(
            weights.settings["tokenizer.ggml.tokens"], weights.settings["tokenizer.ggml.merges"]
        )
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others use the machine too
        self._session = runtime.InferenceSession(build(weights), options, providers=["CPUExecutionProvider"])

    def read(self, texts: Sequence[str], progress: Progress | None = None) -> list[Reading]:
        """Each text by itself, without what stands before it. `progress` is told how many are done, and of how many."""
        tokens = [list(self._tokenizer.tokens(text))[: CONTEXT - 1] for text in texts]
        readings: dict[int, Reading] = {}
        for batch in _batches([len(one) for one in tokens]):
            readings.update(zip(batch, self._run([tokens[index] for index in batch]), strict=True))
            if progress is not None:
                progress(len(readings), len(texts))
        return [readings[index] for index in range(len(texts))]

    def _run(self, texts: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Reading]:
        import numpy as np

        length = max(len(text) for text in texts) + 1
        ids = np.zeros((len(texts), length), np.int64)
        ids[:, 0] = _START
        for row, text in enumerate(texts):
            ids[row, 1 : len(text) + 1] = [number for number, _ in text]
        surprisal, states = self._session.run(
            ["surprisal", "states"],
            {
                "ids": ids,
                "targets": np.roll(ids, -1, axis=1)[:, :, None],
                "last": np.full(len(texts), length - 1, np.int32),
                "length": np.array(length, np.int32),
            },
        )
        for row, text in enumerate(texts):
            places = tuple(place for _, place in text)
            yield Reading(places, surprisal[row, : len(text), 0], states[row, 1 : len(text) + 1])


@functools.cache
def model() -> Model:
    """The model, made ready once. Raises `UsageError` where the extra is not installed."""
    return Model()


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indexes of texts to read together, of like length so that little padding is needed."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        if batch and (lengths[index] + 1) * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def installed() -> bool:
    """Whether the extra and the weights are there."""
    try:
        require()
    except UsageError:
        return False
    return True


def require() -> None:
    """Raises `UsageError` with the install lines where the extra or the weights are missing."""
    _runtime()
    find_weights()


def _runtime() -> Any:
    """ONNX Runtime. Raises `UsageError` where it, or what else the extra brings, is not installed."""
    try:
        for name in ("numpy", "onnx"):
            importlib.import_module(name)
        return importlib.import_module("onnxruntime")
    except ImportError as error:
        raise UsageError(f"the language model: the package {error.name!r} is not installed. Run: {INSTALL}") from None
