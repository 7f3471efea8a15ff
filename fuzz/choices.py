"""Turn the bytes of a fuzz case into choices, texts and spans; the same bytes always give the same case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

# What has been known to break programs that read text: marks that pair, hide, steer, part or take several bytes.
NASTY = (
    *("\0", "\t", "\n", "\r", "\r\n", "\n\n", "\x0b", "\x0c", "\x1b[31m", "\x1b]8;;x\x07", "\x85", "\x9b2J", "\xa0"),
    *("\xad", "\u0301", "\u061c", "\u200b", "\u200d", "\u200e", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff"),
    *("\ufffc", "\ufffd", "\ufffe", "\U0001f468\u200d\U0001f469", "\U000e0041", "\U0010ffff", "ß", "ﬁ", "İ", "ı", "ſ"),
    *("纳卡", "。", "，", "“", "”", "‘", "’", "«", "»", "—", "（", "）", "ｅ", "अ", "ع", "א", "é", "e\u0301", "\u1e9e"),
    *("<", ">", "&", "&amp;", "&#0;", "<!--", "-->", "]]>", "<b>", "</b>", "<script>", "{{", "}}", "{%", "%0A", "%s"),
    *(
        "`",
        "```",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "](",
        "![",
        "|",
        "#",
        "> ",
        "- ",
        "1. ",
        "\\",
        "\\n",
        '"',
        "'",
        "$",
        "=1+1",
    ),
    *(" ", " ", " ", "  ", ".", ". ", ", ", "; ", ": ", "?", "!", "...", "-", "--", "/", "@", "@Naka", "(", ")", "'s"),
    *("https://naka.am/Naka", "a@b.am", "Naka.html", "0", "1992", "1,000", "12:30", "5 May", "$5", "10%", "A", "a"),
)
WORDS = (
    *("Naka", "Naqqa", "naka", "NAKA", "Karabakh", "Nagorno-Karabakh", "Nagorno", "Asia", "Armenia", "Azerbaijan"),
    *("the", "The", "a", "an", "of", "and", "said", "was", "by", "region", "President", "Mr.", "Xi Jinping", "but"),
    *("multiple", "troops", "conflict", "2022", "China", "Kiev", "Oblast", "U.S.", "war", "it", "is", "that", "to"),
)


class Choices:
    """Reads choices from `data`; when the bytes are used up every choice is the first one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __bool__(self) -> bool:
        """Whether bytes are left."""
        return self._at < len(self._data)

    def byte(self) -> int:
        """The next byte."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def number(self, most: int) -> int:
        """A number in 0..most."""
        if most < 256:
            return self.byte() % (most + 1)
        return (self.byte() << 16 | self.byte() << 8 | self.byte()) % (most + 1)

    def pick(self, some: Sequence[T]) -> T:
        """One of `some`."""
        return some[self.number(len(some) - 1)]

    def rest(self) -> bytes:
        """All bytes that are left."""
        self._at, left = len(self._data), self._data[self._at :]
        return left

    def text(self, most: int = 12, pieces: Sequence[str] = ()) -> str:
        """A text of at most `most` pieces: ordinary words, nasty signs, any letter, and now and then a long run."""
        out = []
        for _ in range(self.number(most)):
            kind = self.byte()
            if pieces and kind < 120:
                out.append(self.pick(pieces))
            elif kind < 190:
                out.append(self.pick(WORDS))
                out.append(" " if kind % 2 else "")
            elif kind < 248:
                out.append(self.pick(NASTY))
            elif kind < 254:
                code = self.number(0x10FFFF)
                out.append("?" if 0xD800 <= code < 0xE000 else chr(code))
            else:
                out.append(self.pick(pieces or NASTY) * self.number(400))
        return "".join(out)

    def span(self, size: int) -> tuple[int, int]:
        """A stretch of a text of that size, mostly short."""
        start = self.number(size)
        return start, min(size, start + self.number(12))
