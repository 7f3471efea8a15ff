"""One file for each family of targets; each holds `targets`: functions of bytes, by name, that raise on a failure."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import TypeAlias

Target: TypeAlias = Callable[[bytes], None]


class BrokenError(Exception):
    """A promise that did not hold."""


def demand(holds: object, promise: str) -> None:
    """Raise `BrokenError` unless the promise holds."""
    if not holds:
        raise BrokenError(promise)


def all_targets() -> dict[str, Target]:
    """Every target by name."""
    out: dict[str, Target] = {}
    for info in pkgutil.iter_modules(__path__):
        out.update(importlib.import_module(f"{__name__}.{info.name}").targets)
    return out
