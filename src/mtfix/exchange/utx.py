"""UTX 1.20 (AAMT): a tab-parted list of term pairs, one source language to English.

A concept's rows share its concept ID; their status is approved, non-standard (admitted) or forbidden (a variant). The
columns ``x-mtfix`` and ``comment`` are ours: the first keeps what UTX cannot say, other source languages among it.
"""

from __future__ import annotations

from collections import Counter
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

_COLUMNS = ("src", "tgt", "src:pos", "term status", "concept ID", "comment", "x-mtfix")
_HEAD = "#x-mtfix "
_STATUS = {"preferred": "approved", "admitted": "non-standard", "variants": "forbidden"}
_STANDING = {"approved": "preferred", "non-standard": "admitted", "forbidden": "variants", "provisional": "preferred"}
_CARRIED = ("preferred", "id", "admitted", "variants", "source")


def read(data: bytes, path: str) -> tuple[Mapping[str, object], Sequence[str]]:
    """The glossary in a UTX file whose target is English. Raises `SourceError`."""
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not valid UTF-8 at byte {error.start}. Save it as UTF-8.") from None
    language, columns, private = _header(lines, path)
    notes: list[str] = []
    found: dict[str, Entry] = {}
    keeps: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = dict(zip(columns, (cell.strip() for cell in line.rstrip("\r").split("\t")), strict=False))
        if not cells.get("tgt"):
            notes.append(f"line {number}: no English term, left out")
            continue
        _take(cells, language, found, keeps)
    entries = []
    for key, entry in found.items():
        if "preferred" not in entry:
            notes.append(f"{key}: no approved term, left out")
            continue
        merged = whole({k: v for k, v in entry.items() if k != "id"}, keeps.get(key, ""), f"{path}: {key}")
        entries.append(with_id(entry["id"], merged))
    return {"mtfix": schema.VERSION, **whole_head(private, path), "entries": entries}, notes


def _header(lines: Sequence[str], path: str) -> tuple[str, list[str], str]:
    """The source language, the columns and the private note of the file."""
    if not lines or not lines[0].upper().startswith("#UTX"):
        raise SourceError(f"{path}:1: not a UTX file. Its first line begins with #UTX.")
    parts = [part.strip() for part in lines[0].split(";")]
    source, _, target = (parts[1] if len(parts) > 1 else "").partition("/")
    if target and not target.lower().startswith("en"):
        raise SourceError(f"{path}:1: its target language is {target!r}, not English. Turn the columns round.")
    language = source[:2].lower() + source[2:]
    columns = next((line.rstrip("\r").lstrip("#").split("\t") for line in lines[1:] if line.startswith("#src")), None)
    if columns is None:
        raise SourceError(f"{path}: no line of column names. It begins with #src.")
    private = next((line.rstrip("\r").removeprefix(_HEAD) for line in lines if line.startswith(_HEAD)), "")
    return language if schema.LANGUAGE.fullmatch(language) else "und", [name.strip() for name in columns], private


def _take(cells: Mapping[str, str], language: str, found: dict[str, Entry], keeps: dict[str, str]) -> None:
    """Put a row where its concept is: rows without an ID belong together by their source term."""
    given = cells.get("concept ID", "")
    key = given or f"{cells.get('src', '')}\n"
    entry = found.setdefault(key, {"id": given})
    standing = _STANDING.get(cells.get("term status", "").lower(), "preferred")
    text = " ".join(cells["tgt"].split())
    if standing == "preferred" and entry.get("preferred", text) != text:
        standing = "admitted"
    if standing == "preferred":
        entry["preferred"] = text
    else:
        entry.setdefault(standing, []).append(text)
    forms = entry.setdefault("source", {}).setdefault(language, [])
    if (src := cells.get("src", "")) and src != "-" and src not in forms:
        forms.append(src)
    if not forms:
        entry["source"] = {}
    if comment := cells.get("comment"):
        entry["note"] = comment
    if keep := cells.get("x-mtfix"):
        keeps[key] = keep


def write(glossary: Mapping[str, object]) -> tuple[bytes, Sequence[str]]:
    """The glossary as UTX, from the language that most of its entries have source forms in."""
    entries: Sequence[Mapping[str, Any]] = glossary["entries"]  # type: ignore[assignment]  # plain data of a glossary
    counts = Counter(language for entry in entries for language in sources(entry))
    language = max(sorted(counts), key=lambda code: counts[code], default="und")
    target = str(glossary.get("language", "en"))
    lines = [f"#UTX 1.20; {language}/{target}; exported by mtfix"]
    if head := head_rest(glossary):
        lines.append(_HEAD + head)
    lines.append("#" + "\t".join(_COLUMNS))
    for entry in entries:
        lines += _rows(entry, language)
    others = sorted(set(counts) - {language})
    notes = summary(entries, (*_CARRIED, "note"), "UTX")
    if others:
        notes.append(f"UTX has one source language, {language}; forms in {', '.join(others)} are kept privately")
    return ("\r\n".join(lines) + "\r\n").encode(), notes


def _rows(entry: Mapping[str, Any], language: str) -> Iterator[str]:
    forms = sources(entry)
    here = forms.get(language, [])
    # what would come back otherwise is private: repeated forms, and what begins like a comment
    odd = len(set(here)) < len(here) or any(form == "-" or form.startswith("#") for form in here)
    shown = [] if odd else here
    exact = forms == ({language: shown} if shown else {})
    note = entry.get("note", "")
    open_note = bool(note) and "\n" not in note and "\t" not in note
    carried = [key for key in _CARRIED if key != "source" or exact]
    private = rest(entry, (*carried, "note") if open_note else carried)
    first = shown[0] if shown else "-"
    base = identifier(entry)
    yield "\t".join((first, entry["preferred"], "noun", "approved", base, note if open_note else "", private))
    for form in shown[1:]:
        yield "\t".join((form, entry["preferred"], "noun", "approved", base, "", ""))
    for key in ("admitted", "variants"):
        for text in words(entry, key):
            yield "\t".join((first, text, "noun", _STATUS[key], base, "", ""))


exchange = ExchangeFormat("utx", (".utx",), read, write, "UTX 1.20, one source language")
