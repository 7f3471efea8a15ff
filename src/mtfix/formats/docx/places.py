"""From a byte of a part to the run and the text element around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.formats.docx.package import Package
from mtfix.formats.docx.scan import Item, Run, paragraphs
from mtfix.rows import Piece
from mtfix.text.xml import escape

_NAMESPACE = lazy.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']([^"']*wordprocessingml/(?:2006/)?main)["']""")
# Signs that XML cannot hold.
_FORBIDDEN = lazy.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Places:
    """The items of one part that have a place, by their first byte."""

    def __init__(self, package: Package, part: str) -> None:
        """Scan the part again; the document keeps no trace of its XML."""
        self.part = part
        self.data = package.part(part)
        found = paragraphs(self.data, package.where(part))
        items = (item for paragraph in found for item in paragraph.items if item.kind in ("text", "entity", "element"))
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]
        self.prefix, self.namespace = namespace(self.data, package.where(part))

    def item(self, piece: Piece) -> Item:
        """The item that a piece belongs to; one without length belongs to the item that it touches."""
        index = bisect_right(self._starts, piece.start) - 1
        item = self._items[index]
        if piece.start >= item.end and index + 1 < len(self._items) and self._starts[index + 1] == piece.start:
            return self._items[index + 1]
        return item

    def close(self, run: Run) -> str:
        """The end tag of a run."""
        return self.data[run.tail : run.end].decode()

    def head(self, run: Run) -> str:
        """The start tag and the properties of a run."""
        return self.data[run.start : run.head].decode()


def cached(package: Package) -> Callable[[str], Places]:
    """Gives the places of a part, scanning each part once."""
    known: dict[str, Places] = {}

    def places(part: str) -> Places:
        if part not in known:
            known[part] = Places(package, part)
        return known[part]

    return places


def namespace(data: bytes, where: str) -> tuple[str, str]:
    """The prefix of WordprocessingML in a part, and its namespace, which has two forms (transitional and strict)."""
    found = _NAMESPACE.search(data)
    if found is None:
        raise SourceError(f"{where}: gives WordprocessingML no prefix. Save the document again.")
    return found[1].decode(), found[2].decode()


def inner(prefix: str, text: str) -> str:
    """`text` inside a text element; line feeds and tabs are elements beside it."""
    out = escape(_FORBIDDEN.sub("", text), "")
    for sign, name in (("\n", "br"), ("\t", "tab")):
        out = out.replace(sign, f'</{prefix}:t><{prefix}:{name}/><{prefix}:t xml:space="preserve">')
    return out


def written(prefix: str, text: str) -> str:
    """A text element that holds `text`."""
    return f'<{prefix}:t xml:space="preserve">{inner(prefix, text)}</{prefix}:t>'
