"""Words left in another script.

## What it does
Finds letters of another script (Chinese, Cyrillic, Arabic ...) in English copy. Words in brackets after a name, which
many papers print on purpose, are only a thing to look at.

## Why it matters
The machine left a part of the original untranslated.

## Example
"She opened the account of @芳芳一人食 last year."

## Fix safety
None is offered: it must be translated.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span

# Greek, Cyrillic, Armenian, Hebrew and Arabic, the scripts of India, Thai to Tibetan, Georgian, Hangul, kana, Chinese.
_SCRIPTS = (
    ("\u0370", "\u052f"), ("\u0530", "\u058f"), ("\u0590", "\u06ff"), ("\u0900", "\u0fff"), ("\u10a0", "\u10ff"),
    ("\u1100", "\u11ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"),
)  # fmt: skip
_OTHER = f"[{''.join(f'{first}-{last}' for first, last in _SCRIPTS)}]"
_RUN = lazy.compile(rf"{_OTHER}\w*(?:[\s·・、，-]*{_OTHER}\w*)*")
_LONE = 1
_SURE, _GLOSS = 0.9, 0.4


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each run of foreign letters."""
    # a text has few different letters, and a pattern of all these scripts takes longer to make than to look at them
    letters = () if document.text.isascii() else set(document.text)
    if not any(first <= letter <= last for letter in letters for first, last in _SCRIPTS):
        return
    for tagged in context.tagged:
        base = tagged.sentence.span.start
        for match in _RUN.finditer(tagged.text):
            before = tagged.text[: match.start()].rstrip()
            gloss = before.endswith(("(", "（", "[", '"', "“", "《")) or len(match.group()) <= _LONE
            yield flag_span(
                rule,
                tagged,
                Span(base + match.start(), base + match.end()),
                f"left in another script: {match.group()}",
                _GLOSS if gloss else _SURE,
                severity=Severity.minor if gloss else Severity.major,
            )


rule = Rule(
    name="garble.foreign-script",
    summary="words left in another script",
    error_type=ErrorType.accuracy_untranslated,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example("She opened the account of 芳芳一人食 last year.", flagged=("芳芳一人食",)),
        Example("The song Поп и пропойца was played.", flagged=("Поп и пропойца",)),
    ),
    counterexamples=(Example("Café Müller in Łódź charges 5 µg or 3 €."),),
)
