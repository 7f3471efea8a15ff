"""Read the YAML of a glossary with its comments, each at the item or key it belongs to.

A comment on a line of its own belongs to what follows, unless it is indented deeper; one at the end of a line belongs
to what ends there. Nothing is interpreted: `load` has read the file before and found it good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mtfix import lazy
from mtfix.errors import GlossaryError
from mtfix.glossary.layout import Branch, Child, Value
from mtfix.glossary.yaml_tree import Lines

_COMMENT = lazy.compile(r"#[^\r\n]*")
_BLANK_LINE = lazy.compile(r"\n[ \t]*\r?\n")


def read_commented(lines: Lines) -> Branch:
    """The mapping at the root of a valid glossary. Raises `GlossaryError` for anchors, which have no canonical form."""
    reader = _Reader(lines)
    root = reader.tree()
    for start, end in reader.comments():
        _attach(root, _Comment(lines.text, start, end))
    return root


class _Comment:
    """A comment in its surroundings: alone on its line or not, its column, whether an empty line is around it."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        line_start = text.rfind("\n", 0, start) + 1
        self.alone = not text[line_start:start].strip()
        self.column = start - line_start
        before = text.rfind("\n", 0, max(line_start - 1, 0)) + 1
        self.blank_before = bool(self.alone and line_start and not text[before:line_start].strip())
        after = re.match(r"[ \t]*\r?\n[ \t]*\r?\n", text[end:])
        shown = text[start:end].rstrip()
        self.lines = [shown, ""] if self.alone and after else [shown]


class _Reader:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._text = lines.text
        self._spans: list[tuple[int, int]] = []  # of texts: a # in them is no comment
        self._headers: list[tuple[int, int]] = []  # comments after the | of a literal block

    def tree(self) -> Branch:
        import yaml

        events: Iterator[Any] = iter(yaml.parse(self._text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                return self._branch(event, events, True)[0]
        raise GlossaryError(f"{self._lines.path}: not a glossary. Begin with 'mtfix: 1'.")

    def _branch(self, event: Any, events: Iterator[Any], mapping: bool) -> tuple[Branch, int]:
        """The branch that `event` opened, and where it ends."""
        import yaml

        branch = Branch(mapping, flow=bool(event.flow_style), column=event.start_mark.column)
        end = int(event.end_mark.index)
        for inner in events:
            if isinstance(inner, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                last: Any = inner.end_mark
                return branch, int(last.index) if branch.flow else end
            key, begin = "", inner.start_mark.index
            if mapping:
                self._scalar(inner)
                key, inner = inner.value, next(events)  # noqa: PLW2901 - the value follows its key
            value, end = self._value(inner, events)
            branch.children.append(Child(value, key, start=begin, end=end))
        raise AssertionError  # the parser closes what it opens

    def _value(self, event: Any, events: Iterator[Any]) -> tuple[Value, int]:
        import yaml

        if isinstance(event, yaml.AliasEvent) or event.anchor:
            problem = self._lines.problem(
                event.start_mark.index, "an anchor or alias, which has no canonical form. Write the values out."
            )
            raise GlossaryError(problems=[problem])
        if isinstance(event, yaml.ScalarEvent):
            return event.value.strip(), self._scalar(event)
        return self._branch(event, events, isinstance(event, yaml.MappingStartEvent))

    def _scalar(self, event: Any) -> int:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            header = self._text.find("\n", start, end)
            header = end if header < 0 else header
            if match := _COMMENT.search(self._text, start, header):
                self._headers.append(match.span())
            end = start + len(self._text[start:end].rstrip())
        self._spans.append((start, end))
        return int(end)

    def comments(self) -> Iterator[tuple[int, int]]:
        found = list(self._headers)
        last = 0
        for start, end in [*sorted(self._spans), (len(self._text), len(self._text))]:
            found += (match.span() for match in _COMMENT.finditer(self._text, last, start))
            last = max(last, end)
        yield from sorted(found)


def _attach(branch: Branch, comment: _Comment) -> None:
    """Put `comment` where it belongs in `branch`."""
    begun = [number for number, child in enumerate(branch.children) if child.start < comment.start]
    if not begun:
        if branch.children:
            _before(branch.children[0], comment)
        else:
            branch.tail += comment.lines
        return
    child = branch.children[begun[-1]]
    following = branch.children[begun[-1] + 1] if begun[-1] + 1 < len(branch.children) else None
    value = child.value
    if child.end > comment.start:
        _inside(child, comment)
    elif not comment.alone:
        if isinstance(value, Branch) and not value.flow and value.children:
            _attach(value, comment)
        else:
            _after(child, comment)
    elif isinstance(value, Branch) and not value.flow and value.children and _is_in(value, comment, branch, following):
        _attach(value, comment)
    elif following is not None:
        _before(following, comment)
    else:
        if comment.blank_before and not (branch.tail and branch.tail[-1] == ""):
            branch.tail.append("")
        branch.tail += comment.lines


def _is_in(value: Branch, comment: _Comment, branch: Branch, following: Child | None) -> bool:
    """Whether a comment on its own line belongs to the end of `value` rather than to what follows."""
    if following is not None and not branch.flow:
        return comment.column > branch.column
    return comment.column >= value.column


def _inside(child: Child, comment: _Comment) -> None:
    value = child.value
    if not isinstance(value, Branch):
        _before_or_after(child, comment)
    elif not comment.alone and (not value.children or comment.start < value.children[0].start) and child.key:
        _after(child, comment)
    else:
        _attach(value, comment)


def _before_or_after(child: Child, comment: _Comment) -> None:
    (_before if comment.alone else _after)(child, comment)


def _before(child: Child, comment: _Comment) -> None:
    if comment.blank_before and child.before and child.before[-1] != "":
        child.before.append("")
    child.before += comment.lines


def _after(child: Child, comment: _Comment) -> None:
    if child.after:
        child.before.append(comment.lines[0])
    else:
        child.after = comment.lines[0]
