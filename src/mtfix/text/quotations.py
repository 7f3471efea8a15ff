"""Tell whether a place stands inside a quotation."""

from __future__ import annotations

from mtfix.model import Span

_PAIRS = {"“": "”", "«": "»", "「": "」", "„": "“"}
_REACH = 600


def inside_quotation(text: str, span: Span) -> bool:
    """Whether double quotation marks stand open at `span` within its paragraph."""
    start = max(text.rfind("\n\n", 0, span.start), span.start - _REACH, 0)
    before = text[start : span.start]
    if before.count('"') % 2 == 1:
        return True
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in _PAIRS.items())
