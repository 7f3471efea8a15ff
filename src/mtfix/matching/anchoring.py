"""Names that the original has and the article lacks, and the words that probably stand in their place.

A paragraph of the original names a concept, its translation has no right form of it and no listed variant: then some
phrase of the translation is a wrong rendering, or the name was left out. The phrase is looked for by likeness, and
among capitalised words that nothing else in the original accounts for.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mtfix.glossary.model import ConceptType
from mtfix.glossary.spelling import words_of
from mtfix.matching.candidates import (
    LEGAL,
    Candidate,
    Settled,
    beside,
    candidates,
    is_trivial,
    may_be_of_a_name,
)
from mtfix.matching.explained import Explained, sound_of_name, spells_name
from mtfix.matching.fuzzy import wording_of
from mtfix.matching.known import gazetteer, kinds_of_known
from mtfix.matching.located import Located, Missing, choose
from mtfix.matching.mentions import Mention, MentionKind, Mentions
from mtfix.matching.originals import Occurrence, occurrences
from mtfix.matching.profile import Profile
from mtfix.matching.vocabulary import Vocabulary, Word
from mtfix.matching.words import is_english
from mtfix.model import Document, Span

# The least likeness of a phrase, and of an ordinary term's head; the least score of words found by exclusion.
_LIKE, _HEAD, _EXCLUDED = 0.45, 0.3, 0.5
# A word of the phrase that the original accounts for otherwise speaks against it.
_OTHERWISE = 0.3
# What the original adds to a likeness.
_ANCHORED = 0.2


class _Section(Struct, frozen=True):
    """A paragraph of the original with its translation."""

    original: str
    target: tuple[Span, ...]
    named: tuple[Occurrence, ...]
    lines: Sequence[Sequence[Word]]
    mentions: Sequence[Mention]
    vocabulary: Vocabulary
    runs: Sequence[Sequence[Word]]


class Anchoring:
    """An article beside its original."""

    def __init__(
        self,
        document: Document,
        pairs: Iterable[tuple[str, tuple[Span, ...]]],
        language: str | None,
        lines: Sequence[Sequence[Word]],
        mentions: Mentions,
        profiles: Sequence[Profile],
    ) -> None:
        """`pairs` are paragraphs of the original with the places that translate them; `lines` the article's words."""
        self._document = document
        self._language = language
        self._settled = Settled(mentions)
        self._places = gazetteer(language or "")
        self.sections = [self._section(original, target, lines, mentions, profiles) for original, target in pairs]
        self._runs_in: Mapping[str, set[int]] = defaultdict(set)
        self._named_in: Mapping[str, set[int]] = defaultdict(set)
        self._missing_in: Mapping[str, set[int]] = defaultdict(set)
        for number, section in enumerate(self.sections):
            for run in section.runs:
                self._runs_in[_joined(run)].add(number)
            for occurrence in section.named:
                for concept in _ids(occurrence):
                    self._named_in[concept].add(number)

    def _section(
        self,
        original: str,
        target: tuple[Span, ...],
        lines: Sequence[Sequence[Word]],
        mentions: Sequence[Mention],
        profiles: Sequence[Profile],
    ) -> _Section:
        inside = [line for line in lines if line and any(span.contains(line[0].span) for span in target)]
        within = [one for one in mentions if any(span.contains(one.span) for span in target)]
        runs = [run for line in inside for run in self._capital_runs(line)]
        named = occurrences(original, self._language, profiles)
        return _Section(original, target, named, inside, within, Vocabulary(inside), runs)

    def _capital_runs(self, line: Sequence[Word]) -> Iterator[Sequence[Word]]:
        """Stretches of capitalised words that may be one name: no titles, openers, figures, nothing settled."""
        start = None
        for at in range(len(line) + 1):
            opens = at < len(line) and may_be_of_a_name(line[at], self._settled)
            joined = start is not None and opens and self._beside(line[at - 1], line[at])
            if start is not None and not joined:
                yield line[start:at]
                start = None
            if opens and start is None:
                start = at

    def _beside(self, one: Word, other: Word) -> bool:
        return beside(self._document.text, one, other)

    def names(self, profile: Profile) -> bool | None:
        """Whether the original names the concept anywhere; None where no source form says how it would."""
        if not profile.concept.source:
            return None
        return any(occurrences(section.original, self._language, [profile]) for section in self.sections)

    def missing(self) -> list[Missing]:
        """Every name that a paragraph lacks, in order, with the phrases that may stand for it."""
        lacking = [
            (number, occurrence, count)
            for number, section in enumerate(self.sections)
            if section.target
            for occurrence, count in self._lacking(section)
        ]
        for number, occurrence, _ in lacking:
            for concept in _ids(occurrence):
                self._missing_in[concept].add(number)
        alone = Counter(number for number, _, _ in lacking)
        proposals = [
            (place, number, occurrence, profile)
            for number, occurrence, _ in lacking
            for profile in occurrence.profiles
            for place in self._phrases(number, occurrence, profile, alone[number] == 1)
        ]
        chosen = choose(proposals, {(number, occurrence.span): count for number, occurrence, count in lacking})
        return [
            Missing(
                next((profile for _, profile in chosen[number, occurrence.span]), occurrence.profiles[0]),
                occurrence.form,
                count,
                self.sections[number].target,
                tuple(place for place, _ in chosen[number, occurrence.span]),
            )
            for number, occurrence, count in lacking
        ]

    def _lacking(self, section: _Section) -> Iterator[tuple[Occurrence, int]]:
        """The first occurrence of each name that the translation does not have, and how often it occurs."""
        counts = Counter(map(_ids, section.named))
        seen = set()
        for occurrence in section.named:
            ids = _ids(occurrence)
            if ids not in seen and not any(self._is_named(section, profile) for profile in occurrence.profiles):
                yield occurrence, counts[ids]
            seen.add(ids)

    def _is_named(self, section: _Section, profile: Profile) -> bool:
        right = {words_of(term.text) for term in (profile.concept.preferred, *profile.concept.admitted)}
        for mention in section.mentions:
            if self._is_part(mention, section):
                continue
            if mention.concept.id == profile.concept.id:
                return True
            words = words_of(self._document.text[mention.span.start : mention.span.end])
            if mention.kind is not MentionKind.variant and any(_contains(words, form) for form in right):
                return True
        if profile.is_name:
            return False
        return any(_contains(tuple(word.plain for word in line), form) for line in section.lines for form in right)

    def _is_part(self, mention: Mention, section: _Section) -> bool:
        """Whether a surname stands in a longer name that is not listed: "Zheng" in "Zheng Yonggeng"."""
        if mention.concept.type is not ConceptType.person or " " in mention.term.text:
            return False
        for line in section.lines:
            for one, other in itertools.pairwise(line):
                if self._beside(one, other) and mention.span in (one.span, other.span):
                    beside = other if mention.span == one.span else one
                    if may_be_of_a_name(beside, self._settled):
                        return True
        return False

    def _phrases(self, number: int, occurrence: Occurrence, profile: Profile, alone: bool) -> Iterator[Located]:
        """The phrases of one paragraph that may stand for a concept that it lacks."""
        section = self.sections[number]
        own = [other.span for other in section.named if _ids(other) & _ids(occurrence)]
        explained = Explained(section.original, own, self._places)
        said = f"the original has {occurrence.form!r}, its translation no {profile.concept.preferred.text!r}"
        for candidate in candidates(self._document, section.vocabulary, [profile], self._settled, _HEAD):
            if (found := self._alike(candidate, explained, said)) is not None:
                yield found
        if profile.is_name:
            for run in section.runs:
                if (found := self._excluded(run, section, profile, explained, alone, said)) is not None:
                    yield found

    def _alike(self, candidate: Candidate, explained: Explained, said: str) -> Located | None:
        """The whole phrase around a candidate, or None where it cannot be the name."""
        words, found, profile = candidate.words, candidate.likeness, candidate.profile
        if is_trivial(candidate):
            return None
        if kinds_of_known(_joined(words)) and not (found.score == 1.0 and spells_name(words, profile)):
            return None
        low, high = self._whole(candidate, explained)
        if low == high and not profile.is_name and found.missing:
            return None
        phrase = candidate.line[low : high + 1]
        proper = profile.is_name and any(word.capital for word in phrase)
        score = candidate.score - _OTHERWISE * explained.count(phrase)
        if score < (_LIKE if proper else _HEAD):
            return None
        why = f"{score:.2f} alike: " + ", ".join(
            f"{mine!r} for {theirs!r}" if theirs else f"{mine!r} is pinyin of it" for mine, theirs, _ in found.pairs
        )
        span = Span(phrase[0].span.start, phrase[-1].span.end)
        return Located(
            span,
            wording_of(found, profile),
            min(1.0, score + _ANCHORED),
            candidate.rank + _ANCHORED,
            (said, why),
            alike=score if proper else 0.0,
            spelt=proper and found.score == 1.0 and spells_name(phrase, profile),
        )

    def _whole(self, candidate: Candidate, explained: Explained) -> tuple[int, int]:
        """The first and last word of the phrase with the capitalised words around it that nothing accounts for."""
        line, low, high = candidate.line, candidate.low, candidate.high
        if not any(word.capital for word in candidate.words):
            return low, high
        partial = bool(candidate.likeness.missing)
        own = set(candidate.profile.words)

        def belongs(word: Word) -> bool:
            if not may_be_of_a_name(word, self._settled) or word.plain in LEGAL:
                return False
            return word.plain in own or ((partial or not is_english(word.plain)) and not explained.word(word))

        while low > 0 and belongs(line[low - 1]) and self._beside(line[low - 1], line[low]):
            low -= 1
        while high + 1 < len(line) and belongs(line[high + 1]) and self._beside(line[high], line[high + 1]):
            high += 1
        return low, high

    def _excluded(
        self,
        run: Sequence[Word],
        section: _Section,
        profile: Profile,
        explained: Explained,
        alone: bool,
        said: str,
    ) -> Located | None:
        """Capitalised words that nothing accounts for: likelier, the nearer they sound and the oftener both meet."""
        if explained.run(run) or (kinds_of_known(_joined(run)) and not spells_name(run, profile)):
            return None
        near = sound_of_name(run, profile)
        together = self._runs_in[_joined(run)] & self._missing_in[profile.concept.id]
        apart = self._runs_in[_joined(run)] - self._named_in[profile.concept.id]
        score = (
            0.3 * (not all(is_english(word.plain) for word in run))
            + 0.5 * max(0.0, near - 0.3)
            - 0.5 * max(0.0, explained.nearest(run) - max(near, 0.5))
            + 0.2 * min(2, len(together) - 1)
            - 0.3 * len(apart)
            + 0.15 * alone
            + 0.1 * (len(section.runs) == 1)
        )
        if score < _EXCLUDED:
            return None
        why = [said, "nothing else in the original accounts for these words"]
        if near > 0.5:
            why.append(f"they sound like the name ({near:.2f})")
        if len(together) > 1:
            why.append(f"both meet in {len(together)} paragraphs")
        span = Span(run[0].span.start, run[-1].span.end)
        return Located(span, profile.concept.preferred.text, min(1.0, score), score, tuple(why))


def _ids(occurrence: Occurrence) -> frozenset[str]:
    return frozenset(profile.concept.id for profile in occurrence.profiles)


def _joined(run: Sequence[Word]) -> str:
    return " ".join(word.plain for word in run)


def _contains(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    return any(words[at : at + len(form)] == form for at in range(len(words) - len(form) + 1))
