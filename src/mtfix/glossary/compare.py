"""What differs between two sets of concepts, by id: order, layout and comments do not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mtfix.glossary import schema
from mtfix.glossary.layout import branch_of, in_flow
from mtfix.glossary.model import Concept
from mtfix.glossary.write import plain_entry


class Change(Struct, frozen=True):
    """A concept that is `kind` "added", "removed" or "changed"; `lines` say what of it, "+ variants: Naqqa"."""

    id: str
    preferred: str
    kind: str
    lines: tuple[str, ...]


def compare(before: Sequence[Concept], after: Sequence[Concept]) -> list[Change]:
    """The changes from `before` to `after`, in the order of `after`, then what is gone."""
    old = {concept.id: concept for concept in before}
    new = {concept.id: concept for concept in after}
    changes = []
    for concept in new.values():
        known = old.get(concept.id)
        lines = tuple(_lines({} if known is None else plain_entry(known), plain_entry(concept)))
        if known is None:
            changes.append(Change(concept.id, concept.preferred.text, "added", lines))
        elif lines:
            changes.append(Change(concept.id, concept.preferred.text, "changed", lines))
    gone = [concept for concept in old.values() if concept.id not in new]
    return changes + [Change(one.id, one.preferred.text, "removed", ()) for one in gone]


def _lines(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in schema.ENTRY_KEYS:
        old, new = _items(before.get(key), key), _items(after.get(key), key)
        if key != "id":
            yield from (f"- {key}: {item}" for item in (old - new).elements())
            yield from (f"+ {key}: {item}" for item in (new - old).elements())


def _items(value: Any, key: str) -> Counter[str]:
    """The parts of a value that are told one by one."""
    if value is None:
        return Counter()
    if key == "source":
        return Counter(f"{code} {form}" for code, forms in value.items() for form in forms)
    if isinstance(value, list):
        return Counter(in_flow(branch_of(item), f"entries.{key}") for item in value)
    return Counter([in_flow(branch_of(value), f"entries.{key}")])
