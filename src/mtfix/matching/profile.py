"""A concept as phrases are compared with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from mtfix.glossary.model import Concept, ConceptType
from mtfix.glossary.written import Form, Written
from mtfix.matching.words import weight

_BY_PINYIN = 0.3


class Profile(Struct, frozen=True, eq=False):
    """A concept as phrases are compared with it; `exchanged` gives what some words stand for in listed variants."""

    concept: Concept
    written: Written
    exchanged: Callable[[tuple[str, ...]], Iterable[tuple[str, ...]]]

    @property
    def forms(self) -> tuple[Form, ...]:
        """All ways to write it."""
        return self.written.forms

    @property
    def syllables(self) -> tuple[tuple[str, ...], ...]:
        """The readings of its Chinese forms."""
        return self.written.syllables

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        ordinary = self.concept.type in (ConceptType.term, ConceptType.title)
        return not ordinary or self.concept.preferred.text[:1].isupper()

    @property
    def in_small_letters(self) -> bool:
        """Whether a listed form of this name has several words and no capital: "four-sided mechanism" for the Quad."""
        return any(len(form.words) > 1 and form.text.islower() for form in self.forms)

    def viable(self, met: set[str], least: float) -> tuple[Form, ...]:
        """The forms that a phrase with only these of the concept's words may match to at least `least`."""
        found = []
        for form in self.forms:
            if met.isdisjoint(form.words):
                continue
            got = total = 0.0
            for word in form.words:
                told = weight(word)
                total += told
                if word in met:
                    got += told
            best = 2 * got / (got + total)
            if best >= least or (best + _BY_PINYIN >= least and self._may_be_spelt(met)):
                found.append(form)
        return tuple(found)

    def _may_be_spelt(self, met: set[str]) -> bool:
        """Whether two syllables of a source form may stand for untranslated words of the name."""
        return any(sum(syllable in met for syllable in reading) > 1 for reading in self.syllables)

    @property
    def words(self) -> Iterator[str]:
        """Every word of every form; repeated."""
        return (word for form in self.forms for word in form.words)
