"""A word that mixes Latin letters with Cyrillic or Greek ones that look the same.

## What it does
Tells of such words in preferred, admitted and source forms and in variants.

## Why it matters
"Аrmenia" with a Cyrillic А looks right, matches nothing, and as a preferred form spoils the copy.

## Example
"Pоmpeo" with a Cyrillic о.

## Fix safety
No fix: the evidence names the odd letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mtfix import lazy
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use, entry_use
from mtfix.model import Example, Severity

_WORD = lazy.compile(r"[^\W\d_]+")
_LATIN = lazy.compile("[A-Za-z\u00c0-\u024f]")
_OTHER = lazy.compile("[\u0370-\u03ff\u0400-\u052f]")


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each form with such a word."""
    for use in (*survey.right_forms, *survey.variants):
        if not use.text.isascii() and (odd := _odd_letters(use.text)):
            yield _defect(survey, use, use.text, odd)
    for file, concept in survey.concepts():
        for forms in concept.source.values():
            for form in forms:
                if odd := _odd_letters(form):
                    yield _defect(survey, entry_use(file, concept), form, odd)


def _odd_letters(text: str) -> str:
    """The letters of the rarer script in the words that mix two."""
    if not _LATIN.search(text):
        return ""
    odd = ""
    for word in _WORD.findall(text):
        latin, other = _LATIN.findall(word), _OTHER.findall(word)
        if latin and other:
            odd += "".join(latin if len(latin) < len(other) else other)
    return odd


def _defect(survey: Survey, use: Use, form: str, odd: str) -> Defect:
    names = tuple(f"{letter!r} is {unicodedata.name(letter, '?')}" for letter in dict.fromkeys(odd))
    return survey.defect(use, f"{form!r} mixes scripts in one word. Type it again.", evidence=names)


check = Check(
    name="glossary.mixed-script",
    summary="a word that mixes letters of two scripts that look the same",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + "- {preferred: P\u043empeo, variants: [Peng Peiao]}\n", ("P\u043empeo",)),
        Example(HEAD + "- {preferred: Baku, source: {ru: [Б\u0061ку]}}\n", ("Baku",)),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Baku, source: {ru: [Баку, TikTok в Баку], zh: [T恤]}, variants: [X-Баку]}\n"),
    ),
)
