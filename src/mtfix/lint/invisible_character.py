r"""A character that nobody sees.

## What it does
Tells of soft hyphens, zero-width and direction marks and of hard blanks in a glossary, written out or as an escape.

## Why it matters
Pasted from a web page into a preferred form, they end up in the copy, where no search finds the name any more.

## Example
"Nagorno-\u200bKarabakh", which looks like Nagorno-Karabakh.

## Fix safety
Safe: the character is removed, a hard blank becomes an ordinary one. Joiners stay where their scripts need them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mtfix import lazy
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use
from mtfix.model import Applicability, Edit, Example, Fix, Severity, Span

_MARKS = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
_INVISIBLE = lazy.compile(f"[{_MARKS}{_BLANKS}]")
_BLANK = lazy.compile(f"[{_BLANKS}]")
_ESCAPE = lazy.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|.)", re.DOTALL)
# Zero-width joiners part letters in the scripts of South Asia and of the Middle East.
_JOINERS = "\u200c\u200d"
_JOINED = lazy.compile("[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufefe]")


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each such character of a file, and for each escape of one in a form."""
    for file, document in enumerate(survey.documents):
        if document.text.isascii():
            continue
        for match in _INVISIBLE.finditer(document.text):
            start, end = match.span()
            if match[0] not in _JOINERS or not _JOINED.search(document.text, max(0, start - 1), end + 1):
                yield _defect(file, Span(start, end), match[0])
    for use in (*survey.right_forms, *survey.variants):
        if not use.text.isascii() and _INVISIBLE.search(use.text):
            yield from _escapes(survey, use)


def _escapes(survey: Survey, use: Use) -> Iterator[Defect]:
    text, span = survey.documents[use.file].text, survey.span(use)
    if text[span.start - 1 : span.start] != '"':
        return
    for match in _ESCAPE.finditer(text, span.start, span.end):
        code = match[1] or match[2]
        if code and _INVISIBLE.match(chr(int(code, 16))):
            yield _defect(use.file, Span(*match.span()), chr(int(code, 16)))


def _defect(file: int, span: Span, char: str) -> Defect:
    name = unicodedata.name(char, "a control character").lower()
    new = " " if _BLANK.match(char) else ""
    mend = "Write an ordinary blank." if new else "Remove it."
    title = "write an ordinary blank" if new else "remove it"
    fix = Fix(title, (Edit(span, new),), Applicability.safe)
    return Defect(file, span, f"an invisible character: {name} (U+{ord(char):04X}). {mend}", fixes=(fix,))


check = Check(
    name="glossary.invisible-character",
    summary="a character that nobody sees",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(
            HEAD + "- {preferred: Nagorno-\u200bKarabakh, variants: [Upper\u00a0Karabakh]}\n",
            ("\u200b", "\u00a0"),
            HEAD + "- {preferred: Nagorno-Karabakh, variants: [Upper Karabakh]}\n",
        ),
        Example(
            HEAD + '- {preferred: "Bak\\u00adu"}\n',
            ("\\u00ad",),
            HEAD + '- {preferred: "Baku"}\n',
        ),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Iran, source: {fa: [می\u200cخواهم]}}\n"),
        Example(HEAD + '- {preferred: Iran, variants: [Ir\\u00ada, "\\\\u00ad\\u00fc"]}\n'),
    ),
)
