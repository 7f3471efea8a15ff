"""The documents that fuzzing starts from: the samples of the conformance tests."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

_SAMPLES = Path(__file__).parents[1] / "tests" / "formats"


@functools.cache
def seeds(format: str) -> tuple[bytes, ...]:
    """At least one small document of that format."""
    if str(_SAMPLES) not in sys.path:
        sys.path.append(str(_SAMPLES))
    from samples import SAMPLES

    return tuple(SAMPLES[format])
