"""A folded copy of a text for exact matching, and the way back to the original.

Folding makes all spellings of one name equal: ASCII letters become small; punctuation, mark-up and any run of white
space become one blank; soft hyphens and combining marks no longer part or hide letters.
A paragraph's end becomes two blanks at least, which no white space inside a name does, so that no name runs across it.
Patterns are folded the same way and framed by blanks, so that an automaton only ever meets whole words.
Nearly all bytes keep their length; the few that do not are remembered as break points.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from mtfix import lazy

# Every ASCII byte that is no letter or digit is a boundary.
_TABLE = bytes(
    byte + 32 if 65 <= byte <= 90 else byte if byte >= 128 or chr(byte).isalnum() else 32 for byte in range(256)
)
# Only runs of white space and of non-ASCII bytes can fold unevenly. Such bytes become 1 and all others 0, so that the
# runs are found by the search for two fixed bytes.
_UNEVEN = bytes(byte >= 128 or byte in b" \t\n\r\v\f" for byte in range(256))
_TOKENS = (
    "(?P<blank>[\\s\u00a0]+)"
    "|(?P<hidden>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+)"
    "%s|(?P<word>(?:[^\\W_][\u0300-\u036f]*)+)|(?P<other>.)"
)
# A class of so many letters takes longer to make than most texts to fold, which have none of them.
_TOKEN = lazy.compile(_TOKENS % "", re.DOTALL)
_TOKEN_OR_CJK = lazy.compile(_TOKENS % "|(?P<cjk>[\u3040-\u318f\u3400-\u9fff\uac00-\ud7af]+)", re.DOTALL)
_LINE_END = lazy.compile("\r\n?|\n|\u2029")
_PARAGRAPH = b"  "


def has_cjk(text: str) -> bool:
    """Whether a Chinese or Korean letter, or one of the Japanese syllabaries, stands in `text`."""
    return not text.isascii() and any(
        "\u3040" <= letter <= "\u318f" or "\u3400" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"
        for letter in set(text)
    )


class Folded(Struct, frozen=True):
    """`data` is framed by one blank on each side; `folds` and `raws` are break points in bytes, ascending.

    From ``folds[i]`` on, a folded offset f stands at byte ``raws[i] + f - folds[i]`` of the UTF-8 text.
    """

    data: bytes
    folds: list[int]
    raws: list[int]

    def to_raw(self, offset: int) -> int:
        """The byte of the UTF-8 text at a folded offset (at a break: the byte after it)."""
        at = bisect_right(self.folds, offset) - 1
        return self.raws[at] + offset - self.folds[at]


def fold(raw: bytes) -> Folded:
    """Fold UTF-8 bytes for matching."""
    even = raw.translate(_TABLE)
    folds, raws = [0], [-1]
    pieces, last, size = [b" "], 0, 1
    for start, end in _runs(raw):
        first = start - (start > last and raw[start] in b"\xcc\xcd")  # a combining mark belongs to the letter before it
        pieces.append(even[last:first])
        size += first - last
        last = first
        for new, length in _fold_run(raw[first:end]):
            pieces.append(new)
            size += len(new)
            last += length
            if len(new) != length:
                folds.append(size)
                raws.append(last)
    if len(pieces) == 1:
        return Folded(b" " + even + b" ", folds, raws)
    pieces += (even[last:], b" ")
    return Folded(b"".join(pieces), folds, raws)


def _runs(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where two or more bytes on end are white space or no ASCII; the usual end of a paragraph folds evenly."""
    uneven = raw.replace(b"\n\n", b"..").translate(_UNEVEN)
    start = uneven.find(b"\1\1")
    while start >= 0:
        end = uneven.find(b"\0", start)
        if end < 0:
            end = len(raw)
        yield start, end
        start = uneven.find(b"\1\1", end)


@functools.lru_cache(maxsize=4096)
def _fold_run(run: bytes) -> tuple[tuple[bytes, int], ...]:
    """What a run of white space and non-ASCII bytes folds to: (folded bytes, length of the original) each."""
    out: list[tuple[bytes, int]] = []
    text = run.decode("utf-8", "surrogatepass")
    for token in (_TOKEN_OR_CJK if has_cjk(text) else _TOKEN).finditer(text):
        found = token[0]
        encoded = found.encode("utf-8", "surrogatepass")
        group = token.lastgroup
        if group == "blank":
            new = _PARAGRAPH if len(_LINE_END.findall(found)) > 1 or "\f" in found else b" "
        elif group == "hidden":
            new = b""
        elif group == "word":
            new = unicodedata.normalize("NFC", found).lower().encode()
        elif group == "cjk":  # the blanks around are nobody's bytes
            out += ((b" ", 0), (encoded, len(encoded)))
            new, encoded = b" ", b""
        else:
            new = b" "
        out.append((new, len(encoded)))
    return tuple(out)


def fold_term(term: str) -> bytes:
    """The pattern of a term: folded as a text is, framed by blanks."""
    return fold(unicodedata.normalize("NFC", term).encode()).data
