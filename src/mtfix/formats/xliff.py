"""XLIFF 1.2 and 2.x: targets only; inline codes, sources, notes and alternatives stay as they are."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mtfix.errors import SourceError
from mtfix.model import BlockKind, Document, Format, Span
from mtfix.text.builder import Builder
from mtfix.text.xml import Event, encoding_of, escape, events, local

# Codes that dress text or mark places in it; all others stand for something.
_DRESS = frozenset("g mrk bpt ept bx ex pc sc ec sm em".split())
# Codes whose content is not text but what the original format had there.
_NATIVE = frozenset("bpt ept ph it".split())
# Where a target belongs to its text; elsewhere it is an alternative from a memory.
_UNITS = frozenset(("trans-unit", "segment"))


class _Open(Struct):
    """An open element: whether its text is to be kept, and whether it hides what is in it."""

    name: str
    kept: bool
    hides: bool = False


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of an XLIFF file, paired with its sources. Raises `SourceError` when it is none."""
    encoding = encoding_of(data, path, encoding)
    scanner = _Scanner(data, encoding, path)
    for event in events(data, path, encoding):
        scanner.feed(event)
    document = scanner.builder.document(data, path, "xliff", encoding)
    return replace(document, source_text=tuple(scanner.pairs), language=scanner.language)


class _Scanner:
    """Follows the elements down to each source and target."""

    def __init__(self, data: bytes, encoding: str, path: str) -> None:
        self.data, self.encoding, self.path = data, encoding, path
        self.builder = Builder()
        self.pairs: list[tuple[Span, str]] = []
        self.language = "en"
        self.open: list[_Open] = []
        self.inside: _Open | None = None  # the source or target that is open
        self.hidden = 0
        self.source: list[str] = []

    def feed(self, event: Event) -> None:
        if event.kind == "start":
            self.start(local(event.value), event)
        elif event.kind == "end":
            self.end()
        elif event.kind in ("text", "cdata") and self.inside and not self.hidden:
            self.text(event)

    def start(self, name: str, event: Event) -> None:
        if not self.open and name != "xliff":
            raise SourceError(f"{self.path}: begins with <{name}>. Is it an XLIFF file?")
        parent = self.open[-1] if self.open else _Open("", False)
        translate = event.attributes.get("translate", "")
        kept = translate == "no" or event.attributes.get("mtype") == "protected" or (parent.kept and translate != "yes")
        element = _Open(name, kept)
        self.open.append(element)
        for key in ("target-language", "trgLang"):
            self.language = event.attributes.get(key, self.language).partition("-")[0]
        if self.inside:
            self.code(element)
        elif name in _UNITS:
            self.source = []
        elif name in ("source", "target") and parent.name in _UNITS:
            self.inside = element
            if name == "target":
                self.builder.begin()

    def code(self, element: _Open) -> None:
        """An inline code inside a source or target."""
        dress = element.name in _DRESS
        if not dress and not self.hidden and self.inside and self.inside.name == "target":
            self.builder.barrier()
        element.hides = element.name in _NATIVE or not dress
        self.hidden += element.hides

    def end(self) -> None:
        element = self.open.pop()
        self.hidden -= element.hides
        if element is not self.inside:
            return
        self.inside = None
        if element.name == "target" and (span := self.builder.finish(BlockKind.paragraph)):
            self.pairs.append((span, "".join(self.source)))

    def text(self, event: Event) -> None:
        if self.inside and self.inside.name == "source":
            self.source.append(event.value)
            return
        size = self.builder.size
        quoting = "cdata" if event.kind == "cdata" else ""
        if self.data[event.start : event.end] == event.value.encode(self.encoding):
            self.builder.verbatim(event.value, event.start, event.end, quoting)
        else:
            self.builder.special(event.value, event.start, event.end, quoting)
        if self.open[-1].kept:
            self.builder.protect(size)


format = Format(name="xliff", suffixes=(".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), read=read, escape=escape)
