"""HTML and XHTML as runs of visible text with their places in the source.

A tokenizer of its own: html.parser gives no ends of tags, differs between Python versions and takes quadratic time on
unclosed comments. Errors are read as the HTML standard (section 13.2.5) says, as far as it matters to text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtfix import lazy
from mtfix.model import BlockKind
from mtfix.text.builder import OBJECT, Run
from mtfix.text.tags import INLINE, NO_TRANSLATION, OPAQUE, TRANSLATION, VOID

_TOKEN = lazy.compile(
    r"(?P<comment><!--)|(?P<cdata><!\[CDATA\[)|(?P<declaration><[!?])|</?(?P<tag>[A-Za-z][^\s/>]*)"
    r"|(?P<entity>&(?:\#[xX]?[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]{0,40});?)|(?P<blank>[ \t\r\n\f]{2,}|[\t\r\n\f]| (?=[<&]))"
)
_OBJECT_SIGNS = lazy.compile(f"({OBJECT}+)|[^{OBJECT}]+")
# Quotation marks mean something after an equals sign only.
_REST_OF_TAG = lazy.compile(r"""(?:[^>=]++|=(?:\s*(?:"[^"]*"|'[^']*'))?)*+>""")
# Their content has no tags; it ends at the end tag of the same name.
_RAW = frozenset("script style textarea xmp iframe noembed noframes plaintext".split())
_OBJECTS = frozenset("img input embed area".split())
_PREFORMATTED = frozenset("pre xmp listing plaintext".split())
_KINDS = {
    **dict.fromkeys("h1 h2 h3 h4 h5 h6 title".split(), BlockKind.heading),
    **dict.fromkeys("li dt dd".split(), BlockKind.list_item),
    **dict.fromkeys("td th".split(), BlockKind.cell),
    **dict.fromkeys("figcaption caption legend".split(), BlockKind.caption),
    "blockquote": BlockKind.quote,
}


def blocks(source: str, xml: bool = False) -> Iterator[tuple[BlockKind | None, list[Run]]]:
    """The blocks of `source` in order: what each is, and its runs. Comments between blocks have no kind."""
    scanner = _Scanner(source, xml)
    for _ in scanner.tokens():
        if scanner.done:
            yield from scanner.done
            scanner.done = []
    scanner.end_block()
    yield from scanner.done


class _Scanner:
    """Walks through the tokens with a stack of open elements."""

    def __init__(self, source: str, xml: bool) -> None:
        self.source, self.xml = source, xml
        self.done: list[tuple[BlockKind | None, list[Run]]] = []
        self.runs: list[Run] = []
        self.visible = False  # whether the block has something that blanks can follow
        self.blank: tuple[int, int, bool] | None = None
        self.stack: list[tuple[str, BlockKind, bool]] = []  # name, kind inside, whether it is kept
        self.count: Counter[str] = Counter()

    @property
    def kept(self) -> bool:
        """Whether the innermost element is not to be translated."""
        return bool(self.stack) and self.stack[-1][2]

    def tokens(self) -> Iterator[None]:
        """Read token by token; what was completed is in `done` after each."""
        source, at = self.source, 0
        while match := _TOKEN.search(source, at):
            start, kind = match.start(), match.lastgroup
            self.text(at, start)
            at = match.end()
            if kind == "blank":
                self.blank = self.blank or (start, at, self.kept)
            elif kind == "entity":
                self.entity(start, at)
            elif kind == "tag":
                at = self.tag(match["tag"].lower(), start, at)
            else:
                closing = {"comment": "-->", "cdata": "]]>"}.get(kind or "", ">")
                at = self.comment(start, self.after(closing, start + 2 if kind == "comment" else at), kind)
            yield
        self.text(at, len(source))
        yield

    def after(self, text: str, at: int) -> int:
        """Behind the next `text`, or the end."""
        found = self.source.find(text, at)
        return len(self.source) if found < 0 else found + len(text)

    def text(self, start: int, end: int) -> None:
        """Characters with at most single blanks between them; object signs (masked templates) part them."""
        if start < end and self.source[start] == " ":
            self.blank = self.blank or (start, start + 1, self.kept)
            start += 1
        if start == end:
            return
        for piece in _OBJECT_SIGNS.finditer(self.source, start, end):
            kind = "barrier" if piece[1] else "text"
            self.add(Run(kind, piece.start(), piece.end(), OBJECT if piece[1] else ""))

    def entity(self, start: int, end: int) -> None:
        written = self.source[start:end]
        from html import unescape

        shown = unescape(written)
        if shown == written:
            self.text(start, end)
        elif shown:
            self.add(Run("special", start, end, shown))

    def comment(self, start: int, end: int, kind: str | None) -> int:
        if kind == "comment":
            run = Run("comment", start, end)
            if self.runs:
                self.runs.append(run)
            else:
                self.done.append((None, [run]))
        elif kind == "cdata" or self.source.startswith("<?", start):
            self.add(Run("barrier", start, end, OBJECT))
        return end

    def tag(self, name: str, start: int, at: int) -> int:
        """Read a tag and, for elements without prose, all up to its end tag; where to go on."""
        rest = _REST_OF_TAG.match(self.source, at)
        if rest is None:  # the file ends inside a tag
            return len(self.source)
        end = rest.end()
        empty = name in VOID or (self.xml and rest[0].endswith("/>"))
        if self.source[start + 1] == "/":
            self.close(name)
        elif empty:
            self.empty(name, start, end)
        elif name in OPAQUE:
            end = self.end_of(name, end)
            self.opaque(name, start, end)
        else:
            self.open(name, rest[0])
        return end

    def empty(self, name: str, start: int, end: int) -> None:
        if name == "br":
            self.add(Run("special", start, end, "\n"))
            self.visible = False  # blanks at the start of a line are not shown
        elif name in _OBJECTS or name in OPAQUE:
            self.add(Run("barrier", start, end, OBJECT))
        elif name not in INLINE and (name not in VOID or name in ("hr", "col")):
            self.end_block()

    def opaque(self, name: str, start: int, end: int) -> None:
        if name in _PREFORMATTED:
            self.end_block()
        else:
            self.add(Run("barrier", start, end, OBJECT))

    def open(self, name: str, rest: str) -> None:
        if name not in INLINE:
            self.end_block()
            if self.count["p"]:
                self.pop("p")
        kind = self.stack[-1][1] if self.stack else BlockKind.paragraph
        kept = (self.kept and not TRANSLATION.search(rest)) or NO_TRANSLATION.search(rest) is not None
        self.stack.append((name, _KINDS.get(name, kind), kept))
        self.count[name] += 1

    def close(self, name: str) -> None:
        if name not in INLINE:
            self.end_block()
        if self.count[name]:
            self.pop(name)

    def pop(self, name: str) -> None:
        """Close the innermost `name` and all that is still open in it."""
        while True:
            closed = self.stack.pop()[0]
            self.count[closed] -= 1
            if closed == name:
                return

    def end_of(self, name: str, at: int) -> int:
        """Behind the end tag of an element whose content is not read."""
        depth = 1
        for match in re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])", re.IGNORECASE).finditer(self.source, at):
            depth += -1 if match[1] else name not in _RAW
            if depth == 0:
                return self.after(">", match.end())
        return len(self.source)

    def add(self, run: Run) -> None:
        """Append a run, with the blank that stood before it."""
        if self.blank is not None:
            if self.visible:
                start, end, kept = self.blank
                as_written = self.source[start:end] == " "
                self._append(Run("text", start, end) if as_written else Run("special", start, end, " "), kept)
            self.blank = None
        self.visible = True
        self._append(run, self.kept)

    def _append(self, run: Run, kept: bool) -> None:
        if kept:
            run.marks = "keep"
        last = self.runs[-1] if self.runs else None
        if last and (last.kind, last.marks, last.end, run.kind) == ("text", run.marks, run.start, "text"):
            last.end = run.end
        else:
            self.runs.append(run)

    def end_block(self) -> None:
        if self.runs:
            self.done.append((self.stack[-1][1] if self.stack else BlockKind.paragraph, self.runs))
            self.runs = []
        self.visible, self.blank = False, None
