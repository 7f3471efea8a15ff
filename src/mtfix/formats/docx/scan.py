"""WordprocessingML: paragraphs with their text, and the place of each piece of it in a run.

See ECMA-376 part 1, section 17. Tracked deletions are not text; tracked insertions are, but have no place to edit.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from mtfix import lazy
from mtfix.model import BlockKind
from mtfix.text.builder import OBJECT
from mtfix.text.xml import Event, events

# Elements whose content is not text of the article. Word draws a text box once, from Choice or from its Fallback.
_HIDDEN = frozenset(
    "del moveFrom Fallback sdtPr sectPr tblPr tblGrid trPr tcPr rt instrText delText delInstrText oMath rubyPr".split()
)
_TRACKED = frozenset(("ins", "moveTo"))
# Elements of a run that stand for a sign.
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\xad"}
# Elements of a run that stand for something else.
_OBJECTS = frozenset(
    "sym drawing pict object footnoteReference endnoteReference ptab pgNum dayShort monthShort yearShort dayLong"
    " monthLong yearLong AlternateContent".split()
)
# By the English names that Word keeps in every language.
_STYLES = (
    (re.compile(r"heading|title|subtitle"), BlockKind.heading),
    (re.compile(r"caption|table of figures"), BlockKind.caption),
    (re.compile(r"quote|intense quote|block text"), BlockKind.quote),
    (re.compile(r"list"), BlockKind.list_item),
    (re.compile(r"footnote text|endnote text"), BlockKind.note),
)
# Fields whose result is text of its own; the result of others (REF, PAGE) is computed and would come back.
_MAX_FIELDS = 64  # nested
_LASTING_FIELDS = frozenset(("HYPERLINK", "TOC"))
_CODE = lazy.compile(r"html (?:code|preformatted|keyboard|sample|typewriter|variable)|source code|code\b|verbatim")


class Run(Struct):
    """A w:r: its first byte, the end of its properties, the end of its content, and its end."""

    start: int
    head: int
    tail: int = 0
    end: int = 0
    hidden: bool = False
    code: bool = False


class Holder(Struct):
    """A w:t: its first byte, where its text begins and ends, and its end; whether blanks at its edges count."""

    start: int
    head: int
    preserve: bool
    tail: int = 0
    end: int = 0


class Item(Struct):
    """A piece of a paragraph at the bytes start..end.

    `kind` is text (as written), entity, element (an element that stands for a sign), fixed (text that cannot be
    edited) or object.
    """

    kind: str
    text: str
    start: int
    end: int
    run: Run
    holder: Holder | None = None


class Paragraph(Struct):
    """A w:p: its style, what else tells its kind, and its items."""

    style: str = ""
    cell: bool = False
    listed: bool = False
    outlined: bool = False
    items: list[Item] = field(default_factory=list)

    def kind(self, styles: Mapping[str, str], note: bool) -> BlockKind:
        """What the paragraph is; `styles` gives the names of style ids."""
        name = styles.get(self.style, self.style).lower()
        named = next((kind for pattern, kind in _STYLES if pattern.match(name)), None)
        if named is BlockKind.heading or self.outlined:
            return BlockKind.heading
        if note:
            return BlockKind.note
        if self.cell:
            return BlockKind.cell
        return BlockKind.list_item if self.listed else named or BlockKind.paragraph

    def code(self, styles: Mapping[str, str]) -> bool:
        """Whether its style is one for program code."""
        return _CODE.match(styles.get(self.style, self.style).lower()) is not None


def paragraphs(data: bytes, path: str) -> Iterator[Paragraph]:
    """The paragraphs of a part in the order of their ends: a text box before the paragraph that holds it."""
    scanner = _Scanner(data)
    for event in events(data, path, "utf-8"):
        if event.kind == "start":
            scanner.start(event)
        elif event.kind == "end":
            done = scanner.end(event)
            if done is not None:
                yield done
        elif event.kind in ("text", "cdata"):
            scanner.text(event)


@functools.lru_cache(maxsize=1024)
def _name(name: str) -> str:
    """The local name of an element of WordprocessingML or of mark-up compatibility; "" for others, but oMath."""
    space, _, local = name.rpartition(" ")
    if space.endswith(("wordprocessingml/2006/main", "ooxml/wordprocessingml/main", "markup-compatibility/2006")):
        return local
    return "oMath" if local == "oMath" else ""


class _Field(Struct):
    """An open field: its instruction, and whether its result has begun."""

    instruction: str = ""
    result: bool = False

    @property
    def computed(self) -> bool:
        """Whether what stands here is computed from something else."""
        words = self.instruction.split()
        return self.result and bool(words) and words[0] not in _LASTING_FIELDS


class _Scanner:
    """Follows the elements with a stack of names."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.stack: list[str] = []
        self.paragraphs: list[Paragraph] = []  # those open; text boxes nest
        self.runs: list[Run] = []
        self.holder: Holder | None = None
        self.hidden = 0  # depth inside what is no text
        self.tracked = 0  # depth inside insertions
        self.fields: list[_Field] = []
        self.cells = 0
        self.properties = 0  # depth inside w:rPr or w:pPr

    def start(self, event: Event) -> None:
        name = _name(event.value)
        self.stack.append(name)
        if self.hidden or name in _HIDDEN:
            if name == "oMath" and not self.hidden:
                self.add(Item("object", OBJECT, event.start, event.end, Run(event.start, event.end)))
            self.hidden += 1
        elif self.properties or name in ("rPr", "pPr"):
            self.properties += 1
            self.property(name, event)
        elif name == "p":
            self.paragraphs.append(Paragraph(cell=self.cells > 0))
        elif name == "r":
            self.runs.append(Run(event.start, event.end))
        elif name in _TRACKED:
            self.tracked += 1
        elif name == "tc":
            self.cells += 1
        elif name == "fldSimple":
            instruction = next((text for key, text in event.attributes.items() if key.endswith(" instr")), "")
            self.fields.append(_Field(instruction, True))
        elif self.runs and self.paragraphs:
            self.content(name, event)

    def content(self, name: str, event: Event) -> None:
        """An element inside a run."""
        run = self.runs[-1]
        if name == "t":
            preserve = event.attributes.get("http://www.w3.org/XML/1998/namespace space") == "preserve"
            self.holder = Holder(event.start, event.end, preserve)
        elif name == "fldChar":
            self.field(next((text for key, text in event.attributes.items() if key.endswith(" fldCharType")), ""))
        elif name in _SIGNS and self._is_sign(event):
            self.add(Item("element", _SIGNS[name], event.start, event.end, run))
        elif name in _OBJECTS or name in _SIGNS:
            self.add(Item("object", OBJECT, event.start, event.end, run))

    def _is_sign(self, event: Event) -> bool:
        """Whether a break is one of lines (not of pages), and written as an empty tag, as everybody does."""
        typed = any(key.endswith(" type") for key in event.attributes)
        return not typed and self.data.endswith(b"/>", event.start, event.end)

    def field(self, mark: str) -> None:
        """A mark where a field begins, its result begins, or it ends."""
        if mark == "begin" and len(self.fields) < _MAX_FIELDS:
            self.fields.append(_Field())
        elif self.fields and mark == "separate":
            self.fields[-1].result = True
        elif self.fields and mark == "end":
            self.fields.pop()

    def property(self, name: str, event: Event) -> None:
        """A property of the open run or paragraph."""
        value = next((text for key, text in event.attributes.items() if key.endswith(" val")), "")
        if self.runs and "pPr" not in self.stack:
            run = self.runs[-1]
            run.hidden = run.hidden or (name in ("vanish", "webHidden") and value not in ("0", "false", "off"))
            run.code = run.code or (name == "rStyle" and _CODE.match(value.lower()) is not None)
        elif self.paragraphs and "rPr" not in self.stack:
            paragraph = self.paragraphs[-1]
            paragraph.style = value if name == "pStyle" else paragraph.style
            paragraph.listed = paragraph.listed or name == "numPr"
            paragraph.outlined = paragraph.outlined or (name == "outlineLvl" and value != "9")

    def end(self, event: Event) -> Paragraph | None:
        name = self.stack.pop()
        if self.hidden:
            self.hidden -= 1
        elif self.properties:
            self.properties -= 1
            if name == "rPr" and self.runs and not self.properties:
                self.runs[-1].head = event.end
        elif name == "p" and self.paragraphs:
            return self.paragraphs.pop()
        elif name == "r" and self.runs:
            run = self.runs.pop()
            run.tail, run.end = event.start, event.end
        elif name == "t" and self.holder is not None:
            self.holder.tail, self.holder.end = event.start, event.end
            self.holder = None
        elif name in _TRACKED:
            self.tracked -= 1
        elif name == "tc":
            self.cells -= 1
        elif name == "fldSimple":
            self.field("end")
        return None

    def text(self, event: Event) -> None:
        if self.holder is None:
            if self.fields and self.stack and self.stack[-1] == "instrText":
                self.fields[-1].instruction += event.value
            return
        written = self.data[event.start : event.end] == event.value.encode()
        kind = "fixed" if event.kind == "cdata" else "text" if written else "entity"
        self.add(Item(kind, event.value, event.start, event.end, self.runs[-1], self.holder))

    def add(self, item: Item) -> None:
        """Append to the innermost paragraph; what is tracked or hidden cannot be edited."""
        if not self.paragraphs:
            return
        if item.run.hidden:
            item.kind, item.text = "object", OBJECT
        elif item.kind != "object" and (self.tracked or any(field.computed for field in self.fields)):
            item.kind = "fixed"
        self.paragraphs[-1].items.append(item)
