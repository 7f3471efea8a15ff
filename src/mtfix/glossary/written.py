"""A concept as it is written: its names in plain words, its source forms in Latin letters, and what shows them.

A phrase of an article is noticed by the words that it shares with a name, or that misspell them. Of the words of a
concept only the frames are costly to find, and the readings of its source forms; a compiled glossary keeps both.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mtfix.glossary.model import Action, Concept, MatchMode, Term
from mtfix.glossary.spelling import SMALL, frame_of, words_of
from mtfix.glossary.translit import romanisations

_LONGEST_WORD = 40
_CERTAIN = (Action.fix, Action.suggest)


class Form(Struct, frozen=True):
    """One way to write a concept, as plain words; `kind` is the term's kind, or "romanised" for a source form."""

    words: tuple[str, ...]
    kind: str
    text: str = ""


class Written(Struct, frozen=True, eq=False, dict=True):
    """The forms of a concept, the syllables of Chinese ones, and the frames of its parts where they are known."""

    forms: tuple[Form, ...]
    syllables: tuple[tuple[str, ...], ...]
    known_frames: Mapping[str, str] | None = None

    @functools.cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Every word of every form, and two or all of a form's words run together, with the words it is made of."""
        found: dict[str, tuple[str, ...]] = {
            word: (word,) for form in self.forms for word in form.words if word not in SMALL
        }
        for words in {form.words: None for form in self.forms}:
            if len(words) > 2:
                for pair in itertools.pairwise(words):
                    found.setdefault("".join(pair), pair)
            found.setdefault("".join(words), words)
        return {word: made_of for word, made_of in found.items() if len(word) < _LONGEST_WORD}

    @functools.cached_property
    def frames(self) -> Mapping[str, str]:
        """Each part with its frame."""
        return {part: frame_of(part) for part in self.parts} if self.known_frames is None else self.known_frames


def latin(concept: Concept) -> str:
    """The source forms of a concept in Latin letters, one a line, behind their language."""
    return "\n".join(
        " ".join((language, *romanised.split()))
        for language, forms in concept.source.items()
        for form in forms
        for romanised in romanisations(form, language)
    )


def parts_and_frames(concept: Concept, romanised: str) -> tuple[str, str]:
    """The parts of a concept and their frames, for `frames_of`."""
    found = written(concept, romanised).frames
    return " ".join(found), " ".join(found.values())


def frames_of(parts: str, frames: str) -> Mapping[str, str]:
    """Each part with its frame, of what `parts_and_frames` made."""
    return dict(zip(parts.split(" "), frames.split(" "), strict=True)) if parts else {}


def written(concept: Concept, romanised: str | None = None, frames: Mapping[str, str] | None = None) -> Written:
    """How a concept is written; `romanised` is what `latin` gives, `frames` what `frames_of` does, where known."""
    forms = [Form(words_of(term.text), term.kind, term.text) for term in concept.terms if stands_for(term)]
    syllables = []
    for language, words in _read(latin(concept) if romanised is None else romanised):
        forms.append(Form(words, "romanised"))
        if language == "zh":
            syllables.append(words)
    unique = tuple(form for form in dict.fromkeys(forms) if form.words)
    return Written(unique, tuple(syllables), frames)


def _read(romanised: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in romanised.split("\n") if romanised else ():
        language, *words = line.split()
        yield language, tuple(words)


def stands_for(term: Term) -> bool:
    """Whether the term always means its concept: a variant under conditions is a right word of something else."""
    doubtful = term.when or term.unless or term.match is MatchMode.regex
    return not doubtful and term.action in _CERTAIN
