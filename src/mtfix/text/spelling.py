"""Tell a misspelt word from an unknown one: is a listed word one slip of the finger away?"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from mtfix.text.lexicon import is_listed

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# In short words one slip leads from anything to anything.
SHORTEST, LONGEST = 7, 24


@functools.lru_cache(maxsize=4096)
def suggestions(word: str) -> tuple[str, ...]:
    """Listed words that one letter dropped, doubled, swapped or changed away turns into `word`; best first."""
    if not SHORTEST <= len(word) <= LONGEST:
        return ()
    return tuple(dict.fromkeys(one for one in _neighbours(word) if is_listed(one)))


def _neighbours(word: str) -> Iterator[str]:
    """All words one slip away: two letters swapped, one too many, one too few, one wrong."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for head, tail in cuts:
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
    for head, tail in cuts[1:]:  # the first letter is seldom wrong
        if tail:
            yield head + tail[1:]
    for head, tail in cuts[1:]:
        for letter in _LETTERS:
            yield head + letter + tail
    for head, tail in cuts[1:]:
        if tail:
            for letter in _LETTERS:
                yield head + letter + tail[1:]
