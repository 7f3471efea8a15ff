"""A glossary as a table, one entry a row: what CSV files and spreadsheets share.

A cell with several forms has one a line. The last column is mtfix's own: what the others cannot say, as JSON. Tables of
other programs are read as well: their columns are known by the names in `COLUMNS`, languages by their codes, forms in a
cell are parted by semicolons too, and rows with one preferred form are one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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

PRIVATE = "mtfix"
# Our columns, and what other programs (Weblate, Pontoon, MultiTerm, translators' own tables) call them.
COLUMNS = {
    "id": ("id", "concept id", "entry id", "entry_id", "termid", "subjectid", "key"),
    "preferred": ("preferred", "preferred term", "term", "target", "target term", "translation", "right", "correct"),
    "type": ("type", "concept type"),
    "status": ("status",),
    "admitted": ("admitted", "admitted term", "synonym", "synonyms", "allowed", "alternatives"),
    "variants": ("variants", "variant", "wrong", "forbidden", "deprecated", "deprecated term", "do not use", "avoid"),
    "note": ("note", "notes", "comment", "comments", "definition", "description", "explanation", "translator_comments"),
    "source": ("source", "source term", "original"),
    PRIVATE: (PRIVATE,),
}
_KNOWN = {name: column for column, names in COLUMNS.items() for name in names}
_CARRIED = ("preferred", "id", "type", "status", "source", "admitted", "variants", "note")
_PARTING = re.compile(r"[;；]|[\r\n]+")
# Of a source column that does not say its language.
UNKNOWN = "und"


def table_of(glossary: Mapping[str, Any], format: str) -> tuple[list[list[str]], list[str]]:
    """The rows of a glossary, the header first, and notes on what only mtfix will see."""
    entries: Sequence[Mapping[str, Any]] = glossary["entries"]
    languages = list(dict.fromkeys(language for entry in entries for language in sources(entry)))
    header = ["id", "preferred", "type", "status", "admitted", "variants"]
    header += [f"source:{language}" for language in languages] + ["note", PRIVATE]
    rows = [header]
    if head := head_rest(glossary):
        rows.append([""] * (len(header) - 1) + [head])
    for entry in entries:
        forms = sources(entry)
        rows.append(
            [
                identifier(entry),
                entry["preferred"],
                entry.get("type", ""),
                entry.get("status", ""),
                "\n".join(words(entry, "admitted")),
                "\n".join(words(entry, "variants")),
                *("\n".join(forms.get(language, ())) for language in languages),
                entry.get("note", ""),
                rest(entry, _CARRIED),
            ]
        )
    return rows, summary(entries, _CARRIED, format)


def glossary_of(rows: Iterable[Sequence[str]], path: str) -> tuple[dict[str, Any], list[str]]:
    """The glossary that rows hold, the header first, and notes on what was left out. Raises `SourceError`."""
    lines = enumerate(rows, 1)
    _, header = next(lines, (1, ()))
    columns, notes = _columns(header)
    if "preferred" not in columns.values():
        wanted = ", ".join(COLUMNS["preferred"][:4])
        raise SourceError(f"{path}:1: no column for the right form. Name one: {wanted}.")
    glossary: dict[str, Any] = {"mtfix": schema.VERSION}
    entries: dict[str, Entry] = {}
    for number, row in lines:
        cells = _cells(row, columns)
        where = f"{path}:{number}"
        if "preferred" not in cells:
            if set(cells) == {PRIVATE}:
                glossary |= whole_head(cells[PRIVATE][0], where)
            elif cells:
                notes.append(f"row {number}: no right form, left out")
            continue
        entry, more = _entry(cells, where, own=PRIVATE in columns.values())
        notes += more
        key = str(entry.get("id") or entry["preferred"])
        entries[key] = _merged(entries[key], entry) if key in entries else entry
    return {**glossary, "entries": list(entries.values())}, notes


def _columns(header: Sequence[str]) -> tuple[dict[int, str], list[str]]:
    """What each column is, by its number; `source:CODE` for source forms."""
    found: dict[int, str] = {}
    notes = []
    for number, name in enumerate(header):
        plain = " ".join(name.strip().lower().split())
        code = name.strip().removeprefix("source:")
        if plain in _KNOWN:
            column = _KNOWN[plain]
            found[number] = f"source:{UNKNOWN}" if column == "source" else column
        elif plain.startswith("en") and schema.LANGUAGE.fullmatch(code) and plain[2:3] in ("", "-"):
            found[number] = "preferred"
        elif schema.LANGUAGE.fullmatch(code):
            found[number] = f"source:{code}"
        elif plain:
            notes.append(f"column {name.strip()!r} is unknown, left out")
    if f"source:{UNKNOWN}" in found.values():
        notes.append("the source column does not say its language. Give it with --source-language")
    return found, notes


def _cells(row: Sequence[str], columns: Mapping[int, str]) -> dict[str, list[str]]:
    """The texts of a row by column; empty cells are left out. Two columns of one name are one."""
    found: dict[str, list[str]] = {}
    for number, column in columns.items():
        if number < len(row) and row[number].strip():
            found.setdefault(column, []).append(row[number].strip())
    return found


def _entry(cells: Mapping[str, list[str]], where: str, own: bool) -> tuple[Entry, list[str]]:
    """The entry of a row; `own` says that mtfix wrote the table, so that only line ends part forms."""

    def forms(column: str) -> list[str]:
        parts = (
            part for cell in cells.get(column, ()) for part in (cell.splitlines() if own else _PARTING.split(cell))
        )
        return [part.strip() for part in parts if part.strip()]

    notes = []
    entry: Entry = {"preferred": " ".join(cells["preferred"][0].split())}
    private = cells.get(PRIVATE, [""])[0]
    for key, known in (("type", schema.TYPE_ALIASES), ("status", schema.STATUSES)):
        if value := "".join(cells.get(key, ())).lower():
            if value in known:
                entry[key] = known[value].value
            else:
                notes.append(f"{where}: {key} {value!r} is unknown, left out")
    entry["source"] = {
        column.removeprefix("source:"): forms(column) for column in cells if column.startswith("source:")
    }
    entry |= {"admitted": forms("admitted"), "variants": forms("variants"), "note": "\n".join(cells.get("note", ()))}
    found = whole(entry, private, where)
    return with_id("".join(cells.get("id", ())), found), notes


def _merged(first: Entry, second: Entry) -> Entry:
    """Two rows of one entry: a table of other programs has one a term."""
    merged = dict(first)
    for key in ("admitted", "variants"):
        merged[key] = [*first.get(key, ()), *(form for form in second.get(key, ()) if form not in first.get(key, ()))]
    if second["preferred"] != first["preferred"] and second["preferred"] not in merged["admitted"]:
        merged["admitted"].append(second["preferred"])
    languages = {**sources(first)}
    for language, forms in sources(second).items():
        languages[language] = list(dict.fromkeys((*languages.get(language, ()), *forms)))
    merged["source"] = languages
    if "note" in second and second["note"] not in first.get("note", ""):
        merged["note"] = f"{first['note']}\n{second['note']}" if "note" in first else second["note"]
    return {key: merged[key] for key in schema.ENTRY_KEYS if merged.get(key)}
