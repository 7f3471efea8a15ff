"""ODT: body, tables, lists, notes, text boxes, headers and footers; changes are written as plain text."""

from __future__ import annotations

import re

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.model import Document, Format
from mtfix.text import xml
from mtfix.text.builder import Builder
from mtfix.text.odf import TEXT, paragraphs

# The article, and the headers and footers of its pages.
_PARTS = ("content.xml", "styles.xml")
_TYPE = b"application/vnd.oasis.opendocument."
_NAMESPACE = lazy.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']%s["']""" % re.escape(TEXT.encode()))
# Signs that XML cannot hold.
_FORBIDDEN = lazy.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of an ODT file. Raises `SourceError` when it is none, or not to be trusted."""
    from mtfix.text.archive import Archive  # the zip reader is slow to load, and most articles are no archives

    archive = Archive(data, path)
    if "content.xml" not in archive or not archive.get("mimetype", b"").startswith(
        b"application/vnd.oasis.opendocument."
    ):
        raise SourceError(f"{path}: no OpenDocument content in it. Is it an ODT file?")
    builder = Builder()
    for part in _PARTS:
        if part not in archive:
            continue
        source, where = archive[part], f"{path}({part})"
        if xml.encoding_of(source, where) != "utf-8":
            raise SourceError(f"{where}: is not written in UTF-8. Save the document again.")
        prefix = _NAMESPACE.search(source)
        marks = prefix[1].decode() if prefix else "text"
        for paragraph in paragraphs(source, where):
            builder.begin()
            for run in paragraph.runs:
                size = builder.size
                if run.kind == "text":
                    builder.verbatim(run.shown, run.start, run.end, marks, part)
                elif run.kind == "special":
                    builder.special(run.shown, run.start, run.end, marks, part)
                else:
                    builder.barrier(run.shown)
                if run.marks:
                    builder.protect(size)
            builder.finish(paragraph.kind)
    return builder.document(data, path, "odt", "utf-8")


def escape(text: str, quoting: str) -> str:
    """`text` as XML, with elements of the namespace prefix `quoting` for what white space would lose."""
    out = xml.escape(_FORBIDDEN.sub("", text), "")
    out = re.sub(" {2,}", lambda blanks: f' <{quoting}:s {quoting}:c="{len(blanks[0]) - 1}"/>', out)
    return out.replace("\t", f"<{quoting}:tab/>").replace("\n", f"<{quoting}:line-break/>")


format = Format(name="odt", suffixes=(".odt", ".ott"), read=read, escape=escape, container="zip")
