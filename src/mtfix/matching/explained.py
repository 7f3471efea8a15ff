"""Which words of a translation other words of the original account for: places, pinyin, Latin letters, like sounds."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from mtfix.glossary.spelling import SMALL
from mtfix.matching.originals import Sounds, sounds_like
from mtfix.matching.profile import Profile
from mtfix.matching.vocabulary import Word
from mtfix.matching.words import is_english
from mtfix.model import Span


class Explained:
    """One paragraph of the original, less the places where it names the concept in question."""

    def __init__(self, original: str, own: Sequence[Span], places: Mapping[str, tuple[str, ...]]) -> None:
        """`own` are the places that do not count; `places` a gazetteer from English to the original's language."""
        self._original = original
        self._low = original.lower()
        self._own = own
        self._places = places

    @functools.cached_property
    def _sounds(self) -> Sounds:
        return Sounds(self._original, self._own)

    def word(self, word: Word) -> bool:
        """Whether a place, Latin letters or pinyin of the original account for a word."""
        plain = word.plain
        if any(form in self._original for form in self._places.get(plain, ())):
            return True
        if len(plain) > 2 and plain in self._low:
            return True
        return len(plain) > 3 and not is_english(plain) and self._sounds.spell(plain)

    def run(self, words: Sequence[Word]) -> bool:
        """Whether something accounts for one of some words, or for all of them together."""
        return any(map(self.word, words)) or self._sounds.spell("".join(word.plain for word in words))

    def count(self, words: Sequence[Word]) -> int:
        """How many telling words are accounted for otherwise."""
        return sum(self.word(word) for word in words if word.plain not in SMALL and not is_english(word.plain))

    def nearest(self, words: Sequence[Word]) -> float:
        """How near other words of the original come to these by sound, 0..1; English words have no sound to trace."""
        if all(is_english(word.plain) for word in words):
            return 0.0
        long = [word.plain for word in words if len(word.plain) > 3]
        return max(map(self._sounds.nearest, ["".join(word.plain for word in words), *long]))


def sound_of_name(words: Sequence[Word], profile: Profile) -> float:
    """How near some words come to a concept's names by sound, 0..1, together or one by one."""
    names = [" ".join(form.words) for form in profile.forms]
    parts = names + [word for form in profile.forms for word in form.words if len(word) > 3]
    together = sounds_like("".join(word.plain for word in words), names)
    return max([together, *(sounds_like(word.plain, parts) for word in words if len(word.plain) > 3)])


def spells_name(words: Sequence[Word], profile: Profile) -> bool:
    """Whether the words are exactly how a source form of the concept is read: Shanxi, for Shaanxi's 陕西."""
    joined = "".join(word.plain for word in words)
    return any(form.kind == "romanised" and "".join(form.words) == joined for form in profile.forms)
