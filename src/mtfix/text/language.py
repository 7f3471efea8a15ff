"""Guess the language of a source text by its script: enough to choose a pack of rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mtfix import lazy

# Languages that write these letters, the most telling first; letters only one language has decide.
_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "ja": lazy.compile("[\u3040-\u30ff]"),
    "ko": lazy.compile("[\uac00-\ud7af]"),
    "zh": lazy.compile("[\u3400-\u9fff]"),
    "uk": lazy.compile("[іїєґІЇЄҐ]"),
    "ru": lazy.compile("[\u0400-\u04ff]"),
    "fa": lazy.compile("[پچژگ]"),
    "ar": lazy.compile("[\u0600-\u06ff]"),
    "he": lazy.compile("[\u0590-\u05ff]"),
    "hi": lazy.compile("[\u0900-\u097f]"),
    "th": lazy.compile("[\u0e00-\u0e7f]"),
    "el": lazy.compile("[\u0370-\u03ff]"),
}
_SAMPLE = 4000


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of a text in a script of its own; None for Latin letters, which many languages share."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for language, pattern in _SCRIPTS.items():
        # a few letters of another script are names in a foreign text
        if len(pattern.findall(sample)) > max(2, letters // 50):
            return language
    return None
