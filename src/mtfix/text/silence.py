"""Comments in an article that silence rules: ``mtfix: ignore``, ``ignore-next-line``, ``off`` and ``on``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mtfix import lazy
from mtfix.model import Block, SourceRow, Span, Suppression

_SUPPRESSION = lazy.compile(r"\A\s*mtfix:\s*(ignore-next-line|ignore|off|on)\b\s*(.*?)\s*\Z", re.DOTALL)


class Silencing(Struct, frozen=True):
    """A comment that silences `rules` (empty: all), at the size of the text so far and at a byte of the source."""

    verb: str
    rules: frozenset[str]
    size: int
    byte: int


def silencing(comment: str, size: int, byte: int) -> Silencing | None:
    """What a comment such as ``mtfix: ignore term.variant`` asks for; None for other comments."""
    match = _SUPPRESSION.match(comment)
    if match is None:
        return None
    return Silencing(match[1], frozenset(re.split(r"[\s,]+", match[2])) - {""}, size, byte)


def comments(source: str, size: int, byte: int) -> Iterator[Silencing]:
    """What the HTML comments of `source`, which begins at `byte`, ask for."""
    at = source.find("<!--")
    while at >= 0 and (end := source.find("-->", at + 4)) >= 0:
        if one := silencing(source[at + 4 : end], size, byte):
            yield one
        at = source.find("<!--", end)


def suppressions(
    asked: Sequence[Silencing], rows: Sequence[SourceRow], blocks: Sequence[Block], source: bytes, encoding: str
) -> tuple[Suppression, ...]:
    """The stretches of text that the comments silence.

    ``ignore`` means the text on its own line of the source or, alone there, the next block; ``ignore-next-line`` the
    next line with text; ``off`` all up to the ``on`` that names the same rules, or none, or to the end.
    """
    if not asked:
        return ()
    by_byte = sorted(rows, key=lambda row: row.byte_start)
    lines = _Lines(by_byte, source, "\n".encode(encoding))
    out = []
    for index, one in enumerate(asked):
        span: Span | None = None
        if one.verb == "off":
            ends = (later.size for later in asked[index + 1 :] if later.verb == "on" and _ends(later, one))
            span = Span(one.size, next(ends, rows[-1].span.end if rows else one.size))
        elif one.verb != "on":
            start, end = lines.around(one.byte)
            span = lines.text(start, end) if one.verb == "ignore" else lines.text_after(end)
            if span is None:
                span = next((block.span for block in blocks if block.span.start >= one.size), None)
        if span is not None:
            line = source.count(lines.feed, 0, one.byte) + 1
            out.append(Suppression(span, one.rules, Span(one.size, one.size), line))
    return tuple(out)


def _ends(on: Silencing, off: Silencing) -> bool:
    return not on.rules or on.rules >= off.rules > frozenset()


class _Lines:
    """The lines of a source, and the text on them."""

    def __init__(self, rows: Sequence[SourceRow], source: bytes, feed: bytes) -> None:
        self.rows, self.source, self.feed = rows, source, feed

    def around(self, byte: int) -> tuple[int, int]:
        """The first byte of the line with `byte`, and that of the next line."""
        end = self.source.find(self.feed, byte)
        return self.source.rfind(self.feed, 0, byte) + 1, len(self.source) if end < 0 else end + len(self.feed)

    def text(self, start: int, end: int) -> Span | None:
        """The text written between the bytes start and end."""
        spans = list(self._spans(start, end))
        return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None

    def text_after(self, byte: int) -> Span | None:
        """The text on the first line from `byte` on that has any."""
        at = bisect_left(self.rows, byte, key=lambda row: row.byte_start)
        return self.text(*self.around(self.rows[at].byte_start)) if at < len(self.rows) else None

    def _spans(self, start: int, end: int) -> Iterator[Span]:
        at = bisect_left(self.rows, start, key=lambda row: row.byte_start)
        while at < len(self.rows) and self.rows[at].byte_start < end:
            if self.rows[at].verbatim:
                yield self.rows[at].span
            at += 1
