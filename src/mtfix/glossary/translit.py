"""How a name of another script is written in Latin letters: what a machine falls back to when it knows no better.

Chinese: Hanyu Pinyin by a table of characters (`pinyin.txt`, made by ``scripts/make_pinyin.py``), and for the names of
foreigners the reading that their transliteration is meant to give (克 is a bare k, 尔 an r: 纳卡 naka, 莫德罗 modro).
Russian, Ukrainian, Greek, Arabic and Persian: one letter at a time, after the usual passport and library tables.
"""

from __future__ import annotations

import functools
import itertools
import pkgutil
from collections.abc import Mapping

from mtfix import lazy
from mtfix.glossary.spelling import plain

# At most this many readings of one form: characters with two readings multiply.
_MOST = 4
# Characters that in the name of a foreigner stand for a consonant alone, after the tables of Xinhua's
# "Names of the World's Peoples" (世界人名翻译大辞典); not at the beginning of a name.
_BARE = dict(
    zip(
        "尔耳斯司思丝特克德姆木格布卜普夫弗芙兹茨次奇什施赫勒恩伯吉洛哲赛",
        "r r s s s s t k d m m g b b p f f f z ts ts ch sh sh h l n b j lo j s".split(),
        strict=True,
    )
)
_HAN = lazy.compile("[\u3400-\u9fff]")
# A run of Chinese characters, or a word of another script: 易卜拉欣·莱西 has two parts, James Webb望远镜 three.
_PART = lazy.compile("[\u3400-\u9fff]+|[^\\W_\u3400-\u9fff]+")
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i yi ye g".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
# Short vowels are not written; "a" fills in between two consonants.
_ARABIC = dict(
    zip(
        "ءآأإابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچژگکیئؤ",
        "- a a i a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h u i a a p ch zh g k i i u".split(),
        strict=True,
    )
)
_LETTER_TABLES: Mapping[str, Mapping[str, str]] = {
    "ru": _CYRILLIC,
    "uk": {**_CYRILLIC, "г": "h", "и": "y"},
    "bg": _CYRILLIC,
    "el": _GREEK,
    "ar": _ARABIC,
    "fa": _ARABIC,
}
# The ending of Russian adjectives, in most names only a y.
_ADJECTIVE = lazy.compile(r"[ыи]й\b")
_TWO_CONSONANTS = lazy.compile(
    r"(?<=[bcdfghjklmnpqrstvz])(?=(?:[bdfjlmnrz]|sh|kh|t|k|s|q|h)(?:[bcdfghjklmnpqrstvz]|$))"
)


def _lines() -> list[str]:
    """The table: a syllable, the characters that are usually read so, and those that may be."""
    return (pkgutil.get_data("mtfix.glossary", "pinyin.txt") or b"").decode().splitlines()


@functools.cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    """The pinyin syllables of each character, the usual one first."""
    first: dict[str, str] = {}
    further: dict[str, list[str]] = {}
    for line in _lines():
        syllable, usual, *rest = line.split()
        first.update(dict.fromkeys(usual, syllable))
        for character in rest[0] if rest else "":
            further.setdefault(character, []).append(syllable)
    return {character: (syllable, *further.get(character, ())) for character, syllable in first.items()}


def readings(character: str) -> tuple[str, ...]:
    """The pinyin syllables of a Chinese character, the usual one first; empty for any other character."""
    return _readings().get(character, ())


@functools.lru_cache(maxsize=1 << 14)
def is_pinyin(word: str) -> bool:
    """Whether a plain word falls into syllables of Mandarin."""
    known, longest = _syllables()
    reached = [0]  # where a syllable may begin
    for end in range(1, len(word) + 1):
        if any(end - start <= longest and word[start:end] in known for start in reached[-longest:]):
            reached.append(end)
    return reached[-1] == len(word) > 0


@functools.cache
def _syllables() -> tuple[frozenset[str], int]:
    """All syllables, and the length of the longest."""
    known = frozenset(line[: line.index(" ")] for line in _lines())
    return known, max(map(len, known))


def syllable_heard(character: str, inner: bool) -> str:
    """What a character stands for in the name of a foreigner; `inner`: it does not begin the name."""
    if inner and character in _BARE:
        return _BARE[character]
    return next(iter(readings(character)), "")


def romanisations(form: str, language: str) -> tuple[str, ...]:
    """How `form` of an ISO 639-1 `language` may be written in Latin letters, the likeliest first.

    All are in small letters; Chinese has one word for each syllable, since machines join them as they like.
    A form in Latin letters stands for itself; a language without a table gives nothing.
    """
    if not any(map(str.isalpha, form)):
        return ()
    if plain(form).isascii():
        return (plain(form),)
    if language == "zh":
        return _chinese(form)
    table = _LETTER_TABLES.get(language)
    return () if table is None else (_by_letters(form, table),)


def _chinese(form: str) -> tuple[str, ...]:
    parts = [part for part in _PART.findall(form) if _HAN.match(part) or plain(part).isascii()]
    units = [
        reading
        for part in parts
        for reading in (map(readings, part) if _HAN.match(part) else ((plain(part),),))
        if reading
    ]
    found = dict.fromkeys(itertools.islice(map(" ".join, itertools.product(*units)), _MOST))
    if "·" in form or any(one in _BARE for one in form[1:]):
        found[" ".join(_heard(part) for part in parts)] = None
    return tuple(found)


def _heard(part: str) -> str:
    if not _HAN.match(part):
        return plain(part)
    return "".join(syllable_heard(one, inner > 0) for inner, one in enumerate(part))


def _by_letters(form: str, table: Mapping[str, str]) -> str:
    low = _ADJECTIVE.sub("ы", form.lower()) if table is not _ARABIC else form
    out = "".join(table.get(letter, " ") for letter in low).replace("-", "")
    if table is _ARABIC:
        out = " ".join(_TWO_CONSONANTS.sub("a", word) for word in out.split())
    return " ".join(out.split())
