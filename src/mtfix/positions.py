"""Where findings and edits stand in the file that was read, for reports and editors.

Positions count code points of the decoded file without its byte order mark, so that an edit taken from a report can be
carried out on the file itself, mark-up and all. In a container such as DOCX there is no such text: there they count in
the readable text, `Document.text`, and `Place.part` names the member.
"""

from __future__ import annotations

import codecs
import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from mtfix import lazy, registry
from mtfix.model import Document, Edit, Format, SourceMap, SourceRow, Span
from mtfix.splice import editable, encodable, patches, placed

# U+2028, form feeds and the like are no line ends to an editor or to git.
_LINE_END = lazy.compile(r"\r\n?|\n")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Code points that one edit may span at most when several are told as one.
_WIDEST = 2000
_Lowered: TypeAlias = tuple[int, int, str]
_ONE_WAY = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


class Place(Struct, frozen=True):
    """A stretch of the source: offsets from 0, end exclusive; lines and columns from 1, in code points.

    `text` is what stands there. Bytes count from the start of the file, or of `part` in a container.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    byte_start: int
    byte_end: int
    part: str | None
    text: str


class SourceEdit(Struct, frozen=True):
    """An edit in the terms of the source: `before` stands at start..end and `after`, escaped, takes its place."""

    start: int
    end: int
    before: str
    after: str


class SourceText:
    """The text in which the reports of one document count: the decoded file, or a container's readable text."""

    def __init__(self, document: Document) -> None:
        """Find the lines; linear in the size of the document."""
        rows = document.source_map.rows
        self.document = document
        self.container = any(row.part for row in rows)
        self._skip = 0 if self.container else _mark(document)
        # whether the readable text is the decoded file itself, as in plain text
        self._plain = not self.container and self._is_text(rows)
        self.text = document.text if self._plain or self.container else self._decoded()
        self._lines = _line_starts(self.text)

    def _is_text(self, rows: Sequence[SourceRow]) -> bool:
        size = len(self.document.source)
        return len(rows) == 1 and rows[0].verbatim and (rows[0].byte_start, rows[0].byte_end) == (self._skip, size)

    def _decoded(self) -> str:
        return str(memoryview(self.document.source)[self._skip :], self.document.encoding)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column, from 1, of the code point `offset`."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def places(self, spans: Sequence[Span]) -> list[Place]:
        """The place of each span of `Document.text`, in any order; mark-up inside a span belongs to its place."""
        if self.container:
            return [self._place(span, *self._part_bytes(span)) for span in spans]
        outer = spans if self._plain else self._outer(spans)
        bytes_ = self._bytes(point for span in outer for point in (span.start, span.end))
        return [self._place(span, None, bytes_[span.start], bytes_[span.end]) for span in outer]

    def _outer(self, spans: Sequence[Span]) -> list[Span]:
        """The stretch of `text` that each span of `Document.text` stands in."""
        anchors = [self._anchors(span) for span in spans]
        chars = self.chars(anchor[0] for pair in anchors for anchor in pair)
        return [Span(chars[start[0]] + start[1], chars[end[0]] + end[1]) for start, end in anchors]

    def span(self, start: int, end: int) -> Span | None:
        """The stretch of `Document.text` that `places` puts at start..end of `text`; None where nothing readable is."""
        if self._plain or self.container:
            return Span(start, end)
        bytes_ = self._bytes([start, end])
        first, last = bytes_[start], bytes_[end]
        near = bisect_left(self._by_byte, first, key=lambda row: row.byte_end)
        touching = takewhile(lambda row: row.byte_start <= last, self._by_byte[near:])
        rows = [row for row in touching if first == last or (row.byte_start < last and row.byte_end > first)]
        rows = rows[:1] if first == last else rows
        spans = [Span(self._offset(row, first), self._offset(row, last)) for row in rows]
        return Span(min(spans).start, max(span.end for span in spans)) if spans else None

    @functools.cached_property
    def _by_byte(self) -> list[SourceRow]:
        return sorted(self.document.source_map.rows, key=lambda row: row.byte_start)

    def _offset(self, row: SourceRow, byte: int) -> int:
        """The code point of `Document.text` at a byte, within the limits of a row."""
        if byte <= row.byte_start:
            return row.span.start
        if byte >= row.byte_end or not row.verbatim:
            return row.span.end
        return row.span.start + len(self.document.source[row.byte_start : byte].decode(self.document.encoding))

    def edits(self, edits: Iterable[Edit]) -> dict[Edit, tuple[SourceEdit, ...]]:
        """Each edit of `Document.text` in the terms of the source; () for one that cannot be carried out there.

        One edit over several runs of mark-up becomes several: the first takes the new text, the mark-up stays.
        """
        wanted = sorted(set(edits), key=lambda edit: (edit.span.start, edit.span.end, edit.text))
        document, text = self.document, self.text
        format = _format(document.format)
        able = [edit for edit in wanted if editable(document, edit.span) and encodable(document, edit.text)]
        verbatim = self._plain and format.lower is None
        if verbatim or self.container:
            quoting = document.source_map.rows[0].quoting if verbatim else ""
            made = {
                edit: (SourceEdit(edit.span.start, edit.span.end, text[edit.span.start : edit.span.end], after),)
                for edit in able
                for after in (format.escape(edit.text, quoting) if verbatim else edit.text,)
            }
            return {edit: made.get(edit, ()) for edit in wanted}
        lowered = dict(_lowered(document, able, format) if format.lower is None else _own_way(document, able, format))
        chars = self.chars(point for group in lowered.values() for start, end, _ in group for point in (start, end))
        return {
            edit: tuple(
                SourceEdit(chars[start], chars[end], text[chars[start] : chars[end]], after)
                for start, end, after in lowered.get(edit, ())
            )
            for edit in wanted
        }

    def joined(self, edits: Sequence[SourceEdit]) -> SourceEdit | None:
        """The edits (sorted) as one that also holds what stands between them; None where that is a long text."""
        if not edits or edits[-1].end - edits[0].start > _WIDEST:
            return None
        start, end = edits[0].start, edits[-1].end
        pieces, at = [], start
        for edit in edits:
            pieces += [self.text[at : edit.start], edit.after]
            at = edit.end
        return SourceEdit(start, end, self.text[start:end], "".join(pieces))

    def chars(self, offsets: Iterable[int]) -> dict[int, int]:
        """The code point of `text` at each byte of the source; in one pass."""
        wanted = sorted({self._skip, *offsets})
        source = self.document.source
        if len(self.text) == len(source) - self._skip:
            return {offset: offset - self._skip for offset in wanted}
        decoder = codecs.getincrementaldecoder(self.document.encoding)()
        out, count = {wanted[0]: 0}, 0
        for last, offset in pairwise(wanted):
            count += len(decoder.decode(source[last:offset]))
            out[offset] = count
        return out

    def _bytes(self, points: Iterable[int]) -> dict[int, int]:
        """The byte of the source at each code point of `text`; in one pass."""
        wanted = sorted({0, *points})
        source, encoding = self.document.source, self.document.encoding
        if len(self.text) == len(source) - self._skip:
            return {point: point + self._skip for point in wanted}
        out = {0: self._skip}
        at = self._skip
        for last, point in pairwise(wanted):
            encoded = self.text[last:point].encode(encoding)
            if encoding not in _ONE_WAY and not source.startswith(encoded, at):
                return self._bytes_one_by_one(wanted)
            at += len(encoded)
            out[point] = at
        return out

    def _bytes_one_by_one(self, wanted: Sequence[int]) -> dict[int, int]:
        """The same where the encoding has more than one way to write a text, or has a state."""
        decoder = codecs.getincrementaldecoder(self.document.encoding)()
        source = self.document.source
        starts = [self._skip]
        for at in range(self._skip, len(source)):
            starts += [at + 1] * len(decoder.decode(source[at : at + 1]))
        return {point: starts[min(point, len(starts) - 1)] for point in wanted}

    def _anchors(self, span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
        """Both ends of a span as (byte where a row starts or ends, code points from there)."""
        rows = self.document.source_map.rows
        first, last = self._rows_of(span)
        if not rows:
            return (self._skip, 0), (self._skip, 0)
        if first > last:  # nothing but what has no row: stand after what comes before
            edge = (rows[last].byte_end, 0) if last >= 0 else (rows[0].byte_start, 0)
            return edge, edge
        head, tail = rows[first], rows[last]
        start = (head.byte_start, max(span.start - head.span.start, 0) if head.verbatim else 0)
        inside = tail.verbatim and span.end < tail.span.end
        end = (tail.byte_start, span.end - tail.span.start) if inside else (tail.byte_end, 0)
        if not len(span) and not head.verbatim:
            start = end if span.start > head.span.start else start
            end = start
        return start, end

    def _rows_of(self, span: Span) -> tuple[int, int]:
        """The first and the last row that `span` touches; the first is greater where there is none."""
        rows = self.document.source_map.rows
        first = max(bisect_right(rows, span.start, key=lambda row: row.span.start) - 1, 0)
        if rows and rows[first].span.end <= span.start and (len(span) or rows[first].span.end < span.start):
            first += 1
        last = bisect_right(rows, max(span.end - 1, span.start), key=lambda row: row.span.start) - 1
        return first, last

    def _part_bytes(self, span: Span) -> tuple[str | None, int, int]:
        rows = self.document.source_map.rows
        first, last = self._rows_of(span)
        if first > last:
            edge = rows[max(last, 0)]
            return edge.part, edge.byte_end, edge.byte_end
        head, tail = rows[first], rows[last]
        start, end = head.byte_start, tail.byte_end
        if head.verbatim and span.start > head.span.start:
            start += len(self.text[head.span.start : span.start].encode(self.document.encoding))
        if tail.verbatim and span.end < tail.span.end:
            end = tail.byte_start + len(self.text[tail.span.start : span.end].encode(self.document.encoding))
        return head.part, start, max(start, end) if head.part == tail.part else start

    def _place(self, span: Span, part: str | None, byte_start: int, byte_end: int) -> Place:
        line, column = self.position(span.start)
        end_line, end_column = self.position(span.end)
        return Place(
            start=span.start,
            end=span.end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            byte_start=byte_start,
            byte_end=byte_end,
            part=part,
            text=self.text[span.start : span.end],
        )


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]


@functools.cache
def _format(name: str) -> Format:
    return registry.load("mtfix.formats", name, "format", Format)


def _mark(document: Document) -> int:
    """The length of the byte order mark."""
    for mark, encoding in _BOMS:
        if document.encoding == encoding and document.source.startswith(mark):
            return len(mark)
    return 0


def _lowered(document: Document, edits: Sequence[Edit], format: Format) -> Iterator[tuple[Edit, list[_Lowered]]]:
    """Each edit as (byte start, byte end, text), in as few passes as can be."""
    for track in _tracks(edits, _indivisible(document)):
        for edit, pieces in zip(track, placed(document, track, format), strict=True):
            yield edit, [(piece.start, piece.end, text) for piece, text in pieces]


def _own_way(document: Document, edits: Sequence[Edit], format: Format) -> Iterator[tuple[Edit, list[_Lowered]]]:
    """The same for a format with a way of its own, which sees only the rows around the edit."""
    rows = document.source_map.rows
    for edit in edits:
        first = max(bisect_right(rows, edit.span.start, key=lambda row: row.span.start) - 2, 0)
        last = bisect_right(rows, edit.span.end, key=lambda row: row.span.start)
        near = replace(document, source_map=SourceMap(rows[first : last + 1]))
        made = patches(near, [edit], format)
        yield edit, [(patch.start, patch.end, patch.data.decode(document.encoding)) for patch in made]


def _indivisible(document: Document) -> list[Span]:
    """The rows that are replaced whole: two edits in one of them would be joined."""
    return [row.span for row in document.source_map.rows if not row.verbatim and len(row.span) > 1]


def _tracks(edits: Sequence[Edit], whole: Sequence[Span]) -> Iterator[list[Edit]]:
    """The edits (sorted) in lists within which none touches another: alternatives for one place part ways."""
    tracks: list[tuple[int, list[Edit]]] = []
    for edit in edits:
        start, end = _outer(whole, edit.span.start).start, _outer(whole, edit.span.end).end
        for index, (last, track) in enumerate(tracks):
            if last < start:
                track.append(edit)
                tracks[index] = (end, track)
                break
        else:
            tracks.append((end, [edit]))
    for _, track in tracks:
        yield track


def _outer(whole: Sequence[Span], at: int) -> Span:
    index = bisect_right(whole, at, key=lambda span: span.start) - 1
    if index >= 0 and whole[index].start < at < whole[index].end:
        return whole[index]
    return Span(at, at)
