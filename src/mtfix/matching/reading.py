"""Whether a place of the text reads as a listed term: its spelling, its capitals, the punctuation around it."""

from __future__ import annotations

import functools
import unicodedata

from mtfix import lazy
from mtfix.errors import GlossaryError
from mtfix.glossary.model import CaseMode, Term
from mtfix.model import Span
from mtfix.text.casing import at_sentence_start

# How long one listed regex may take on one document, in seconds.
REGEX_BUDGET = 0.5


def with_punctuation(listed: str, text: str, span: Span) -> Span:
    """Take in the punctuation a term starts or ends with ("U.S.", "Yahoo!"): folding made it a boundary."""
    start, end = span.start, span.end
    head = len(listed) - len(listed.lstrip(_PUNCTUATION))
    tail = len(listed) - len(listed.rstrip(_PUNCTUATION))
    if head and text[max(0, start - head) : start] == listed[:head]:
        start -= head
    if tail and text[end : end + tail] == listed[-tail:]:
        end += tail
    return Span(start, end)


_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’《》「」。，"
_HIDDEN = lazy.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SPELLING = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-", "“": '"', "”": '"'})


@functools.lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """One spelling of white space, apostrophes, hyphens and accents."""
    return " ".join(unicodedata.normalize("NFC", _HIDDEN.sub("", text)).translate(_SPELLING).split())


def agrees(term: Term, text: str, span: Span) -> bool | None:
    """None where the place does not read as the term; else whether it stands in capitals unlike the term."""
    found, listed = text[span.start : span.end], term.text
    if found == listed:
        return False
    found, listed = _plain(found), _plain(listed)
    if found == listed:
        return False
    if term.case is CaseMode.exact:
        return None
    if found == listed.upper():
        return True
    if term.case is CaseMode.fold:
        return False if found.casefold() == listed.casefold() else None
    if listed[:1].islower() and found == listed[:1].upper() + listed[1:]:
        return False if at_sentence_start(text, span.start) else None
    return None


def search(pattern: str, text: str) -> list[tuple[int, int]]:
    """All matches of a listed regex. Raises `GlossaryError` where they take longer than its budget of time."""
    import regex

    try:
        return [match.span() for match in regex.finditer(pattern, text, timeout=REGEX_BUDGET)]
    except TimeoutError:
        raise GlossaryError(
            f"the regex {pattern[:60]!r} of a glossary takes more than {REGEX_BUDGET} seconds here. "
            "Make it simpler: repeat nothing that is itself repeated."
        ) from None
