"""The canonical form of a glossary file: keys in their order, one way of quoting, comments kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mtfix.errors import GlossaryError
from mtfix.glossary import schema
from mtfix.glossary.commented import read_commented
from mtfix.glossary.layout import Branch, Child, lay_out
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.write import plain_glossary
from mtfix.glossary.yaml_tree import Lines

_CLAUSES = tuple(schema.CLAUSES)
# The keys of each part in their order, by the key that the part stands under.
_ORDERS: dict[str, Sequence[str]] = {
    "": schema.FILE_KEYS,
    "entries": schema.ENTRY_KEYS,
    "variants": schema.VARIANT_KEYS,
    "admitted": schema.ADMITTED_KEYS,
    "tests": schema.TEST_KEYS,
    "when": _CLAUSES,
    "unless": _CLAUSES,
    "forms": schema.FORM_KEYS,
    "name": schema.NAME_KEYS,
    "review": schema.REVIEW_KEYS,
    "valid": schema.VALID_KEYS,
}


def canonical(text: str, path: str) -> str:
    """The glossary `text` in canonical form; formatting it again changes nothing.

    Raises `GlossaryError` where the text is no good glossary, or where a value or a comment would be lost.
    """
    text = text.removeprefix("\ufeff")
    before = parse_glossary(text, path)
    lines = Lines(text, path)
    root = read_commented(lines)
    head = root.children[0].before
    root.children[0].before = []
    _sort(root, "")
    root.children[0].before = head + root.children[0].before
    made = lay_out(root)
    after = parse_glossary(made, path)
    kept = _comments(root) == _comments(read_commented(Lines(made, path)))
    if not kept or plain_glossary(before) != plain_glossary(after):
        raise GlossaryError(f"{path}: it cannot be formatted without a loss, so it is as it was. Report this glossary.")
    return made


def _sort(branch: Branch, under: str) -> None:
    """Put the keys of `branch`, which stands under the key `under`, in order, and those of its parts."""
    if branch.mapping and under in _ORDERS:
        order = _ORDERS[under]
        branch.children.sort(key=lambda child: order.index(child.key))
    while branch.tail and not branch.tail[-1]:
        branch.tail.pop()
    for child in branch.children:
        if isinstance(child.value, Branch):
            _sort(child.value, child.key or under)
            _hoist(child)
            child.value = _short(child, under)


def _hoist(child: Child) -> None:
    """Put comments before the first key of an item before the item: that is where they stand in the text."""
    if not child.key and isinstance(child.value, Branch) and child.value.children:
        first = child.value.children[0]
        child.before += first.before
        first.before = []


def _short(child: Child, under: str) -> Branch | str | int:
    """A form that says nothing but its text, as that text."""
    value = child.value
    if isinstance(value, Branch) and under in ("variants", "admitted") and not child.key and len(value.children) == 1:
        only = value.children[0]
        if only.key == "text" and not (only.before or only.after or value.tail):
            return only.value
    return value


def _comments(branch: Branch) -> Counter[str]:
    """All comments of a tree."""
    found = Counter(branch.tail)
    for child in branch.children:
        found.update((*child.before, child.after))
        if isinstance(child.value, Branch):
            found += _comments(child.value)
    del found[""]
    return found
