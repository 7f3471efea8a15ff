"""The choice between "a" and "an", by the sound a word starts with."""

from __future__ import annotations

import re

from mtfix import lazy

# Letters whose own name starts with a vowel: "an FBI agent", "an SMS".
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
# Acronyms that are read as words: "a NATO member".
_SPOKEN = lazy.compile(
    r"(?:NATO|NASA|FIFA|SARS|MERS|NAFTA|LASER|RADAR|RAM|SIM|SWAT|SALT|START|NASDAQ|FEMA|SAARC|SEATO|HAMAS|SIPRI)\b"
)
_SILENT_H = lazy.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
# Vowel letters with a consonant's sound: "a European", "a one-off", "a Ukrainian", "a U-turn".
_CONSONANT_SOUND = lazy.compile(
    r"(?:eu|ew|one(?![a-z]{2})|once\b|oui|ubiq|ufo|ugand|uighur|uk|unanim|uni(?![nmd])|uran[iu]|uruguay"
    r"|us[aeiu]|uta|uten|uti|uto|u-|u\b)",
    re.IGNORECASE,
)
# Read letter by letter: "an H-6", "an FBI agent".
_LETTERS = lazy.compile(r"[A-Z]+(?![a-z])")
_NUMBER = lazy.compile(r"(?:8|11(?!\d)|18(?!\d)|11,|18,)")


def starts_with_vowel_sound(word: str) -> bool:
    """Whether `word` takes "an". Numbers and acronyms are read as they are spoken."""
    if not word:
        return False
    if word[0].isdigit():
        return bool(_NUMBER.match(word))
    if _LETTERS.match(word) and not _SPOKEN.match(word):
        return word[0] in _VOWEL_LETTERS
    if _SILENT_H.match(word):
        return True
    if word[0].lower() not in "aeiouàáâäãåæèéêëìíîïòóôöøùúûü":
        return False
    return not _CONSONANT_SOUND.match(word)


def article_for(word: str, like: str) -> str:
    """The indefinite article that `word` needs, in the case of `like` ("A", "an", "AN")."""
    article = "an" if starts_with_vowel_sound(word) else "a"
    if like.isupper() and len(like) > 1:
        return article.upper()
    return article.capitalize() if like[:1].isupper() else article
