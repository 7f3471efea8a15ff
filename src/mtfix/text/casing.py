"""Capitals: tell headlines from prose, and carry the case of a place over to its replacement."""

from __future__ import annotations

from mtfix import lazy

_WORD = lazy.compile(r"[^\W\d_]{2,}")
_OPENING = "\"'“‘«([{<*_#>-–—•|\u00a0 \t"
# A line that goes on for longer is a paragraph; to read it for each of its names would take quadratic time.
_LONGEST_HEADLINE = 400
_SENTENCE_END = frozenset(".!?…:\n\r\u2028\u2029")


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands in a line set in capitals: some other word of the line is, and most are."""
    low, high = max(start - _LONGEST_HEADLINE, 0), end + _LONGEST_HEADLINE
    line_start = max(text.rfind("\n", low, start) + 1, text.rfind("\r", low, start) + 1, low)
    line_end = text.find("\n", end, high)
    line_end = min(len(text), high) if line_end < 0 else line_end
    around: list[str] = _WORD.findall(text, line_start, start) + _WORD.findall(text, end, line_end)
    if not around:  # a line of its own: a name of several words in capitals is a heading
        return len(_WORD.findall(text, start, end)) > 1
    return 2 * sum(word.isupper() for word in around) > len(around)


def at_sentence_start(text: str, start: int) -> bool:
    """Whether the word at `start` opens a sentence, a quotation, a line or a cell."""
    at = start
    while at > 0 and text[at - 1] in _OPENING:
        at -= 1
        if text[at] in "\"“‘«'" and text[at - 1 : at].isspace():
            return True
    return at == 0 or text[at - 1] in _SENTENCE_END


def capitalised(text: str) -> str:
    """`text` with its first letter a capital; the rest stays."""
    return text[:1].upper() + text[1:]


def is_title_case(line: str) -> bool:
    """Whether a line is set as a headline with capitals: no full stop, and nearly all longer words start with one."""
    if len(line) > _LONGEST_HEADLINE or line.rstrip("\"'”’) \t\r\n").endswith((".", "!", "?", ",", ";", ":")):
        return False
    words: list[str] = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.9 * len(words)
