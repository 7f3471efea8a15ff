"""What a foreign glossary format carries of an entry, and what must go along privately so that nothing is lost.

A table or a term base has room for names, source forms, a type and notes, not for conditions or tests. The rest goes as
JSON into a private note. What a person changed in the open fields wins; the private part only adds to it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

from mtfix.errors import SourceError
from mtfix.glossary import schema
from mtfix.glossary.load import slug

# An entry in the words of the YAML.
Entry: TypeAlias = dict[str, Any]
_LISTS = ("admitted", "variants")


def words(entry: Mapping[str, Any], key: str) -> list[str]:
    """The texts of the forms under `key` ("admitted", "variants"); a regex is no text."""
    return [form if isinstance(form, str) else form["text"] for form in entry.get(key, ()) if _has_text(form)]


def sources(entry: Mapping[str, Any]) -> dict[str, list[str]]:
    """The source forms of an entry by language; a single form is a list of one."""
    found: Mapping[str, Any] = entry.get("source", {})
    return {language: [forms] if isinstance(forms, str) else list(forms) for language, forms in found.items()}


def rest(entry: Mapping[str, Any], carried: Collection[str]) -> str:
    """The private note of an entry of which a format carries the keys `carried`; empty where nothing is left.

    Of admitted forms and variants a format carries the texts.
    """
    found = {key: value for key, value in entry.items() if key not in carried and key not in _LISTS}
    for key in _LISTS:
        forms = entry.get(key, ())
        if key not in carried and forms:
            found[key] = list(forms)
        elif kept := {str(number): form for number, form in enumerate(forms) if not isinstance(form, str)}:
            found[key] = kept
    return json.dumps(found, ensure_ascii=False) if found else ""


def lost(entry: Mapping[str, Any], carried: Collection[str]) -> list[str]:
    """The keys that other programs will not see, for a note to the user."""
    found = [key for key in entry if key not in carried and key not in _LISTS]
    for key in _LISTS:
        if any(not isinstance(form, str) for form in entry.get(key, ())):
            found.append(f"conditions of {key}")
    return found


def whole(open_part: Mapping[str, Any], private: str, where: str) -> Entry:
    """The entry of what a format carried and of its private note. Raises `SourceError` for a note that is no JSON."""
    found = dict(open_part)
    if private:
        try:
            kept = json.loads(private)
        except (ValueError, RecursionError):
            kept = None
        if not isinstance(kept, dict):
            raise SourceError(f"{where}: its private mtfix note is damaged. Restore it, or empty it to do without.")
        for key, value in kept.items():
            if key in _LISTS and isinstance(value, dict):
                found[key] = _joined(found.get(key, []), value)
            elif key == "source" and isinstance(value, dict):
                found[key] = {**value, **found.get(key, {})}
            elif found.get(key) in (None, "", [], {}):
                found[key] = value
    empty: tuple[object, ...] = ("", [], {})
    return {key: found[key] for key in schema.ENTRY_KEYS if key in found and (found[key] not in empty or key == "name")}


def _joined(texts: Sequence[str], kept: Mapping[str, Any]) -> list[Any]:
    """Texts as the long forms they stand for: by place where all is as it was, else by words."""
    places = {int(at): form for at, form in kept.items() if str(at).isdigit()}
    if (unchanged := _in_place(texts, places)) is not None:
        return unchanged
    by_text: dict[object, list[Any]] = {}
    for _, form in sorted(places.items()):
        by_text.setdefault(_text(form), []).append(form)
    patterns = by_text.pop(None, [])
    return [by_text[text].pop(0) if by_text.get(text) else text for text in texts] + patterns


def _in_place(texts: Sequence[str], places: Mapping[int, Any]) -> list[Any] | None:
    """The forms where each text stands at the place it had, else None."""
    count = len(texts) + sum(not _has_text(form) for form in places.values())
    left = iter(texts)
    out: list[Any] = []
    for at in range(count):
        form = places.get(at)
        text = next(left, None) if form is None or _has_text(form) else None
        if form is not None and _text(form) != text:
            return None
        out.append(text if form is None else form)
    return out if None not in out and all(at < count for at in places) else None


def _has_text(form: object) -> bool:
    return isinstance(form, str) or (isinstance(form, Mapping) and "text" in form)


def _text(form: Any) -> object:
    return form if isinstance(form, str) else form.get("text") if isinstance(form, Mapping) else None


def head_rest(glossary: Mapping[str, Any], carried: Collection[str] = ()) -> str:
    """The private note of a whole file: what stands above its entries; empty where that is nothing of note."""
    found = {key: value for key, value in glossary.items() if key not in ("mtfix", "entries", *carried)}
    return json.dumps(found, ensure_ascii=False) if found and found != {"language": "en"} else ""


def whole_head(private: str, where: str) -> dict[str, Any]:
    """What `head_rest` kept. Raises `SourceError` for a note that is no JSON."""
    if not private:
        return {}
    try:
        kept = json.loads(private)
    except (ValueError, RecursionError):
        kept = None
    if not isinstance(kept, dict):
        raise SourceError(f"{where}: its private mtfix note is damaged. Restore it, or empty it to do without.")
    return {key: value for key, value in kept.items() if key in schema.FILE_KEYS}


def identifier(entry: Mapping[str, Any]) -> str:
    """The id of an entry, given or made."""
    return str(entry.get("id") or slug(entry["preferred"]))


def with_id(given: str, entry: Mapping[str, Any]) -> Entry:
    """`entry` with the id that a format carried, where it is not the one made of the preferred form."""
    return {**entry, "id": given} if given and given != slug(entry["preferred"]) else dict(entry)


def summary(entries: Sequence[Mapping[str, Any]], carried: Collection[str], format: str) -> list[str]:
    """One sentence on what other programs will not see of `entries`; none where they see all."""
    counts = Counter(key for entry in entries for key in lost(entry, carried))
    if not counts:
        return []
    what = ", ".join(f"{key} ({count})" for key, count in sorted(counts.items()))
    return [f"other programs will not see, but mtfix keeps in private notes of the {format} file: {what}"]
