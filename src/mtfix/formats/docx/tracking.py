"""Edits of a DOCX as tracked changes (w:ins, w:del) with the formatting of the run, and notes as comments.

A run is cut where a change begins and ends; its parts keep their bytes. See ECMA-376 part 1, 17.13.5 and 17.13.4.
Without a date the same article always gives the same file.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from mtfix import lazy
from mtfix.formats.docx.clean import preserving
from mtfix.formats.docx.comments import Comments, signature
from mtfix.formats.docx.package import Package
from mtfix.formats.docx.places import Places, cached, written
from mtfix.formats.docx.scan import Holder, Item
from mtfix.model import Document, Edit, Note, Patch, Span
from mtfix.rows import Piece, covered, trimmed

_ID = lazy.compile(rb"""\b[\w.-]+:id\s*=\s*["'](\d{1,9})["']""")


class _Change(Struct):
    """What stands between runs in place of the bytes start..end of one run, from item `first` to item `last`.

    Where two begin at one place, a comment ends first, then another begins, then text changes: see `rank`.
    """

    first: Item
    last: Item
    start: int
    end: int
    xml: str
    rank: int = 2


def lower(document: Document, edits: Sequence[Edit], notes: Sequence[Note], date: str) -> Iterator[Patch]:
    """The byte edits of `edits` and `notes`; Word has no comments outside of the main text, so others are left out.

    `date` is that of the changes and comments, "" for none.
    """
    package = Package(document.source, document.path)
    places = cached(package)
    ids = itertools.count(_last_id(package.part(part) for part in package.texts()) + 1)
    changes: dict[str, list[_Change]] = defaultdict(list)
    for edit, pieces in covered(document, [trimmed(document, edit) for edit in edits]):
        for piece in pieces:
            own = places(piece.row.part)
            changes[own.part].append(_change(own, piece, edit.text if piece is pieces[0] else "", ids, date))
    anchored = list(_anchors(document, notes, package.main))
    if anchored:
        comments = Comments(package, date)
        own = places(package.main)
        changed = sorted((change.start, change.end) for change in changes[package.main])
        for note, first, last in anchored:
            number = comments.add(note.text)
            changes[package.main] += _comment(own, first, last, changed, number)
        yield from comments.patches()
    for part, own_changes in changes.items():
        yield from _patches(places(part), own_changes)


def _last_id(parts: Iterable[bytes]) -> int:
    """The highest id of annotations in use; ids beyond a sane size are left aside."""
    return max((int(match[1]) for part in parts for match in _ID.finditer(part)), default=0)


def _change(places: Places, piece: Piece, text: str, ids: Iterator[int], date: str) -> _Change:
    """The deletion of a piece and the insertion of `text`, both formatted as the run."""
    item, prefix = places.item(piece), places.prefix
    xml, old = "", places.data[piece.start : piece.end].decode()
    if old and item.holder is not None:
        old = f'<{prefix}:delText xml:space="preserve">{old}</{prefix}:delText>'
    for name, content in (("del", old), ("ins", written(prefix, text) if text else "")):
        if content:
            run = f"{places.head(item.run)}{content}{places.close(item.run)}"
            xml += f'<{prefix}:{name} {prefix}:id="{next(ids)}" {signature(prefix, date)}>{run}</{prefix}:{name}>'
    return _Change(item, item, piece.start, piece.end, xml)


def _anchors(document: Document, notes: Sequence[Note], main: str) -> Iterator[tuple[Note, Piece, Piece]]:
    """Each note on the main text with the pieces of its first and its last sign that have a place."""
    rows = document.source_map.rows
    edges: list[tuple[Note, int, int]] = []
    for note in notes:
        first = bisect_right(rows, note.span.start, key=lambda row: row.span.end)
        last = bisect_left(rows, note.span.end, key=lambda row: row.span.start) - 1
        if first <= last and rows[first].part == rows[last].part == main:
            start, end = max(rows[first].span.start, note.span.start), min(rows[last].span.end, note.span.end)
            edges.append((note, start, end - 1))
    signs = sorted({at for _, *ats in edges for at in ats})
    found = covered(document, [Edit(Span(at, at + 1), "") for at in signs])
    pieces = {at: own[0] for at, (_, own) in zip(signs, found, strict=True)}
    for note, start, end in edges:
        yield note, pieces[start], pieces[end]


def _comment(
    places: Places, first: Piece, last: Piece, changed: Sequence[tuple[int, int]], number: int
) -> tuple[_Change, _Change]:
    """The marks where a comment begins and ends; never inside a change."""
    prefix = places.prefix
    start, end = first.start, last.end
    if (around := _around(changed, start)) is not None:
        start = around[0]
    if (around := _around(changed, end)) is not None:
        end = around[1]
    opening = f'<{prefix}:commentRangeStart {prefix}:id="{number}"/>'
    closing = f'<{prefix}:commentRangeEnd {prefix}:id="{number}"/>'
    closing += f'<{prefix}:r><{prefix}:commentReference {prefix}:id="{number}"/></{prefix}:r>'
    one, other = places.item(first), places.item(last)
    return _Change(one, one, start, start, opening, 1), _Change(other, other, end, end, closing, 0)


def _around(changed: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The change with the byte `at` truly inside."""
    index = bisect_left(changed, (at, 0)) - 1
    return changed[index] if index >= 0 and changed[index][0] < at < changed[index][1] else None


def _patches(places: Places, changes: Sequence[_Change]) -> Iterator[Patch]:
    """The changes as byte edits that cut the runs; changes that touch are one, so that no empty run is left."""
    merged: list[_Change] = []
    for change in sorted(changes, key=lambda one: (one.start, one.rank)):
        before = merged[-1] if merged else None
        if before and before.last.run is change.first.run and _right(places, before)[0] >= _left(places, change)[0]:
            before.xml += change.xml
            before.last, before.end = change.last, max(before.end, change.end)
        else:
            merged.append(change)
    last: Holder | None = None
    for change in merged:
        start, close = _left(places, change)
        end, reopen = _right(places, change)
        holder = change.first.holder
        if holder is not None and holder is not last and start > holder.head and _loose(places, holder, start):
            yield preserving(places, holder)
        last = change.last.holder
        yield Patch(places.part, start, end, f"{close}{change.xml}{reopen}".encode())


def _loose(places: Places, holder: Holder, end: int) -> bool:
    """Whether the text before a cut has blanks at its edges that its element does not keep."""
    text = places.data[holder.head : end].decode()
    return not holder.preserve and text != text.strip()


def _left(places: Places, change: _Change) -> tuple[int, str]:
    """Where a change cuts its run, and what ends the part before it."""
    run, holder = change.first.run, change.first.holder
    if holder is not None and change.start > holder.head:
        return change.start, places.data[holder.tail : holder.end].decode() + places.close(run)
    start = change.start if holder is None else holder.start
    return (run.start, "") if start == run.head else (start, places.close(run))


def _right(places: Places, change: _Change) -> tuple[int, str]:
    """Where the rest of a run goes on after a change, and what begins it."""
    run, holder = change.last.run, change.last.holder
    if holder is not None and change.end < holder.tail:
        return change.end, f'{places.head(run)}<{places.prefix}:t xml:space="preserve">'
    end = change.end if holder is None else holder.end
    return (run.end, "") if end == run.tail else (end, places.head(run))
