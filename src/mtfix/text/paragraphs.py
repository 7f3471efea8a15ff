"""The paragraphs of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy

# A blank line parts paragraphs; so does a form feed. Only line ends count as lines, not U+2028. Atomic, so that CR LF
# is never taken for two line ends.
_PARTING = lazy.compile(r"(?>\r\n?|\n)[ \t\u00a0\u3000]*+(?:(?>\r\n?|\n)[ \t\u00a0\u3000]*+)+|\f")
# The same for a text with neither: a pattern that begins with one fixed letter is searched for ten times as fast.
_PARTING_BY_LF = lazy.compile(r"\n[ \t\u00a0\u3000]*+(?:\n[ \t\u00a0\u3000]*+)+")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph of `text` begins and ends: what stands between blank lines."""
    start = 0
    parting = _PARTING if "\r" in text or "\f" in text else _PARTING_BY_LF
    for match in parting.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
