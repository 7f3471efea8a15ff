"""YAML text as a small tree whose every node knows its place, read in one pass and in bounded time.

Only what a glossary needs: lists, mappings and texts. Values are not interpreted: `no` stays the text "no", and
`Scalar.plain` says that YAML would have a say in it. Documents that are too big or too deep, aliases that blow up,
foreign tags and several documents in one file are refused with their place.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from msgspec import Struct

from mtfix import lazy
from mtfix.errors import GlossaryError, Problem
from mtfix.glossary.model import MAX_BYTES

MAX_DEPTH = 20
MAX_NODES = 4_000_000
MAX_ALIASED = 100_000  # nodes that aliases may add; a glossary shares a condition or two
_SHOWN = 160  # the longest source line worth printing
_LINE_END = lazy.compile("\r\n?|\n")
_OWN_TAGS = frozenset({None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))})


class Scalar(Struct, eq=False):
    """A text; `plain` where it stands without quotes, so that YAML readers might take it for something else."""

    value: str
    index: int
    plain: bool


class Sequence(Struct, eq=False):
    """A list."""

    items: list[Node]
    index: int


class Mapping(Struct, eq=False):
    """A mapping as it stands, keys and values in turn: keys may be of any kind and occur twice."""

    items: list[Node]
    index: int

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Each key with its value."""
        return zip(self.items[::2], self.items[1::2], strict=True)


Node: TypeAlias = Scalar | Sequence | Mapping


class Lines:
    """The lines of a text as editors count them: where an index stands, and how a problem there is told."""

    def __init__(self, text: str, path: str) -> None:
        """Find the line starts of `text`; `path` is named in problems."""
        self.text = text
        self.path = path
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The code point at a line and column."""
        return self._starts[line - 1] + column - 1

    def problem(self, index: int, message: str) -> Problem:
        """A problem at `index`, with its line where that is short enough to print."""
        line, column = self.place(index)
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        start = self._starts[line - 1]
        shown = ""
        if column <= _SHOWN:
            shown = self.text[start : min(end, start + _SHOWN)].rstrip()
            shown = "".join(char if char.isprintable() else "\ufffd" for char in shown.replace("\t", " "))
        return Problem(message, self.path, line, column, shown)


def read_tree(lines: Lines) -> Node:
    """The one document of a YAML text. Raises `GlossaryError` where there is none or it cannot be used."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    size = len(lines.text) if lines.text.isascii() else len(lines.text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise _error(
            lines, 0, f"the glossary has {size:,} bytes. Keep it under {MAX_BYTES:,}: cut it into several files"
        )
    try:
        return _Builder(lines).build(yaml.parse(lines.text, loader))
    except yaml.reader.ReaderError as error:
        raise _unreadable(lines, error) from None
    except yaml.MarkedYAMLError as error:
        raise _malformed(lines, error) from None
    except UnicodeEncodeError as error:
        raise _error(lines, error.start, "half a character (a lone surrogate). Remove it") from None


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Hold the collector while a file is read: millions of nodes and no garbage; it took most of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Builder:
    """Makes the tree from parser events, counting nodes as it goes."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._count = 0
        self._aliased = 0
        self._anchors: dict[str, tuple[Node, int] | None] = {}

    def build(self, events: Iterable[Any]) -> Node:
        """The root of the one document."""
        import yaml

        starts: dict[type, Any] = {yaml.SequenceStartEvent: Sequence, yaml.MappingStartEvent: Mapping}
        ends = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
        root: list[Node] = []
        open_ones: list[tuple[list[Node], str | None, int]] = [(root, None, 0)]
        items = root
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                node: Node = Scalar(event.value, event.start_mark.index, event.implicit[0])
                if event.tag or event.anchor:
                    self._check_tag(event)
                    self._keep(event.anchor, node, 1)
                items.append(node)
                self._add(1, node.index)
            elif kind in starts:
                branch: Sequence | Mapping = starts[kind]([], event.start_mark.index)
                items.append(branch)
                self._open(event, branch, len(open_ones))
                items = branch.items
                open_ones.append((items, event.anchor, self._count))
            elif kind in ends:
                _, anchor, before = open_ones.pop()
                items = open_ones[-1][0]
                self._keep(anchor, items[-1], self._count - before + 1)
            elif kind is yaml.AliasEvent:
                items.append(self._alias(event))
            elif kind is yaml.DocumentStartEvent and root:
                raise _error(self._lines, event.start_mark.index, "a second document. Keep one glossary a file")
        if not root:
            raise _error(self._lines, 0, "the glossary is empty. Begin with 'mtfix: 1' and a list 'entries'")
        return root[0]

    def _open(self, event: Any, node: Node, depth: int) -> None:
        self._check_tag(event)
        self._add(1, node.index)
        if event.anchor:
            self._anchors[event.anchor] = None
        if depth > MAX_DEPTH:
            raise _error(self._lines, node.index, f"nested more than {MAX_DEPTH} deep. A glossary needs six levels")

    def _keep(self, anchor: str | None, node: Node, size: int) -> None:
        if anchor:
            self._anchors[anchor] = (node, size)

    def _alias(self, event: Any) -> Node:
        index = event.start_mark.index
        if event.anchor not in self._anchors:
            raise _error(self._lines, index, f"nothing is called '&{event.anchor}'. Write the value out")
        known = self._anchors[event.anchor]
        if known is None:
            raise _error(self._lines, index, f"'*{event.anchor}' contains itself. Write the value out")
        self._aliased += known[1]
        if self._aliased > MAX_ALIASED:
            raise _error(self._lines, index, f"aliases such as '*{event.anchor}' blow up. Write the values out")
        self._add(known[1], index)
        return known[0]

    def _add(self, count: int, index: int) -> None:
        self._count += count
        if self._count > MAX_NODES:
            raise _error(self._lines, index, f"more than {MAX_NODES:,} values. Cut the glossary into several files")

    def _check_tag(self, event: Any) -> None:
        if event.tag not in _OWN_TAGS:
            raise _error(
                self._lines, event.start_mark.index, f"the tag {_short(event.tag)} is not used here. Remove it"
            )


def _short(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:57] + "...")


def _error(lines: Lines, index: int, message: str) -> GlossaryError:
    return GlossaryError(problems=[lines.problem(index, f"{message}.")])


def _unreadable(lines: Lines, error: Any) -> GlossaryError:
    """A character that YAML forbids; the parser counts its place in bytes."""
    index = len(lines.text.encode()[: error.position].decode(errors="ignore"))
    return _error(lines, index, f"the character U+{error.character:04X} is not allowed in YAML. Remove it")


def _malformed(lines: Lines, error: Any) -> GlossaryError:
    problem, context = error.problem_mark, error.context_mark
    if context and "end of stream" in error.problem:
        problem, context = context, None  # what was never closed is of more use than the end of the file
    mark = problem or context
    index = min(mark.index, len(lines.text)) if mark else 0
    opened = f", {error.context}" if error.context else ""
    if opened and context:
        opened += " from line {}, column {}".format(*lines.place(min(context.index, len(lines.text))))
    return _error(lines, index, f"not valid YAML: {error.problem}{opened}. {_advice(lines.text, index, error.problem)}")


def _advice(text: str, index: int, problem: str) -> str:
    char = text[index : index + 1]
    if char == "\t":
        return "Indent with blanks, not with tabs"
    if "mapping values are not allowed" in problem:
        return "Put a text that contains ': ' in quotes"
    if char in ("@", "`", "%", "*", "&", "!", "|", ">") or "alphabetic or numeric" in problem:
        return f"Put a text that starts with {char!r} in quotes"
    if "nesting" in problem:
        return f"Nest at most {MAX_DEPTH} deep"
    return "Check the indentation, brackets and quotes around it"
