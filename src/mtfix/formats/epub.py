"""EPUB: the text of its XHTML documents in reading order, and of its table of contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtfix.errors import SourceError
from mtfix.model import Document, Format
from mtfix.text import html
from mtfix.text.builder import Builder
from mtfix.text.decode import Offsets, decode
from mtfix.text.xml import encoding_of, escape, events, local

if TYPE_CHECKING:
    from mtfix.text.archive import Archive

_CONTAINER = "META-INF/container.xml"
_READABLE = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbncx+xml"))


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of an EPUB file. Raises `SourceError` when it is none, or not to be trusted."""
    from mtfix.text.archive import Archive  # the zip reader is slow to load, and most articles are no archives

    archive = Archive(data, path)
    builder = Builder()
    for part in _parts(archive, path):
        where, source = f"{path}({part})", archive[part]
        if b"<!ENTITY" in source:
            raise SourceError(f"{where}: declares entities, which is refused, for safety. Save it without them.")
        if encoding_of(source, where) != "utf-8":
            raise SourceError(f"{where}: is not written in UTF-8. Save the book again.")
        text, name, skip = decode(source, where, "utf-8")
        offsets = Offsets(text, name, skip, len(source), where)
        builder.gather(html.blocks(text, xml=True), source, name, offsets, part)
    return builder.document(data, path, "epub", "utf-8")


def _parts(archive: Archive, path: str) -> Iterator[str]:
    """The members with text: those of the spine in order, then others of the manifest, such as its navigation."""
    package = _package(archive, path)
    manifest: dict[str, str] = {}
    spine: list[str] = []
    for event in events(archive[package], f"{path}({package})"):
        if event.kind != "start":
            continue
        name, attributes = local(event.value), event.attributes
        if name == "item" and attributes.get("media-type") in _READABLE:
            from urllib.parse import unquote

            member = posixpath.join(posixpath.dirname(package), unquote(attributes.get("href", "")))
            manifest[attributes.get("id", "")] = posixpath.normpath(member)
        elif name == "itemref":
            spine.append(attributes.get("idref", ""))
    members = [manifest[one] for one in spine if one in manifest] + list(manifest.values())
    yield from dict.fromkeys(member for member in members if member in archive)


def _package(archive: Archive, path: str) -> str:
    """The member that describes the book."""
    if _CONTAINER in archive:
        for event in events(archive[_CONTAINER], f"{path}({_CONTAINER})"):
            if event.kind == "start" and local(event.value) == "rootfile":
                member = event.attributes.get("full-path", "")
                if member in archive:
                    return member
    raise SourceError(f"{path}: no package document in it. Is it an EPUB file?")


format = Format(name="epub", suffixes=(".epub",), read=read, escape=escape, container="zip")
