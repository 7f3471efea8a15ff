"""Lines and columns as editors count them: in UTF-8, UTF-16 or UTF-32 code units, as server and editor agreed."""

from __future__ import annotations

from bisect import bisect_right

from mtfix import lazy

# The protocol knows these line ends only; U+2028 or a form feed stands inside a line.
_LINE_END = lazy.compile(r"\r\n?|\n")
_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Columns:
    """The way between code points of `text` and (line, column) pairs, both from 0; `encoding` is "utf-16" or its like.

    Lone surrogates, which a broken editor may send, count as one unit of UTF-16 or UTF-32.
    """

    def __init__(self, text: str, encoding: str) -> None:
        """Find the lines; linear in the size of the text."""
        self.text = text
        self._codec, self._unit = _CODECS[encoding]
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._plain = text.isascii()

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of the code point `offset`."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self._plain:
            return line, offset - start
        return line, len(self.text[start:offset].encode(self._codec, "surrogatepass")) // self._unit

    def offset(self, line: int, column: int) -> int:
        """The code point at a line and column; beyond the end of the line or the text it is that end."""
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        content = self.text[start:end].rstrip("\r\n") if line + 1 < len(self._starts) else self.text[start:end]
        if self._plain:
            return start + min(column, len(content))
        units = content.encode(self._codec, "surrogatepass")[: column * self._unit]
        while True:
            try:
                return start + len(units.decode(self._codec, "surrogatepass"))
            except UnicodeDecodeError:  # the column is inside a character: it stands before it
                units = units[: -self._unit]
