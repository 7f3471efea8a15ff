"""What must never be edited in running text: addresses, handles, tags, file names, code and words marked [sic]."""

from __future__ import annotations

import re
from bisect import bisect_right

from mtfix import lazy
from mtfix.model import Span

_TLD = r"(?:com|org|net|edu|gov|int|info|biz|io|cn|ru|uk|de|fr|jp|kr|tw|hk|eu|am|az|us|tv|me|co|in|ir|ua)"
_FILE = (
    r"(?:jpe?g|png|gif|svg|webp|tiff?|mp[34]|mov|avi|pdf|docx?|xlsx?|pptx?|odt|txt|csv|json|xml|ya?ml|toml|md|html?|php"
    r"|aspx?|jsp|css|js|ts|py|zip|gz|rar)"
)
# Zones without white space inside: looked for in the words around a place. Each begins where a run of its letters
# begins, so that a long run of marks is not tried again from each of them.
_WORD_ZONE = lazy.compile(
    r"(?:https?|ftp|file)://[^\s<>\"“”]+"
    r"|\bmailto:[^\s<>\"]+"
    r"|\bwww\.[^\s<>\"“”]+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@\w[\w.]*\w"
    r"|(?<![\w&])[#＃]\w+"
    rf"|(?<![\w%+-])(?<![\w%+-]\.)[\w%+-]++(?:\.[\w%+-]+)*\.{_TLD}/[^\s<>\"“”]*"
    rf"|(?<![\w%-])(?<![\w%-]\.)(?:[\w%~.-]++[/\\])*[\w%+-]+(?:\.[\w%+-]+)*?\.{_FILE}\b(?![-\w])",
    re.IGNORECASE,
)
# Zones that may hold white space: looked for once, where the text has such a mark at all.
_MARKED_ZONE = lazy.compile(r"`[^`\n]+`|<[A-Za-z/!][^<>\n]*>")
_DOMAIN = lazy.compile(rf"(?:[\w-]+\.)+{_TLD}\b", re.IGNORECASE)
_SIC = lazy.compile(r"\S{0,60}+\s{0,9}+[\[(]sic[\])]|\S{0,60}?[\[(]sic[\])]", re.IGNORECASE)
_WORD_ZONE_SIGNS = frozenset("@#＃/\\.:")  # each has one of these
_OPENING = frozenset(" \n\t\r\u00a0\"“‘'([—–*")
_CLOSING = frozenset(" \n\t\r\u00a0\"”’')],;:!?—–*")
_REACH = 200
_LABEL = 63  # the longest part of a domain's name


class Protection:
    """The untouchable zones of one text, looked for where somebody asks."""

    def __init__(self, text: str, spans: tuple[Span, ...] = ()) -> None:
        """`spans` are the zones that the document's format names; they do not overlap."""
        self._text = text
        marked = "`" in text or "<" in text
        self._spans = sorted({*spans, *(Span(*m.span()) for m in (_MARKED_ZONE.finditer(text) if marked else ()))})
        self._starts = [span.start for span in self._spans]
        ends = [f"ic{bracket}" for bracket in "])" if bracket in text]  # one letter is sought faster
        low = text.lower() if any(end in text or end.upper() in text for end in ends) else ""
        self._searched: tuple[tuple[int, int], list[tuple[int, int]]] = ((-1, -1), [])
        self._has_sic = "[sic]" in low or "(sic)" in low
        self._only_words = not self._spans and not self._has_sic

    def covers(self, start: int, end: int) -> bool:
        """Whether text[start:end] touches a protected zone."""
        text = self._text
        if self._only_words and 0 < start < end < len(text) and text[start - 1] in _OPENING and text[end] in _CLOSING:
            return False  # the usual case, which stands before all others for speed
        at = bisect_right(self._starts, end - 1) - 1
        if any(span.end > start for span in self._spans[max(at - 1, 0) : at + 1]):
            return True
        if self._has_sic and _SIC.match(self._text, end):
            return True
        return not self._stands_free(start, end) and (self._in_word_zone(start, end) or self._in_domain(start, end))

    def _stands_free(self, start: int, end: int) -> bool:
        """Whether white space or closing punctuation parts the place from its neighbours: the usual case."""
        text = self._text
        if start > 0 and text[start - 1] not in _OPENING:
            return False
        return (
            end >= len(text)
            or text[end] in _CLOSING
            or (text[end] == "." and text[end + 1 : end + 2] in ("", " ", "\n"))
        )

    def _in_word_zone(self, start: int, end: int) -> bool:
        low, high = self._stretch(start, end)
        if _WORD_ZONE_SIGNS.isdisjoint(self._text[low:high]):
            return False
        if self._searched[0] != (low, high):  # the words of one stretch share a search
            self._searched = (low, high), [match.span() for match in _WORD_ZONE.finditer(self._text, low, high)]
        return any(first < end and start < last for first, last in self._searched[1])

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        """The text without white space around a place; in an endless run some hundred letters on either side."""
        before = self._text[max(0, start - _REACH) : start]
        blank = max(before.rfind(" "), before.rfind("\n"))
        low = start - (len(before) - blank - 1) if blank >= 0 else max(start // _REACH - 1, 0) * _REACH
        after = self._text[end : end + _REACH]
        cut = next((at for at, letter in enumerate(after) if letter.isspace()), None)
        high = end + cut if cut is not None else (end // _REACH + 2) * _REACH
        return low, high

    def _in_domain(self, start: int, end: int) -> bool:
        """Whether the span is a proper part of a bare domain: "Naka" in "naka.com", but not "CNN.com" itself."""
        low, least = start, max(start - _LABEL, 0)
        while low > least and (self._text[low - 1].isalnum() or self._text[low - 1] in ".-"):
            low -= 1
        if _DOMAIN.fullmatch(self._text, start, end):  # a listed site; a hyphen before it is a dash
            return low < start and self._text[start - 1] == "."
        match = _DOMAIN.match(self._text, low, end + 60)
        return match is not None and match.end() >= end
