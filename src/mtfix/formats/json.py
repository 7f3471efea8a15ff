"""JSON exports of content systems: the text or HTML in strings under chosen keys; escapes are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.model import BlockKind, Document, Format, Option, OptionValue
from mtfix.text.builder import Builder, Run
from mtfix.text.decode import Offsets, decode
from mtfix.text.strings import EscapedString

# What WordPress, Drupal, Ghost, Contentful, NewsML-G2 in JSON and schema.org call the text of an article.
KEYS = tuple(
    "title headline subheadline subtitle standfirst kicker dek lead lede summary abstract excerpt description body"
    " content text html rendered caption articleBody bodyHtml body_html contentHtml content_html plaintext"
    " body.value body.processed body_xhtml body_text description_text headline_text".split()
)
_HEADINGS = frozenset("title headline subheadline subtitle kicker headline_text".split())
_TOKEN = lazy.compile(r'"((?:[^"\\]|\\.)*)"|[{}\[\],]', re.DOTALL)


def read(data: bytes, path: str, encoding: str | None = None, *, keys: Iterable[str] = KEYS) -> Document:
    """The document of a JSON or JSON Lines file: strings whose path ends with one of `keys`.

    Raises `SourceError` when it is not JSON.
    """
    text, encoding, skip = decode(data, path, encoding)
    own_report = _is_report(_parsed(text, path))
    offsets = Offsets(text, encoding, skip, len(data), path)
    builder = Builder()
    for blocks in () if own_report else _strings(text, _Chosen(keys)):
        builder.gather(blocks, data, encoding, offsets)
    return builder.document(data, path, "json", encoding)


def _is_report(parsed: Any) -> bool:
    """Whether this is a report of mtfix, which quotes what it found and may lie beside the article."""
    tool = parsed.get("tool") if isinstance(parsed, dict) else None
    return isinstance(tool, dict) and tool.get("name") == "mtfix"


def _parsed(text: str, path: str) -> Any:
    """What a JSON file holds; None for one with a value on each line."""
    import json

    try:
        return json.loads(text)
    except RecursionError:
        raise SourceError(f"{path}: nested too deeply for JSON. Export it again.") from None
    except ValueError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and all(map(_valid, lines)):
            return None
        raise SourceError(f"{path}: not JSON: {error}. Export it again.") from None


def _valid(text: str) -> bool:
    import json

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


class _Chosen:
    """Says whether a path of keys ends with a chosen one."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.tails = {tuple(key.split(".")) for key in keys}
        self.lengths = sorted({len(tail) for tail in self.tails})

    def __contains__(self, path: tuple[str, ...]) -> bool:
        return any(path[-length:] in self.tails for length in self.lengths)


def _strings(text: str, chosen: _Chosen) -> Iterator[Iterator[tuple[BlockKind | None, list[Run]]]]:
    """The blocks of each chosen string. `names` holds the key of each open object and array, None for a key to come."""
    ascii_only = "ascii" if text.isascii() else ""
    names: list[str | None] = []
    inside: list[str] = []
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign in "{[":
            inside.append(sign)
            names.append(None)
        elif sign in "}]":
            inside.pop()
            names.pop()
            _next(inside, names)
        elif sign == ",":
            _next(inside, names)
        elif inside and inside[-1] == "{" and names[-1] is None:
            names[-1] = token[1]
        else:
            path = tuple(name for name in names if name is not None)
            if path in chosen:
                yield _string(text, *token.span(1), ascii_only, _HEADINGS.intersection(path[-2:]))


def _next(inside: list[str], names: list[str | None]) -> None:
    """After a comma an object has a new key to come."""
    if inside and inside[-1] == "{":
        names[-1] = None


def _string(
    source: str, start: int, end: int, marks: str, headings: Iterable[str]
) -> Iterator[tuple[BlockKind | None, list[Run]]]:
    literal = EscapedString(source)
    literal.extend(start, end)
    heading = any(headings)
    for kind, runs in literal.blocks(marks):
        yield BlockKind.heading if heading and kind is BlockKind.paragraph else kind, runs


def escape(text: str, quoting: str) -> str:
    """`text` as it stands in a JSON string, and as HTML where the string is HTML."""
    import json

    marks = quoting.split()
    if "html" in marks:
        text = text.replace("&", "&amp;").replace("<", "&lt;")
    return json.dumps(text, ensure_ascii="ascii" in marks)[1:-1]


def configure(options: Mapping[str, OptionValue]) -> Format:
    """The format with the options chosen."""
    keys = options.get("keys", KEYS)
    return replace(format, read=partial(read, keys=keys if isinstance(keys, tuple) else (str(keys),)))


format = Format(
    name="json",
    suffixes=(".json", ".jsonl", ".ndjson"),
    read=read,
    escape=escape,
    options={"keys": Option(KEYS, "Keys, or ends of paths such as content.rendered, whose strings are text.")},
    configure=configure,
)
