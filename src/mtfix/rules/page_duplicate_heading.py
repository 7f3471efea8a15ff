"""A headline that is given twice.

## What it does
Finds two of the first lines that say the same, or of which one holds the other.

## Why it matters
One comes from the page's frame, the other from the article.

## Example
"Minister resigns over leak", and again two lines later.

## Fix safety
Unsafe: the copy is removed. The longer one, which carries the page's path or the site's name, goes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag_span
from mtfix.text.lines import removal
from mtfix.text.segment import SentenceKind
from mtfix.text.tagging import Tagged

_LETTERS = lazy.compile(r"[^\W_]+")
_FIRST_LINES, _LEAST_WORDS, _SCORE = 8, 3, 0.85


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each headline that has been given, or comes, elsewhere among the first lines."""
    seen: list[tuple[str, Tagged]] = []
    for tagged in context.tagged[:_FIRST_LINES]:
        if tagged.sentence.kind is not SentenceKind.headline:
            continue
        key = " ".join(_LETTERS.findall(tagged.text.casefold()))
        if key.count(" ") + 1 < _LEAST_WORDS:
            continue
        for other, earlier in seen:
            if key in other or other in key:
                yield _finding(document, earlier if len(other) > len(key) else tagged)
                break
        seen.append((key, tagged))


def _finding(document: Document, tagged: Tagged) -> Finding:
    span = tagged.sentence.span
    fix = removal(document, tagged.sentence.block, span, "drop this copy", 0.85)  # before a path in it
    return flag_span(rule, tagged, span, "the headline is given twice", _SCORE, fixes=(fix,))


rule = Rule(
    name="page.duplicate-heading",
    summary="a headline that is given twice",
    error_type=ErrorType.design_markup,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "Minister resigns over leak - Daily News\n\nMinister resigns over leak\n\nHe left on Friday.",
            flagged=("Minister resigns over leak - Daily News",),
            fixed="Minister resigns over leak\n\nHe left on Friday.",
        ),
    ),
    counterexamples=(
        Example("Minister resigns over leak\n\nMinister of trade stays\n\nThe minister resigns over leak."),
    ),
)
