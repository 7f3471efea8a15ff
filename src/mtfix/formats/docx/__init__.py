"""DOCX: body, tables, headers, footers, notes and text boxes; changes are tracked unless asked otherwise."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from mtfix import lazy
from mtfix.errors import UsageError
from mtfix.model import Document, Edit, Format, Note, Option, OptionValue, Patch
from mtfix.text.builder import Builder

_DATE = lazy.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of a DOCX file. Raises `SourceError` when it is none, or not to be trusted."""
    # The zip reader is slow to load, and most articles are no archives.
    from mtfix.formats.docx.package import Package
    from mtfix.formats.docx.scan import paragraphs

    package = Package(data, path)
    builder = Builder()
    styles = package.styles()
    for part in package.texts():
        for paragraph in paragraphs(package.part(part), package.where(part)):
            builder.begin()
            coded = paragraph.code(styles)
            for item in paragraph.items:
                size = builder.size
                if item.kind == "text":
                    builder.verbatim(item.text, item.start, item.end, "", part)
                elif item.kind in ("entity", "element"):
                    builder.special(item.text, item.start, item.end, item.kind, part)
                else:
                    builder.barrier(item.text)
                if coded or item.run.code:
                    builder.protect(size)
            builder.finish(paragraph.kind(styles, package.is_note(part)))
    return builder.document(data, path, "docx", "utf-8")


def lower(
    document: Document, edits: Sequence[Edit], notes: Sequence[Note], *, tracked: bool = True, date: str = ""
) -> Iterator[Patch]:
    """The byte edits of `edits`: tracked changes with comments for `notes`, or plain text without."""
    from mtfix.formats.docx import clean, tracking

    return tracking.lower(document, edits, notes, date) if tracked else clean.lower(document, edits)


def configure(options: Mapping[str, OptionValue]) -> Format:
    """The format with the options chosen. Raises `UsageError` for a date that Word could not read."""
    date = str(options.get("date", ""))
    if date and not _DATE.fullmatch(date):
        raise UsageError(f"docx: date {date!r} is not of the form 2026-01-31T12:00:00Z. Mend it or leave it out.")
    tracked = bool(options.get("tracked", True))
    return replace(format, lower=functools.partial(lower, tracked=tracked, date=date), comments=tracked)


format = Format(
    name="docx",
    suffixes=(".docx", ".docm", ".dotx"),
    read=read,
    container="zip",
    lower=lower,
    comments=True,
    options={
        "tracked": Option(True, "Write changes as tracked changes, and flags as comments."),
        "date": Option("", "Date of changes and comments, such as 2026-01-31T12:00:00Z; none where it is empty."),
    },
    configure=configure,
)
