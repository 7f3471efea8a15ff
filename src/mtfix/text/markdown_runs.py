"""From the inline tokens of a Markdown block to runs of text with their places in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from mtfix import lazy
from mtfix.text.builder import OBJECT, Run
from mtfix.text.tags import INLINE, INVISIBLE, NO_TRANSLATION, OPAQUE, TAG

_OBJECTS = lazy.compile(f"({OBJECT}+)|[^{OBJECT}]+")
_BLANKS = " \t"


class Places:
    """From offsets in a block's content to offsets in the source."""

    def __init__(self, segments: Sequence[tuple[int, int, bool]]) -> None:
        """`segments`: offset in the content, offset in the source, and whether an escape sign stands before it."""
        self._segments = segments
        self._starts = [segment[0] for segment in segments]

    def __call__(self, start: int, end: int) -> tuple[int, int]:
        """The source of the content start..end, which is not empty."""
        return self.point(start), self.point(end - 1) + 1

    def point(self, offset: int) -> int:
        """Where the code point at `offset` stands."""
        content, source, _ = self._segments[max(bisect_right(self._starts, offset) - 1, 0)]
        return source + offset - content

    def cuts(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """The pieces of the content start..end, cut where the source leaves something out."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        while start < end:
            stop = self._starts[index + 1] if index + 1 < len(self._starts) else end
            yield start, min(stop, end), self._segments[index][2]
            start, index = stop, index + 1


class Scanner:
    """Turns the inline tokens of one block into runs."""

    def __init__(self, source: str, places: Places, marks: str) -> None:
        self.source, self.places, self.marks = source, places, marks
        self.runs: list[Run] = []
        self.captions: list[list[Run]] = []
        self.hidden = ""  # the open element whose content is no text
        self.kept = 0  # how many open elements are not to be edited
        self.open: list[bool] = []

    def text(self, start: int, end: int) -> None:
        """Text as written, but for object signs and escaped bars."""
        for first, last, escaped in self.places.cuts(start, end):
            begin, stop = self.places(first, last)
            if escaped:
                self._add("special", begin - 1, stop, self.source[begin:stop])
                continue
            for piece in _OBJECTS.finditer(self.source[begin:stop]):
                kind = "barrier" if piece[1] else "text"
                self._add(kind, begin + piece.start(), begin + piece.end(), OBJECT if piece[1] else "")

    def scan(self, tokens: Sequence[Token], base: int) -> None:
        """All runs of `tokens`, whose places count from `base` in the content."""
        links: list[tuple[int, int]] = []
        auto = False
        last = base
        for token in tokens:
            start, end = (base + at for at in token.meta["at"])
            if token.type == "link_open":
                links.append((len(self.runs), start + 1))
                auto = token.info == "auto"
                if auto:
                    self._object(start, end)
            elif token.type == "link_close":
                self._close_link(token, *links.pop(), last, end)
                auto = False
            elif not auto:
                self._token(token, start, end)
            last = end if token.type != "link_open" else start + 1

    def _token(self, token: Token, start: int, end: int) -> None:
        if token.type == "html_inline":
            self._tag(token.content, start, end)
        elif self.hidden or not (token.content or token.type.endswith("break")):
            return
        elif token.type == "text" or token.content == self.source[slice(*self.places(start, end))]:
            self.text(start, end)
        elif token.type == "text_special":
            self._add("special", *self.places(start, end), token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self._break(token.type, start, end)
        elif token.type == "image":
            self._image(token, start, end)
        else:
            self._object(start, end)

    def _break(self, kind: str, start: int, end: int) -> None:
        """A line end with the blanks around it: a blank, or a line feed where the line is broken on purpose."""
        first, last = self.places.point(start), self.places.point(end)
        if self.runs and self.runs[-1].kind == "text" and self.runs[-1].end == first:
            run = self.runs[-1]
            written = self.source[run.start : run.end].rstrip(_BLANKS)
            run.end = first = run.start + len(written)
            if not written:
                self.runs.pop()
        self._add("special", first, last, " " if kind == "softbreak" else "\n")

    def _image(self, token: Token, start: int, end: int) -> None:
        """An image is an object; its description is a caption of its own."""
        self._object(start, end)
        inner = Scanner(self.source, self.places, f"{self.marks} link".strip())
        inner.scan(token.children or [], start + 2)
        inner._label(0, start + 2, start + 2 + len(token.content), end)
        self.captions += [inner.runs, *inner.captions]

    def _close_link(self, token: Token, first: int, start: int, last: int, end: int) -> None:
        if token.info == "auto":
            return
        for run in self.runs[first:]:
            run.marks = f"{run.marks} link".strip()
        self._label(first, start, last, end)

    def _label(self, first: int, start: int, last: int, end: int) -> None:
        """Mark the text of a reference link that is its own label: it must go on naming its target.

        `first` is the number of its first run; start..last is its text in the content and `end` the link's end.
        """
        begin, stop = self.places(last, end)
        if start < last and self.source[begin:stop] in ("]", "][]"):
            for run in self.runs[first:]:
                run.marks += f" label:{self.places.point(start)}:{begin}:{stop}"

    def _tag(self, tag: str, start: int, end: int) -> None:
        """Inline HTML: dress, a break, something opaque, or a comment."""
        match = TAG.match(tag)
        if match is None:
            kind = "comment" if tag.startswith("<!--") else "barrier"
            if not self.hidden:
                self._add(kind, *self.places(start, end), "" if kind == "comment" else OBJECT)
            return
        closing, name = bool(match[1]), match[2].lower()
        if self.hidden:
            self.hidden = "" if closing and name == self.hidden else self.hidden
        elif name in OPAQUE and not closing:
            self._object(start, end)
            self.hidden = "" if tag.endswith("/>") else name
        elif name == "br":
            self._add("special", *self.places(start, end), "\n")
        elif name not in INLINE:
            self._object(start, end)
        elif name not in INVISIBLE and closing and self.open:
            self.kept -= self.open.pop()
        elif name not in INVISIBLE and not closing:
            self.open.append(NO_TRANSLATION.search(tag) is not None)
            self.kept += self.open[-1]

    def _object(self, start: int, end: int) -> None:
        if not self.hidden:
            self._add("barrier", *self.places(start, end), OBJECT)

    def _add(self, kind: str, start: int, end: int, shown: str = "") -> None:
        marks = f"{self.marks} keep".strip() if self.kept else self.marks
        self.runs.append(Run(kind, start, end, shown, marks))
