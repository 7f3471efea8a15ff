"""XML as a stream of events with byte offsets, by expat; nothing that a document could do harm with is read.

A document type is refused as a whole: it is what entity expansion and outside files need, and no format here uses it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import NoReturn

from msgspec import Struct

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.text.decode import known_encoding

MAX_DEPTH = 1_000
_CHUNK = 1 << 16
_DECLARED = lazy.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NONE: Mapping[str, str] = {}


class Event(Struct, frozen=True):
    """A token that stands at the bytes start..end.

    `kind` is start, end, text, cdata (text in a CDATA section), comment or other. `value` is the text or the element's
    name, with its namespace before a blank; `attributes` are named in the same way.
    An empty element is a start event and an end event without length.
    """

    kind: str
    start: int
    end: int
    value: str
    attributes: Mapping[str, str]


def encoding_of(data: bytes, path: str, encoding: str | None = None) -> str:
    """The encoding of an XML file: a byte order mark, then `encoding`, then the declaration, then UTF-8."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    declared = _DECLARED.match(data[:200])
    name = encoding or (declared[1].decode("ascii") if declared else "utf-8")
    return known_encoding(name, path)


def events(data: bytes, path: str, encoding: str | None = None) -> Iterator[Event]:
    """The events of `data` in order. Raises `SourceError` for XML that is not well-formed or has a document type."""
    feed = _Feed(path, None if data[:3].startswith(tuple(mark for mark, _ in _BOMS)) else encoding)
    pending: tuple[str, int, str, Mapping[str, str]] | None = None
    for at in range(0, len(data) or 1, _CHUNK):
        feed.parse(data[at : at + _CHUNK], at + _CHUNK >= len(data))
        for kind, start, value, attributes in feed.queue:
            if pending is not None:
                yield Event(pending[0], pending[1], start, pending[2], pending[3])
            pending = (kind, start, value, attributes)
        feed.queue.clear()
    if pending is not None:
        yield Event(pending[0], pending[1], len(data), pending[2], pending[3])


class _Feed:
    """An expat parser that queues what it meets: kind, first byte, value and attributes."""

    def __init__(self, path: str, encoding: str | None) -> None:
        # only the bare parser: no tree, no entities, no network; imported here, as most articles are no XML
        from xml.parsers import expat

        self.path = path
        self.expat = expat
        self.queue: list[tuple[str, int, str, Mapping[str, str]]] = []
        self.parser = parser = expat.ParserCreate(encoding, namespace_separator=" ")
        self.depth = 0
        self.text_kind = "text"
        parser.buffer_text = False
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.StartCdataSectionHandler = lambda: self.cdata("cdata")
        parser.EndCdataSectionHandler = lambda: self.cdata("text")
        parser.CommentHandler = lambda text: self.other("comment", text)
        parser.ProcessingInstructionHandler = lambda target, text: self.other("other", target)
        parser.StartDoctypeDeclHandler = self.doctype

    def parse(self, chunk: bytes, final: bool) -> None:
        try:
            self.parser.Parse(chunk, final)
        except self.expat.ExpatError as error:
            place = f"{self.path}:{error.lineno}:{error.offset + 1}"
            raise SourceError(
                f"{place}: not well-formed XML: {self.expat.ErrorString(error.code)}. Save it again."
            ) from None
        except (LookupError, UnicodeError, ValueError) as error:  # from expat's look at unusual encodings
            raise SourceError(f"{self.path}: cannot read its encoding: {error}. Save it as UTF-8.") from None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SourceError(f"{self.path}: elements nested more than {MAX_DEPTH} deep. Save it again.")
        self.queue.append(("start", self.parser.CurrentByteIndex, name, attributes))

    def end(self, name: str) -> None:
        self.depth -= 1
        self.queue.append(("end", self.parser.CurrentByteIndex, name, _NONE))

    def text(self, text: str) -> None:
        self.queue.append((self.text_kind, self.parser.CurrentByteIndex, text, _NONE))

    def cdata(self, kind: str) -> None:
        self.text_kind = kind
        self.other("other", "")

    def other(self, kind: str, text: str) -> None:
        self.queue.append((kind, self.parser.CurrentByteIndex, text, _NONE))

    def doctype(self, *declaration: object) -> NoReturn:
        raise SourceError(f"{self.path}: a document type (<!DOCTYPE) is refused, for safety. Save it without one.")


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def escape(text: str, quoting: str) -> str:
    """`text` as XML: entities for the signs of mark-up; in a CDATA section as it is, but never its end."""
    if quoting == "cdata":
        return text.replace("]]>", "]]]]><![CDATA[>")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
