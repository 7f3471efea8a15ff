"""A patch that `git apply` takes: the corrected article against the one that was read, byte for byte.

Lines end at LF only, as for git; everything else (CR, U+2028, a byte order mark) is part of a line. The hunks come
from the edits themselves, so that a large article costs no search. An archive such as DOCX becomes a binary patch.
"""

from __future__ import annotations

import base64
import hashlib
import os
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from mtfix import lazy, registry
from mtfix.model import Format, Patch, Renderer, RenderOptions, Report, Result
from mtfix.splice import apply_patches, patches

_CONTEXT = 3
_LINE = lazy.compile(rb"[^\n]*\n|[^\n]+")
# Names that git writes in quotes.
_ODD = lazy.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class _Region(Struct):
    """Lines start..end of the old text that become `new`."""

    start: int
    end: int
    new: list[bytes]


def render(report: Report, options: RenderOptions) -> str:
    """One patch for all articles with corrections, "" where there are none.

    Bytes that are not UTF-8 stand as surrogate escapes; write it with ``.encode("utf-8", "surrogateescape")``.
    """
    made = (_file_patch(result) for result in report.results if result.output != result.document.source)
    return b"".join(made).decode("utf-8", "surrogateescape")


def _file_patch(result: Result) -> bytes:
    old, new = result.document.source, result.output
    name = _relative(result.document.path)
    left, right = _name("a/" + name), _name("b/" + name)
    head = f"diff --git {left} {right}\nindex {_blob(old)}..{_blob(new)}\n"
    if any(row.part for row in result.document.source_map.rows):
        return _encoded(head) + _binary(old, new)
    tab = "\t" if " " in name and not left.startswith('"') else ""
    head += f"--- {left}{tab}\n+++ {right}{tab}\n"
    lines = _LINE.findall(old)
    return _encoded(head) + b"".join(_hunks(lines, _regions(old, lines, _changes(result))))


def _changes(result: Result) -> list[Patch]:
    """The byte changes from source to output; the whole file where the edits do not tell."""
    document = result.document
    format = registry.load("mtfix.formats", document.format, "format", Format)
    made = patches(document, result.edits, format)
    if apply_patches(document.source, made) == result.output:
        return made
    return [Patch("", 0, len(document.source), result.output)]


def _regions(old: bytes, lines: Sequence[bytes], changes: Sequence[Patch]) -> list[_Region]:
    """The changes as whole lines, those in the same lines joined."""
    starts = [0, *accumulate(map(len, lines))]
    groups: list[tuple[int, int, list[Patch]]] = []
    for change in changes:
        first = min(bisect_right(starts, change.start, hi=len(lines)) - 1, len(lines) - 1) if lines else 0
        last = min(bisect_right(starts, change.end, hi=len(lines)), len(lines))
        if change.start == len(old) and old.endswith(b"\n"):  # new lines after the last
            first = last = len(lines)
        if groups and first < groups[-1][1]:
            groups[-1] = (groups[-1][0], max(last, groups[-1][1]), [*groups[-1][2], change])
        else:
            groups.append((first, last, [change]))
    regions = (
        _region(lines, first, last, _rewritten(old, starts[first], starts[last], own)) for first, last, own in groups
    )
    return [region for region in regions if region.new or region.end > region.start]


def _rewritten(old: bytes, start: int, end: int, changes: Sequence[Patch]) -> bytes:
    pieces, at = [], start
    for change in changes:
        pieces += [old[at : change.start], change.data]
        at = change.end
    return b"".join([*pieces, old[at:end]])


def _region(lines: Sequence[bytes], start: int, end: int, text: bytes) -> _Region:
    """The region without the lines at its ends that stay as they are."""
    new = _LINE.findall(text)
    while start < end and new and lines[start] == new[0]:
        start += 1
        del new[0]
    while start < end and new and lines[end - 1] == new[-1]:
        end -= 1
        del new[-1]
    return _Region(start, end, new)


def _hunks(lines: Sequence[bytes], regions: Sequence[_Region]) -> Iterator[bytes]:
    """The hunks, each with its context; regions whose contexts meet share one."""
    shift, at = 0, 0
    while at < len(regions):
        stop = at + 1
        while stop < len(regions) and regions[stop].start - regions[stop - 1].end <= 2 * _CONTEXT:
            stop += 1
        group = regions[at:stop]
        low, high = max(group[0].start - _CONTEXT, 0), min(group[-1].end + _CONTEXT, len(lines))
        grown = sum(len(region.new) - (region.end - region.start) for region in group)
        yield _header(low, high - low, low + shift, high - low + grown)
        for region in group:
            yield from _prefixed(b" ", lines[low : region.start])
            yield from _prefixed(b"-", lines[region.start : region.end])
            yield from _prefixed(b"+", region.new)
            low = region.end
        yield from _prefixed(b" ", lines[low:high])
        shift += grown
        at = stop


def _header(old: int, old_count: int, new: int, new_count: int) -> bytes:
    """The line that opens a hunk; lines count from 1, and from the line before where there are none."""

    def place(start: int, count: int) -> str:
        number = start + 1 if count else start
        return str(number) if count == 1 else f"{number},{count}"

    return f"@@ -{place(old, old_count)} +{place(new, new_count)} @@\n".encode()


def _prefixed(sign: bytes, lines: Sequence[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield sign + line
        if not line.endswith(b"\n"):
            yield b"\n\\ No newline at end of file\n"


def _binary(old: bytes, new: bytes) -> bytes:
    """Both contents as git writes them, so that the patch can be reversed."""
    return b"GIT binary patch\n" + _literal(new) + b"\n" + _literal(old) + b"\n"


def _literal(data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    out = [b"literal %d\n" % len(data)]
    for at in range(0, len(packed), 52):
        chunk = packed[at : at + 52]
        size = chr(ord("A") + len(chunk) - 1 if len(chunk) <= 26 else ord("a") + len(chunk) - 27)
        out.append(size.encode() + base64.b85encode(chunk, pad=True) + b"\n")
    return b"".join(out)


def _blob(data: bytes) -> str:
    """The name that git gives to a file of that content."""
    return hashlib.sha1(b"blob %d\x00" % len(data) + data, usedforsecurity=False).hexdigest()


def _relative(path: str) -> str:
    """The path as git names it: below the current folder, with slashes."""
    name = os.path.normpath(path)
    if os.path.isabs(name):
        inside = os.path.relpath(name)
        name = os.path.splitdrive(name)[1].lstrip(os.sep) if inside.startswith(os.pardir) else inside
    return name.replace(os.sep, "/")


def _name(name: str) -> str:
    if not _ODD.search(name):
        return name
    return '"' + _ODD.sub(lambda match: _ESCAPES.get(match[0], f"\\{ord(match[0]):03o}"), name) + '"'


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


renderer = Renderer(
    name="diff",
    suffixes=(".diff", ".patch"),
    render=render,
    summary="a patch for `git apply`, exact to the byte",
)
