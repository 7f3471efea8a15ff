"""Places of an article that may name a concept in a form that no glossary lists.

Words of the article that resemble words of a concept are anchors; the phrases around them are compared with all its
names. What a mention covers is settled and no candidate.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mtfix.glossary.model import ConceptType
from mtfix.glossary.spelling import SMALL
from mtfix.glossary.written import Form
from mtfix.matching.fuzzy import Likeness, likeness
from mtfix.matching.known import kinds_of_known
from mtfix.matching.mentions import Mention, MentionKind, Mentions
from mtfix.matching.profile import Profile
from mtfix.matching.vocabulary import Vocabulary, Word
from mtfix.matching.words import is_english, is_head
from mtfix.model import Document, Span
from mtfix.text.lexicon import word_class
from mtfix.text.titles import OPENERS, TITLES

_LONGEST = 12
_GAP = 3  # words between two anchors of one phrase
_MODIFIERS = 2
# Heads that places are written with or without, small or capital: Henan province.
_OF_PLACES = frozenset("province city county state prefecture region district".split())
# Word classes that qualify a noun; see `mtfix.text.lexicon`.
_QUALIFYING = frozenset("NxJYvFEGgU")
# A phrase that leaves a capitalised neighbour behind is less likely to be the whole name.
_LEFT_BEHIND = 0.1
_PREFERS_LONG = 0.04
_SAME = 0.95  # a word and its plural, not "implant" and "implanted"
# What may stay beside a firm's name: the glossary's form has it or not.
LEGAL = frozenset("co ltd inc corp plc llc gmbh ag sa nv limited company".split())


class Candidate(Struct, frozen=True):
    """The words `low` up to and with `high` of a sentence, which may name the profile's concept.

    `score` is their likeness less what they leave behind.
    """

    line: Sequence[Word]
    low: int
    high: int
    profile: Profile
    likeness: Likeness
    score: float

    @property
    def words(self) -> Sequence[Word]:
        """The words of the phrase."""
        return self.line[self.low : self.high + 1]

    @property
    def span(self) -> Span:
        """Where the phrase stands."""
        return Span(self.line[self.low].span.start, self.line[self.high].span.end)

    @property
    def rank(self) -> float:
        """For the choice between phrases of one place: a whole name goes before a part that fits as well."""
        return self.score + _PREFERS_LONG * sum(len(mine.split()) for mine, _, _ in self.likeness.pairs)


class Settled:
    """What the mentions of a document cover."""

    def __init__(self, mentions: Mentions) -> None:
        """Nothing is asked of `mentions` before somebody looks at a place."""
        self._mentions = mentions
        self._starts = mentions.starts

    def within(self, span: Span) -> Sequence[Mention]:
        """The mentions that share a letter with `span`."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        return [one for one in self._mentions[first:last] if one.span.overlaps(span)]

    def bars(self, span: Span, words: Sequence[Word], profile: Profile) -> bool:
        """Whether mentions forbid `span` to be a name of the profile's concept.

        A right name may be a part of a longer wrong one: "Shaanxi" in "Shaanxi Province Human Sperm Bank".
        """
        for mention in self.within(span):
            if mention.kind is MentionKind.variant or not span.contains(mention.span) or mention.span == span:
                return True
            if not {word.plain for word in words if mention.span.contains(word.span)}.issubset(profile.words):
                return True
        return False


def candidates(
    document: Document, vocabulary: Vocabulary, profiles: Iterable[Profile], settled: Settled, least: float
) -> Iterator[Candidate]:
    """Every phrase that scores at least `least` for a concept, several for one place."""
    for profile, number, places, forms in vocabulary.anchors(profiles, least):
        search = _Search(document.text, vocabulary.lines[number], profile, forms, settled, least)
        yield from search.around(sorted(places))


class _Search(Struct, frozen=True):
    """The search for one concept in one sentence, by those of its names that may score enough."""

    text: str
    line: Sequence[Word]
    profile: Profile
    forms: tuple[Form, ...]
    settled: Settled
    least: float

    def around(self, anchors: list[int]) -> Iterator[Candidate]:
        """The candidates from one anchor to another, and a word more on either side."""
        tried = set()
        own = set(anchors)
        for first, start in enumerate(anchors):
            reach = start
            for end in anchors[first:]:
                if end - reach > _GAP or end - start >= _LONGEST or not self._joined(self.line[reach : end + 1]):
                    break
                reach = end
                lows = [at for at in range(max(start - 2, 0), start + 1) if at in own or self.line[at].capital]
                highs = [at for at in range(end, min(end + 3, len(self.line))) if at in own or self.line[at].capital]
                for low, high in itertools.product(lows, highs):
                    if (low, high) not in tried and self._holds_together(self.line[low : high + 1]):
                        tried.add((low, high))
                        found = self._candidate(low, high)
                        if found is not None and found.score >= self.least:
                            yield _with_modifiers(self.text, found, self.settled)

    def _holds_together(self, words: Sequence[Word]) -> bool:
        first, profile = words[0], self.profile
        if words[-1].plain in SMALL:
            return False
        if first.plain in SMALL and not (first.capital and any(form.words[0] == first.plain for form in self.forms)):
            return False
        proper = any(word.capital and word.plain not in SMALL for word in words)
        if profile.is_name and not proper and not (profile.in_small_letters and len(words) > 1):
            return False
        return self._joined(words)

    def _joined(self, words: Sequence[Word]) -> bool:
        """Whether nothing stands between the words that ends a name."""
        return all(_is_joint(self.text[one.span.end : other.span.start]) for one, other in itertools.pairwise(words))

    def _candidate(self, low: int, high: int) -> Candidate | None:
        line, profile, settled = self.line, self.profile, self.settled
        words = line[low : high + 1]
        span = Span(words[0].span.start, words[-1].span.end)
        if settled.bars(span, words, profile):
            return None
        found = likeness(tuple(word.plain for word in words), profile, self.forms)
        if any(not word.capital and word.plain in found.rest for word in (words[0], words[-1])):
            return None
        if not (profile.is_name and any(word.capital for word in words)) and not _same_head(words[-1].plain, found):
            return None
        if _names_all(settled.within(span), words, found, profile):
            return None
        left_behind = _left_behind(self.text, line, low, high, settled)
        if left_behind and profile.concept.type is ConceptType.person:
            return None
        return Candidate(line, low, high, profile, found, found.score - _LEFT_BEHIND * left_behind)


def _is_joint(gap: str) -> bool:
    """Whether what stands between two words may stand in a name: "St. Petersburg", "People's Daily", "Tian-Hai"."""
    return (
        gap == " "
        or (len(gap) == 1 and gap in "-‐‑")
        or not "".join(gap.split()).strip("'’&.·")
        or (len(gap) == 3 and gap[0] in "'’" and gap[1] == "s" and gap[2].isspace())
    )


def beside(text: str, one: Word, other: Word) -> bool:
    """Whether nothing but what joins words stands between one and the other, so that both may be of one name."""
    gap = text[one.span.end : other.span.start]
    return gap in (" ", "-", ". ") or not gap.strip(" \u00a0\n'’&")


def _with_modifiers(text: str, found: Candidate, settled: Settled) -> Candidate:
    """The candidate with the words before it that qualify it, where the name has such words and they have no match.

    "mesophase carbon microspheres" for mesocarbon microbeads: to replace the last two alone would leave a ruin.
    """
    low, line = found.low, found.line
    if line[low].capital and not line[low].opens:
        return found
    for _ in found.likeness.missing[:_MODIFIERS]:
        before = line[low - 1] if low else None
        if before is None or not beside(text, before, line[low]):
            break
        if before.plain in SMALL or word_class(before.plain) not in _QUALIFYING or settled.within(before.span):
            break
        low -= 1
    return replace(found, low=low)


def _names_all(mentions: Sequence[Mention], words: Sequence[Word], found: Likeness, profile: Profile) -> bool:
    """Whether a mention inside the phrase is the concept's whole name already: "founder Zheng Yonggang"."""
    whole = {term.text for term in (profile.concept.preferred, *profile.concept.admitted)}
    if not any(one.concept.id == profile.concept.id or one.term.text in whole for one in mentions):
        return False
    outside = [word for word in words if not any(one.span.contains(word.span) for one in mentions)]
    return bool(found.rest) or all(word.plain in SMALL for word in outside)


def _same_head(head: str, found: Likeness) -> bool:
    """Whether an ordinary term ends as the phrase ends: "price-guaranteed" is no "price guarantee agreement"."""
    own = found.form.words[-1]
    return any(
        alike > _SAME and head == mine.split()[-1] and own == theirs.split()[-1]
        for mine, theirs, alike in found.pairs
        if theirs
    )


def _left_behind(text: str, line: Sequence[Word], low: int, high: int, settled: Settled) -> int:
    """How many neighbours would stay beside the new name and may be parts of the old."""
    count = 0
    if low and beside(text, line[low - 1], line[low]):
        word = line[low - 1]
        count += may_be_of_a_name(word, settled) and "p" not in kinds_of_known(word.plain)
    if high + 1 < len(line) and beside(text, line[high], line[high + 1]):
        word = line[high + 1]
        count += word.plain not in LEGAL and (may_be_of_a_name(word, settled) or is_head(word.plain))
    return count


def may_be_of_a_name(word: Word, settled: Settled) -> bool:
    """Whether a capitalised word may belong to a name: no title, no figure, nothing that opens a sentence."""
    return (
        word.capital
        and not word.plain[0].isdigit()
        and word.plain not in SMALL
        and word.plain not in TITLES
        and word.plain not in OPENERS
        and not (word.opens and is_english(word.plain))
        and not settled.within(word.span)
    )


def is_trivial(candidate: Candidate) -> bool:
    """Whether the phrase is a right form already, but for a plural or the capital of an ordinary word.

    A single English word is no misspelling of a name ("Who" of WHO), and no figure or inflection makes a term.
    """
    words = tuple(word.plain for word in candidate.words)
    if len(words) == 1 and is_english(words[0]):
        return candidate.profile.is_name or candidate.likeness.score < 1
    if all(mine[0].isdigit() for mine, _, _ in candidate.likeness.pairs):
        return True
    right = {form.words for form in candidate.profile.forms if form.kind in ("preferred", "admitted")}
    singular = tuple(word.removesuffix("s") for word in words)
    if candidate.profile.is_name:
        small_head = not candidate.words[-1].capital and words[-1] in _OF_PLACES
        return (words in right and small_head) or (words not in right and (*words[:-1], singular[-1]) in right)
    return any(singular == tuple(word.removesuffix("s") for word in form) for form in right)
