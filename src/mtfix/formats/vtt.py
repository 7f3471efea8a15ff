"""WebVTT subtitles: the text of the cues; timing, settings, tags, notes and styles stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.model import BlockKind, Document, Format
from mtfix.text.builder import Builder, Run
from mtfix.text.cues import runs
from mtfix.text.decode import Offsets, decode

_BLOCK = lazy.compile(r"(?:[^\r\n]+(?:\r\n?|\n|\Z))+")
# An identifier may stand on the line before the times.
_TIME = r"(?:\d+:)?\d+:\d+\.\d+"
_TIMING = lazy.compile(rf"(?:[^\r\n]*(?:\r\n?|\n))?[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}[^\r\n]*(?:\r\n?|\n|\Z)")


def read(data: bytes, path: str, encoding: str | None = None) -> Document:
    """The document of a WebVTT file, one block a cue. Raises `SourceError` when its first line is another."""
    text, encoding, skip = decode(data, path, encoding)
    if not re.match(r"WEBVTT(?:[ \t\r\n]|\Z)", text):
        raise SourceError(f"{path}: does not begin with WEBVTT. Is it a WebVTT file?")
    builder = Builder()
    builder.gather(_cues(text), data, encoding, Offsets(text, encoding, skip, len(data), path))
    return builder.document(data, path, "vtt", encoding)


def _cues(text: str) -> Iterator[tuple[BlockKind | None, list[Run]]]:
    for block in _BLOCK.finditer(text):
        if (timing := _TIMING.match(text, *block.span())) and not re.match(r"NOTE\b|WEBVTT\b", block[0]):
            yield BlockKind.subtitle, list(runs(text, timing.end(), block.end(), entities=True))


def escape(text: str, quoting: str) -> str:
    """`text` with the signs that would be mark-up as entities; an arrow would be read as times."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")


format = Format(name="vtt", suffixes=(".vtt",), read=read, escape=escape)
