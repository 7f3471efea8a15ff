"""Plain text: every byte is text; blank lines part the paragraphs."""

from __future__ import annotations

import hashlib

from mtfix.model import Block, Document, Format, SourceMap, SourceRow, Span
from mtfix.text.decode import decode
from mtfix.text.paragraphs import paragraphs


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of a plain text file. Raises `SourceError` when it does not decode."""
    text, encoding, skip = decode(data, path, encoding)
    return Document(
        text=text,
        blocks=tuple(Block(Span(start, end)) for start, end in paragraphs(text)),
        source=data,
        source_map=SourceMap((SourceRow(Span(0, len(text)), skip, len(data)),)),
        path=path,
        format="text",
        encoding=encoding,
        digest=hashlib.sha256(data).hexdigest(),
    )


format = Format(name="text", suffixes=(".txt", ".text"), read=read)
