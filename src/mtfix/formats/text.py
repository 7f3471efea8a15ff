"""Plain text: every byte is text; blank lines part the paragraphs."""

from __future__ import annotations

import hashlib
import re

from mtfix.model import Block, BlockKind, Document, Format, SourceMap, SourceRow, Span
from mtfix.text.decode import decode

# A blank line parts paragraphs; so does a form feed. Only line ends count as lines, not U+2028.
_PARTING = re.compile(r"(?:\r\n?|\n)[ \t\u00a0\u3000]*(?:(?:\r\n?|\n)[ \t\u00a0\u3000]*)+|\f")


def paragraphs(text: str, kind: BlockKind = BlockKind.paragraph) -> tuple[Block, ...]:
    """One block for each paragraph of `text`: what stands between blank lines."""
    blocks, start = [], 0
    for match in _PARTING.finditer(text):
        if text[start : match.start()].strip():
            blocks.append(Block(Span(start, match.start()), kind))
        start = match.end()
    if text[start:].strip():
        blocks.append(Block(Span(start, len(text)), kind))
    return tuple(blocks)


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of a plain text file. Raises `SourceError` when it does not decode."""
    text, encoding, skip = decode(data, path, encoding)
    return Document(
        text=text,
        blocks=paragraphs(text),
        source=data,
        source_map=SourceMap((SourceRow(Span(0, len(text)), skip, len(data)),)),
        path=path,
        format="text",
        encoding=encoding,
        digest=hashlib.sha256(data).hexdigest(),
    )


format = Format(name="text", suffixes=(".txt", ".text"), read=read)
