"""From bytes to text, strictly: a byte order mark, then what was declared, then UTF-8; nothing is guessed."""

from __future__ import annotations

import codecs

from mtfix.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Codecs that would write a byte order mark of their own into each replacement.
_PLAIN = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


def decode(data: bytes, path: str, encoding: str | None) -> tuple[str, str, int]:
    """The text of `data`, its encoding and the length of its byte order mark.

    A byte order mark wins, then `encoding`, then strict UTF-8. Raises `SourceError` naming the byte that does not fit.
    """
    name = known_encoding(encoding or "utf-8", path)
    for mark, marked in _BOMS:
        if data.startswith(mark) and (encoding is None or name == marked):
            return _strict(data, path, marked, len(mark)), marked, len(mark)
    return _strict(data, path, name, 0), name, 0


def known_encoding(name: str, path: str) -> str:
    """Python's name of an encoding. Raises `SourceError` for an unknown one."""
    try:
        found = codecs.lookup(name)
        "".encode(name)  # refuses codecs that do not make bytes of text, such as rot13
    except (LookupError, ValueError):  # a ValueError for NUL in the name
        raise SourceError(f"{path}: unknown encoding {name!r}. Use a name such as utf-8 or gb18030.") from None
    return _PLAIN.get(found.name, found.name)


def _strict(data: bytes, path: str, encoding: str, skip: int) -> str:
    try:
        return str(memoryview(data)[skip:], encoding, "strict")
    except UnicodeDecodeError as error:
        at = skip + error.start
        line = data.count(b"\n", 0, at) + 1
        byte = data[at : at + 1].hex()
        raise SourceError(
            f"{path}:{line}: not valid {encoding}: byte 0x{byte} at offset {at}. "
            "Say how it is written, for example --encoding gb18030 or --encoding windows-1252."
        ) from None


class Offsets:
    """The byte offsets of a decoded text; quick for questions near the last one.

    Raises `SourceError` where the encoding has several ways to write the text, so that offsets cannot be told.
    """

    def __init__(self, text: str, encoding: str, skip: int, size: int, path: str) -> None:
        """`skip` is the length of the byte order mark, `size` that of the whole source in bytes."""
        self._text, self._encoding = text, encoding
        self._skip = skip
        self._simple = len(text) == size - skip
        self._at, self._byte = 0, skip
        if not self._simple and encoding != "utf-8" and len(text.encode(encoding)) != size - skip:
            raise SourceError(f"{path}: its {encoding} cannot be edited safely. Save the article as UTF-8.")

    def __call__(self, offset: int) -> int:
        """The byte at which the code point number `offset` begins."""
        if self._simple:
            return offset + self._skip
        if offset >= self._at:
            self._byte += len(self._text[self._at : offset].encode(self._encoding))
        else:
            self._byte -= len(self._text[offset : self._at].encode(self._encoding))
        self._at = offset
        return self._byte
