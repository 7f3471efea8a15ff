"""Patterns that are compiled when they are first used: most runs never need those of rules that are off.

Compiling costs a fifth of a millisecond on average, some hundred patterns are a good part of a cold start.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


class _Lazy(Generic[AnyStr]):
    """Stands for a pattern; takes on the methods of the real one at the first use of any."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._make: tuple[AnyStr, int] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        made = re.compile(*self._make)
        self.__dict__.update(
            (method, getattr(made, method))
            for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern")
        )
        return getattr(made, name)


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, later."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, int(flags)))
