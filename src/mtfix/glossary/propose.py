"""Put proposed variants into a glossary's YAML as text, so that comments, order and layout stay as they are.

A variant of an entry that the file has goes to the end of its variants with `action: suggest`; others become entries
of their own with `status: proposed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mtfix.errors import GlossaryError
from mtfix.glossary.layout import Branch, branch_of, in_flow, lay_out_entry
from mtfix.glossary.model import Concept


def proposed_entry(concept: Concept, variants: Sequence[str], note: str = "") -> str:
    """An entry with `status: proposed` for variants of `concept`, as YAML text ready to paste."""
    plain: dict[str, Any] = {"preferred": concept.preferred.text}
    if concept.type.value != "term":
        plain["type"] = concept.type.value
    plain |= {"status": "proposed", "variants": list(variants)}
    if note:
        plain["note"] = note
    entry = branch_of(plain)
    assert isinstance(entry, Branch)  # noqa: S101 - a mapping always is one
    return lay_out_entry(entry)


def with_proposals(text: str, path: str, proposals: Iterable[tuple[Concept, str, str]]) -> str:
    """The YAML `text` of the glossary at `path` with (concept, variant, note) put in, less what it has already.

    Raises `GlossaryError` when the text is no glossary.
    """
    entries = _entries(text, path)
    known: dict[str, list[str]] = {}
    strangers: dict[str, tuple[Concept, list[str]]] = {}
    for concept, variant, note in proposals:
        name = concept.preferred.text
        if name not in entries:
            strangers.setdefault(concept.id, (concept, []))[1].append(variant)
        elif variant not in _listed(entries[name]):
            item = {"text": variant, "action": "suggest", **({"note": note} if note else {})}
            known.setdefault(name, []).append(in_flow(branch_of(item), "variants"))
    inserts = (_insertion(text, entries[name], items) for name, items in known.items())
    for at, piece in sorted(inserts, reverse=True):
        text = text[:at] + piece + text[at:]
    ending = "" if not strangers or text.endswith("\n") else "\n"
    return text + ending + "".join(proposed_entry(concept, variants) for concept, variants in strangers.values())


def _entries(text: str, path: str) -> dict[str, Any]:
    """The mapping node of each entry, by its preferred form."""
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise GlossaryError(f"{path}: {' '.join(str(error).split())}. Run `mtfix glossary lint`.") from None
    found = {}
    listed = _value(root, "entries") if isinstance(root, yaml.MappingNode) else None
    if not isinstance(listed, yaml.SequenceNode):
        raise GlossaryError(f"{path}: no list of entries. Run `mtfix glossary lint`.")
    for entry in listed.value:
        preferred = _value(entry, "preferred") if isinstance(entry, yaml.MappingNode) else None
        if isinstance(preferred, yaml.ScalarNode):
            found[preferred.value] = entry
    return found


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


def _insertion(text: str, entry: Any, items: Sequence[str]) -> tuple[int, str]:
    """Where the text of new variants of an entry goes, and what is written there."""
    variants = _value(entry, "variants")
    if variants is not None and variants.value:
        last = variants.value[-1]
        if variants.flow_style:
            return last.end_mark.index, "".join(f", {item}" for item in items)
        indent = " " * (last.start_mark.column - 2)
        return _line_end(text, _end(last)), "".join(f"{indent}- {item}\n" for item in items)
    preferred = _value(entry, "preferred")
    if entry.flow_style:
        return _end(preferred), f", variants: [{', '.join(items)}]"
    indent = " " * entry.value[0][0].start_mark.column
    lines = "".join(f"{indent}- {item}\n" for item in items)
    return _line_end(text, _end(preferred)), f"{indent}variants:\n{lines}"


def _end(node: Any) -> int:
    """Where a node ends, without the lines and comments after it that its own mark takes in."""
    if isinstance(node.value, list) and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _line_end(text: str, at: int) -> int:
    following = text.find("\n", at)
    return len(text) if following < 0 else following + 1
