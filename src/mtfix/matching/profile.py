"""A concept as phrases are compared with it: its names in plain words, its source forms in Latin letters."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mtfix.glossary.model import Action, Concept, ConceptType, MatchMode, Term
from mtfix.glossary.spelling import SMALL, keys_of, words_of
from mtfix.glossary.translit import romanisations
from mtfix.matching.words import weight

_LONGEST_WORD = 40
_BY_PINYIN = 0.3


class Form(Struct, frozen=True):
    """One way to write a concept, as plain words; `kind` is the term's kind, or "romanised" for a source form."""

    words: tuple[str, ...]
    kind: str
    text: str = ""


class Profile(Struct, frozen=True, eq=False, dict=True):
    """A concept as phrases are compared with it; `exchanges` gives words and what they stand for in variants."""

    concept: Concept
    forms: tuple[Form, ...]
    syllables: tuple[tuple[str, ...], ...]
    is_name: bool
    exchanges: Callable[[], Iterable[tuple[str, str]]] = tuple

    @functools.cached_property
    def exchanged(self) -> Mapping[str, frozenset[str]]:
        """Words and those that they stand for in listed variants; few profiles come so far that it matters."""
        found: dict[str, set[str]] = defaultdict(set)
        for wrong, right in self.exchanges():
            found[wrong].add(right)
        return {wrong: frozenset(some) for wrong, some in found.items()}

    @property
    def in_small_letters(self) -> bool:
        """Whether a listed form of this name has several words and no capital: "four-sided mechanism" for the Quad."""
        return any(len(form.words) > 1 and form.text.islower() for form in self.forms)

    @functools.cached_property
    def keys(self) -> Mapping[str, Sequence[str]]:
        """The words by which a phrase is noticed, by the keys that misspellings of them share."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.parts:
            for key in keys_of(word):
                found[key].append(word)
        return found

    @functools.cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Every word of every form, and two or all of a form's words run together, with the words it is made of."""
        found: dict[str, tuple[str, ...]] = {word: (word,) for word in self.words if word not in SMALL}
        for form in self.forms:
            for pair in itertools.pairwise(form.words):
                found.setdefault("".join(pair), pair)
            found.setdefault("".join(form.words), form.words)
        return {word: made_of for word, made_of in found.items() if len(word) < _LONGEST_WORD}

    def viable(self, met: set[str], least: float) -> tuple[Form, ...]:
        """The forms that a phrase with only these of the concept's words may match to at least `least`."""
        # two syllables of the source form may stand for untranslated words of the name
        spelt = any(sum(syllable in met for syllable in reading) > 1 for reading in self.syllables)
        found = []
        for form, total in self._weights:
            got = sum(weight(word) for word in form.words if word in met)
            if got and 2 * got / (got + total) + _BY_PINYIN * spelt >= least:
                found.append(form)
        return tuple(found)

    @functools.cached_property
    def _weights(self) -> Sequence[tuple[Form, float]]:
        return [(form, sum(map(weight, form.words))) for form in self.forms]

    @property
    def words(self) -> Iterator[str]:
        """Every word of every form; repeated."""
        return (word for form in self.forms for word in form.words)


def profile_of(concept: Concept, exchanges: Callable[[], Iterable[tuple[str, str]]] = tuple) -> Profile:
    """What a concept's names look like in plain words, its source forms romanised."""
    forms = [Form(words_of(term.text), str(term.kind), term.text) for term in concept.terms if stands_for(term)]
    syllables = []
    for language, some in concept.source.items():
        for form in some:
            for romanised in romanisations(form, language):
                forms.append(Form(tuple(romanised.split()), "romanised"))
                if language == "zh":
                    syllables.append(tuple(romanised.split()))
    unique = tuple(form for form in dict.fromkeys(forms) if form.words)
    is_name = concept.type not in (ConceptType.term, ConceptType.title) or concept.preferred.text[:1].isupper()
    return Profile(concept, unique, tuple(syllables), is_name, exchanges)


def stands_for(term: Term) -> bool:
    """Whether the term always means its concept: a variant under conditions is a right word of something else."""
    doubtful = term.when or term.unless or term.match is MatchMode.regex
    return not doubtful and term.action in (Action.fix, Action.suggest)
