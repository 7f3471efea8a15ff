"""OpenDocument text: paragraphs with the place of each piece of their text.

See OpenDocument 1.3 part 3, sections 5 and 6. Tracked deletions are not text; tracked insertions and computed fields
are, but have no place to edit.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from mtfix import lazy
from mtfix.model import BlockKind
from mtfix.text.builder import OBJECT, Run
from mtfix.text.xml import Event, events

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
# The prefixes that the specification uses.
_PREFIXES = {
    f"urn:oasis:names:tc:opendocument:xmlns:{space}:1.0": prefix
    for space, prefix in {
        "text": "text",
        "table": "table",
        "office": "office",
        "style": "style",
        "drawing": "draw",
    }.items()
}
# Mark-up inside a paragraph that only dresses its text or marks a place in it.
_DRESS = frozenset(
    f"text:{name}"
    for name in "span a meta ruby ruby-base bookmark bookmark-start bookmark-end reference-mark reference-mark-start"
    " reference-mark-end soft-page-break toc-mark toc-mark-start toc-mark-end alphabetical-index-mark"
    " alphabetical-index-mark-start alphabetical-index-mark-end change change-start change-end note-body".split()
)
# Elements that hold paragraphs of their own, or none.
_OBJECTS = frozenset(("text:note", "draw:frame", "draw:g", "draw:custom-shape", "draw:text-box", "draw:a"))
_HIDDEN = frozenset(
    ("text:tracked-changes", "text:note-citation", "text:ruby-text", "office:annotation", "office:forms", "office:meta")
)
_SIGNS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
_AROUND = frozenset(("table:table-cell", "text:list-item", "text:note-body"))
_STYLES = (
    (lazy.compile(r"quotation", re.IGNORECASE), BlockKind.quote),
    (lazy.compile(r"caption|figure|illustration|drawing|table\Z", re.IGNORECASE), BlockKind.caption),
    (lazy.compile(r"title|subtitle|heading", re.IGNORECASE), BlockKind.heading),
)
_CODE = lazy.compile(r"preformatted|source_20_text|code", re.IGNORECASE)
# Any run of white space counts as one blank.
_PIECE = lazy.compile(r"[ \t\r\n]+|[^ \t\r\n]+")
_COLLAPSING = lazy.compile(r"[\t\r\n]|  |\A ")
_MAX_BLANKS = 1_000


class Paragraph(Struct):
    """A text:p or text:h: what it is, whether its style is one for code, and its runs in bytes.

    The marks of a run say ``keep`` where the style is for code.
    """

    kind: BlockKind
    code: int = 0
    computed: int = 0  # depth inside fields
    runs: list[Run] = field(default_factory=list)


def paragraphs(data: bytes, path: str) -> Iterator[Paragraph]:
    """The paragraphs of a part in the order of their ends: a note or a text box before the paragraph that holds it."""
    scanner = _Scanner(data)
    for event in events(data, path, "utf-8"):
        if event.kind == "start":
            scanner.start(event)
        elif event.kind == "end":
            scanner.end()
        elif event.kind in ("text", "cdata") and scanner.open and not scanner.inside["hidden"]:
            scanner.text(event)
        yield from scanner.done
        scanner.done.clear()


@functools.lru_cache(maxsize=1024)
def _name(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES.get(space, '?')}:{local}"


class _Scanner:
    """Follows the elements with a stack of what each one opened."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.stack: list[str] = []  # the name of each element, or what it counts as
        self.inside: Counter[str] = Counter()
        self.open: list[Paragraph] = []  # paragraphs nest through notes and text boxes
        self.done: list[Paragraph] = []
        self.parents: dict[str, str] = {}
        self.region = ""
        self.inserted: set[str] = set()  # the ids of tracked insertions
        self.tracked: set[str] = set()  # those that are open

    def start(self, event: Event) -> None:
        name, found = _name(event.value), {_name(key): value for key, value in event.attributes.items()}
        self.declaration(name, found)
        role = ""
        if self.inside["hidden"] or name in _HIDDEN:
            role = "hidden"
        elif name in ("text:p", "text:h"):
            role = "paragraph"
            self.open.append(self.paragraph(name, found.get("text:style-name", "")))
        elif name in _AROUND:
            role = name
        elif self.open:
            role = self.content(name, found, event)
        self.stack.append(role)
        self.inside[role] += 1

    def end(self) -> None:
        role = self.stack.pop()
        self.inside[role] -= 1
        if role == "paragraph":
            self.done.append(self.open.pop())
        elif role == "computed":
            self.open[-1].computed -= 1
        elif role == "code":
            self.open[-1].code -= 1

    def declaration(self, name: str, found: Mapping[str, str]) -> None:
        """Styles with their parents, and which tracked changes are insertions."""
        if name == "style:style":
            self.parents[found.get("style:name", "")] = found.get("style:parent-style-name", "")
        elif name == "text:changed-region":
            self.region = found.get("text:id", "")
        elif name == "text:insertion":
            self.inserted.add(self.region)

    def styles(self, name: str) -> str:
        """A style and its ancestors, in one text."""
        names = [name]
        while (name := self.parents.get(name, "")) and name not in names:
            names.append(name)
        return "\n".join(names)

    def paragraph(self, name: str, style: str) -> Paragraph:
        styles = self.styles(style).split("\n")
        kind = next((kind for pattern, kind in _STYLES if any(map(pattern.search, styles))), BlockKind.paragraph)
        if name == "text:h":
            kind = BlockKind.heading
        elif self.inside["text:note-body"]:
            kind = BlockKind.note
        elif self.inside["table:table-cell"]:
            kind = BlockKind.cell
        elif self.inside["text:list-item"]:
            kind = BlockKind.list_item
        return Paragraph(kind, int(any(map(_CODE.search, styles))))

    def content(self, name: str, found: Mapping[str, str], event: Event) -> str:
        """An element inside a paragraph; returns what it counts as."""
        paragraph = self.open[-1]
        if name in _SIGNS and self.data.endswith(b"/>", event.start, event.end):
            count = found.get("text:c", "1")
            shown = _SIGNS[name] * (min(int(count), _MAX_BLANKS) if name == "text:s" and count.isdecimal() else 1)
            self.add(Run("special", event.start, event.end, shown))
        elif name == "text:change-start":
            self.tracked |= {found.get("text:change-id", "")} & self.inserted
        elif name == "text:change-end":
            self.tracked.discard(found.get("text:change-id", ""))
        elif name in _OBJECTS:
            self.add(Run("barrier", event.start, event.end, OBJECT))
        elif name not in _DRESS:
            paragraph.computed += 1
            return "computed"
        elif _CODE.search(self.styles(found.get("text:style-name", ""))):
            paragraph.code += 1
            return "code"
        return ""

    def text(self, event: Event) -> None:
        """Characters; white space is collapsed as the specification asks."""
        if event.kind == "cdata" or self.data[event.start : event.end] != event.value.encode():
            kind = "barrier" if event.kind == "cdata" else "special"
            self.add(Run(kind, event.start, event.end, event.value))
            return
        if not _COLLAPSING.search(event.value):
            self.add(Run("text", event.start, event.end, event.value))
            return
        for piece in _PIECE.finditer(event.value):
            start = event.start + len(event.value[: piece.start()].encode())
            end = start + len(piece[0].encode())
            if not piece[0].isspace():
                self.add(Run("text", start, end, piece[0]))
            elif self.open[-1].runs:
                self.blank(start, end, piece[0])

    def blank(self, start: int, end: int, written: str) -> None:
        """White space behind something visible: one blank, with any that stands right before it."""
        last = self.open[-1].runs[-1]
        if last.shown[-1:] != " " or last.kind == "barrier":
            self.add(Run("text" if written == " " else "special", start, end, " "))
        elif last.end == start:  # "a" + " " + line feed come one by one
            if last.kind == "special" and len(last.shown) > 1:
                return
            last.kind, last.end = "special", end

    def add(self, run: Run) -> None:
        """Append to the innermost paragraph; what is tracked or computed has no place."""
        paragraph = self.open[-1]
        if (self.tracked or paragraph.computed) and run.kind != "barrier":
            run = Run("barrier", run.start, run.end, run.shown)
        run.marks = "keep" if paragraph.code else ""
        paragraph.runs.append(run)
