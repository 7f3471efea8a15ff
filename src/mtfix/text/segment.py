"""Cut an article into sentences, and tell what kind of line each one is.

Headlines, bylines, datelines, captions and list items are not sentences; each is judged by its own measure.
"""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Iterator

from msgspec import Struct

from mtfix import lazy
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


class Sentence(Struct, frozen=True):
    """A sentence or line of the article; `block` is the index of its block in `Document.blocks`."""

    span: Span
    kind: SentenceKind
    block: int


# Where a sentence may end; `_ends` decides. The class stands first so that the scan skips all other letters.
_CANDIDATE = lazy.compile(
    r"[.!?…。！？](?:(?<=[。！？])|(?<![。！？])[.!?…]{0,7}+)[\"'”’)\]»」』）]{0,4}+(?=\s|(?<=[。！？”’」』）])\S|[A-Z])"
)
_GLUED = lazy.compile(r"[A-Z][a-z]*\b(?![.@/])")
_OPENING = "\"'“‘(«["
_NEXT = lazy.compile(r"\s*[\"'“‘(\[«]*([^\W_]*)")
_LAST = lazy.compile(r"[^\s\"'“‘(\[«/–—-]+\Z")
# Never the last word of a sentence: something must follow.
_BOUND = frozenset(
    """mr mrs ms dr prof gen sen rep gov lt col capt cpl sgt maj adm brig rev hon st mt messrs pres supt cmdr det insp
    fr vs v cf viz e.g i.e approx ca fig art sec vol pp p ed eds mme mlle sra dept gov't al""".split()
)
# May end a sentence, but mostly does not: a sentence ends only before a word that opens sentences.
_LOOSE = frozenset(
    """inc ltd co corp etc jr sr bros plc llc no nos est ave blvd rd ft dist jan feb mar apr jun jul aug sept
    sep oct nov
    dec mon tue tues wed thu thur thurs fri sat sun ph.d b.a m.a min max avg tel int'l assn univ""".split()
)
_OPENERS = frozenset(
    """the a an he she it they we i you this that these those there in on at by for with from as after before since
    during when while although though if because but and or so however meanwhile according his her their its our my
    at who what why how where both all some many most no not one two as also then now here under about""".split()
)
_SPEAKING = lazy.compile(
    r"\s*(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir)\.? )?(?:[A-Z][\w'’-]+ ){1,4}(?:said|says|asked|asks|told|added|wrote"
    r"|shouted|replied"
    r"|cried|wondered|explained)\b"
)
_FINAL = frozenset(".!?…:;,。！？；：，")
_CLOSING = "\"'”’)]»」』）"
_MOST_CLOSING = 4
_ITEM = lazy.compile(r"(?:[-*•·‣▪●○◦–—]|\(?\d{1,2}[.)]|\(?[a-z]\)|[①-⑳])\s+(?=\S)")
_CAPTION = lazy.compile(
    r"(?:[▲△▼]|(?:file )?(?:photo|picture|image|graphic|video)(?: caption)?(?: by\b| shows?\b|[:/])|pictured[:,]"
    r"|figure \d"
    r"|fig\. ?\d|\(?photo(?:graph)? (?:by|source|courtesy))",
    re.IGNORECASE,
)
_BY = tuple(f"{verb}by " for verb in ("", *"written |reported |text |story |compiled |translated |edited ".split("|")))
_BYLINE = lazy.compile(
    r"(?:[Bb]y|BY|(?:[Ww]ritten|[Rr]eported|[Tt]ext|[Ss]tory|[Cc]ompiled|[Tt]ranslated|[Ee]dited) by) [A-Z@]"
    r"[^.!?]{1,60}\Z"
)
_STAFF = "source editor author reporter correspondent proofread translator text".split()
_CREDIT = lazy.compile(
    r"[（(【\[]?(?i:(?:(?:our|this newspaper|special) )?(?:source|editor(?:-in-charge)?|responsible editor|author"
    r"|reporters?|correspondents?"
    r"|proofread(?:er|ing)|translator|text)s?)\s*[:：/][^.!?]{1,80}[）)】\]]?\.?\Z"
    r"|(?:[A-Z][\w.&-]* ){0,6}(?:[Rr]eporters?|[Cc]orrespondents?),? (?:[A-Z][\w'’-]+,? ?(?:and )?){1,5}\Z",
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? \d{{4}})?"
_PLACE = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_DATELINE = lazy.compile(
    rf"(?:{_PLACE}, ){{0,3}}(?:{_DAY}|{_PLACE})(?:, local time)?,? ?\([^()]{{2,40}}\) ?(?:--|[-–—:：])+ ?"
    rf"|(?:{_PLACE}, ){{1,3}}{_DAY},? ?\([^()]{{2,40}}\),? "
    rf"|(?:{_PLACE}, ){{0,2}}{_DAY},? ?(?:--|[–—:：]|-(?= )) ?"
    r"|[A-Z]{4,}(?:[ -][A-Z]{2,})*(?:, [A-Z][\w.]+)?(?:, " + _DAY + r")? ?(?:--|[–—]| - ) ?"
)
_DASHES = frozenset("(–—:：-")
_CAPTIONED = tuple("▲ △ ▼ file photo (photo picture image graphic video figure fig.".split())
_SHORT, _WIDE, _NARROW = 20, 110, 30


def sentences(document: Document) -> tuple[Sentence, ...]:
    """All sentences of the document in order; white space between them belongs to none."""
    found: list[Sentence] = []
    for index, block in enumerate(document.blocks):
        for start, end in _lines(document.text, block):
            found += _line(document, start, end, block, index)
    return tuple(found)


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The lines of a block; lines that an editor wrapped are one."""
    span = block.span
    body = text[span.start : span.end]
    if "\n" not in body and "\r" not in body:
        yield _strip(text, span.start, span.end)
        return
    pieces, at = [], span.start
    for line in body.splitlines(keepends=True):
        if line.strip():
            pieces.append(_strip(text, at, at + len(line)))
        at += len(line)
    if block.kind is BlockKind.data:
        yield from pieces
        return
    wrapped = _is_wrapped([text[start:end] for start, end in pieces])
    start = None
    for (low, high), after in zip(pieces, [*pieces[1:], None], strict=True):
        start = low if start is None else start
        joined = after and (wrapped or (text[after[0]].islower() and not _is_byline(text[after[0] : after[1]])))
        if after and joined and not _ITEM.match(text, *after):
            continue
        yield start, high
        start = None


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _is_wrapped(lines: list[str]) -> bool:
    """Whether no line had room for the first word of the next: the mark of text wrapped at a column."""
    if len(lines) < 3:  # two lines say nothing
        return False
    width = max(map(len, lines))
    return _NARROW < width <= _WIDE and all(
        len(line) + 1 + len(after.split(None, 1)[0]) >= width for line, after in itertools.pairwise(lines)
    )


def _line(document: Document, start: int, end: int, block: Block, index: int) -> Iterator[Sentence]:
    text = document.text
    kind = _block_kind(block)
    if block.kind is BlockKind.data:
        yield Sentence(Span(start, end), kind, index)
        return
    if kind is SentenceKind.sentence:
        if not text[start : start + 1].isupper() and (item := _ITEM.match(text, start, end)):
            kind, start = SentenceKind.list_item, item.end()
        else:
            kind = _line_kind(text[start:end], index, len(document.blocks))
    if kind is SentenceKind.sentence and _may_open_dateline(text[start:end]):
        dateline = _DATELINE.match(text, start, end)
        if dateline and dateline.end() < end:
            yield Sentence(Span(*_strip(text, start, dateline.end())), SentenceKind.dateline, index)
            start = dateline.end()
    for low, high in _split(text, start, end):
        yield Sentence(Span(low, high), kind, index)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for match in _CANDIDATE.finditer(text, start, end):
        if match.end() < end and match.end() > low and _ends(text, low, match):
            yield _strip(text, low, match.end())
            low = match.end()
    if low < end:
        yield _strip(text, low, end)


def _ends(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether a sentence that began at `low` ends with this mark."""
    mark, at = match.group(), match.end()
    following = _NEXT.match(text, at)
    word = following[1] if following else ""
    if mark[0] in "。！？":
        return True
    if not text[at].isspace():  # "he said.Professor Smith", but not "One.Tel" or "U.S.A"
        before = text[max(match.start() - 3, low) : match.start()]
        return len(before) == 3 and before.isalpha() and before.islower() and bool(_GLUED.match(text, at))
    if word[:1].islower():
        return mark[0] == "." and len(mark) == 1 and _closes(text, low, match.start())
    if mark[0] in "?!…" or len(mark.rstrip("\"'”’)]»")) > 1:
        return not (len(mark) > 1 and mark[-1] in "\"'”’" and _SPEAKING.match(text, at))
    last = _LAST.search(text, max(low, match.start() - 24), match.start())
    ending = last.group().lower() if last else ""
    if ending in _BOUND:
        return False
    if ending in _LOOSE or (len(ending) == 1 and ending.isalpha()) or "." in ending:
        if ending in ("no", "nos") and not word[:1].isdigit():
            return True
        return word.lower() in _OPENERS or (ending == "etc" and bool(word))
    return bool(word) or text[at:].lstrip()[:1] in _OPENING


def _closes(text: str, low: int, at: int) -> bool:
    """Whether a full stop before a small letter ends a sentence: after an ordinary word of three letters or more."""
    last = _LAST.search(text, max(low, at - 24), at)
    token = last.group() if last else ""
    least = 3 if token.islower() else 5  # "at home. he", "in Washington. he", but not "Calif. has"
    return len(token) >= least and token.isalpha() and token.lower() not in _BOUND | _LOOSE


def _line_kind(line: str, index: int, blocks: int) -> SentenceKind:
    if len(line) < 200 and _is_byline(line):
        return SentenceKind.byline
    if line[:_SHORT].lower().startswith(_CAPTIONED) and _CAPTION.match(line):
        return SentenceKind.caption
    words = line.count(" ") + 1
    # "Another big gym shut?" opens an article: a headline, if an article follows
    asks = index == 0 and blocks > 1 and line[-1] in "?!" and words <= _SHORT
    if asks or (not _is_closed(line) and words <= (3 * _SHORT if index < 3 else _SHORT)):
        return SentenceKind.headline
    return SentenceKind.sentence


def _is_byline(line: str) -> bool:
    low = line.lower()
    if low.startswith(_BY) and _BYLINE.match(line):
        return True
    return any(word in low for word in _STAFF) and _CREDIT.match(line) is not None


def _may_open_dateline(line: str) -> bool:
    """Whether no word in small letters stands before the first bracket or dash: so begin few lines but datelines."""
    for word in line.split(" ", _SHORT):
        if not _DASHES.isdisjoint(word):
            return True
        if word[:1].islower() and word.rstrip(",") not in ("local", "time"):
            return False
    return False


def _is_closed(line: str) -> bool:
    """Whether a punctuation mark ends the line, or stands before a few closing marks there."""
    bare = line.rstrip(_CLOSING)
    return bare[-1:] in _FINAL and len(line) - len(bare) <= _MOST_CLOSING


def _block_kind(block: Block) -> SentenceKind:
    if block.kind is BlockKind.heading:
        return SentenceKind.headline
    if block.kind is BlockKind.list_item:
        return SentenceKind.list_item
    if block.kind in (BlockKind.cell, BlockKind.subtitle, BlockKind.data):
        return SentenceKind.cell  # a subtitle holds what fits on the screen, not a sentence
    if block.kind is BlockKind.caption:
        return SentenceKind.caption
    return SentenceKind.sentence
