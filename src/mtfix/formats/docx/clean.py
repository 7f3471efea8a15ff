"""Edits of a DOCX written as plain text, without tracking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtfix.formats.docx.package import Package
from mtfix.formats.docx.places import Places, cached, inner, written
from mtfix.formats.docx.scan import Holder
from mtfix.model import Document, Edit, Patch
from mtfix.rows import Piece, covered

_PRESERVE = b' xml:space="preserve"'


def lower(document: Document, edits: Sequence[Edit]) -> Iterator[Patch]:
    """Replacements go to the first run that an edit covers; what other runs hold of it is deleted."""
    places = cached(Package(document.source, document.path))
    out: list[Patch] = []
    widened: set[tuple[str, int]] = set()
    for edit, pieces in covered(document, edits):
        for piece in pieces:
            own = places(piece.row.part)
            text = edit.text if piece is pieces[0] else ""
            item = own.item(piece)
            if item.holder is None:
                new = written(own.prefix, text) if text else ""
            else:
                new = inner(own.prefix, text)
                if (own.part, item.holder.start) not in widened and loose(own, item.holder, piece, text):
                    widened.add((own.part, item.holder.start))
                    out.append(preserving(own, item.holder))
            out.append(Patch(own.part, piece.start, piece.end, new.encode()))
    yield from sorted(out, key=lambda patch: (patch.part, patch.start, patch.end))


def loose(places: Places, holder: Holder, piece: Piece, text: str) -> bool:
    """Whether an edit leaves a blank at an edge of a text element that does not keep them."""
    if holder.preserve:
        return False
    before = places.data[holder.head : piece.start].decode(errors="replace")
    after = places.data[piece.end : holder.tail].decode(errors="replace")
    whole = before + text + after
    return whole != whole.strip()


def preserving(places: Places, holder: Holder) -> Patch:
    """Makes a text element keep the blanks at its edges."""
    return Patch(places.part, holder.head - 1, holder.head - 1, _PRESERVE)
