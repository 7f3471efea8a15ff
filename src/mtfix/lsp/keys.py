"""Completion in a glossary: the keys and values that may stand at a place of a YAML text that is being typed.

The text is rarely valid YAML at that moment, so that only indentation, brackets and colons before the cursor count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from mtfix import lazy
from mtfix.glossary import schema

_KEYS: Mapping[str, Collection[str]] = {
    "": schema.FILE_KEYS,
    "entries": schema.ENTRY_KEYS,
    "admitted": schema.ADMITTED_KEYS,
    "variants": schema.VARIANT_KEYS,
    "tests": schema.TEST_KEYS,
    "when": tuple(schema.CLAUSES),
    "unless": tuple(schema.CLAUSES),
    "forms": schema.FORM_KEYS,
    "name": schema.NAME_KEYS,
    "review": schema.REVIEW_KEYS,
    "valid": schema.VALID_KEYS,
}
_VALUES: Mapping[str, Collection[str]] = {
    "type": schema.TYPES,
    "status": schema.STATUSES,
    "article": schema.ARTICLES,
    "gender": schema.GENDERS,
    "case": schema.CASES,
    "match": schema.MATCHES,
    "action": schema.ACTIONS,
    "otherwise": schema.ACTIONS,
    "order": schema.ORDERS,
    "same": ("true",),
}
_KEY = lazy.compile(r"([A-Za-z_]+)[ \t]*:")
_TYPED_VALUE = lazy.compile(r"(?:^|[\s{,])([A-Za-z_]+):[ \t]+\w*\Z")
_TYPED_KEY = lazy.compile(r"(?:^|[\s{,])\w*\Z")
_LEVEL = lazy.compile(r"[ ]*(?:-[ ]+)*")


def completions(text: str, offset: int) -> list[str]:
    """The words that may be typed at code point `offset`: values after "key: ", else keys; [] where none fit."""
    start = text.rfind("\n", 0, offset) + 1
    before = text[start:offset]
    if "#" in before:
        return []
    if value := _TYPED_VALUE.search(before):
        return list(_VALUES.get(value[1], ()))
    if not _TYPED_KEY.search(before):
        return []
    flow = _open_brackets(before)
    return list(_KEYS.get(_parent(text[:start], before) if flow is None else flow, ()))


def _open_brackets(before: str) -> str | None:
    """The key that holds the innermost brace that is open at the end of `before`; None without an open brace.

    A brace in a list belongs to the key of the list: ``variants: [{te`` is in "variants".
    """
    stack: list[tuple[str, str]] = []
    for index, char in enumerate(before):
        if char in "{[":
            stack.append((char, before[:index].rstrip()))
        elif char in "}]" and stack:
            stack.pop()
    if not stack or stack[-1][0] != "{":
        return None if not stack else "-"  # a list of plain values has no keys
    while stack:
        _, left = stack.pop()
        if key := re.search(r"([A-Za-z_]+):\Z", left):
            return key[1]
        if left.endswith("-"):
            return None
    return None


def _parent(above: str, line: str) -> str:
    """The key whose value `line` is part of, below the lines `above`; "" at the top, "-" where no key may stand."""
    limit = _limit(line)
    for other in reversed(above.split("\n")):
        if not other.strip() or other.lstrip().startswith("#"):
            continue
        column = _starts(other)[1]
        if column < limit:
            key = _KEY.match(other, column)
            return key[1] if key and not other[key.end() :].partition("#")[0].strip() else "-"
        if other.lstrip().startswith("-"):  # perhaps the first line of the item that `line` belongs to
            limit = min(limit, _limit(other))
    return ""


def _limit(line: str) -> int:
    """The column that the key of what holds `line` stands before; the items of a list may stand below its key."""
    first, key = _starts(line)
    return first + 1 if line.lstrip().startswith("-") else key


def _starts(line: str) -> tuple[int, int]:
    """Where a line begins, and where its key does behind dashes."""
    match = _LEVEL.match(line)
    return len(line) - len(line.lstrip()), match.end() if match else 0
