"""Gathers a document from a scanner: text, blocks and rows grow together, so they cannot disagree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from mtfix.model import Block, BlockKind, Document, SourceMap, SourceRow, Span, Suppression
from mtfix.text.silence import Silencing, comments, suppressions

# Stands for what is not text (code, an image, a tag): parts the words around it and cannot be edited.
OBJECT = "\ufffc"
# Between blocks; it has no row, so that no edit crosses it.
PARTING = "\n\n"


class Run(Struct):
    """A stretch of source, code points start..end: text as written, or with `shown` text of its own.

    `kind` is text, special, barrier or comment. `marks` say how the place is written, in words that the format knows;
    ``keep`` means that it is not to be edited.
    """

    kind: str
    start: int
    end: int
    shown: str = ""
    marks: str = ""


class Builder:
    """Collects runs of text inside blocks. `size` is the length of the text so far, in code points."""

    def __init__(self) -> None:
        self.size = 0
        self.blocks: list[Block] = []
        self.protected: list[Span] = []
        self.suppressions: list[Suppression] = []
        self._pieces: list[str] = []
        self._rows: list[SourceRow] = []
        self._state = 0, 0, 0, 0

    @contextmanager
    def block(self, kind: BlockKind) -> Iterator[None]:
        """A block of text; one without anything to read leaves no trace."""
        self.begin()
        yield
        self.finish(kind)

    def begin(self) -> None:
        """Open a block."""
        self._state = self.size, len(self._pieces), len(self._rows), len(self.protected)
        if self.blocks:
            self._append(PARTING)

    def finish(self, kind: BlockKind) -> Span | None:
        """Close the open block and say where it stands, if it has anything to read."""
        size, pieces, rows, protected = self._state
        if not "".join(self._pieces[pieces:]).replace(OBJECT, "").strip():
            self.size = size
            del self._pieces[pieces:], self._rows[rows:], self.protected[protected:]
            return None
        span = Span(size + len(PARTING) if self.blocks else size, self.size)
        self.blocks.append(Block(span, kind))
        return span

    def verbatim(self, text: str, start: int, end: int, quoting: str = "", part: str = "") -> None:
        """Text that stands in the source as it is, at the bytes start..end of `part`."""
        if not text:
            return
        last = self._rows[-1] if self._rows else None
        begin = self.size
        if (
            last is not None
            and last.verbatim
            and (last.span.end, last.byte_end, last.part, last.quoting) == (begin, start, part, quoting)
        ):
            begin, start = last.span.start, last.byte_start
            self._rows.pop()
        self._append(text)
        self._rows.append(SourceRow(Span(begin, self.size), start, end, part, True, quoting))

    def special(self, text: str, start: int, end: int, quoting: str = "", part: str = "") -> None:
        """Text that the source writes in its own way (an entity, a break); replaced whole."""
        begin = self.size
        self._append(text)
        self._rows.append(SourceRow(Span(begin, self.size), start, end, part, False, quoting))

    def barrier(self, text: str = OBJECT) -> None:
        """Text that cannot be edited; two barriers in a row are one."""
        if not (text == OBJECT and self._pieces and self._pieces[-1] == OBJECT):
            self._append(text)

    def protect(self, start: int) -> None:
        """Keep what was added since the text had the size `start`."""
        if self.protected and self.protected[-1].end == start:
            start = self.protected.pop().start
        if self.size > start:
            self.protected.append(Span(start, self.size))

    def gather(
        self,
        blocks: Iterable[tuple[BlockKind | None, list[Run]]],
        source: bytes,
        encoding: str,
        offsets: Callable[[int], int],
        part: str = "",
    ) -> None:
        """Add blocks of runs read from `source`, the bytes of `part`; comments may silence rules in them."""
        asked: list[Silencing] = []
        first_row, first_block = len(self._rows), len(self.blocks)
        for kind, runs in blocks:
            if kind is None:
                asked += self._comment(runs[0], source, encoding, offsets)
                continue
            with self.block(kind):
                for run in runs:
                    if run.kind == "comment":
                        asked += self._comment(run, source, encoding, offsets)
                    else:
                        self._add(run, source, encoding, offsets, part)
        self.suppressions += suppressions(asked, self._rows[first_row:], self.blocks[first_block:], source, encoding)

    def _comment(self, run: Run, source: bytes, encoding: str, offsets: Callable[[int], int]) -> Iterator[Silencing]:
        start, end = offsets(run.start), offsets(run.end)
        return comments(source[start:end].decode(encoding), self.size, start)

    def _add(self, run: Run, source: bytes, encoding: str, offsets: Callable[[int], int], part: str) -> None:
        start, end, size = offsets(run.start), offsets(run.end), self.size
        if run.kind == "text":
            self.verbatim(source[start:end].decode(encoding), start, end, run.marks, part)
        elif run.kind == "special":
            self.special(run.shown, start, end, run.marks, part)
        else:
            self.barrier(run.shown or OBJECT)
        if "keep" in run.marks:
            self.protect(size)

    def rows(self) -> tuple[SourceRow, ...]:
        """The rows so far, in order of text."""
        return tuple(self._rows)

    def document(self, source: bytes, path: str, format: str, encoding: str) -> Document:
        """The document of all that was gathered."""
        text = "".join(self._pieces)
        return Document(
            text=text,
            blocks=tuple(self.blocks),
            source=source,
            source_map=SourceMap(self.rows()),
            path=path,
            format=format,
            encoding=encoding,
            digest=hashlib.sha256(source).hexdigest(),
            protected=tuple(self.protected),
            suppressions=tuple(_inside(one, len(text)) for one in self.suppressions),
        )

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self.size += len(text)


def _inside(one: Suppression, size: int) -> Suppression:
    """The suppression, where the block around its comment left no trace."""
    start, place = min(one.span.start, size), min(one.place.start, size)
    return replace(one, span=Span(start, min(one.span.end, size)), place=Span(place, place))
