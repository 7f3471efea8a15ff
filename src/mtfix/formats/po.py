"""Gettext PO files: translations only; originals, comments and obsolete entries stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from mtfix import lazy
from mtfix.errors import Problem, SourceError
from mtfix.model import Document, Format, Span
from mtfix.text.builder import Builder
from mtfix.text.decode import Offsets, decode
from mtfix.text.strings import EscapedString

_LINE = lazy.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_STRING = lazy.compile(r'[ \t]*(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*)?"((?:[^"\\]|\\.)*)"[ \t]*\Z')
_CHARSET = lazy.compile(rb"charset=([\w.:-]+)")
_LANGUAGE = lazy.compile(r"^Language:[ \t]*([A-Za-z]{2,3})", re.MULTILINE)
# What a program fills in: printf, Python and brace formats (see the list of format strings in gettext's manual).
_PLACEHOLDER = lazy.compile(
    r"%(?:\d+\$)?(?:\(\w+\))?[-+ #0']*\d*(?:\.\d+)?(?:hh?|ll?|[Lzjt])?[diouxXeEfFgGcrsaApn%]|\$?\{\{?[\w.:!-]*\}?\}"
)


class _Entry(Struct):
    """One message: the strings under each keyword."""

    strings: dict[str, EscapedString] = field(default_factory=dict)

    def translations(self) -> Iterator[tuple[EscapedString, str]]:
        """Each translation with its original."""
        singular, plural = self._text("msgid"), self._text("msgid_plural")
        for key, string in self.strings.items():
            if key.startswith("msgstr"):
                yield string, singular if key in ("msgstr", "msgstr[0]") or not plural else plural

    def _text(self, key: str) -> str:
        return self.strings[key].text if key in self.strings else ""


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of a PO file, paired with its originals. Raises `SourceError` naming a line that is no PO."""
    charset = _CHARSET.search(data[:4096])
    declared = charset[1].decode("ascii") if charset and charset[1] != b"CHARSET" else None
    text, encoding, skip = decode(data, path, encoding or declared)
    offsets = Offsets(text, encoding, skip, len(data), path)
    builder = Builder()
    pairs: list[tuple[Span, str]] = []
    language = "en"
    for entry in _entries(text, path):
        for string, original in entry.translations():
            if not original:  # the header
                found = _LANGUAGE.search(string.text)
                language = found[1] if found else language
                continue
            first = len(builder.blocks)
            builder.gather(string.blocks(""), data, encoding, offsets)
            if len(builder.blocks) > first:
                pairs.append((Span(builder.blocks[first].span.start, builder.size), original))
    document = builder.document(data, path, "po", encoding)
    protected = (Span(*match.span()) for match in _PLACEHOLDER.finditer(document.text))
    return replace(
        document,
        language=language,
        source_text=tuple(pairs),
        protected=tuple(sorted((*document.protected, *protected))),
    )


def _entries(text: str, path: str) -> Iterator[_Entry]:
    """The entries in order; a new one begins with the first keyword after a translation."""
    entry, key = _Entry(), ""
    for number, line in enumerate(_LINE.finditer(text), 1):
        if not line[1].strip() or line[1].lstrip().startswith("#"):
            continue
        string = _STRING.match(text, line.start(), line.end(1))
        if string is None or not (string[1] or key):
            raise SourceError(problems=[Problem("not a line of a PO file. Mend it with msgfmt -c.", path, number, 1)])
        if string[1]:
            if string[1] in entry.strings or (key.startswith("msgstr") and not string[1].startswith("msgstr")):
                yield entry
                entry = _Entry()
            key = string[1]
            entry.strings[key] = EscapedString(text)
        entry.strings[key].extend(*string.span(2))
    yield entry


def escape(text: str, quoting: str) -> str:
    """`text` as it stands in a PO string, and as HTML where the string is HTML."""
    if "html" in quoting.split():
        text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


format = Format(name="po", suffixes=(".po",), read=read, escape=escape)
