"""The paragraphs of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A blank line parts paragraphs; so does a form feed. Only line ends count as lines, not U+2028. Atomic, so that CR LF
# is never taken for two line ends.
_PARTING = re.compile(r"(?>\r\n?|\n)[ \t\u00a0\u3000]*+(?:(?>\r\n?|\n)[ \t\u00a0\u3000]*+)+|\f")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph of `text` begins and ends: what stands between blank lines."""
    start = 0
    for match in _PARTING.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
