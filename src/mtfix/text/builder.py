"""Gathers a document from a scanner: text, blocks and rows grow together, so they cannot disagree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from mtfix.model import Block, BlockKind, Document, SourceMap, SourceRow, Span

# Stands for what is not text (code, an image, a tag): parts the words around it and cannot be edited.
OBJECT = "\ufffc"
# Between blocks; it has no row, so that no edit crosses it.
PARTING = "\n\n"


class Builder:
    """Collects runs of text inside blocks. `size` is the length of the text so far, in code points."""

    def __init__(self) -> None:
        self.size = 0
        self.blocks: list[Block] = []
        self.protected: list[Span] = []
        self._pieces: list[str] = []
        self._rows: list[SourceRow] = []

    @contextmanager
    def block(self, kind: BlockKind) -> Iterator[None]:
        """A block of text; one without anything to read leaves no trace."""
        state = self.size, len(self._pieces), len(self._rows), len(self.protected)
        if self.blocks:
            self._append(PARTING)
        start = self.size
        yield
        if not "".join(self._pieces[state[1] :]).replace(OBJECT, "").strip():
            self.size = state[0]
            del self._pieces[state[1] :], self._rows[state[2] :], self.protected[state[3] :]
        else:
            self.blocks.append(Block(Span(start, self.size), kind))

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
        if self.size > start:
            self.protected.append(Span(start, self.size))

    def rows(self) -> tuple[SourceRow, ...]:
        """The rows so far, in order of text."""
        return tuple(self._rows)

    def document(self, source: bytes, path: str, format: str, encoding: str) -> Document:
        """The document of all that was gathered."""
        return Document(
            text="".join(self._pieces),
            blocks=tuple(self.blocks),
            source=source,
            source_map=SourceMap(self.rows()),
            path=path,
            format=format,
            encoding=encoding,
            digest=hashlib.sha256(source).hexdigest(),
            protected=tuple(self.protected),
        )

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self.size += len(text)
