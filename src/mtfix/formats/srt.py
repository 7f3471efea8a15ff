"""SubRip subtitles: the text of the cues; numbers, timing, tags and positions stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.model import BlockKind, Document, Format
from mtfix.text.builder import Builder, Run
from mtfix.text.cues import runs
from mtfix.text.decode import Offsets, decode

_TIME = r"-?\d+:\d+:\d+[,.]\d+"
_TIMING = lazy.compile(
    rf"(?:^[ \t]*\d+[ \t]*(?:\r\n?|\n))?^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\r\n]*(?:\r\n?|\n|\Z)", re.MULTILINE
)


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of an SRT file, one block a cue. Raises `SourceError` when it has text but no timing."""
    text, encoding, skip = decode(data, path, encoding)
    offsets = Offsets(text, encoding, skip, len(data), path)
    if text.strip() and not _TIMING.search(text):
        raise SourceError(f"{path}: no line with times such as 00:00:01,000 --> 00:00:02,000. Is it an SRT file?")
    builder = Builder()
    builder.gather(_cues(text), data, encoding, offsets)
    return builder.document(data, path, "srt", encoding)


def _cues(text: str) -> Iterator[tuple[BlockKind | None, list[Run]]]:
    headers = [match.span() for match in _TIMING.finditer(text)]
    for number, (_, start) in enumerate(headers):
        end = headers[number + 1][0] if number + 1 < len(headers) else len(text)
        yield BlockKind.subtitle, list(runs(text, start, end, entities=False))


format = Format(name="srt", suffixes=(".srt",), read=read)
