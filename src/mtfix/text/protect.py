"""What must never be edited in running text: addresses, handles, tags, file names, code and words marked [sic]."""

from __future__ import annotations

import re
from bisect import bisect_right

from mtfix.model import Span

_TLD = r"(?:com|org|net|edu|gov|int|info|biz|io|cn|ru|uk|de|fr|jp|kr|tw|hk|eu|am|az|us|tv|me|co|in|ir|ua)"
_FILE = (
    r"(?:jpe?g|png|gif|svg|webp|tiff?|mp[34]|mov|avi|pdf|docx?|xlsx?|pptx?|odt|txt|csv|json|xml|ya?ml|toml|md|html?|php"
    r"|aspx?|jsp|css|js|ts|py|zip|gz|rar)"
)
# Each alternative starts with something rare, so that a line without it costs one scan.
_ZONE = re.compile(
    r"(?:https?|ftp|file)://[^\s<>\"“”]+"
    r"|\bmailto:[^\s<>\"]+"
    r"|\bwww\.[^\s<>\"“”]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@\w[\w.]*\w"
    r"|(?<![\w&])[#＃]\w+"
    r"|`[^`\n]+`"
    r"|<[A-Za-z/!][^<>]*>"
    rf"|(?<![\w])[\w%+-]+(?:\.[\w-]+)*\.{_TLD}/[^\s<>\"“”]*"
    rf"|(?<!\w)(?:[\w%~-]+[/\\])*[\w%+-]+(?:[ _.+-][\w%+-]+)*?\.{_FILE}\b(?![-\w])"
    r"|\S+(?=\s*\[sic\])",
    re.IGNORECASE,
)
_HINTS = re.compile(r"[@#＃`<\\/]|www\.|\[sic|\.\w{2,4}\b", re.IGNORECASE)
_DOMAIN = re.compile(rf"(?:[\w-]+\.)+{_TLD}\b", re.IGNORECASE)


class Protection:
    """The untouchable zones of one text, found line by line where somebody asks."""

    def __init__(self, text: str, spans: tuple[Span, ...] = ()) -> None:
        """`spans` are the zones that the document's format names."""
        self._text = text
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._lines: dict[int, tuple[tuple[int, int], ...]] = {}

    def covers(self, start: int, end: int) -> bool:
        """Whether text[start:end] touches a protected zone."""
        at = bisect_right(self._starts, end - 1)
        if any(span.end > start for span in self._spans[max(at - 8, 0) : at]):
            return True
        return any(low < end and start < high for low, high in self._zones(start, end)) or self._inside_domain(
            start, end
        )

    def _zones(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        low = self._text.rfind("\n", 0, start) + 1
        if (zones := self._lines.get(low)) is None:
            high = self._text.find("\n", end)
            high = len(self._text) if high < 0 else high
            # a line of many thousand letters is no prose: look at the surroundings only
            low_cut, high_cut = max(low, start - 4000), min(high, end + 4000)
            line = self._text[low_cut:high_cut]
            zones = ()
            if _HINTS.search(line):
                zones = tuple((low_cut + m.start(), low_cut + m.end()) for m in _ZONE.finditer(line))
            if (low_cut, high_cut) == (low, high):
                self._lines[low] = zones
        return zones

    def _inside_domain(self, start: int, end: int) -> bool:
        """Whether the span is a proper part of a bare domain: "Naka" in "naka.com", but not "CNN.com" itself."""
        low = start
        while low > 0 and (self._text[low - 1].isalnum() or self._text[low - 1] in ".-"):
            low -= 1
        if _DOMAIN.fullmatch(self._text, start, end):  # a listed site; a hyphen before it is a dash
            return low < start and self._text[start - 1] == "."
        match = _DOMAIN.match(self._text, low, end + 60)
        return match is not None and match.end() >= end
