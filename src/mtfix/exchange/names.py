"""Name lists in the form of JRC-Names: id, kind (P, O or u), language and the name with "+" for blanks, tab-parted.

The first English (or unmarked Latin) name of an id is the preferred one, the others may only be suggested: the list
holds every spelling that was met, right or wrong. Names in other scripts are source forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtfix.errors import SourceError
from mtfix.glossary import schema
from mtfix.glossary.carried import (
    Entry,
    head_rest,
    identifier,
    rest,
    sources,
    summary,
    whole,
    whole_head,
    with_id,
    words,
)
from mtfix.model import ExchangeFormat

_HEAD = "#mtfix-file\t"
_ENTRY = "#mtfix\t"
_KINDS = {"P": "person", "O": "organisation"}
_CARRIED = ("preferred", "id", "type", "variants", "source")
# The languages that a script speaks for where the list says "u" (unknown).
_SCRIPTS = {
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}


def read(data: bytes, path: str) -> tuple[Mapping[str, object], Sequence[str]]:
    """The glossary in a list of names; entries without a note of ours are only proposed. Raises `SourceError`."""
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not valid UTF-8 at byte {error.start}. Save it as UTF-8.") from None
    found: dict[str, Entry] = {}
    keeps: dict[str, str] = {}
    head = ""
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r")
        if line.startswith(_HEAD):
            head = line.removeprefix(_HEAD)
        elif line.startswith(_ENTRY):
            key, _, keeps_it = line.removeprefix(_ENTRY).partition("\t")
            keeps[key] = keeps_it
        elif line.strip() and not line.startswith("#"):
            _take(line.split("\t"), found, f"{path}:{number}")
    entries, notes = _entries(found, keeps, path)
    return {"mtfix": schema.VERSION, **whole_head(head, path), "entries": entries}, notes


def _entries(found: Mapping[str, Entry], keeps: Mapping[str, str], path: str) -> tuple[list[Entry], list[str]]:
    entries, notes, proposed = [], [], 0
    for key, entry in found.items():
        if "preferred" not in entry:
            notes.append(f"{key}: no name in Latin letters, left out")
            continue
        ours = key in keeps
        made = whole(entry if ours else {**entry, "status": "proposed"}, keeps.get(key, ""), f"{path}: {key}")
        entries.append(with_id(key if ours else "", made))
        proposed += not ours
    if proposed:
        notes.append(f"{proposed} entries are proposed: mtfix suggests their names and changes nothing")
    return entries, notes


def _take(cells: Sequence[str], found: dict[str, Entry], where: str) -> None:
    """Put the name of a line into its entry."""
    if len(cells) < 4:
        raise SourceError(f"{where}: a line of {len(cells)} columns. Write id, kind, language, name.")
    key, kind, language, name = (cell.strip() for cell in cells[:4])
    name = " ".join(name.replace("+", " ").replace("%2B", "+").replace("%25", "%").split())
    entry = found.setdefault(key, {"variants": [], "source": {}})
    if not name:
        return
    if kind in _KINDS:
        entry["type"] = _KINDS[kind]
    code = language
    if language == "u":
        code = next((code for code, script in _SCRIPTS.items() if script.search(name)), "en")
    if not schema.LANGUAGE.fullmatch(code):
        code = "und"
    if code != "en":
        entry["source"].setdefault(code, []).append(name)
    elif "preferred" not in entry:
        entry["preferred"] = name
    else:
        entry["variants"].append(name)


def write(glossary: Mapping[str, object]) -> tuple[bytes, Sequence[str]]:
    """The glossary as a list of names."""
    entries: Sequence[Mapping[str, Any]] = glossary["entries"]  # type: ignore[assignment]  # plain data of a glossary
    lines = [_HEAD + head] if (head := head_rest(glossary)) else []
    for entry in entries:
        lines += _rows(entry)
    return "".join(f"{line}\n" for line in lines).encode(), summary(entries, _CARRIED, "name list")


def _rows(entry: Mapping[str, Any]) -> Iterator[str]:
    key = identifier(entry)
    kinds = {kind: letter for letter, kind in _KINDS.items()}
    kind = kinds.get(entry.get("type", ""), "u")
    carried = [one for one in _CARRIED if one != "type" or kind != "u"]
    yield f"{_ENTRY}{key}\t{rest(entry, carried) or '{}'}"
    for name in (entry["preferred"], *words(entry, "variants")):
        yield f"{key}\t{kind}\ten\t{_plus(name)}"
    for language, forms in sources(entry).items():
        yield from (f"{key}\t{kind}\t{language}\t{_plus(form)}" for form in forms)


def _plus(name: str) -> str:
    return name.replace("%", "%25").replace("+", "%2B").replace(" ", "+")


exchange = ExchangeFormat("names", (".names", ".jrc"), read, write, "a list of names in the form of JRC-Names")
