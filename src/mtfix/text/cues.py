"""The text of subtitle cues: line ends are layout, tags only dress it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.text.builder import Run

# Tags of SubRip and WebVTT, WebVTT time stamps, and what SubRip files have of SubStation Alpha: overrides, \N (a line
# end) and \h (a hard blank).
_TOKEN = lazy.compile(
    r"(?P<end>[ \t]*(?:(?:\r\n?|\n)[ \t]*)+)|(?P<break>\\[Nnh])|(?P<entity>&(?:\#?\w+);)"
    r"|(?P<tag></?(?:i|b|u|s|em|strong|font|c|v|lang|ruby|rt)\b[^<>\r\n]*>|<[\d:.]+>|\{\\[^{}\r\n]*\})",
    re.IGNORECASE,
)
# A second speaker in the same cue begins a line of their own.
_SPEAKER = lazy.compile(r"[-–—]\s?\S|\[|[A-Z][A-Z .]+:")


def runs(source: str, start: int, end: int, entities: bool) -> Iterator[Run]:
    """The runs of the cue text start..end, trimmed; a line end reads as a blank, before another speaker as itself."""
    cue = source[start:end]
    at = start = end - len(cue.lstrip())
    end = start + len(cue.strip())
    for match in _TOKEN.finditer(source, start, end):
        kind = match.lastgroup
        if kind == "entity" and not entities:
            continue
        if match.start() > at:
            yield Run("text", at, match.start())
        at = match.end()
        if kind == "end":
            yield Run("special", match.start(), at, "\n" if _SPEAKER.match(source, at) else " ")
        elif kind == "break":
            yield Run("special", match.start(), at, "\u00a0" if match[0] == r"\h" else " ")
        elif kind == "entity":
            from html import unescape

            yield Run("special", match.start(), at, unescape(match[0]))
    if at < end:
        yield Run("text", at, end)
