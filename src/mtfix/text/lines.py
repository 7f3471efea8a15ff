"""Take lines out of an article, so that no empty line stays behind."""

from __future__ import annotations

from msgspec.structs import replace

from mtfix import lazy
from mtfix.model import Applicability, BlockKind, Document, Edit, Fix, Span

_REST = lazy.compile(r"[ \t]*(?:\r\n?|\n)")


def line_of(document: Document, block: Span, place: int) -> Span:
    """The line of a block that a code point stands in, without its end."""
    text = document.text
    start = max(text.rfind("\n", block.start, place), text.rfind("\r", block.start, place), block.start - 1) + 1
    ends = [at for sign in "\r\n" if (at := text.find(sign, place, block.end)) >= 0]
    return Span(start, min(ends, default=block.end))


def cut(document: Document, number: int, span: Span) -> Edit:
    """Deletes `span` of block `number`; where it fills lines, with the line ends that would be left without words.

    The blanks before what ends a line go with it.
    """
    block = document.blocks[number].span
    line = line_of(document, block, span.start)
    before = document.text[line.start : span.start]
    if before.strip():
        ends = not document.text[span.end : line.end].strip()
        return Edit(Span(line.start + len(before.rstrip()), span.end) if ends else span, "")
    rest = _REST.match(document.text, span.end, block.end)
    if rest and rest.end() < block.end:
        return Edit(Span(line.start, rest.end()), "")
    if span == block and document.format == "text" and number + 1 < len(document.blocks):
        return Edit(Span(span.start, document.blocks[number + 1].span.start), "")  # with the empty lines behind it
    return Edit(span, "")


def removal(document: Document, number: int, span: Span, title: str, confidence: float) -> Fix:
    """The fix that takes `span` of block `number` away: unsafe, and only shown where mark-up would be left empty."""
    block = document.blocks[number]
    fix = Fix(title, (cut(document, number, span),), Applicability.unsafe, confidence)
    marked = document.format != "text" and sum(row.span.overlaps(span) for row in document.source_map.rows) > 1
    if not marked and (block.kind is BlockKind.paragraph or span != block.span):
        return fix
    return replace(fix, applicability=Applicability.display, reason="the mark-up around it would be left empty")
