"""Text of an article as it may be shown: nothing in it can steer a terminal, and its width in columns is known."""

from __future__ import annotations

import re
import unicodedata

# C0, DEL and C1 controls, line and paragraph separators, bidi controls, invisible format characters, lone surrogates.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_BREAK = re.compile(r"\r\n?|[\n\t]")


def visible(text: str) -> str:
    """`text` on one line, with every control character as a sign: an escape becomes ``␛``, others ``<U+202E>``."""
    return _STEERING.sub(_sign, _BREAK.sub(" ", text))


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: two for wide (CJK) letters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def fitting(text: str, width: int) -> int:
    """How many code points from the start of `text` fit into `width` columns."""
    used = 0
    for count, letter in enumerate(text):
        used += _width(letter)
        if used > width:
            return count
    return len(text)
