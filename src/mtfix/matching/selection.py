"""Which concepts an article may name in an unlisted form: of a large glossary those that share keys with its words.

How far a likeness can be trusted falls with the number of names it was picked from: among 100,000 names a third of all
unrelated words resemble some name. So `doubt` grows with the glossary, except for concepts that the article names.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from weakref import WeakKeyDictionary

from mtfix.glossary.compiled import CompiledGlossary
from mtfix.glossary.keys import original_keys
from mtfix.glossary.layers import has_say, is_off, merged
from mtfix.glossary.written import written
from mtfix.matching.fuzzy import Exchanges
from mtfix.matching.profile import Profile
from mtfix.matching.vocabulary import Vocabulary

# A glossary of this size is compared whole; of a larger one the nearest tenth (or more for a long article), and
# this many concepts at most.
WHOLE, MOST = 40, 150
# What a shared key tells, by whether it is only a misspelling's and whether few concepts have it.
_GAINS = {(False, True): 3, (False, False): 1, (True, True): 1, (True, False): 0}
_ENOUGH = 2
_FEW = 50
# Profiles of one glossary that are kept; a long text of many subjects meets more.
_KEPT = 1000
_KNOWN: WeakKeyDictionary[CompiledGlossary, dict[int, Profile]] = WeakKeyDictionary()
# What all variants of a small glossary teach.
_TAUGHT: WeakKeyDictionary[CompiledGlossary, Exchanges] = WeakKeyDictionary()


def profiles(
    glossaries: Sequence[CompiledGlossary], words: Vocabulary, original: str | None, paired: bool
) -> Iterator[Profile]:
    """The concepts that `words`, those of the article, or its original may name; the layers of one are one.

    Where nothing is `paired` with an original, a concept that no word resembles is left out.
    """
    layered = len({glossary.layer for glossary in glossaries}) > 1
    chosen = [(glossary, list(_numbers(glossary, words, original))) for glossary in glossaries]
    done: set[str] = set()
    for glossary, numbers in chosen if layered or paired else _met(chosen, words):
        for own in _profiles(glossary, numbers):
            if own.concept.id in done:
                continue
            if layered:
                done.add(own.concept.id)
            found = _merged(own, glossary, glossaries) if layered else own
            if not is_off(found.concept):
                yield found


def _met(
    chosen: Sequence[tuple[CompiledGlossary, list[int]]], words: Vocabulary
) -> Iterator[tuple[CompiledGlossary, list[int]]]:
    """Those of the chosen concepts that some words resemble: a third; the others need not be read whole."""
    frames = [glossary.parts(numbers) for glossary, numbers in chosen]
    together = words.together(
        {part for (_, numbers), some in zip(chosen, frames, strict=True) for number in numbers for part in some[number]}
    )
    for (glossary, numbers), some in zip(chosen, frames, strict=True):
        yield glossary, [number for number in numbers if words.meets(some[number], together)]


def _merged(profile: Profile, glossary: CompiledGlossary, glossaries: Sequence[CompiledGlossary]) -> Profile:
    """The profile of the one concept that the entries of several layers make."""
    concept = profile.concept
    found = [(other, other.find(concept.id)) for other in glossaries]
    entries = [one for other, one in found if one and (other is glossary or has_say(one))]
    if len(entries) < 2:
        return profile
    whole = merged(entries)
    return Profile(whole, written(whole), functools.partial(Exchanges((whole,)).of, whole.id))


def _numbers(glossary: CompiledGlossary, words: Vocabulary, original: str | None) -> Iterable[int]:
    if glossary.size <= WHOLE:
        return range(glossary.size)
    points: Counter[int] = Counter()
    for key, numbers in glossary.sharing("name_keys", words.keys):
        few = len(numbers) < _FEW
        if gain := _GAINS[key[0] in "~^", few]:
            for number in numbers:
                points[number] += gain
    most = min(MOST, max(glossary.size // 10, len(words.places) // 20))
    near = [number for number, gained in points.most_common(most) if gained >= _ENOUGH]
    if original is not None:
        found = {
            number for _, numbers in glossary.sharing("source_keys", original_keys(original)) for number in numbers
        }
        near += sorted(found.difference(near))
    return near


def _profiles(glossary: CompiledGlossary, numbers: Iterable[int]) -> list[Profile]:
    """The profiles of some concepts, in their order."""
    known = _KNOWN.setdefault(glossary, {})
    if len(known) > _KEPT:
        known.clear()
    wanted = list(numbers)
    for number, concept, how in glossary.entries(number for number in wanted if number not in known):
        exchanges = _exchanges(glossary) if glossary.size <= WHOLE else Exchanges((concept,))
        known[number] = Profile(concept, how, functools.partial(exchanges.of, concept.id))
    return [known[number] for number in wanted]


def _exchanges(glossary: CompiledGlossary) -> Exchanges:
    if glossary not in _TAUGHT:
        _TAUGHT[glossary] = Exchanges(list(glossary.concepts()))
    return _TAUGHT[glossary]


def doubt(size: int, witnessed: bool) -> float:
    """What glossaries of `size` concepts add to the likeness asked for; half where the article names the concept."""
    added = 0.04 * max(0.0, math.log10(max(size, 1)) - 1.5)
    return added / 2 if witnessed else added
