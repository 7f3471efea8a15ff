"""From spans of text to bytes of the source, through the rows of a document's source map."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mtfix.errors import SourceError
from mtfix.model import Document, Edit, SourceRow, Span


class Piece(Struct, frozen=True):
    """The part of one source row that an edit covers: `span` in text, and its bytes in the row's part.

    A piece of a row that is not verbatim is always the whole row.
    """

    row: SourceRow
    span: Span
    start: int
    end: int


def editable(document: Document, span: Span) -> bool:
    """Whether every code point of `span` has a place in the source; an empty span needs a row that touches it."""
    rows = document.source_map.rows
    index = _row_at(rows, span.start)
    if not len(span):
        return index >= 0 and span.start <= rows[index].span.end
    at = span.start
    while 0 <= index < len(rows) and rows[index].span.start <= at < rows[index].span.end:
        at = rows[index].span.end
        if at >= span.end:
            return True
        index += 1
    return False


def source_bytes(document: Document, span: Span) -> tuple[str, int, int]:
    """Where `span` stands in the source: the part and the bytes from the first to the last code point.

    Raises `SourceError` when the span has no place there.
    """
    [(_, pieces)] = covered(document, [Edit(span, "")])
    return pieces[0].row.part, pieces[0].start, pieces[-1].end


def covered(document: Document, edits: Sequence[Edit]) -> Iterator[tuple[Edit, list[Piece]]]:
    """Each edit with the pieces of the source that it covers, at least one; linear in the size of the document.

    Words at an edit's ends that stay are left out of it, so that they keep their mark-up; an edit that cuts a row that
    is not verbatim comes widened to the whole row.
    Raises `SourceError` for edits out of order and for text that has no place in the source.
    """
    rows = document.source_map.rows
    cursor = _Cursor(document)
    index = 0
    for edit in _widened(document, [_lessened(document, edit) for edit in _in_order(document, edits)]):
        span = edit.span
        while index < len(rows) and rows[index].span.end < span.start + (len(span) > 0):
            index += 1
        pieces: list[Piece] = []
        at = span.start
        while index < len(rows) and rows[index].span.start <= at and (at < span.end or not pieces):
            row = rows[index]
            stop = min(span.end, row.span.end)
            pieces.append(cursor.piece(row, at, stop))
            at = stop
            if at < span.end:
                index += 1
        if not pieces or at < span.end:
            shown = document.text[span.start : span.end]
            raise SourceError(f"{document.path}: {shown!r} at {at} is not text that can be edited. Leave it out.")
        yield edit, pieces


def _lessened(document: Document, edit: Edit) -> Edit:
    """The edit as it is where one run of text holds it; else without the words that stay, which keep their mark-up."""
    rows = document.source_map.rows
    at = _row_at(rows, edit.span.start)
    alone = at >= 0 and rows[at].verbatim and rows[at].span.contains(edit.span)
    return edit if alone else trimmed(document, edit)


def trimmed(document: Document, edit: Edit) -> Edit:
    """The edit without the words at its ends that stay: `Naka region` to `X region` is `Naka` to `X`."""
    old, new = document.text[edit.span.start : edit.span.end], edit.text
    shared = min(len(old), len(new))
    tail = next((i for i in range(shared) if old[-1 - i] != new[-1 - i]), shared)
    while tail and not (old[-tail].isspace() and tail < len(old)):
        tail -= 1
    shared -= tail
    head = next((i for i in range(shared) if old[i] != new[i]), shared)
    while head and not old[head - 1].isspace():
        head -= 1
    return Edit(Span(edit.span.start + head, edit.span.end - tail), new[head : len(new) - tail])


class _Cursor:
    """Walks forward through the rows, turning text offsets into byte offsets."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.plain = document.text.isascii() and document.encoding in ("utf-8", "ascii", "iso8859-1", "latin-1")
        self.canonical = document.encoding in ("utf-8", "utf-16-le", "utf-16-be")
        self.row: SourceRow | None = None
        self.at = self.byte = 0

    def piece(self, row: SourceRow, start: int, end: int) -> Piece:
        if not row.verbatim:
            # An insertion goes behind it, or before it at the place where it starts.
            at = row.byte_end if start == end > row.span.start else row.byte_start
            return Piece(row, Span(start, end), at, at if start == end else row.byte_end)
        first = self._seek(row, start)
        return Piece(row, Span(start, end), first, first if end == start else self._seek(row, end))

    def _seek(self, row: SourceRow, offset: int) -> int:
        if self.plain:
            return row.byte_start + offset - row.span.start
        if row is not self.row:
            self.row, self.at, self.byte = row, row.span.start, row.byte_start
        self.byte += self._length(self.document.text[self.at : offset])
        self.at = offset
        return self.byte

    def _length(self, text: str) -> int:
        encoded = text.encode(self.document.encoding)
        if self.canonical or self.document.source.startswith(encoded, self.byte):
            return len(encoded)
        return self._measured(len(text))

    def _measured(self, count: int) -> int:
        """The bytes of `count` code points where the encoding has more than one way to write them."""
        document = self.document
        decoder = codecs.getincrementaldecoder(document.encoding)()
        seen, at = 0, self.byte
        while seen < count and at < len(document.source):
            seen += len(decoder.decode(document.source[at : at + 1]))
            at += 1
        if seen != count or decoder.getstate() != codecs.getincrementaldecoder(document.encoding)().getstate():
            raise SourceError(f"{document.path}: cannot edit {document.encoding} here. Save the article as UTF-8.")
        return at - self.byte


def _in_order(document: Document, edits: Sequence[Edit]) -> Iterator[Edit]:
    last = 0
    for edit in edits:
        if edit.span.start < last or edit.span.end < edit.span.start:
            raise SourceError(f"{document.path}: edits overlap at {edit.span.start}. Give each place one edit.")
        last = edit.span.end
        yield edit


def _widened(document: Document, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits, with those that cut a row of several code points that is not verbatim made to cover all of it."""
    rows, text = document.source_map.rows, document.text
    cut = [row.span for row in rows if not row.verbatim and len(row.span) > 1]
    if not cut:
        yield from edits
        return
    joined: list[Edit] = []
    for edit in edits:
        before = joined[-1] if joined else None
        if before and (shared := _outer(cut, before.span.end)) and shared == _outer(cut, edit.span.start):
            between = text[before.span.end : edit.span.start]
            joined[-1] = Edit(Span(before.span.start, edit.span.end), before.text + between + edit.text)
        else:
            joined.append(edit)
    for edit in joined:
        first, last = _outer(cut, edit.span.start), _outer(cut, edit.span.end)
        start = first.start if first else edit.span.start
        end = last.end if last else edit.span.end
        yield Edit(Span(start, end), text[start : edit.span.start] + edit.text + text[edit.span.end : end])


def _outer(spans: Sequence[Span], at: int) -> Span | None:
    """The span with `at` truly inside."""
    index = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and spans[index].start < at < spans[index].end else None


def _row_at(rows: Sequence[SourceRow], at: int) -> int:
    """The last row that starts at or before `at`, -1 for none."""
    return bisect_right(rows, at, key=lambda row: row.span.start) - 1
