"""Names that are right: places, given names, surnames, agencies. What is one of them is no misspelling of another.

The list stays one block of bytes, searched as it is: parsing it would cost more than an article's look-ups.
"""

from __future__ import annotations

import functools
import pkgutil
from collections.abc import Mapping

LANGUAGES = ("zh", "ru", "ar")


@functools.cache
def _block() -> bytes:
    return pkgutil.get_data("mtfix.matching", "known_names.txt") or b""


@functools.lru_cache(maxsize=1 << 14)
def kinds_of_known(name: str) -> str:
    """What a name in plain words (`words_of`, joined by blanks) is known as; "" where it is not known.

    Letters: p place, g given name, s surname, o body or firm.
    """
    block = _block()
    at = block.find(b"\n%s\t" % name.encode())
    if at < 0:
        return ""
    start = at + len(name) + 2
    return block[start : block.index(b"\n", start)].decode()


@functools.cache
def gazetteer(language: str) -> Mapping[str, tuple[str, ...]]:
    """The forms in `language` (zh, ru, ar) of places and peoples, by their English name in plain words."""
    if language not in LANGUAGES:
        return {}
    column = LANGUAGES.index(language) + 1
    table = {}
    for line in (pkgutil.get_data("mtfix.matching", "places.tsv") or b"").decode().splitlines()[1:]:
        cells = line.split("\t")
        if cells[column]:
            table[cells[0]] = tuple(cells[column].split(","))
    return table
