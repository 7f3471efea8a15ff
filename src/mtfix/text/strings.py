"""Strings written with escapes (JSON, PO): what they say, and where each sign of it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from mtfix import lazy
from mtfix.model import BlockKind
from mtfix.text import html
from mtfix.text.builder import OBJECT, Run
from mtfix.text.paragraphs import paragraphs
from mtfix.text.templates import masked_templates

_ESCAPE = lazy.compile(r"\\(?:u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_MARKUP = lazy.compile(r"<[A-Za-z!/][^<>]*>|&(?:[A-Za-z]+|#\w+);")
_MEANING = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "0": "\0"}


class EscapedString:
    """The text of a string literal that stands at `start`..`end` of `source`, quotation marks excluded.

    Several literals that follow each other (as in PO files) are one string: add them with `extend`.
    """

    def __init__(self, source: str) -> None:
        self.text = ""
        self._source = source
        # Where each segment begins in the text and in the source, how long it is there, and whether it is an escape.
        self._segments: list[tuple[int, int, int, bool]] = []
        self._starts: list[int] = []

    def extend(self, start: int, end: int) -> None:
        """Add the literal that stands at start..end."""
        pieces, size, at = [self.text], len(self.text), start
        for match in _ESCAPE.finditer(self._source, start, end):
            if match.start() > at:
                self._segment(size, at, match.start() - at, False)
                pieces.append(self._source[at : match.start()])
                size += match.start() - at
            self._segment(size, match.start(), match.end() - match.start(), True)
            pieces.append(_meaning(match[0]))
            size += 1
            at = match.end()
        if end > at:
            self._segment(size, at, end - at, False)
            pieces.append(self._source[at:end])
        self.text = "".join(pieces)

    def _segment(self, text: int, source: int, length: int, escape: bool) -> None:
        self._segments.append((text, source, length, escape))
        self._starts.append(text)

    def blocks(self, marks: str) -> Iterator[tuple[BlockKind | None, list[Run]]]:
        """The blocks of the text with the places of the source; each run gets `marks`, and ``html`` if that is HTML."""
        if _MARKUP.search(self.text):
            marks = f"html {marks}".strip()
            yield from self._in_source(html.blocks(masked_templates(self.text)), marks)
        else:
            blocks = ((BlockKind.paragraph, [Run("text", *span)]) for span in paragraphs(self.text))
            yield from self._in_source(blocks, marks)

    def _in_source(
        self, blocks: Iterable[tuple[BlockKind | None, list[Run]]], marks: str
    ) -> Iterator[tuple[BlockKind | None, list[Run]]]:
        for kind, runs in blocks:
            yield kind, [piece for run in runs for piece in self._placed(run, f"{run.marks} {marks}".strip())]

    def _placed(self, run: Run, marks: str) -> Iterator[Run]:
        first = max(bisect_right(self._starts, run.start) - 1, 0)
        last = max(bisect_right(self._starts, run.end - 1), first + 1)
        covered = self._segments[first:last]
        if not covered:
            return
        if run.kind != "text":
            yield Run(run.kind, self._point(covered[0], run.start), self._end(covered[-1], run.end), run.shown, marks)
            return
        for segment in covered:
            text, source, length, escape = segment
            if not escape:
                yield Run("text", self._point(segment, max(run.start, text)), self._end(segment, run.end), "", marks)
            elif "\ud800" <= self.text[text] <= "\udfff":  # half of a pair: no character
                yield Run("barrier", source, source + length, OBJECT, marks)
            else:
                yield Run("special", source, source + length, self.text[text], marks)

    def _point(self, segment: tuple[int, int, int, bool], offset: int) -> int:
        text, source, _, escape = segment
        return source if escape else source + offset - text

    def _end(self, segment: tuple[int, int, int, bool], offset: int) -> int:
        text, source, length, escape = segment
        return source + length if escape else min(source + length, source + offset - text)


def _meaning(escape: str) -> str:
    if escape[1] != "u" or len(escape) < 6:
        return _MEANING.get(escape[1], escape[1])
    if len(escape) > 6:
        return chr(0x10000 + ((int(escape[2:6], 16) & 0x3FF) << 10) + (int(escape[8:12], 16) & 0x3FF))
    return chr(int(escape[2:6], 16))
