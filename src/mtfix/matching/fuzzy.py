"""How like a name a phrase is: words matched one by one, in any order, weighed by what they tell.

The measure is a soft overlap of words (Cohen, Ravikumar and Fienberg 2003): a word counts by its rarity, a misspelt
word by its likeness. Words of the source form in pinyin count as the name's own. It ranks candidates for a person; on
real pairs no measure tells spellings of one name from look-alikes, so nothing is edited for its sake.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mtfix.glossary.model import Concept
from mtfix.glossary.spelling import SMALL, words_of
from mtfix.glossary.written import Form, stands_for
from mtfix.matching.known import kinds_of_known
from mtfix.matching.profile import Profile
from mtfix.matching.words import agreements, is_english, weight, word_likeness

_Match = tuple[float, float, int, tuple[int, ...], tuple[int, ...]]
# Places of some words of a phrase, and the words that they stand for.
_Exchanged = Collection[tuple[tuple[int, ...], tuple[str, ...]]]
_MERGED = 0.8  # how alike some words written as one must be to a word
_LONGEST_MERGE = 3
_EXCHANGED = 0.9
_SPELLS = 0.95  # from here on a phrase spells the very form


class Likeness(Struct, frozen=True):
    """The best match of a phrase: score 0..1, pairs (phrase words, form words, likeness), and what found no partner."""

    score: float
    form: Form
    pairs: tuple[tuple[str, str, float], ...] = ()
    rest: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@functools.lru_cache(maxsize=1 << 10)
def likeness(words: tuple[str, ...], profile: Profile, forms: tuple[Form, ...]) -> Likeness:
    """The best match of a phrase's plain words with some names of a concept."""
    best = Likeness(0.0, profile.forms[0])
    exchanged = {
        (tuple(range(i, end)), right)
        for i in range(len(words))
        for end in range(i + 1, min(i + _LONGEST_MERGE, len(words)) + 1)
        for right in profile.exchanged(words[i:end])
    }
    for form in forms:
        if abs(len(form.words) - len(words)) > 5 and form.kind != "romanised":
            continue
        found = _align(words, form, exchanged)
        if found.rest and profile.syllables and form.kind in ("preferred", "admitted"):
            found = _with_pinyin(words, found, profile.syllables)
        if found.score > best.score:
            best = found
    return best


def wording_of(found: Likeness, profile: Profile) -> str:
    """What to write in the phrase's place: the admitted form that it spells, else the preferred form."""
    if found.form.kind == "admitted" and found.score >= _SPELLS:
        return found.form.text
    return profile.concept.preferred.text


class Exchanges:
    """What the listed variants of some concepts put in place of words of the preferred forms."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        """Nothing is asked of `concepts` before somebody looks."""
        self._concepts = concepts

    @functools.cached_property
    def _by_word(self) -> Mapping[str, Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]]]:
        """The id of a concept, the words of a variant and those of the preferred form, by each word of the variant."""
        found = defaultdict(list)
        for concept in self._concepts:
            right = words_of(concept.preferred.text)
            for variant in filter(stands_for, concept.variants):
                wrong = words_of(variant.text)
                for word in set(wrong):
                    found[word].append((concept.id, wrong, right))
        return found

    def of(self, concept: str, run: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """What some words stand for in the variants of a concept, given by its id, or in those of another.

        What is exchanged in one term is exchanged in another ("tooth" for "dental"); names are not.
        """
        for owner, variant, form in self._by_word.get(run[0], ()):
            if set(variant).issuperset(run):
                wrong, right = _exchange(variant, form)
                if wrong == run and right and (owner == concept or all(map(is_english, wrong + right))):
                    yield right


@functools.lru_cache(maxsize=1 << 12)
def _exchange(variant: tuple[str, ...], preferred: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a variant that resemble none of the preferred form, and those that it has instead."""
    aligned = _align(variant, Form(preferred, "preferred"))
    return (aligned.rest, aligned.missing) if aligned.pairs else ((), ())


def _align(words: tuple[str, ...], form: Form, exchanged: _Exchanged = ()) -> Likeness:
    """Match words one by one, the surest first; some words may stand for one (Tian-Hai-Xiang, Tianhaixiang)."""
    if "".join(words) == "".join(form.words):
        return Likeness(1.0, form, ((" ".join(words), " ".join(form.words), 1.0),))
    free, wanted = set(range(len(words))), set(range(len(form.words)))
    pairs, matched = [], 0.0
    for gain, alike, _, mine, theirs in sorted(_matches(words, form.words, exchanged), reverse=True):
        if free.issuperset(mine) and wanted.issuperset(theirs):
            free.difference_update(mine)
            wanted.difference_update(theirs)
            matched += gain
            pairs.append((_joined(words, mine), _joined(form.words, theirs), alike))
    total = sum(map(weight, words)) + sum(map(weight, form.words))
    return Likeness(
        matched / total,
        form,
        tuple(pairs),
        tuple(words[at] for at in sorted(free) if words[at] not in SMALL),
        tuple(form.words[at] for at in sorted(wanted) if form.words[at] not in SMALL),
    )


def _joined(words: Sequence[str], places: tuple[int, ...]) -> str:
    return " ".join(words[at] for at in places)


def _matches(words: tuple[str, ...], others: tuple[str, ...], exchanged: _Exchanged) -> Iterator[_Match]:
    """Every pair of words, or of some words and one, that resemble: (gain, likeness, -shift, places, places)."""
    for i, one in enumerate(words):
        for j, other in enumerate(others):
            if alike := word_likeness(one, other):
                yield alike * (weight(one) + weight(other)), alike, -abs(i - j), (i,), (j,)
    lone, wanted = set(words).difference(others), set(others).difference(words)
    if lone and wanted:
        for mine, theirs, alike in _merges(words, others, wanted):
            yield _gain(words, mine, others, theirs, alike)
        for theirs, mine, alike in _merges(others, words, lone):
            yield _gain(words, mine, others, theirs, alike)
        for mine, right in exchanged:
            for j in range(len(others) - len(right) + 1):
                if others[j : j + len(right)] == right:
                    yield _gain(words, mine, others, tuple(range(j, j + len(right))), _EXCHANGED)


def _gain(
    words: tuple[str, ...], mine: tuple[int, ...], others: tuple[str, ...], theirs: tuple[int, ...], alike: float
) -> _Match:
    told = sum(weight(words[at]) for at in mine) + sum(weight(others[at]) for at in theirs)
    return alike * told, alike, -abs(mine[0] - theirs[0]), mine, theirs


def _merges(
    many: tuple[str, ...], few: tuple[str, ...], wanted: set[str]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Some words of `many` written as one word of `few` that is `wanted`."""
    for i in range(len(many) - 1):
        for end in range(i + 2, min(i + _LONGEST_MERGE, len(many)) + 1):
            if many[end - 1] in few or many[i] in few:
                break
            for j, other in enumerate(few):
                if other in wanted and (alike := _run_together(many[i:end], other)):
                    yield tuple(range(i, end)), (j,), alike


@functools.lru_cache(maxsize=1 << 14)
def _run_together(parts: tuple[str, ...], other: str) -> float:
    """How alike some words written as one are to a word, where that is more than any of them is alone."""
    run = "".join(parts)
    if not (3 < len(run) < 2 * len(other)) or not run.isalpha():
        return 0.0
    alike = max(agreements(run, other, _MERGED))
    parted = max(word_likeness(part, other) for part in parts)
    return alike - 0.02 if alike >= max(_MERGED, parted + 0.05) else 0.0


def _with_pinyin(words: tuple[str, ...], found: Likeness, syllables: tuple[tuple[str, ...], ...]) -> Likeness:
    """Words that spell a part of the source form in pinyin belong to the name: Yingmen for 鹰门, Eagles Men."""
    spelt = [word for word in found.rest if len(word) > 3 and not is_english(word) and _is_spelt(word, syllables)]
    if not spelt or not found.missing:
        return found
    gained = sum(map(weight, spelt))
    lost = sum(map(weight, found.missing))
    total = sum(map(weight, words)) + sum(map(weight, found.form.words))
    return Likeness(
        min(0.95, found.score + (gained + min(gained, lost)) / total),
        found.form,
        (*found.pairs, *((word, "", 1.0) for word in spelt)),
        tuple(word for word in found.rest if word not in spelt),
        found.missing if gained < lost else (),
    )


@functools.lru_cache(maxsize=1 << 14)
def _is_spelt(word: str, syllables: tuple[tuple[str, ...], ...]) -> bool:
    """Whether `word` is two or more syllables on end of one of the readings."""
    for reading in syllables:
        for start in range(len(reading)):
            run = reading[start]
            for syllable in reading[start + 1 :]:
                run += syllable
                if run == word:
                    return True
                if len(run) > len(word):
                    break
    return False


def is_other_name(words: tuple[str, ...], found: Likeness) -> bool:
    """Whether what tells the phrase from the name is itself a known name: Yunnan is no misspelling of Shaanxi."""
    if found.form.kind != "romanised" and found.score == 1.0:
        return False
    telling = [word for word in found.form.words if weight(word) == 1.0]
    if telling and set(telling).issubset(found.missing) and found.pairs[-1:] and found.pairs[-1][1]:
        return True
    if kinds_of_known(" ".join(words)):
        return True
    anchored = any(alike == 1.0 and weight(word) == 1.0 for word, other, alike in found.pairs if other)
    if any(kinds_of_known(word) for word in found.rest if not is_english(word)) and found.missing:
        return True
    return not anchored and any(
        alike < 1.0 and weight(word) == 1.0 and kinds_of_known(word) for word, _, alike in found.pairs
    )
