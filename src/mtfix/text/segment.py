"""Cut an article into sentences, and tell what kind of line each one is.

Headlines, bylines, datelines, captions and list items are not sentences; each is judged by its own measure.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtfix.model import Block, BlockKind, Document, Span


class SentenceKind(enum.StrEnum):
    """What a stretch of text is meant to be."""

    sentence = "sentence"
    headline = "headline"
    byline = "byline"
    dateline = "dateline"
    caption = "caption"
    list_item = "list-item"
    cell = "cell"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or line of the article; `block` is the index of its block in `Document.blocks`."""

    span: Span
    kind: SentenceKind
    block: int


_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|\n+")


def sentences(document: Document) -> tuple[Sentence, ...]:
    """All sentences of the document in order; white space between them belongs to none."""
    return tuple(
        Sentence(span, _kind(block), index)
        for index, block in enumerate(document.blocks)
        for span in _spans(document.text, block.span)
    )


def _spans(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if body := piece.strip():
        first = start + piece.index(body[0])
        yield Span(first, first + len(body))


def _kind(block: Block) -> SentenceKind:
    if block.kind is BlockKind.heading:
        return SentenceKind.headline
    if block.kind is BlockKind.list_item:
        return SentenceKind.list_item
    if block.kind is BlockKind.cell:
        return SentenceKind.cell
    if block.kind is BlockKind.caption:
        return SentenceKind.caption
    return SentenceKind.sentence
