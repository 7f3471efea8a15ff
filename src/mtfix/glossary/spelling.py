"""One spelling for the many spellings of a name: without accents, by sound, by its consonants.

`plain` is for comparing letters, `sound` makes usual romanisations of one name alike (Kh/H, q/k, ou/u, doubled
letters), `bones` keeps the consonants in classes that translators mix up (l/r, b/p, d/t). None of them proves that two
names are one: on real pairs no string measure does. They only rank candidates.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
import unicodedata

from mtfix import lazy

WORD = lazy.compile(r"[^\W_]+")
_POSSESSIVE = lazy.compile(r"['’]s\b")
_HIDDEN = lazy.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-", "“": '"', "”": '"'})
# Letters that do not fall apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"}
)
# Romanisations of one sound; upper-case letters stand for sounds written with two letters. Longer spellings first;
# x, c and h depend on their neighbours.
_SOUNDS = {
    "sch": "S", "tch": "C", "sh": "S", "ch": "C", "ph": "f", "kh": "h", "gh": "g", "ck": "k", "q": "k", "zh": "j",
    "dj": "j", "th": "t", "ts": "c", "tz": "c", "w": "v", "ou": "u", "oo": "u", "ee": "i", "ie": "i", "y": "i",
    "ei": "e", "ae": "e", "ai": "e", "oe": "e", "au": "o", "z": "s",
}  # fmt: skip
_SPELLING = lazy.compile(rf"{'|'.join(sorted(_SOUNDS, key=len, reverse=True))}|[xc]|[^a-z]")
_SILENT = lazy.compile(r"(?<=[^aeiou])h|h(?![aeiou])")
# Consonants that translators mix up are one; vowels go.
_CLASSES = str.maketrans("rbdgvjCSc", "lptkfjjss", "aeiou")
# Longer words that begin with as many letters alike meet.
BEGINNING = 5
# Small words that names contain and that tell nothing.
SMALL = frozenset("of the and for in on at to a an by with de la le al el e i s und von van der den du di da".split())


@functools.lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """`word` in small ASCII-like letters: no accents, no ligatures."""
    low = word.lower()
    if low.isascii():
        return low
    parts = unicodedata.normalize("NFD", low.translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@functools.lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """`word` (plain) with one letter for each sound, as most romanisations agree on it."""
    heard = _undoubled(_SPELLING.sub(_sound_of, word))
    return _SILENT.sub("", heard) if "h" in heard else heard


def _undoubled(word: str) -> str:
    """`word` with each run of one letter made one; most words have none."""
    doubled = True in map(operator.eq, word, word[1:])
    return "".join(letter for letter, _ in itertools.groupby(word)) if doubled else word


def _sound_of(match: re.Match[str]) -> str:
    spelt = match[0]
    if spelt in _SOUNDS:
        return _SOUNDS[spelt]
    if spelt == "x":
        return "S" if match.string[match.end() : match.end() + 1] in ("i", "u") else "ks"
    if spelt == "c":
        return "s" if match.string[match.end() : match.end() + 1] in ("e", "i", "y") else "k"
    return ""


def bones(word: str) -> str:
    """The classes of the consonants of `word` (plain); a vowel it begins with counts too."""
    heard = sound(word)
    consonants = _undoubled(heard.translate(_CLASSES))
    return (heard[0] if heard and heard[0] in "aeiou" else "") + consonants


def words_of(text: str) -> tuple[str, ...]:
    """The plain words of a name; hyphens part words, a possessive is dropped."""
    if text.isascii() and text.replace(" ", "").isalnum():  # most names
        return tuple(text.lower().split())
    if "'" in text or "’" in text:
        text = _POSSESSIVE.sub("", text)
    return tuple(map(plain, WORD.findall(text)))


@functools.lru_cache(maxsize=1 << 14)
def keys_of(word: str) -> tuple[str, ...]:
    """The keys under which a plain word and its misspellings meet.

    The word itself first; its frame and the frame with one letter left out; the beginning of a long word.
    """
    keys = [word, *(f"~{frame}" for frame in near_frames(frame_of(word)))]
    if len(word) > BEGINNING:
        keys.append(f"^{word[:BEGINNING]}")
    return tuple(dict.fromkeys(keys))


@functools.lru_cache(maxsize=1 << 16)
def frame_of(word: str) -> str:
    """The first bones of a plain word, by which misspellings of it are found; a figure has none."""
    return "" if word[0].isdigit() else bones(word)[:5]


def near_frames(frame: str) -> tuple[str, ...]:
    """A frame and what is left of it without one of its letters: two that are near share one. Some may be repeated."""
    if len(frame) < 4:
        return (frame,) if len(frame) > 1 else ()
    return (frame, *[frame[:at] + frame[at + 1 :] for at in range(len(frame))])


def one_spelling(text: str) -> str:
    """One spelling of white space, apostrophes, hyphens and accents, as matching sees it."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", _HIDDEN.sub("", text)).translate(_SIGNS).split())
