"""Markdown: prose in blocks; code, HTML, link targets, templates and front matter stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.model import BlockKind, Document, Edit, Format, Note, Option, OptionValue, Patch
from mtfix.rows import Piece, covered
from mtfix.splice import encode
from mtfix.text.builder import Builder, Run
from mtfix.text.decode import Offsets, decode
from mtfix.text.templates import masked

# Only what looks like keys is front matter; an article may begin with a rule.
_FRONT = lazy.compile(
    r"(---|\+\+\+)[ \t]*(?:\r\n?|\n)(?=[ \t]*(?:[\"'\w][^\r\n]*[:=]|[#\[]|\1)).*?^(?:\1|\.\.\.)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_VALUE = (
    r"^%s[ \t]*[:=][ \t]*(?:\"(?P<double>(?:[^\"\\\r\n]|\\.)*)\"|'(?P<single>(?:[^'\r\n]|'')*)'"
    r"|(?P<plain>[^\s\"'\[{|>&*!%%@`#](?:(?! \#)[^\r\n])*?))[ \t]*(?: \#[^\r\n]*)?\r?$"
)

# What would be mark-up: see the CommonMark spec on each construct.
_SYNTAX = lazy.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)|[`*]|(?<![^\W_])_|_(?![^\W_])|~~|<(?=[A-Za-z/!?])|&(?=\#?\w+;)|\[(?=\^|[^\]]*\][(\[])"
)
_BRACKET = lazy.compile(r"(?<!\\)[\[\]]")
_LINE_START = lazy.compile(r"(\#{1,6}(?=\s|\Z)|[-+](?=\s|\Z)|>|~{3}|[-=]+\Z|\d{1,9}(?=[.)](?:\s|\Z)))")
# Line feeds and what opens a block: quotes and list items.
_PREFIX = lazy.compile(r"(?:\A|[\r\n])[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*\Z")
# How far to look back for the start of a line's text.
_REACH = 40


def read(data: bytes, path: str, encoding: str | None = None, *, front_matter: Sequence[str] = ()) -> Document:
    """The document of a Markdown file; the values of `front_matter` keys are text, too. Raises `SourceError`."""
    from mtfix.text import markdown  # markdown-it takes 50 ms to load

    text, encoding, skip = decode(data, path, encoding)
    offsets = Offsets(text, encoding, skip, len(data), path)
    builder = Builder()
    if front := _FRONT.match(text):
        _read_front(text[: front.end()], front_matter, builder, offsets)
        text = re.sub(r"[^\r\n]", " ", front[0]) + text[front.end() :]
    try:
        builder.gather(_placed_labels(markdown.blocks(masked(text)), offsets), data, encoding, offsets)
    except markdown.TooManyMarksError as error:
        raise SourceError(
            f"{path}:{error}:1: a paragraph with more than {markdown.MOST_MARKS:,} marks such as [ or *. "
            "Break it into paragraphs."
        ) from None
    return builder.document(data, path, "markdown", encoding)


def _placed_labels(
    blocks: Iterator[tuple[BlockKind | None, list[Run]]], offsets: Offsets
) -> Iterator[tuple[BlockKind | None, list[Run]]]:
    """The same blocks; the places of link labels, which `lower` needs, in bytes."""
    for kind, runs in blocks:
        for run in runs:
            if "label:" in run.marks:
                marks, _, label = run.marks.partition("label:")
                run.marks = f"{marks}label:" + ":".join(str(offsets(int(at))) for at in label.split(":"))
        yield kind, runs


def _read_front(front: str, keys: Sequence[str], builder: Builder, offsets: Offsets) -> None:
    """The values of `keys` in the front matter, as blocks of their own, in order of place."""
    found = [re.search(_VALUE % re.escape(key), front, re.MULTILINE) for key in keys]
    for match in sorted((match for match in found if match), key=lambda match: match.start()):
        style = match.lastgroup or "plain"
        escape = {"double": r"\\.", "single": "''"}.get(style, r"\Z.")
        kind = BlockKind.heading if match[0].startswith("title") else BlockKind.paragraph
        with builder.block(kind):
            at = match.start(style)
            for special in re.finditer(escape, match[style]):
                _front_text(front, at, match.start(style) + special.start(), style, builder, offsets)
                at = match.start(style) + special.end()
                if special[0] in (r"\"", r"\\", "''"):
                    builder.special(special[0][-1], offsets(at - 2), offsets(at), style)
                else:
                    builder.barrier()
            _front_text(front, at, match.end(style), style, builder, offsets)


def _front_text(front: str, start: int, end: int, style: str, builder: Builder, offsets: Offsets) -> None:
    builder.verbatim(front[start:end], offsets(start), offsets(end), style)


def escape(text: str, quoting: str) -> str:
    """`text` with a backslash where it would be mark-up; in front matter, as its quotation marks ask."""
    if quoting in ("double", "single", "plain"):
        text = text.replace("\\", "\\\\").replace('"', '\\"') if quoting == "double" else text
        return text.replace("'", "''") if quoting == "single" else text
    text = _SYNTAX.sub(r"\\\g<0>", text)
    marks = quoting.split()
    if "link" in marks:
        text = _BRACKET.sub(r"\\\g<0>", text)
    return text.replace("|", "\\|") if "cell" in marks else text


def lower(document: Document, edits: Sequence[Edit], notes: Sequence[Note]) -> Iterator[Patch]:
    """The byte edits of `edits`: no emphasis is left empty, no line becomes a list, and links keep their label."""
    out: list[Patch] = []
    labels: dict[str, Patch] = {}
    for edit, pieces in covered(document, edits):
        out += _placed(document, edit, pieces)
        for piece in pieces:
            label = piece.row.quoting.partition(" label:")[2]
            if label and label not in labels:
                labels[label] = _label(document, label)
    yield from sorted((*out, *labels.values()), key=lambda patch: (patch.start, patch.end))


def _placed(document: Document, edit: Edit, pieces: Sequence[Piece]) -> Iterator[Patch]:
    """The replacement goes to the first piece that its own mark-up encloses, else to the first."""
    widths = [_enclosed(document, piece) if len(pieces) > 1 else 0 for piece in pieces]
    target = next((number for number, width in enumerate(widths) if width), 0)
    for number, (piece, width) in enumerate(zip(pieces, widths, strict=True)):
        if number == target:
            text = escape(edit.text, piece.row.quoting)
            yield Patch("", piece.start, piece.end, encode(document, _line_safe(document, piece, text)))
        else:
            yield Patch("", piece.start - width, piece.end + width, b"")


def _enclosed(document: Document, piece: Piece) -> int:
    """The bytes of mark-up on each side that belong to this piece alone, such as both `**` of ``**ka**``; else 0."""
    before, after = _around(document, piece)
    if before.endswith("[") and after.startswith("]"):
        return len(encode(document, "["))
    sign = after[:1]
    if not sign or sign not in "*_~" or not before.endswith(sign):
        return 0
    run = min(len(before) - len(before.rstrip(sign)), len(after) - len(after.lstrip(sign)))
    return len(encode(document, sign * run))


def _around(document: Document, piece: Piece) -> tuple[str, str]:
    """Some source text before and after a piece."""
    width = len(encode(document, " ")) * _REACH
    before = document.source[max(piece.start - width, 0) : piece.start]
    after = document.source[piece.end : piece.end + width]
    return before.decode(document.encoding, "ignore"), after.decode(document.encoding, "ignore")


def _line_safe(document: Document, piece: Piece, text: str) -> str:
    """`text` so that it opens no list, heading or quote where it begins a line."""
    if text[:1] not in set("#-+>~=0123456789"):
        return text
    before, after = _around(document, piece)
    match = _LINE_START.match(text + re.split(r"[\r\n]", after)[0])
    if match is None or not _PREFIX.search(before):
        return text
    at = match.end() if match[0][0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}" if at <= len(text) else text


def _label(document: Document, places: str) -> Patch:
    """Write the old label of a reference link behind its new text."""
    start, end, close = (int(place) for place in places.split(":"))
    label = document.source[start:end]
    bracket = encode(document, "[")
    if close - end == len(bracket):  # [text]
        return Patch("", close, close, bracket + label + encode(document, "]"))
    return Patch("", close - len(bracket), close - len(bracket), label)  # [text][]


def configure(options: Mapping[str, OptionValue]) -> Format:
    """The format with the options chosen."""
    keys = options.get("front_matter", ())
    return replace(format, read=partial(read, front_matter=keys if isinstance(keys, tuple) else (str(keys),)))


format = Format(
    name="markdown",
    suffixes=(".md", ".markdown", ".mdown"),
    read=read,
    escape=escape,
    lower=lower,
    options={"front_matter": Option((), "Front matter keys whose values are text, such as title.")},
    configure=configure,
)
