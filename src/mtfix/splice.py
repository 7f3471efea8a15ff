"""The one writer of all formats: edits on the text become byte edits of the source; nothing is serialised again.

What is outside an edit stays byte for byte. `verify` proves it for each output before it is written.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from mtfix.errors import SourceError
from mtfix.model import Document, Edit, Format, Note, Patch
from mtfix.rows import Piece, covered, editable

# Stands in a text for what is no text, such as a picture.
_OBJECT = "\ufffc"

__all__ = [
    "apply_patches",
    "apply_text",
    "editable",
    "encodable",
    "encode",
    "failing",
    "inverted",
    "part_bytes",
    "patches",
    "placed",
    "reread",
    "splice",
    "verify",
]


def apply_text(text: str, edits: Sequence[Edit]) -> str:
    """The text after `edits`, which are sorted and do not overlap."""
    pieces: list[str] = []
    last = 0
    for edit in edits:
        pieces += (text[last : edit.span.start], edit.text)
        last = edit.span.end
    return "".join((*pieces, text[last:]))


def encodable(document: Document, text: str) -> bool:
    """Whether the document's encoding can hold `text`."""
    try:
        text.encode(document.encoding)
    except UnicodeEncodeError:
        return False
    return True


def patches(document: Document, edits: Sequence[Edit], format: Format, notes: Sequence[Note] = ()) -> list[Patch]:
    """The byte edits that carry out `edits`, in order of place within each part. Raises `SourceError`.

    A replacement over several rows goes to the first one that alone fills its element (``Na<b>ka</b>``), else to the
    first; what the others hold is deleted, the mark-up between stays.
    """
    if format.lower is not None:
        return list(format.lower(document, edits, notes))
    return [
        Patch(piece.row.part, piece.start, piece.end, encode(document, text))
        for placed_edit in placed(document, edits, format)
        for piece, text in placed_edit
    ]


def placed(document: Document, edits: Sequence[Edit], format: Format) -> Iterator[list[tuple[Piece, str]]]:
    """For each edit, in order, the pieces of the source that it covers and the source text that takes their place.

    Raises `SourceError` as `covered` does.
    """
    parts = part_bytes(document, format)
    for edit, pieces in covered(document, edits):
        several = len(pieces) > 1
        target = next((p for p in pieces if several and _fills_element(parts(p.row.part), p)), pieces[0])
        yield [(piece, format.escape(edit.text, piece.row.quoting) if piece is target else "") for piece in pieces]


def part_bytes(document: Document, format: Format) -> Callable[[str], bytes]:
    """Gives the bytes of a part by its name ("": the file itself)."""
    if format.container != "zip":
        return lambda part: document.source
    from mtfix.text import archive  # most articles are no archives

    return archive.Archive(document.source, document.path).__getitem__


def _fills_element(source: bytes, piece: Piece) -> bool:
    """Whether only tags stand around the piece: one that opens before it, one that closes behind it."""
    if source[piece.start - 1 : piece.start] != b">" or source[piece.end : piece.end + 2] != b"</":
        return False
    opening = source.rfind(b"<", 0, piece.start)
    return opening >= 0 and source[opening + 1 : opening + 2] != b"/"


def encode(document: Document, text: str) -> bytes:
    """Replacement text in the document's encoding. Raises `SourceError` when it cannot hold it."""
    try:
        return text.encode(document.encoding)
    except UnicodeEncodeError:
        raise SourceError(
            f"{document.path}: {document.encoding} has no way to write {text!r}. Save the article as UTF-8."
        ) from None


def splice(document: Document, edits: Sequence[Edit], format: Format, notes: Sequence[Note] = ()) -> bytes:
    """The source with `edits` (sorted, not overlapping) carried out; without any, the source itself.

    Raises `SourceError` for edits of text without a row and for text that the encoding cannot hold.
    """
    if not edits and not notes:
        return document.source
    return apply_patches(document.source, patches(document, edits, format, notes), format.container)


def apply_patches(source: bytes, changes: Sequence[Patch], container: str = "") -> bytes:
    """`source` with the changes of each part carried out. Raises `SourceError` for overlapping changes."""
    if container == "zip":
        from mtfix.text import archive  # most articles are no archives

        by_part: dict[str, list[Patch]] = {}
        for change in changes:
            by_part.setdefault(change.part, []).append(change)
        old = archive.Archive(source)
        return old.replaced({part: _patched(old.get(part, b""), own) for part, own in by_part.items()})
    return _patched(source, changes)


def inverted(source: bytes, changes: Sequence[Patch], part: str = "") -> list[Patch]:
    """The changes of one part that lead back from the patched bytes to `source`, that part's bytes."""
    out, shift = [], 0
    for change in changes:
        start = change.start + shift
        out.append(Patch(part, start, start + len(change.data), source[change.start : change.end]))
        shift += len(change.data) - (change.end - change.start)
    return out


def reread(document: Document, output: bytes, format: Format) -> Document | None:
    """`output`, which edits made of the document, as it reads now; None where it is no article any more."""
    try:
        return format.read(output, document.path, document.encoding)
    except SourceError:
        return None


def failing(document: Document, edits: Sequence[Edit], new: Document | None) -> tuple[Edit, ...]:
    """The edits whose block does not read as it should in `new`, so that a caller can leave them out; () if none."""
    if new is None:
        return tuple(edits)
    if _reads_as(new, document, edits):
        return ()
    wanted, found = _reading(document, edits), _reading(new)
    shared = range(min(len(wanted), len(found)))
    if len(wanted) == len(found):
        wrong = [i for i in shared if wanted[i][1:] != found[i][1:]]
    else:
        head = next((i for i in shared if wanted[i][1:] != found[i][1:]), len(shared))
        tail = next((i for i in shared if wanted[-1 - i][1:] != found[-1 - i][1:]), len(shared))
        wrong = list(range(head, max(head + 1, len(wanted) - tail)))
    spans = [document.blocks[wanted[i][0]].span for i in wrong if i < len(wanted)]
    bad = tuple(edit for edit in edits if any(s.start <= edit.span.start <= s.end for s in spans))
    return bad or tuple(edits)


def verify(
    document: Document, edits: Sequence[Edit], output: bytes, format: Format, notes: Sequence[Note] = ()
) -> Document:
    """Prove that `output` is the source with `edits` and nothing else; returns it as read again.

    It must read as the edited text in the same blocks, and undoing the byte edits must give the source's SHA-256
    (in an archive: each member the same). Raises `SourceError` otherwise; the caller then writes nothing.
    """
    new = format.read(output, document.path, document.encoding)
    if not _reads_as(new, document, edits):
        raise _unsafe(document, "the edits would change its structure")
    if edits or notes:
        _check_reversal(document, patches(document, edits, format, notes), output, format)
    elif output != document.source:
        raise _unsafe(document, "bytes changed without an edit")
    return new


def _reads_as(new: Document, document: Document, edits: Sequence[Edit]) -> bool:
    """Whether `new` has the blocks and words of the edited document.

    Blocks without words do not count, nor do the blanks beside words: where an edit takes all words away, or the last
    one, many formats do not give what is left as text.
    """
    kinds = [block.kind for block in new.blocks]
    if new.text == apply_text(document.text, edits) and kinds == [block.kind for block in document.blocks]:
        return True
    return [row[1:] for row in _reading(new)] == [row[1:] for row in _reading(document, edits)]


def _reading(document: Document, edits: Sequence[Edit] = ()) -> list[tuple[int, str, list[str]]]:
    """The number, the kind and the words of each block that has words after `edits`."""
    text, shifts = apply_text(document.text, edits), [0]
    for edit in edits:
        shifts.append(shifts[-1] + len(edit.text) - len(edit.span))
    out, last = [], 0
    for number, block in enumerate(document.blocks):
        first = bisect_left(edits, block.span.start, key=lambda edit: edit.span.end)
        while first < len(edits) and edits[first].span.start < block.span.start:
            first += 1  # it began before the block
        after = bisect_left(edits, block.span.end, lo=first, key=lambda edit: edit.span.start)
        while after < len(edits) and edits[after].span.end == block.span.end:
            after += 1  # an insertion at the end of the block
        reach = max(block.span.start, edits[first - 1].span.end if first else 0)
        start = max(reach + shifts[first], last)
        end = max(block.span.end, edits[after - 1].span.end if after else 0) + shifts[after]
        last = max(start, end)
        if words := text[start:last].replace(_OBJECT, " ").split():
            out.append((number, block.kind.value, words))
    return out


def _check_reversal(document: Document, changes: Sequence[Patch], output: bytes, format: Format) -> None:
    if format.container != "zip":
        back = _patched(output, inverted(document.source, changes))
        if hashlib.sha256(back).hexdigest() != hashlib.sha256(document.source).hexdigest():
            raise _unsafe(document, "undoing the edits does not give the source back")
        return
    from mtfix.text import archive

    old, new = archive.Archive(document.source), archive.Archive(output)
    changed = {change.part for change in changes}
    if not old.same_members(new, changed):
        raise _unsafe(document, "a member without an edit changed")
    for part in changed & set(old.names):
        own = [change for change in changes if change.part == part]
        if _patched(new[part], inverted(old[part], own, part)) != old[part]:
            raise _unsafe(document, f"undoing the edits does not give {part} back")


def _patched(data: bytes, changes: Sequence[Patch]) -> bytes:
    pieces: list[bytes] = []
    last = 0
    for change in changes:
        if change.start < last:
            raise SourceError(f"{change.part or 'article'}: two changes overlap at byte {change.start}.")
        pieces += (data[last : change.start], change.data)
        last = change.end
    return b"".join((*pieces, data[last:]))


def _unsafe(document: Document, what: str) -> SourceError:
    return SourceError(f"{document.path}: {what}. Nothing was written; please report this as a bug.")
