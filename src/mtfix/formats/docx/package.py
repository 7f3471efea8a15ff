"""The parts of a DOCX package: which hold text, what its styles are called, and how to add a part for comments."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mtfix.errors import SourceError
from mtfix.model import Patch
from mtfix.text.archive import Archive
from mtfix.text.xml import encoding_of, escape, events, local

TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = (".document.main+xml", ".template.main+xml", "macroEnabled.main+xml", "macroEnabledTemplate.main+xml")
_NOTES = (".footnotes+xml", ".endnotes+xml")
_MARGINS = (".header+xml", ".footer+xml")


class Relation(Struct, frozen=True):
    """A relationship of a part: its id, its type and the name of the part that it leads to."""

    id: str
    type: str
    target: str


class Package:
    """A DOCX file. Raises `SourceError` when it is none."""

    def __init__(self, data: bytes, path: str) -> None:
        """Read the list of parts; nothing else is unpacked yet."""
        self.path = path
        self.archive = Archive(data, path)
        if TYPES not in self.archive:
            raise SourceError(f"{path}: no [Content_Types].xml in it. Is it a DOCX file?")
        self._types = dict(self._overrides())
        mains = [name for name, type_ in self._types.items() if type_.endswith(_MAIN)]
        if not mains:
            raise SourceError(f"{path}: it has no main document. Is it a DOCX file?")
        self.main = mains[0]

    def part(self, name: str) -> bytes:
        """The bytes of a part, which are UTF-8."""
        data = self.archive[name]
        if encoding_of(data, self.where(name)) != "utf-8":
            raise SourceError(f"{self.where(name)}: is not written in UTF-8. Save the document again.")
        return data

    def where(self, name: str) -> str:
        """The part for messages."""
        return f"{self.path}({name})"

    def texts(self) -> list[str]:
        """The parts that hold text: the article, its notes, headers and footers."""
        kinds = (
            (self.main,),
            *([n for n, t in self._types.items() if t.endswith(ends)] for ends in (_NOTES, _MARGINS)),
        )
        return [name for names in kinds for name in sorted(names, key=self.archive.names.index)]

    def is_note(self, name: str) -> bool:
        """Whether a part holds footnotes or endnotes."""
        return self._types[name].endswith(_NOTES)

    def styles(self) -> Mapping[str, str]:
        """The name of each style id, in lower case."""
        out: dict[str, str] = {}
        style = ""
        for name in (name for name, type_ in self._types.items() if type_.endswith(".styles+xml")):
            for event in events(self.part(name), self.where(name)):
                if event.kind == "start" and local(event.value) in ("style", "name"):
                    found = {local(key): value for key, value in event.attributes.items()}
                    if local(event.value) == "style":
                        style = found.get("styleId", "")
                    else:
                        out.setdefault(style, found.get("val", "").lower())
        return out

    def relations(self, part: str) -> Iterator[Relation]:
        """The relationships of a part."""
        name = _relations_of(part)
        if name not in self.archive:
            return
        for event in events(self.part(name), self.where(name)):
            if event.kind == "start" and local(event.value) == "Relationship":
                found = event.attributes
                target = found.get("Target", "")
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
                yield Relation(found.get("Id", ""), found.get("Type", ""), posixpath.normpath(full))

    def comments(self) -> str | None:
        """The part that holds the comments, if there is one."""
        found = (one.target for one in self.relations(self.main) if one.type.endswith("/relationships/comments"))
        return next((target for target in found if target in self.archive), None)

    def add_comments(self, name: str) -> Iterator[Patch]:
        """What makes `name` the comments of the main document."""
        prefix = self._prefix(TYPES, "Types")
        yield self.appended(TYPES, f'<{prefix}Override PartName="/{name}" ContentType="{_COMMENTS_TYPE}"/>')
        rels = _relations_of(self.main)
        used = {one.id for one in self.relations(self.main)}
        free = next(f"mtfix{number}" for number in range(1, len(used) + 2) if f"mtfix{number}" not in used)
        target = escape(posixpath.relpath(name, posixpath.dirname(self.main)), "")
        relation = f'Relationship Id="{free}" Type="{_COMMENTS}" Target="{target}"/>'
        if rels in self.archive:
            prefix = self._prefix(rels, "Relationships")
            yield self.appended(rels, f"<{prefix}{relation}")
        else:
            yield Patch(rels, 0, 0, f'<Relationships xmlns="{_RELATIONS}"><{relation}</Relationships>'.encode())

    def appended(self, part: str, xml: str) -> Patch:
        """`xml` as the last child of the root of a part."""
        data = self.part(part)
        first = next(event for event in events(data, self.where(part)) if event.kind == "start")
        last = [event for event in events(data, self.where(part)) if event.kind == "end"][-1]
        if last.start < last.end:
            return Patch(part, last.start, last.start, xml.encode())
        slash = data.rindex(b"/", first.start, first.end)  # the root is empty: <Types .../>
        name = data[first.start + 1 : slash].split()[0].decode()
        return Patch(part, slash, first.end, f">{xml}</{name}>".encode())

    def _prefix(self, part: str, root: str) -> str:
        """What stands before the name of the root element of a part."""
        data = self.part(part)
        first = next(event for event in events(data, self.where(part)) if event.kind == "start")
        return data[first.start + 1 : first.end].decode().partition(root)[0]

    def _overrides(self) -> Iterator[tuple[str, str]]:
        for event in events(self.part(TYPES), self.where(TYPES)):
            if event.kind == "start" and local(event.value) == "Override":
                name = event.attributes.get("PartName", "").lstrip("/")
                if name in self.archive:
                    yield name, event.attributes.get("ContentType", "")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
