"""Comments of a DOCX: written into the part that the document has for them, or a new one."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator

from mtfix import lazy
from mtfix.formats.docx.package import Package
from mtfix.formats.docx.places import namespace, written
from mtfix.model import Patch

AUTHOR = "mtfix"
_ID = lazy.compile(rb"""<[\w.-]+:comment\s[^>]*?\b[\w.-]+:id\s*=\s*["'](\d{1,9})["']""")


def signature(prefix: str, date: str) -> str:
    """The attributes that say who made a change or comment, and when ("": not said)."""
    return f'{prefix}:author="{AUTHOR}"' + (f' {prefix}:date="{date}"' if date else "")


class Comments:
    """Gathers comments; `patches` writes them."""

    def __init__(self, package: Package, date: str) -> None:
        """Find the part for comments; `date` is theirs, "" for none."""
        self._package = package
        self._part = package.comments()
        known = self._part if self._part is not None else package.main
        self._prefix, self._namespace = namespace(package.part(known), package.where(known))
        used = _ID.finditer(package.part(self._part)) if self._part is not None else iter(())
        self._next = max((int(match[1]) for match in used), default=-1) + 1
        self._added: list[str] = []
        self._date = date

    def add(self, text: str) -> int:
        """Write a comment; returns its id, which the marks in the text name."""
        number, prefix = self._next, self._prefix
        self._next += 1
        self._added.append(
            f'<{prefix}:comment {prefix}:id="{number}" {signature(prefix, self._date)} {prefix}:initials="{AUTHOR}">'
            f"<{prefix}:p><{prefix}:r>{written(prefix, text)}</{prefix}:r></{prefix}:p></{prefix}:comment>"
        )
        return number

    def patches(self) -> Iterator[Patch]:
        """The byte edits, of the package's lists too where the part is new."""
        added = "".join(self._added)
        if self._part is not None:
            yield self._package.appended(self._part, added)
            return
        folder = posixpath.dirname(self._package.main)
        names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in itertools.count())
        name = next(name for name in names if name not in self._package.archive)
        root = f'<{self._prefix}:comments xmlns:{self._prefix}="{self._namespace}">{added}</{self._prefix}:comments>'
        yield Patch(name, 0, 0, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode())
        yield from self._package.add_comments(name)
