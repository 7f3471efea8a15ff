"""Stories of a wire: a head of "Key: value" lines, which is never touched, an empty line, and the story."""

from __future__ import annotations

import hashlib
import re

from mtfix.model import Block, Document, Format, SourceMap, SourceRow, Span
from mtfix.text.decode import decode
from mtfix.text.paragraphs import paragraphs

_HEAD = re.compile(r"(?:[\w-]+:[^\r\n]*(?:\r\n|\n))+(?:\r\n|\n)")


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of a story; its text is what follows the head. Raises `SourceError` when it does not decode."""
    text, encoding, skip = decode(data, path, encoding)
    head = _HEAD.match(text)
    start = head.end() if head else 0
    first = skip + len(text[:start].encode(encoding))
    story = text[start:]
    return Document(
        text=story,
        blocks=tuple(Block(Span(*place)) for place in paragraphs(story)),
        source=data,
        # one run of text, and the bytes that it was read from: this is all that writing needs
        source_map=SourceMap((SourceRow(Span(0, len(story)), first, len(data)),)),
        path=path,
        format="newswire",
        encoding=encoding,
        digest=hashlib.sha256(data).hexdigest(),
    )


format = Format(name="newswire", suffixes=(".wire",), read=read)
