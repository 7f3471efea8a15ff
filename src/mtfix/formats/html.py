"""HTML: the visible text; tags, attributes, scripts, code and ``translate="no"`` stay as they are."""

from __future__ import annotations

import re

from mtfix import lazy
from mtfix.model import Document, Format
from mtfix.text import html
from mtfix.text.builder import Builder
from mtfix.text.decode import Offsets, decode
from mtfix.text.templates import masked_templates

# The HTML standard looks for a declaration in the first 1,024 bytes.
_DECLARED = lazy.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|\A\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
# What browsers read where these are declared (WHATWG Encoding Standard).
_MEANT = {
    **dict.fromkeys((b"iso-8859-1", b"latin1", b"us-ascii", b"ascii"), "cp1252"),
    **dict.fromkeys((b"gb2312", b"gbk"), "gb18030"),
    **dict.fromkeys((b"utf-16", b"utf-16le", b"utf-16be"), "utf-8"),
    b"shift_jis": "cp932",
    b"euc-kr": "cp949",
    b"big5": "big5hkscs",
}


def declared(data: bytes) -> str | None:
    """The encoding that an HTML file says it has."""
    match = _DECLARED.search(data[:1024])
    if match is None:
        return None
    name = (match[1] or match[2]).lower()
    return _MEANT.get(name, name.decode("ascii"))


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of an HTML file. Raises `SourceError` when it does not decode."""
    text, encoding, skip = decode(data, path, encoding or declared(data))
    offsets = Offsets(text, encoding, skip, len(data), path)
    builder = Builder()
    builder.gather(html.blocks(masked_templates(text)), data, encoding, offsets)
    return builder.document(data, path, "html", encoding)


def escape(text: str, quoting: str) -> str:
    """`text` with the signs that would be mark-up as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


format = Format(name="html", suffixes=(".html", ".htm", ".xhtml"), read=read, escape=escape)
