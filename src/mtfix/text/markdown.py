"""Markdown as runs of visible text with their places in the source, by markdown-it.

markdown-it gives lines for blocks and no places inside them, so its inline rules are driven here, one step at a
time, and each token is marked with the stretch of content it was read from.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mtfix import lazy
from mtfix.model import BlockKind
from mtfix.text.builder import Run
from mtfix.text.markdown_runs import Places, Scanner

_LINE = lazy.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_FOOTNOTE = lazy.compile(r"\[\^[^\]\s]+\]:[ \t]*")
_MARKUP = lazy.compile(r"[\\`*_~\[<&\n]")
# A task's box, or the kind of a quoted alert.
_MARKER = lazy.compile(r"\[(?:[ xX]|![A-Z]+)\]\s+")
# So many marks in one paragraph, heading or cell take about five seconds; no writer sets as many.
MOST_MARKS = 150_000
_BLANKS = " \t"
_CONTAINERS = {
    "blockquote_open": BlockKind.quote,
    "list_item_open": BlockKind.list_item,
    "footnote_open": BlockKind.note,
    "heading_open": BlockKind.heading,
    "th_open": BlockKind.cell,
    "td_open": BlockKind.cell,
}


class TooManyMarksError(Exception):
    """A block with more than `MOST_MARKS` marks; its argument is the line, from 1."""


class _Positioned(ParserInline):
    """Marks each token with the stretch of content it was read from."""

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        limit = state.md.options["maxNesting"]
        while state.pos < state.posMax:
            start, count = state.pos, len(state.tokens)
            if not (state.level < limit and any(rule(state, False) for rule in rules)):
                state.pending += state.src[state.pos]
                state.pos += 1
            if state.pending:
                state.pushPending()
            at = start
            for token in state.tokens[count:]:
                if "at" not in token.meta:
                    length = len(token.content) if token.type == "text" else state.pos - start
                    token.meta["at"] = (at, at + length)
                    at += length if token.type == "text" else 0


def _newline(state: StateInline, silent: bool) -> bool:
    """As markdown-it's rule, which looks for blanks in pending text that is no longer there."""
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        state.push("hardbreak" if state.src.endswith("  ", 0, state.pos) else "softbreak", "br", 0)
    state.pos += 1
    while state.pos < state.posMax and state.src[state.pos] in _BLANKS:
        state.pos += 1
    return True


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The definition of a footnote: a container like a list item, indented by four."""
    first = state.bMarks[start] + state.tShift[start]
    match = None if state.is_code_block(start) else _FOOTNOTE.match(state.src, first, state.eMarks[start])
    if match is None or silent:
        return match is not None
    saved = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    state.push("footnote_open", "", 1)
    state.bMarks[start], state.tShift[start] = match.end(), 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = saved
    state.push("footnote_close", "", -1)
    return True


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"store_labels": True}).enable(["table", "strikethrough"])
    inline = _Positioned()
    inline.ruler.at("newline", _newline)
    inline.ruler.enableOnly([name for name in inline.ruler.get_all_rules() if name != "linkify"])
    inline.ruler2.enableOnly([name for name in inline.ruler2.get_all_rules() if name != "fragments_join"])
    parser.inline = inline
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    return parser


def blocks(source: str) -> Iterator[tuple[BlockKind | None, list[Run]]]:
    """The blocks of `source` (templates masked) in order: what each is, and its runs. Comments have no kind.

    Raises `TooManyMarksError`.
    """
    lines = [match.span(1) for match in _LINE.finditer(source)]
    parser = _parser()
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    parser.block.parse("\n".join(source[start:end] for start, end in lines), parser, env, tokens)
    stack: list[BlockKind] = []
    cell, row_end = 0, 0
    for token in tokens:
        if kind := _CONTAINERS.get(token.type):
            stack.append(kind)
        elif token.nesting < 0 and token.type.replace("close", "open") in _CONTAINERS:
            stack.pop()
        if token.map is None:
            continue
        if token.type == "tr_open":
            cell, row_end = lines[token.map[0]]
        elif token.type == "html_block":
            start, end = lines[token.map[0]][0], lines[token.map[1] - 1][1]
            yield None, [Run("comment", start, end)]
        elif token.type == "inline" and token.content:
            _refuse_too_many_marks(token.content, token.map[0] + 1)
            kind = stack[-1] if stack else BlockKind.paragraph
            if kind is BlockKind.cell:
                segments, cell = _cell(source, token.content, cell, row_end)
            else:
                segments = _segments(source, token.content, lines[token.map[0] : token.map[1]])
            if segments:
                yield from _inline(source, token.content, Places(segments), kind, parser, env)


def _refuse_too_many_marks(content: str, line: int) -> None:
    if len(content) > MOST_MARKS and len(_MARKUP.findall(content)) > MOST_MARKS:
        raise TooManyMarksError(line)


def _segments(source: str, content: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """Where each line of `content` stands in the source; empty when one is not found.

    markdown-it drops what comes before a line's text and blanks after the last, so text is found from behind.
    """
    out, at = [], 0
    for piece, (start, end) in zip(content.split("\n"), lines, strict=False):
        body = piece.lstrip(_BLANKS)
        found = source.rfind(body, start, end)
        if found < 0:
            return []
        out.append((at + len(piece) - len(body), found, False))
        at += len(piece) + 1
    return out


def _cell(source: str, content: str, start: int, end: int) -> tuple[list[tuple[int, int, bool]], int]:
    """The segments of a table cell that stands after `start`, and where it ends; bars in it come with a backslash."""
    written = re.escape(content.replace("|", "\\|"))
    match = re.compile(rf"{written}(?=[ \t]*(?:\||\Z))").search(source, start, end)
    if match is None:
        return [], start
    found = match.start()
    segments = [(0, found, False)]
    for bar in re.finditer(r"\|", content):
        found += 1
        segments += ((bar.start(), found + bar.start(), True), (bar.end(), found + bar.end(), False))
    return segments, found + len(content)


def _inline(
    source: str, content: str, places: Places, kind: BlockKind, parser: MarkdownIt, env: dict[str, Any]
) -> Iterator[tuple[BlockKind | None, list[Run]]]:
    marks = "cell" if kind is BlockKind.cell else ""
    scanner = Scanner(source, places, marks)
    skipped = 0
    if kind in (BlockKind.list_item, BlockKind.quote) and (marker := _MARKER.match(content)):
        skipped = marker.end()
    if skipped == 0 and not _MARKUP.search(content):
        scanner.text(0, len(content))
    else:
        tokens: list[Token] = []
        parser.inline.parse(content[skipped:], parser, env, tokens)
        scanner.scan(tokens, skipped)
    yield kind, scanner.runs
    for caption in scanner.captions:
        yield BlockKind.caption, caption
