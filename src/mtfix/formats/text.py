"""Plain text: every byte is text; blank lines part the paragraphs."""

from __future__ import annotations

import codecs
import hashlib
import re

from mtfix.errors import SourceError
from mtfix.model import Block, BlockKind, Document, Format, SourceMap, SourceRow, Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A blank line parts paragraphs; so does a form feed. Only line ends count as lines, not U+2028.
_PARTING = re.compile(r"(?:\r\n?|\n)[ \t\u00a0\u3000]*(?:(?:\r\n?|\n)[ \t\u00a0\u3000]*)+|\f")


def decode(data: bytes, path: str, encoding: str | None) -> tuple[str, str, int]:
    """The text of `data`, its encoding and the length of its byte order mark.

    A byte order mark wins, then `encoding`, then strict UTF-8. Raises `SourceError` naming the byte that does not fit.
    """
    for mark, name in _BOMS:
        if data.startswith(mark) and encoding in (None, name, "utf-8-sig", "utf-16"):
            return _strict(data, path, name, len(mark)), name, len(mark)
    name = encoding or "utf-8"
    return _strict(data, path, name, 0), name, 0


def _strict(data: bytes, path: str, encoding: str, skip: int) -> str:
    try:
        return str(memoryview(data)[skip:], encoding, "strict")
    except LookupError:
        raise SourceError(f"{path}: unknown encoding {encoding!r}. Use a name such as utf-8 or gb18030.") from None
    except UnicodeDecodeError as error:
        at = skip + error.start
        line = data.count(b"\n", 0, at) + 1
        byte = data[at : at + 1].hex()
        raise SourceError(
            f"{path}:{line}: not valid {encoding}: byte 0x{byte} at offset {at}. "
            "Say how it is written, for example --encoding gb18030 or --encoding windows-1252."
        ) from None


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
