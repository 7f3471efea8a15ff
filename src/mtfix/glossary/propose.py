"""Put proposed variants into a glossary's YAML as text, so that comments, order and layout stay as they are.

A variant of an entry that the file has goes to the end of its variants with `action: suggest`; others become entries
of their own with `status: proposed`. What speaks for a variant stands above it, as comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mtfix.errors import GlossaryError
from mtfix.glossary.compare import compare
from mtfix.glossary.layout import Branch, Child, branch_of, in_flow, lay_out_entry
from mtfix.glossary.load import parse_glossary, slug
from mtfix.glossary.model import Concept, Condition
from mtfix.glossary.write import plain_gate


class Proposed(Struct, frozen=True):
    """A variant for `concept`; `remarks` are lines that say what speaks for it.

    `gate` is the condition of the file that has the concept: it goes along where the variant leaves that file.
    """

    concept: Concept
    variant: str
    remarks: tuple[str, ...] = ()
    gate: Condition | None = None


def proposed_entry(proposals: Sequence[Proposed]) -> str:
    """An entry with `status: proposed` for variants of one concept, as YAML text ready to paste."""
    concept, gate = proposals[0].concept, proposals[0].gate
    plain: dict[str, Any] = {"preferred": concept.preferred.text}
    if concept.id != slug(concept.preferred.text):
        plain["id"] = concept.id
    if concept.type.value != "term":
        plain["type"] = concept.type.value
    plain |= {"status": "proposed", **plain_gate(concept.when or gate)}
    entry = branch_of(plain)
    assert isinstance(entry, Branch)  # noqa: S101 - a mapping always is one
    forms = [Child(one.variant, before=_comments(one)) for one in proposals]
    entry.children.append(Child(Branch(False, forms), "variants"))
    return lay_out_entry(entry)


def proposed_entries(proposals: Iterable[Proposed]) -> str:
    """The entries for proposals of any concepts, in the order in which these are first met."""
    grouped: dict[str, list[Proposed]] = {}
    for one in proposals:
        grouped.setdefault(one.concept.id, []).append(one)
    return "\n".join(map(proposed_entry, grouped.values()))


def with_proposals(text: str, path: str, proposals: Iterable[Proposed]) -> str:
    """The YAML `text` of the glossary at `path` with `proposals` put in, less what it has already.

    Raises `GlossaryError` when the text is no good glossary, or where an alias makes two entries share their variants.
    """
    before = parse_glossary(text, path)
    entries = _entries(text)
    known: dict[str, list[Proposed]] = {}
    strangers: list[Proposed] = []
    for one in proposals:
        name = one.concept.preferred.text
        if name not in entries:
            strangers.append(one)
        elif one.variant not in _listed(entries[name]):
            known.setdefault(name, []).append(one)
    made = text
    for at, end, piece in sorted((_change(text, entries[name], some) for name, some in known.items()), reverse=True):
        made = made[:at] + piece + made[end:]
    if strangers:
        made += ("" if made.endswith("\n") else "\n") + "\n" + proposed_entries(strangers)
    touched = {*known, *(one.concept.preferred.text for one in strangers)}
    changes = compare(before.concepts, parse_glossary(made, path).concepts)
    if odd := [one.preferred for one in changes if one.preferred not in touched]:
        raise GlossaryError(f"{path}: {odd[0]!r} shares its variants by an alias. Write them out.")
    return made


def _comments(proposed: Proposed) -> list[str]:
    return [f"# {''.join(char if char.isprintable() else ' ' for char in remark)}" for remark in proposed.remarks]


def _entries(text: str) -> dict[str, Any]:
    """The mapping node of each entry of a good glossary, by its preferred form."""
    import yaml

    root: Any = yaml.compose(text.removeprefix("\ufeff"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {_value(entry, "preferred").value: entry for entry in _value(root, "entries").value}


def _value(mapping: Any, key: str) -> Any:
    return next((value for name, value in mapping.value if name.value == key), None)


def _listed(entry: Any) -> set[str]:
    """Every form that an entry has, as text."""
    found = set()
    for key in ("preferred", "admitted", "variants"):
        value = _value(entry, key)
        items = value.value if isinstance(getattr(value, "value", None), list) else [value]
        for item in items:
            form = item if not isinstance(getattr(item, "value", None), list) else _value(item, "text")
            if form is not None:
                found.add(form.value)
    return found


def _change(text: str, entry: Any, proposals: Sequence[Proposed]) -> tuple[int, int, str]:
    """The place in the text that new variants of an entry take, and what is written there."""
    bom = text.startswith("\ufeff")
    variants, preferred = _value(entry, "variants"), _value(entry, "preferred")
    if variants is None:
        if entry.flow_style:
            at = _end(preferred) + bom
            return at, at, f", variants: [{', '.join(map(_in_brackets, proposals))}]"
        indent = " " * entry.value[0][0].start_mark.column
        at = _line_end(text, _end(preferred) + bom)
        return at, at, _own_line(text, at, f"{indent}variants:\n{_items(proposals, indent)}")
    if not variants.value:
        at, end = variants.start_mark.index + bom, variants.end_mark.index + bom
        return at, end, f"[{', '.join(map(_in_brackets, proposals))}]"
    last = variants.value[-1]
    if variants.flow_style:
        at = last.end_mark.index + bom
        return at, at, "".join(f", {_in_brackets(one)}" for one in proposals)
    at = _line_end(text, _end(last) + bom)
    return at, at, _own_line(text, at, _items(proposals, " " * variants.start_mark.column))


def _items(proposals: Iterable[Proposed], indent: str) -> str:
    lines = ([*_comments(one), f"- {in_flow(branch_of(_form(one)), 'variants')}"] for one in proposals)
    return "".join(f"{indent}{line}\n" for some in lines for line in some)


def _in_brackets(proposed: Proposed) -> str:
    """A variant where there is no room for comments: the first remark as its note."""
    note = {"note": proposed.remarks[0]} if proposed.remarks else {}
    return in_flow(branch_of({**_form(proposed), **note}), "variants")


def _form(proposed: Proposed) -> Mapping[str, str]:
    return {"text": proposed.variant, "action": "suggest"}


def _own_line(text: str, at: int, lines: str) -> str:
    """`lines` to put in at `at`, with the line end before them where the text has none."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = lines.replace("\n", newline)
    return lines if text[:at].endswith("\n") else newline + lines.removesuffix(newline)


def _end(node: Any) -> int:
    """Where a node ends, without the lines and comments after it that its own mark takes in."""
    if isinstance(node.value, list) and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _line_end(text: str, at: int) -> int:
    following = text.find("\n", at)
    return len(text) if following < 0 else following + 1
