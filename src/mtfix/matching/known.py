"""Names that are right: places, given names, surnames, agencies. What is one of them is no misspelling of another.

The list stays one block of bytes, searched as it is: parsing it would cost more than an article's look-ups.
"""

from __future__ import annotations

import functools
import pkgutil
from bisect import bisect_left
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
    block, wanted = _block(), name.encode()

    def name_at(place: int) -> bytes:
        return _line_at(block, place).partition(b"\t")[0]

    # the lines stand in order of the bytes of their names
    place = bisect_left(range(len(block)), wanted, key=name_at)
    found, _, kinds = _line_at(block, place).partition(b"\t")
    return kinds.decode() if found == wanted else ""


def _line_at(block: bytes, place: int) -> bytes:
    """The line that `place` lies in, a line feed with the line that it ends."""
    return block[block.rfind(b"\n", 0, place) + 1 : block.find(b"\n", place)]


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
