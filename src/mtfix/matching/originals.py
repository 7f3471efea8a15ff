"""Where the original names the concepts of the glossaries, and what its other words sound like."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from mtfix.glossary.fold import has_cjk
from mtfix.glossary.translit import readings, syllable_heard
from mtfix.matching.profile import Profile
from mtfix.model import Span

# Endings that inflection adds or changes in a word of an alphabet: Карабах, Карабаха, Карабахом.
_ENDING = 3
_LONGEST_NAME = 6


class Occurrence(Struct, frozen=True):
    """A place of the original and the concepts that its words name: several where forms are shared."""

    span: Span
    form: str
    profiles: tuple[Profile, ...]


def occurrences(text: str, language: str | None, profiles: Iterable[Profile]) -> tuple[Occurrence, ...]:
    """Every place of the original that names a concept; of those that overlap the longest stays."""
    claims: dict[Span, dict[str, tuple[str, Profile]]] = defaultdict(dict)
    for profile in profiles:
        for code, forms in profile.concept.source.items():
            if language is not None and code.split("-")[0] != language and not all(map(str.isascii, forms)):
                continue
            for form in forms:
                stem, pattern = _pattern(form)
                for match in pattern.finditer(text) if stem in text else ():
                    claims[Span(*match.span())][profile.concept.id] = form, profile
    found: list[Occurrence] = []
    end = -1
    for span in sorted(claims, key=lambda one: (one.start, -one.end)):
        if span.start >= end:
            claimants = claims[span].values()
            found.append(
                Occurrence(span, next(form for form, _ in claimants), tuple(profile for _, profile in claimants))
            )
            end = span.end
    return tuple(found)


@functools.lru_cache(maxsize=1 << 14)
def _pattern(form: str) -> tuple[str, re.Pattern[str]]:
    """A pattern for the form in its inflections, and what stands in any text that it matches."""
    if has_cjk(form):
        return form, re.compile(re.escape(form))
    words = []
    for word in form.split():
        if word.isascii():
            words.append(re.escape(word))
        else:
            stem = word[: max(3, len(word) - 2)]
            words.append(f"{re.escape(stem)}\\w{{0,{len(word) - len(stem) + _ENDING - 1}}}")
    first = form.split(maxsplit=1)[0]
    stem = first if first.isascii() else first[: max(3, len(first) - 2)]
    return stem, re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")


class Sounds:
    """What the Chinese characters of a text sound like, so that a name of the article can be traced to them."""

    def __init__(self, text: str, taken: Sequence[Span] = ()) -> None:
        """`taken` are places that do not count: they are spoken for."""
        self._spelt: set[str] = set()
        self._heard: dict[str, None] = {}
        free = "".join(
            "\n" if any(span.start <= at < span.end for span in taken) else letter for at, letter in enumerate(text)
        )
        for run in re.findall("[\u3400-\u9fff·]+", free):
            self._add(run)

    def _add(self, run: str) -> None:
        for start in range(len(run)):
            spelt, heard = "", ""
            for at in range(start, min(start + _LONGEST_NAME, len(run))):
                if run[at] == "·":
                    break
                spelt += next(iter(readings(run[at])), "")
                heard += syllable_heard(run[at], at > start)
                self._spelt.add(spelt)
                if at > start:
                    self._heard[heard] = None

    def spell(self, word: str) -> bool:
        """Whether some characters of the text are read exactly so in pinyin."""
        return word in self._spelt

    def nearest(self, word: str) -> float:
        """How near the sound of any two to six characters comes to a plain word, 0..1."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if not self._heard_sounds:
            return 0.0
        best = process.extractOne(_heard_as(word), self._heard_sounds, scorer=OSA.normalized_similarity)
        return float(best[1]) if best else 0.0

    @functools.cached_property
    def _heard_sounds(self) -> list[str]:
        return list({_heard_as(heard) for heard in self._heard})


@functools.lru_cache(maxsize=1 << 15)
def _heard_as(word: str) -> str:
    """A word with the sounds that Chinese does not tell apart made one."""
    from mtfix.glossary.spelling import sound

    return sound(word).translate(_UNTOLD)


_UNTOLD = str.maketrans("rbdgvjCS", "lptkfsss")


def sounds_like(word: str, romanised: Mapping[str, object] | Iterable[str]) -> float:
    """How near a plain word comes to one of several romanised names by sound, 0..1."""
    from rapidfuzz.distance import OSA

    return max(
        (OSA.normalized_similarity(_heard_as(word), _heard_as(one.replace(" ", ""))) for one in romanised), default=0.0
    )
