"""Typed access to a YAML tree: every wrong value becomes a problem with its place, and reading goes on.

A glossary is mended once, not once for each error; so nothing here raises before the end, except where there are so
many problems that the file is something else.
"""

from __future__ import annotations

import datetime
import difflib
import functools
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeAlias

from mtfix import lazy
from mtfix.errors import GlossaryError, Problem
from mtfix.glossary.yaml_tree import Lines, Node, Scalar, Sequence
from mtfix.glossary.yaml_tree import Mapping as MappingNode

# Reads a node that is named so in problems; None after a problem.
How: TypeAlias = Callable[[Node, str], Any]
MAX_PROBLEMS = 200
# What YAML 1.1 readers take for something other than text when it stands without quotes.
_MISREAD = lazy.compile(
    r"(?P<null>|~|null|Null|NULL)"
    r"|(?P<truth>y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)"
    r"|(?P<date>\d{4}-\d\d?-\d\d?(?:[Tt \t].*)?)"
    r"|(?P<number>[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-fA-F_]+|\d[\d_]*|\.(?:inf|Inf|INF)"
    r"|(?:\d[\d_]*)?\.[\d_]+(?:[eE][-+]?\d+)?|\d[\d_]*\.(?:[eE][-+]?\d+)?|\d[\d_]*[eE][-+]?\d+)|\.nan|\.NaN|\.NAN)"
    r"|(?P<sexagesimal>[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?)"
    r"|(?P<sign>=|<<)",
    re.DOTALL,
)
_TAKEN_FOR = {
    "truth": "yes or no",
    "date": "a date",
    "number": "a number",
    "sexagesimal": "a time or a number to base 60",
    "sign": "a sign of its own",
}
_DATE = lazy.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_BROKEN = lazy.compile(r"[\t\r\n\x85\u2028\u2029]")
_KINDS = {Scalar: "a text", Sequence: "a list", MappingNode: "a mapping"}


def quoted(value: str) -> str:
    """`value` as an error quotes it: with escapes, and not too long."""
    return repr(value if len(value) <= 60 else value[:57] + "...")


def is_misread(value: str) -> bool:
    """Whether a YAML 1.1 reader takes `value`, without quotes, for something other than text."""
    return _MISREAD.fullmatch(value) is not None


@functools.lru_cache(maxsize=1024)
def did_you_mean(value: str, known: tuple[str, ...]) -> str:
    """A sentence that names the likely word, or all words there are."""
    near = difflib.get_close_matches(value.lower(), known, 1) if len(value) <= 60 else []
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Choose one of: {', '.join(known)}."


class Reader:
    """Reads the nodes of one file and collects its problems."""

    def __init__(self, lines: Lines) -> None:
        """`lines` is the file."""
        self.lines = lines
        self.problems: list[Problem] = []

    def complain(self, node: Node, message: str) -> None:
        """Note a problem at `node`. Raises `GlossaryError` when there are too many to be of use."""
        self.problems.append(self.lines.problem(node.index, message))
        if len(self.problems) >= MAX_PROBLEMS:
            more = Problem(f"more than {MAX_PROBLEMS} problems. Mend these first.", self.lines.path)
            raise GlossaryError(problems=[*self.problems, more])

    def fields(self, node: Node, known: Collection[str], where: str) -> dict[str, Node]:
        """The values of a mapping by key; unknown and repeated keys are problems. `where` is its name, "an entry"."""
        if type(node) is not MappingNode:
            self._wrong_kind(node, where, "a mapping")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.pairs():
            if type(key) is Scalar and key.value in known and key.value not in found:
                found[key.value] = value
            else:
                self._odd_key(key, known, found, where)
        return found

    def _odd_key(self, key: Node, known: Collection[str], found: Collection[str], where: str) -> None:
        if type(key) is not Scalar:
            self.complain(key, f"a key of {where} is {_KINDS[type(key)]}. Write a word.")
        elif key.value in found:
            self.complain(key, f"the key {quoted(key.value)} stands twice in {where}. Keep one.")
        elif key.plain and key.value == "<<":
            self.complain(key, f"a merge key '<<' in {where}. Write the values out.")
        else:
            advice = did_you_mean(key.value, tuple(known))
            self.complain(key, f"unknown key {quoted(key.value)} in {where}. {advice}")

    def missing(self, node: Node, found: Collection[str], message: str) -> None:
        """Complain at `node` that a key is missing, unless a key that was not understood may be the one meant."""
        if isinstance(node, MappingNode) and len(node.items) == 2 * len(found):
            self.complain(node, message)

    def named(self, node: Node, where: str) -> dict[str, tuple[Scalar, Node]]:
        """The values of a mapping with keys of the user's own: each with its key's node."""
        if type(node) is not MappingNode:
            self._wrong_kind(node, where, "a mapping")
            return {}
        found: dict[str, tuple[Scalar, Node]] = {}
        for key, value in node.pairs():
            name = self.text(key, f"a key of {where}")
            if name is None or type(key) is not Scalar:
                continue
            if name in found:
                self.complain(key, f"the key {quoted(name)} stands twice in {where}. Keep one.")
            else:
                found[name] = (key, value)
        return found

    def values(self, found: Mapping[str, Node], how: Mapping[str, How]) -> dict[str, Any]:
        """The `found` nodes read, each in its way; what failed, or has no way, is left out."""
        out = {}
        for name, node in found.items():
            if name in how and (value := how[name](node, f"'{name}'")) is not None:
                out[name] = value
        return out

    def part(self, node: Node, where: str, how: Mapping[str, How]) -> dict[str, Any]:
        """A mapping whose keys are those of `how`, read."""
        return self.values(self.fields(node, how, where), how)

    def text(self, node: Node, where: str) -> str | None:
        """One line of text that YAML cannot misread; None (and a problem) for anything else."""
        value = self._scalar(node, where)
        if value is None:
            return None
        if _BROKEN.search(value):
            self.complain(node, f"a tab or a line end inside {where} {quoted(value)}. Use a blank.")
            return None
        return value

    def prose(self, node: Node, where: str) -> str | None:
        """Text of any number of lines."""
        return self._scalar(node, where)

    def _scalar(self, node: Node, where: str) -> str | None:
        if type(node) is not Scalar:
            self._wrong_kind(node, where, "a text")
            return None
        if node.plain and (match := _MISREAD.fullmatch(node.value)):
            self._misread(node, match.lastgroup or "", where)
            return None
        value = node.value.strip()
        if not value:
            self.complain(node, f"{where} is empty. Give it a value or remove it.")
            return None
        return value

    def _misread(self, node: Scalar, kind: str, where: str) -> None:
        value = quoted(node.value)
        if kind == "null" and not node.value:
            self.complain(node, f"{where} has no value. Give it one or remove it.")
        elif kind == "null":
            self.complain(node, f"{where} is {value}, which YAML reads as nothing. Write it in quotes, or remove it.")
        else:
            self.complain(node, f"{where} is {value}, which YAML reads as {_TAKEN_FOR[kind]}. Write it in quotes.")

    def _wrong_kind(self, node: Node, where: str, wanted: str) -> None:
        if type(node) is Scalar and not node.value:
            self.complain(node, f"{where} has no value. Give it one or remove it.")
            return
        value = f" {quoted(node.value)}" if type(node) is Scalar else ""
        self.complain(node, f"{where} is {_KINDS[type(node)]}{value}. Write {wanted} there.")

    def texts(self, node: Node, where: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        if type(node) is not Sequence:
            one = self.text(node, where)
            return () if one is None else (one,)
        found = (self.text(item, f"an item of {where}") for item in node.items)
        return tuple(value for value in found if value is not None)

    def items(self, node: Node, where: str) -> Iterable[Node]:
        """The nodes of a list."""
        if type(node) is Sequence:
            return node.items
        self._wrong_kind(node, where, "a list")
        return ()

    def choice_of(self, known: Mapping[str, object]) -> How:
        """How to read a word that is one of `known`: as the value it stands for."""
        return lambda node, where: self._choice(node, known, where)

    def _choice(self, node: Node, known: Mapping[str, object], where: str) -> object | None:
        if type(node) is not Scalar:
            self._wrong_kind(node, where, "a word")
            return None
        if node.value in known:
            return known[node.value]
        self.complain(node, f"{where} is unknown: {quoted(node.value)}. {did_you_mean(node.value, tuple(known))}")
        return None

    def number(self, node: Node, where: str) -> int | None:
        """A whole number from 0 to 9999, without quotes."""
        if type(node) is Scalar and node.plain and re.fullmatch("[0-9]{1,4}", node.value):
            return int(node.value)
        value = f", not {quoted(node.value)}" if type(node) is Scalar else ""
        self.complain(node, f"{where} must be a whole number{value}. Write for instance 1.")
        return None

    def date(self, node: Node, where: str) -> str | None:
        """A date as YYYY, YYYY-MM or YYYY-MM-DD, with or without quotes."""
        if type(node) is Scalar and _is_date(node.value):
            return node.value
        value = f", not {quoted(node.value)}" if type(node) is Scalar else ""
        self.complain(node, f"{where} must be a date{value}. Write it as 2024-05-31.")
        return None


def _is_date(value: str) -> bool:
    """Whether `value` is a day, a month or a year that there is."""
    if not _DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True
