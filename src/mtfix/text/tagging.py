"""A sentence as its words and one letter a word, so that patterns over word classes are plain regular expressions.

The letters are those of `mtfix.text.lexicon`, and for what is no ordinary word:

    P  capitalised word, acronym     Q  capitalised function word that does not open the sentence
    '  possessive (Armenia's)        @  handle, address, symbol
    H  letters of another script     . , ; : ? ! - ( ) "  themselves (all quotation marks ", all dashes -)

The letter at position i stands for ``words[i]``: a match of a pattern is a stretch of words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from msgspec import Struct

from mtfix import lazy
from mtfix.model import Document, Span
from mtfix.text.lexicon import CLOSED, UNKNOWN, word_class
from mtfix.text.segment import Sentence, SentenceKind

_TOKEN = lazy.compile(
    r"(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|St|Mt|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
    r"|https?://\S+|www\.\S+|[@#]\w+"
    r"|\[[A-Za-z]{1,3}\](?=[a-z])[^\W\d_]+"
    r"|[^\W\d_]+(?:['’‘][^\W\d_]+|-\w+|&[A-Z]\b|/[^\W\d_]+|\[[a-z]{1,5}\])*['’]?(?<![^s]['’])"
    r"|[$€£¥]?\d+(?:[.,:]\d+)*%?(?:st|nd|rd|th|s|m|bn|km|kg|am|pm)?(?:-\w+)*"
    r"|\.{2,}|[^\w\s]|\S"
)
_MARKS = {
    ".": ".", ",": ",", ";": ";", ":": ":", "?": "?", "!": "!", "(": "(", ")": ")", "[": "(", "]": ")", "-": "-",
    "–": "-", "—": "-", "…": ".", '"': '"', "“": '"', "”": '"', "‘": '"', "’": '"', "'": '"', "«": '"', "»": '"',
    "，": ",", "。": ".", "？": "?", "！": "!", "：": ":", "；": ";", "（": "(", "）": ")", "、": ",", "&": "c",
    "%": "N", "《": '"', "》": '"', "「": '"', "」": '"',
}  # fmt: skip
_LATIN_END = "\u024f"
# A verb that "'s" and its like may stand for makes the word a clause of its own; after a noun it is a possessive.
_POSSESSIVE = lazy.compile(r"(?:['’]s|s['’])\Z")


class Tagged(Struct, frozen=True):
    """The words of one sentence, and a string with the letter of each."""

    sentence: Sentence
    words: tuple[str, ...]
    letters: str
    text: str

    def span(self, first: int, last: int) -> Span:
        """Where words `first` up to but not including `last` stand in the document."""
        places, base = _places(self.text), self.sentence.span.start
        return Span(base + places[first][0], base + places[last - 1][1])


@functools.lru_cache(maxsize=64)
def _places(text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a sentence stand; wanted only where a rule has found something."""
    return tuple(match.span() for match in _TOKEN.finditer(text))


def tagged(document: Document, sentences: tuple[Sentence, ...]) -> tuple[Tagged, ...]:
    """All sentences with their words and letters."""
    return tuple(_tag(document.text[one.span.start : one.span.end], one) for one in sentences)


def _tag(text: str, sentence: Sentence) -> Tagged:
    words: tuple[str, ...] = tuple(_TOKEN.findall(text))
    if sentence.kind is SentenceKind.headline and _is_title_case(words):
        return Tagged(sentence, words, "".join([_title_letter(word) for word in words]), text)
    letters = "".join([_letter(word) for word in words])
    for at, letter in enumerate(letters):
        if letter not in '"(-.':
            if letter in "PQ":
                letters = letters[:at] + _first_letter(words[at]) + letters[at + 1 :]
            break
    return Tagged(sentence, words, letters, text)


def _is_title_case(words: tuple[str, ...]) -> bool:
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


@functools.lru_cache(maxsize=1 << 16)
def _letter(word: str) -> str:
    first = word[0]
    if len(word) > 1 and (first == "[" or word[-1] == "]"):
        return _letter(word.replace("[", "").replace("]", ""))  # "[a]ccording", "can[not]": an editor's hand
    if not first.isalpha():
        if first.isdigit() or word[-1].isdigit():
            return "#"
        return _MARKS.get(word, "." if first == "." else "@")
    if first > _LATIN_END:
        return "H"
    straight = word.replace("’", "'").replace("‘", "'")
    low = straight.lower()
    if low in CLOSED and (low == word or straight.startswith(("I", "I'"))):
        return CLOSED[low]
    if "'" in straight and low not in CLOSED and _POSSESSIVE.search(straight):
        return "'"
    if first.isupper():
        return "Q" if low in CLOSED and not word.isupper() else "P"
    return _ordinary(low)


def _ordinary(low: str) -> str:
    """The letter of a small-letter word; a compound has that of its last part."""
    if low[-1] == ".":
        return "A" if low in ("a.m.", "p.m.", "e.g.", "i.e.") else "N"
    if "-" in low or "/" in low:
        last = re.split("[-/]", low)[-1]
        letter = word_class(last) if last else "N"
        return {"E": "J", "F": "J", "e": "J", "G": "J", UNKNOWN: "N", "x": "N"}.get(letter, letter)
    return word_class(low)


@functools.lru_cache(maxsize=1 << 14)
def _first_letter(word: str) -> str:
    """The letter of the word that opens a sentence: its capital says nothing, unless no such word is known."""
    low = word.replace("’", "'").lower()
    letter = CLOSED.get(low) or _ordinary(low)
    return "P" if letter in (UNKNOWN, "N") and not word.islower() and _is_name(low) else letter


def _is_name(low: str) -> bool:
    return word_class(low) == UNKNOWN


@functools.lru_cache(maxsize=1 << 14)
def _title_letter(word: str) -> str:
    """In a headline whose every word has a capital, the capital says nothing."""
    letter = _letter(word)
    return _first_letter(word) if letter in "PQ" and not (word.isupper() and len(word) > 1) else letter


def words_of(letters: str) -> Iterator[int]:
    """The positions of words, without punctuation."""
    return (at for at, letter in enumerate(letters) if letter.isalpha() or letter in "#'")
