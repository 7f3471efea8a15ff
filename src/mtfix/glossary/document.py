"""A glossary file as a document, so that what is wrong with it is told, marked and mended like an article.

Its text is the YAML as it stands, in one block; comments such as ``# mtfix: ignore glossary.common-word`` silence
checks on their line or, alone on a line, on the list item that follows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.glossary.yaml_tree import Lines
from mtfix.model import Block, BlockKind, Document, Edit, Format, SourceMap, SourceRow, Span, Suppression

_BOM = b"\xef\xbb\xbf"
_COMMENT = lazy.compile(r"^(?P<before>[^\n]*?)(?<!\S)#[ \t]*mtfix:[ \t]*ignore\b(?P<rules>[^\r\n]*)", re.MULTILINE)
_LINE = lazy.compile(r"[^\n]*\n?")
_END_OF_SCALAR = lazy.compile(r"[\r\n]|[ \t]#|: |[,\]}]")

_REST_OF_LINE = lazy.compile(r"[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
_FLOW_BEFORE = lazy.compile(r"([\[,])\s*\Z")
_FLOW_AFTER = lazy.compile(r"\s*([\],])[ \t]*")


def read_glossary_document(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of a glossary file. Raises `SourceError` when it is not UTF-8."""
    skip = len(_BOM) if data.startswith(_BOM) else 0
    try:
        text = data[skip:].decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{path}:{line}: not valid UTF-8. Save the glossary as UTF-8.") from None
    whole = Span(0, len(text))
    return Document(
        text=text,
        blocks=(Block(whole, BlockKind.data),) if text else (),
        source=data,
        source_map=SourceMap((SourceRow(whole, skip, len(data)),)),
        path=path,
        format="text",
        digest=hashlib.sha256(data).hexdigest(),
        suppressions=tuple(_suppressions(text)),
    )


glossary_format = Format(name="text", suffixes=(), read=read_glossary_document)


def span_of(lines: Lines, line: int, column: int, value: str) -> Span:
    """Where the text `value` stands whose node begins at a place: without its quotes, if it is written as it reads."""
    text = lines.text
    start = lines.offset(line, column) if line else 0
    if text[start : start + 1] in ('"', "'"):
        quote, start = text[start], start + 1
        if not text.startswith(value, start):
            return Span(start, max(_closing(text, start, quote), start))
    if text.startswith(value, start):
        return Span(start, start + len(value))
    match = _END_OF_SCALAR.search(text, start)  # folded over lines, or a block: its first line
    return Span(start, max(match.start() if match else len(text), min(start + 1, len(text))))


def _closing(text: str, start: int, quote: str) -> int:
    """Where a quoted text ends that begins at `start`."""
    pattern = r'"|\\.' if quote == '"' else "'(?!')|''"
    for match in re.compile(pattern, re.DOTALL).finditer(text, start):
        if match[0] == quote:
            return match.start()
    return len(text)


def removal(text: str, span: Span) -> Edit | None:
    """The edit that takes the item at `span` out of its list; None where it is not a plain item of several."""
    start, end = span.start, span.end
    if text[start - 1 : start] in ('"', "'") and text[start - 1] == text[end : end + 1]:
        start, end = start - 1, end + 1
    line_start = text.rfind("\n", 0, start) + 1
    if re.fullmatch(" *- +", text[line_start:start]):
        rest = _REST_OF_LINE.match(text, end)
        return Edit(Span(line_start, rest.end()), "") if rest else None
    before, after = _FLOW_BEFORE.search(text, max(0, start - 200), start), _FLOW_AFTER.match(text, end)
    if not before or not after:
        return None
    if before[1] == ",":  # with the comma before it, so that neighbours can be removed as well
        return Edit(Span(before.start(), end), "")
    return Edit(Span(start, after.end()), "") if after[1] == "," else None


def _suppressions(text: str) -> Iterator[Suppression]:
    for match in _COMMENT.finditer(text):
        rules = frozenset(re.split(r"[\s,]+", match["rules"])) - {""}
        place = Span(match.start() + len(match["before"]), match.end())
        if match["before"].strip():
            yield Suppression(Span(match.start(), place.start), rules, place)
        else:
            yield Suppression(_next_item(text, match.end()), rules, place)


def _next_item(text: str, end: int) -> Span:
    """The first line with text after `end`, and the lines that are indented deeper."""
    start, indent = -1, 0
    last = at = text.find("\n", end) + 1 or len(text)
    while at < len(text):
        match = _LINE.match(text, at)
        body = match[0] if match else ""
        stripped = body.strip()
        depth = len(body) - len(body.lstrip(" "))
        if start < 0 and stripped and not stripped.startswith("#"):
            start, indent = at, depth
            last = at + len(body)
        elif start >= 0 and stripped:
            if depth <= indent:
                break
            last = at + len(body)
        at += len(body)
    return Span(max(start, 0) if start >= 0 else last, last)
