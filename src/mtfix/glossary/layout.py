"""The canonical layout of a glossary's YAML: order aside, how values are quoted, broken into lines and commented.

Texts stand plain where no YAML reader can misread them, else in double quotes. A value stands on one line where that
has at most `WIDTH` columns; a list of names that does not fit is filled over lines, forms and tests stand one a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from mtfix import lazy
from mtfix.glossary.reading import is_misread

WIDTH = 120
# What a plain text may not begin with, hold or end with, in a list between brackets as well.
_NOT_PLAIN = lazy.compile(r"^[-?:,\[\]{}#&*!|>'\"%@`~=<.\s]|[,\[\]{}\"\\]|:(?=[\s?]|\Z)|\s#|\s\Z")
_JOINERS = str.maketrans("", "", "\u200c\u200d")  # part of the spelling of Persian and Indic words
# Lists that never stand on one line, and lists that do only when all their items are plain texts.
_ALWAYS_BLOCK = frozenset({"entries", "tests"})
_FORMS = frozenset({"variants", "admitted"})
# Numbers, dates and truths stand without quotes; sentences always in them.
_BARE = frozenset({"mtfix", "same", "flags"})
_DATED = frozenset({"review.on", "review.recheck", "valid.from", "valid.to"})
_SENTENCES = frozenset({"tests.in", "tests.out", "tests.source"})

Value: TypeAlias = "str | int | Branch"


class Child(Struct):
    """An item of a list, or a key with its value; the comments on lines of their own before it, and the one after.

    `start` and `end` are its place in the text it was read from, if any.
    """

    value: Value
    key: str = ""
    before: list[str] = field(default_factory=list)
    after: str = ""
    start: int = 0
    end: int = 0


class Branch(Struct):
    """A list or a mapping; `tail` are the comments after its last child, `flow` says that it stood in brackets."""

    mapping: bool
    children: list[Child] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    flow: bool = False
    column: int = 0


def branch_of(plain: object) -> Value:
    """Plain data (mappings, lists, texts, numbers) as a tree to lay out."""
    if isinstance(plain, Mapping):
        return Branch(True, [Child(branch_of(value), str(key)) for key, value in plain.items()])
    if isinstance(plain, Sequence) and not isinstance(plain, str):
        return Branch(False, [Child(branch_of(value)) for value in plain])
    return plain if isinstance(plain, int) else str(plain)


def quote(text: str, always: bool = False) -> str:
    """`text` as YAML: plain where that is safe, else in double quotes."""
    visible = text.translate(_JOINERS).isprintable()
    if text and visible and not always and not _NOT_PLAIN.search(text) and not is_misread(text):
        return text
    if visible:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "".join(_escaped(char) for char in json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    if char.isprintable() or char in "\u200c\u200d":
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def lay_out(root: Branch) -> str:
    """The text of a whole glossary."""
    return "".join(f"{line.rstrip()}\n" for line in _block(root, "", ""))


def lay_out_entry(entry: Branch) -> str:
    """The text of one entry, as an item of the list of entries."""
    return "".join(f"{line}\n" for line in _item(Child(entry), "", "entries"))


def lay_out_pair(child: Child) -> str:
    """The text of a key of the file with its value."""
    return "".join(f"{line.rstrip()}\n" for line in _pair(child, "", child.key))


def in_flow(value: Value, path: str) -> str:
    """A value on one line; `path` is the keys above it, the last two of which may decide on quotes."""
    if not isinstance(value, Branch):
        return _leaf(value, path)
    if not value.mapping:
        return "[" + ", ".join(in_flow(child.value, path) for child in value.children) + "]"
    pairs = (f"{quote(one.key)}: {in_flow(one.value, f'{path}.{one.key}')}" for one in value.children)
    return "{" + ", ".join(pairs) + "}"


def _leaf(value: str | int, path: str) -> str:
    last = path.rpartition(".")[2]
    ending = ".".join(path.split(".")[-2:])
    if last in _BARE or ending in _DATED:
        return str(value).lower() if isinstance(value, bool) else str(value)
    return quote(str(value), always=ending in _SENTENCES)


def _block(branch: Branch, indent: str, path: str) -> Iterator[str]:
    for number, child in enumerate(branch.children):
        if path == "entries" and not branch.mapping and (number or child.before):
            yield ""
        yield from (f"{indent}{comment}" for comment in child.before)
        if branch.mapping:
            yield from _pair(child, indent, f"{path}.{child.key}" if path else child.key)
        else:
            yield from _item(child, indent, path)
    yield from (f"{indent}{comment}" for comment in branch.tail)


def _pair(child: Child, indent: str, path: str) -> Iterator[str]:
    head = f"{indent}{quote(child.key)}:"
    value = child.value
    after = f" {child.after}" if child.after else ""
    if isinstance(value, str) and "\n" in value and _is_literal(value):
        yield f"{head} |-{after}"
        yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
    elif not isinstance(value, Branch) or _stands_on_a_line(value, head, path):
        yield f"{head} {in_flow(value, path)}{after}"
    elif _is_filled(value, path):
        yield from _filled(head, [in_flow(one.value, path) for one in value.children], indent, after)
    else:
        yield head + after
        yield from _block(value, f"{indent}  " if value.mapping else indent, path)


def _item(child: Child, indent: str, path: str) -> Iterator[str]:
    value = child.value
    after = f" {child.after}" if child.after else ""
    if isinstance(value, Branch) and value.children and (path == "entries" or _commented(value)):
        if child.after:
            yield f"{indent}{child.after}"
        lines = _block(value, f"{indent}  ", path)
        yield f"{indent}- {next(lines)[len(indent) + 2 :]}"
        yield from lines
    else:
        yield f"{indent}- {in_flow(value, path)}{after}"


def _stands_on_a_line(value: Branch, head: str, path: str) -> bool:
    last = path.rpartition(".")[2]
    if _commented(value) or (value.children and last in _ALWAYS_BLOCK):
        return False
    if last in _FORMS and any(isinstance(child.value, Branch) for child in value.children):
        return False
    return len(head) + 1 + len(in_flow(value, path)) <= WIDTH


def _is_filled(value: Branch, path: str) -> bool:
    plain = not value.mapping and not any(isinstance(child.value, Branch) for child in value.children)
    return plain and path.rpartition(".")[2] not in _FORMS and not _commented(value)


def _filled(head: str, items: list[str], indent: str, after: str) -> Iterator[str]:
    line = f"{head} ["
    start = len(line)
    for number, item in enumerate(items):
        piece = item + ("," if number < len(items) - 1 else f"]{after}")
        if len(line) > start and len(line) + len(piece) > WIDTH:
            yield line.rstrip()
            line = f"{indent}  "
            start = len(line)
        line += f"{piece} "
    yield line.rstrip()


def _commented(branch: Branch) -> bool:
    """Whether there are comments inside, so that it cannot stand on one line."""
    return bool(branch.tail) or any(
        child.before or child.after or (isinstance(child.value, Branch) and _commented(child.value))
        for child in branch.children
    )


def _is_literal(text: str) -> bool:
    """Whether a text of several lines reads the same in a literal block."""
    lines = text.split("\n")
    return not text[:1].isspace() and all(line.isprintable() for line in lines) and bool(lines[-1].strip())
