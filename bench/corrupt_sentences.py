"""Damage sound sentences in the ways in which machine translation damages them.

Each kind of damage is stated in general: words in the wrong place, missing function words and verbs, loops, two
sentences run into one, fragments, wrong or untranslated words, wrong forms.
A light slip (one missing article, one wrong preposition or form) does not make a sentence garbled: it stays sound.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence

FUNCTION_WORDS = frozenset(
    """the a an of to in on at by for with from and or but that which who is are was were be been has have had will
    would it its as not this their""".split()
)
_VERBS = frozenset("is are was were has have had will would can must should do does did been be".split())
_PREPOSITIONS = "in of to on for with by from at that as".split()
_CALQUES = (
    "how to do",
    "is the",
    "what to do",
    "so that",
    "the side",
    "in the situation of",
    "carry out",
    "make the",
    "of the",
    "also",
)
_SYLLABLES = "ka ri mo ne ta shi lu va dra ko zen bai quan hu po mya tel ur iz an os eki lo".split()
_ENDINGS = ("ing", "ed", "ly", "ion", "ity", "ment", "ness", "es", "s", "al", "ous", "ive")
_LONGEST = 60  # words

Words = list[str]


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'()")


def _kind(word: str) -> tuple[bool, str]:
    """Words of one kind may stand for each other: same ending, same capital."""
    low = word.lower()
    return word[0].isupper(), next((ending for ending in _ENDINGS if low.endswith(ending)), "")


class Corruptor:
    """Damages sentences, the same way for the same seed. Wrong words and second halves come from `sentences`."""

    def __init__(self, sentences: Sequence[str], seed: int) -> None:
        self._random = random.Random(seed)
        self._sentences = sentences
        self._words: dict[tuple[bool, str], Words] = defaultdict(list)
        for sentence in sentences:
            for word in sentence.split()[1:]:
                bare = _bare(word)
                if bare.isalpha() and len(bare) > 3 and bare.lower() not in FUNCTION_WORDS:
                    self._words[_kind(bare)].append(bare)
        once = [
            self._drop_function_words,
            self._drop_verbs,
            self._shuffle,
            self._loop,
            self._cut,
            self._untranslated,
            self._forms,
            self._prepositions,
            self._calque,
        ]
        # wrong words, moved phrases and bad joins are the most frequent damage, and have the most forms
        self._ways: list[Callable[[Words], Words]] = [
            *once,
            *[self._wrong_words] * 3,
            *[self._move] * 2,
            *[self._splice] * 2,
        ]

    def garbled(self, sentence: str) -> str | None:
        """The sentence with one to three kinds of heavy damage; None where none took hold."""
        words = sentence.split()
        for _ in range(self._random.choice([1, 2, 2, 3])):
            words = self._random.choice(self._ways)(list(words)) or words
        return None if words == sentence.split() else self._finished(words)

    def slipped(self, sentence: str) -> str | None:
        """The sentence with one light slip; None where none took hold."""
        words = sentence.split()
        way = self._random.choice(["article", "article", "preposition", "form"])
        if way == "preposition":
            changed = self._replace_prepositions(list(words), 1)
        elif way == "form":
            changed = self._forms(list(words), 1)
        else:
            articles = [at for at, word in enumerate(words) if word.lower() in ("the", "a", "an")]
            gone = self._random.choice(articles) if articles else -1
            changed = [word for at, word in enumerate(words) if at != gone]
        return None if changed == words else self._finished(changed)

    def _finished(self, words: Words) -> str:
        text = " ".join(words[:_LONGEST])
        return text[0].upper() + text[1:] if self._random.random() < 0.8 else text

    def _some(self, places: Sequence[int], least: int, most: int) -> list[int]:
        return self._random.sample(places, min(len(places), self._random.randint(least, most)))

    def _content(self, words: Words) -> list[int]:
        bare = [word.strip('.,;:!?"') for word in words]
        return [at for at, word in enumerate(bare) if word.isalpha() and len(word) > 3 and word not in FUNCTION_WORDS]

    def _wrong_words(self, words: Words) -> Words:
        for at in self._some(self._content(words), 1, 3):
            if match := re.match(r"(\W*)(\w+)(.*)", words[at]):
                others = self._words.get(_kind(match[2]))
                words[at] = match[1] + (self._random.choice(others) if others else match[2]) + match[3]
        return words

    def _drop_function_words(self, words: Words, least: int = 2, most: int = 4) -> Words:
        gone = self._some([at for at, word in enumerate(words) if word.lower() in FUNCTION_WORDS], least, most)
        return [word for at, word in enumerate(words) if at not in gone]

    def _drop_verbs(self, words: Words) -> Words:
        gone = self._some([at for at, word in enumerate(words) if word.lower() in _VERBS], 2, 2)
        return [word for at, word in enumerate(words) if at not in gone]

    def _move(self, words: Words) -> Words:
        size = self._random.randint(2, 5)
        if len(words) < size + 4:
            return words
        at = self._random.randrange(1, len(words) - size)
        rest = words[:at] + words[at + size :]
        to = self._random.randrange(len(rest))
        if abs(to - at) < 2:
            to = (at + len(rest) // 2) % len(rest)
        return rest[:to] + words[at : at + size] + rest[to:]

    def _shuffle(self, words: Words) -> Words:
        if len(words) < 6:
            return words
        size = self._random.randint(4, min(7, len(words) - 1))
        at = self._random.randrange(len(words) - size)
        return words[:at] + self._random.sample(words[at : at + size], size) + words[at + size :]

    def _loop(self, words: Words) -> Words:
        size = self._random.randint(1, 5)
        if len(words) <= size:
            return words
        at = self._random.randrange(len(words) - size)
        return words[: at + size] + words[at : at + size] * self._random.randint(1, 2) + words[at + size :]

    def _splice(self, words: Words) -> Words:
        other = self._random.choice(self._sentences).split()
        half = other[self._random.randrange(max(1, len(other) - 3)) :]
        if self._random.random() < 0.3:
            half[0] = half[0].capitalize()
        return words[: self._random.randrange(2, max(3, len(words) - 1))] + half

    def _cut(self, words: Words) -> Words:
        if len(words) < 8:
            return words
        at = self._random.randrange(3, len(words) - 3)
        return [*words[:at], "."] if self._random.random() < 0.5 else words[at:]

    def _untranslated(self, words: Words) -> Words:
        for at in self._some(self._content(words), 1, 2):
            words[at] = "".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 4)))
        return words

    def _forms(self, words: Words, count: int = 0) -> Words:
        for at in self._some(self._content(words), count or 2, count or 3):
            if match := re.fullmatch(r"(\w+?)(ing|ed|s)?(\W*)", words[at]):
                ending = self._random.choice([one for one in ("", "s", "ed", "ing") if one != (match[2] or "")])
                words[at] = match[1] + ending + match[3]
        return words

    def _replace_prepositions(self, words: Words, most: int) -> Words:
        for at in self._some([at for at, word in enumerate(words) if word in _PREPOSITIONS], 1, most):
            words[at] = self._random.choice(_PREPOSITIONS)
        return words

    def _prepositions(self, words: Words) -> Words:
        words = self._replace_prepositions(words, 3)
        for _ in range(self._random.randint(0, 2)):
            words.insert(self._random.randrange(1, len(words)), self._random.choice([*_PREPOSITIONS, "the", "is"]))
        return words

    def _calque(self, words: Words) -> Words:
        at = self._random.randrange(1, len(words))
        return self._drop_function_words(words[:at] + self._random.choice(_CALQUES).split() + words[at:], 2, 2)
