"""Put an entry, or more forms of an entry, into the YAML of a glossary.

Only the entry in question is laid out anew, its comments kept; the rest of the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mtfix import lazy
from mtfix.errors import GlossaryError
from mtfix.glossary import schema
from mtfix.glossary.commented import read_commented
from mtfix.glossary.layout import Branch, Child, branch_of, lay_out_entry, lay_out_pair
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.write import glossary_text
from mtfix.glossary.yaml_tree import Lines

# Keys under which an entry that is there takes more; all others are for a person to change.
_GROWING = ("source", "admitted", "variants", "tests")
_REMARKS = lazy.compile(r"(?:[ \t]*\r?\n)*(?P<indent>[ ]+)#[^\n]*(?:\n|\Z)")


def with_entry(text: str, path: str, entry: Mapping[str, Any]) -> str:
    """The YAML `text` with `entry` (plain data) put in; an empty text becomes a glossary with a head.

    Where an entry has the same preferred form, its source forms, forms and tests are added to that one. Raises
    `GlossaryError` where `text` is no glossary, the entry is none, or the two contradict each other.
    """
    if not text.strip():
        made = glossary_text({"mtfix": schema.VERSION, "language": "en-US", "entries": [entry]})
    else:
        parse_glossary(text, path)
        made = _put_in(text.removeprefix("\ufeff"), path, entry)
    parse_glossary(made, path)
    return made


def _put_in(text: str, path: str, entry: Mapping[str, Any]) -> str:
    root = read_commented(Lines(text, path))
    entries = next(child for child in root.children if child.key == "entries")
    listed = entries.value
    assert isinstance(listed, Branch)  # noqa: S101 - the glossary was read before
    number = next((n for n, one in enumerate(listed.children) if _preferred(one) == entry["preferred"]), None)
    if number is None:
        listed.children.append(Child(branch_of(entry)))
    else:
        _extend(listed.children[number].value, entry, path)
    if listed.flow:  # the list of entries stands in brackets: it becomes one entry a line
        entries.after = ""
        return text[: entries.start] + lay_out_pair(entries).rstrip("\n") + text[entries.end :]
    chosen = listed.children[-1 if number is None else number]
    if number is not None:
        start = text.rfind("\n", 0, text.rfind("-", 0, chosen.start)) + 1
        return text[:start] + _written(chosen, listed.column) + text[_end(text, chosen, listed.column) :]
    at = _end(text, listed.children[-2], listed.column)
    gap = "\n" if text[:at].endswith("\n") else "\n\n"
    return text[:at] + gap + _written(chosen, listed.column) + text[at:]


def _preferred(child: Child) -> object:
    keys = child.value.children if isinstance(child.value, Branch) else ()
    return next((one.value for one in keys if one.key == "preferred"), None)


def _written(child: Child, column: int) -> str:
    assert isinstance(child.value, Branch)  # noqa: S101 - an entry is a mapping
    lines = lay_out_entry(child.value).rstrip().splitlines()
    return "".join(f"{' ' * column}{line}".rstrip() + "\n" for line in lines)


def _end(text: str, child: Child, column: int) -> int:
    """Where the lines of an entry end: with the comments after it that are indented deeper."""
    end = text.find("\n", child.end)
    end = len(text) if end < 0 else end + 1
    while (match := _REMARKS.match(text, end)) and len(match["indent"]) > column:
        end = match.end()
    return end


def _extend(branch: Any, entry: Mapping[str, Any], path: str) -> None:
    """Put what is new in `entry` into the tree of the entry that is there."""
    for key, value in entry.items():
        if key == "preferred":
            continue
        child = next((one for one in branch.children if one.key == key), None)
        if child is None and key in _GROWING:
            order = schema.ENTRY_KEYS.index(key)
            later = (n for n, one in enumerate(branch.children) if schema.ENTRY_KEYS.index(one.key) > order)
            branch.children.insert(next(later, len(branch.children)), Child(branch_of(value), key))
        elif child is None or key not in _GROWING:
            if child is None or child.value != value:
                raise GlossaryError(
                    f"{path}: the entry {entry['preferred']!r} is there with another {key}. Change that by hand."
                )
        elif key == "source":
            for code, forms in value.items():
                _add_language(child.value, code, forms)
        else:
            _add_items(child.value, value)


def _add_language(branch: Any, code: str, forms: Sequence[str]) -> None:
    child = next((one for one in branch.children if one.key == code), None)
    if child is None:
        branch.children.append(Child(branch_of(forms), code))
    else:
        if not isinstance(child.value, Branch):
            child.value = Branch(False, [Child(child.value)])
        _add_items(child.value, forms)


def _add_items(branch: Any, items: Iterable[Any]) -> None:
    known = {_words(child.value) for child in branch.children}
    for item in items:
        made = branch_of(item)
        if _words(made) not in known:
            branch.children.append(Child(made))


def _words(value: object) -> object:
    """What tells an item of a list from others: its text, or the sentence of a test."""
    if isinstance(value, Branch):
        return next((child.value for child in value.children if child.key in ("text", "regex", "in")), None)
    return value
