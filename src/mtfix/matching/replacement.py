"""What replaces a wrong rendering, and whether that is safe: case, articles, repeated neighbours, longer names."""

from __future__ import annotations

import re

from msgspec import Struct

from mtfix import lazy
from mtfix.glossary.model import ArticleUse, ConceptType
from mtfix.matching.mentions import Mention
from mtfix.model import Edit, Span
from mtfix.text.articles import article_for
from mtfix.text.casing import at_sentence_start, capitalised, is_title_case
from mtfix.text.titles import is_no_part_of_a_name

_WORD_BEFORE = lazy.compile(r"(?<![\w'’-])([\w'’&-]+(?:\.(?=\s))?)([ \t\u00a0]+|[ \t]*\r?\n[ \t]*)\Z")
_WORD_AFTER = lazy.compile(r"((?:[ \t\u00a0]+|[ \t]*\r?\n[ \t]*))([\w&-]+(?:['’]\w+)?)")
_INDEFINITE = lazy.compile(r"(?<![\w'’-])(an?)(\s+)\Z", re.IGNORECASE)
_ENDS_OF_ARTICLES = ("a", "A", "an", "AN", "An", "aN")
_DEFINITE = lazy.compile(r"(?<![\w'’-])the\s+\Z", re.IGNORECASE)
_HYPHENS = ("-", "‐", "‑")
_HYPHENED_BEFORE = lazy.compile(r"([\w’']+)[-‐‑]\Z")
_HYPHENED_AFTER = lazy.compile(r"[-‐‑](\w+)")
_NAME_WORD = lazy.compile(r"[A-Z][\w’'-]*[a-z]")
# What a name used by itself is followed by: the end of a clause, a possessive, a small word.
_STANDS_ALONE = lazy.compile(
    r"\s*(?:[.,;:!?)\]\"”]|$|(?:and|or|in|on|at|is|was|are|were|has|have|had|will|would|to|for|from|by|with|as|since"
    r"|said|says|reported|reports|added|announced|wrote|told|quoted|cited)\b)"
)
_DETERMINER = lazy.compile(
    r"(?:the|a|an|this|that|its|his|her|their|our|my|your|some|any|no|every|each|of|in|disputed|[\w’']+['’]s?)\s+\Z",
    re.IGNORECASE,
)


class Replacement(Struct, frozen=True):
    """The edits that put `text` in place of a mention; `doubt` says why they are not safe, else None."""

    text: str
    edits: tuple[Edit, ...]
    doubt: str | None


def replacement(text: str, mention: Mention, wording: str | None = None) -> Replacement:
    """How `mention` becomes the preferred form of its concept (or `wording`) in `text`."""
    new = wording or mention.wording
    start, end = mention.span.start, mention.span.end
    new = _in_case(new, mention, text)
    if (absorbed := _absorbed_prefix(text, start, new)) != start:
        start = absorbed
    if new.endswith(".") and text[end : end + 1] == ".":
        new = new[:-1]  # the full stop that follows ends the name as well
    doubt = mention.doubt or _growth(text, start, end, new, mention)
    edits = [Edit(Span(start, end), new)]
    edits += _article_edits(text, start, end, new, mention)
    return Replacement(new, tuple(sorted(edits, key=lambda edit: edit.span)), doubt)


def _in_case(new: str, mention: Mention, text: str) -> str:
    if mention.caps:
        return new.upper()
    found = text[mention.span.start : mention.span.end]
    if new[:1].islower() and found[:1].isupper() and at_sentence_start(text, mention.span.start):
        return capitalised(new)
    return new


def _absorbed_prefix(text: str, start: int, new: str) -> int:
    """Where the edit starts when the place already has the first part of a hyphened name: "Nagorno-[Naka]"."""
    match = _hyphened_before(text, start)
    if match and new.lower().startswith(match[1].lower() + "-"):
        return match.start()
    return start


def _growth(text: str, start: int, end: int, new: str, mention: Mention) -> str | None:
    """Why the edit might repeat a neighbour or leave a part of a longer name behind, else None."""
    before = _word_before(text, start)
    after = _WORD_AFTER.match(text, end, end + 80)
    words = new.split()
    if before and before[1].lower() == words[0].lower():
        return f"it would repeat the word {before[1]!r} before it"
    if after and after[2].lower() == words[-1].lower():
        return f"it would repeat the word {after[2]!r} after it"
    ahead = text[max(0, start - len(new) - 20) : start]
    if ahead.endswith("(") and text[end : end + 1] == ")" and ahead[:-1].rstrip().endswith(new):
        return "it stands in brackets behind the right form, perhaps to explain it"
    if mention.caps or mention.concept.type not in _GROWING:
        return None
    line = text[text.rfind("\n", 0, start) + 1 : _line_end(text, end)]
    if is_title_case(line):
        return None
    return _left_behind(text, start, end, before, after)


_GROWING = (ConceptType.person,)


def _word_before(text: str, start: int) -> re.Match[str] | None:
    """The word before the place: looked for in the last run of letters only, since a search tries every letter."""
    ahead = text[max(0, start - 80) : start]
    kept = ahead.rstrip()
    if len(kept) == len(ahead) or not kept:
        return None
    return _WORD_BEFORE.search(text, start - len(ahead) + len(kept) - len(kept.rsplit(None, 1)[-1]), start)


def _hyphened_before(text: str, start: int) -> re.Match[str] | None:
    if text[start - 1 : start] not in _HYPHENS:
        return None
    return _HYPHENED_BEFORE.search(text, max(0, start - 60), start)


def _left_behind(
    text: str, start: int, end: int, before: re.Match[str] | None, after: re.Match[str] | None
) -> str | None:
    if after and _could_be_name(after[2]):
        return f"{after[2]!r} after it may belong to a longer name"
    if before and _could_be_name(before[1]) and not at_sentence_start(text, before.start(1)):
        return f"{before[1]!r} before it may belong to a longer name"
    hyphened = _HYPHENED_AFTER.match(text, end) or _hyphened_before(text, start)
    if hyphened and _could_be_name(hyphened[1]):
        return f"{hyphened[1]!r} may belong to a longer name"
    return None


def _could_be_name(word: str) -> bool:
    possessive = word.endswith(("'s", "’s", "s'", "s’"))  # an owner is no part of what it owns
    return bool(_NAME_WORD.match(word)) and not possessive and not is_no_part_of_a_name(word)


def _article_edits(text: str, start: int, end: int, new: str, mention: Mention) -> list[Edit]:
    """Edits of the "a", "an" or "the" before the place."""
    ahead = text[max(0, start - 20) : start].rstrip()
    indefinite = _INDEFINITE.search(text, max(0, start - 20), start) if ahead.endswith(_ENDS_OF_ARTICLES) else None
    if indefinite:
        article = indefinite[1]
        wanted = article_for(new, article)
        if wanted.lower() != article.lower():
            return [Edit(Span(indefinite.start(1), indefinite.end(1)), wanted)]
        return []
    use = mention.concept.article
    if mention.caps or use is ArticleUse.keep or not _STANDS_ALONE.match(text, end):
        return []
    definite = _DEFINITE.search(text, max(0, start - 20), start)
    if use is ArticleUse.none and definite and (definite[0][0] == "t" or new[:1].isupper()):
        return [Edit(Span(definite.start(), start), "")]
    if use is ArticleUse.the and not _DETERMINER.search(text, max(0, start - 40), start):
        opening = at_sentence_start(text, start)
        return [Edit(Span(start, start), "The " if opening else "the ")]
    return []


def _line_end(text: str, end: int) -> int:
    at = text.find("\n", end)
    return len(text) if at < 0 else at
