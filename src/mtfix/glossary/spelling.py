"""One spelling for the many spellings of a name: without accents, by sound, by its consonants.

`plain` is for comparing letters, `sound` makes usual romanisations of one name alike (Kh/H, q/k, ou/u, doubled
letters), `bones` keeps the consonants in classes that translators mix up (l/r, b/p, d/t). None of them proves that two
names are one: on real pairs no string measure does. They only rank candidates.
"""

from __future__ import annotations

import functools
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
_DOUBLED = lazy.compile(r"(.)\1+")
_SILENT = lazy.compile(r"(?<=[^aeiou])h|h(?![aeiou])")
# Consonants that translators mix up are one; vowels go.
_CLASSES = str.maketrans("rbdgvjCSc", "lptkfjjss", "aeiou")
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
    heard = _DOUBLED.sub(r"\1", _SPELLING.sub(_sound_of, word))
    return _SILENT.sub("", heard) if "h" in heard else heard


def _sound_of(match: re.Match[str]) -> str:
    spelt = match[0]
    if spelt in _SOUNDS:
        return _SOUNDS[spelt]
    if spelt == "x":
        return "S" if match.string[match.end() : match.end() + 1] in ("i", "u") else "ks"
    if spelt == "c":
        return "s" if match.string[match.end() : match.end() + 1] in ("e", "i", "y") else "k"
    return ""


@functools.lru_cache(maxsize=1 << 16)
def bones(word: str) -> str:
    """The classes of the consonants of `word` (plain); a vowel it begins with counts too."""
    heard = sound(word)
    consonants = _DOUBLED.sub(r"\1", heard.translate(_CLASSES))
    return (heard[0] if heard and heard[0] in "aeiou" else "") + consonants


def words_of(text: str) -> tuple[str, ...]:
    """The plain words of a name; hyphens part words, a possessive is dropped."""
    if "'" in text or "’" in text:
        text = _POSSESSIVE.sub("", text)
    return tuple(map(plain, WORD.findall(text)))


@functools.lru_cache(maxsize=1 << 16)
def keys_of(word: str) -> tuple[str, ...]:
    """The keys under which a plain word and its misspellings meet.

    The word itself first; its bones and those with one consonant left out; the beginning of a long word.
    """
    frame = "" if word[0].isdigit() else bones(word)[:5]
    keys = {word: None}
    if len(frame) > 1:
        keys[f"~{frame}"] = None
        if len(frame) > 3:
            keys.update((f"~{frame[:at]}{frame[at + 1 :]}", None) for at in range(len(frame)))
    if len(word) > 5:
        keys[f"^{word[:5]}"] = None
    return tuple(keys)


def one_spelling(text: str) -> str:
    """One spelling of white space, apostrophes, hyphens and accents, as matching sees it."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", _HIDDEN.sub("", text)).translate(_SIGNS).split())
