"""A sentence that starts with a small letter.

## What it does
Finds a sentence whose first word is an ordinary English word in small letters.

## Why it matters
After a full stop it is the second half of a sentence that was cut in two; at the start of a paragraph the beginning is
lost.

## Example
"The report was sharp. who are deluded, doubters."

## Fix safety
A capital is offered for display only: often a word is missing, or the full stop is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.matching.context import Context
from mtfix.model import Applicability, BlockKind, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag
from mtfix.text.segment import SentenceKind
from mtfix.text.tagging import Tagged

_PROSE = (BlockKind.paragraph, BlockKind.quote)
# First words of names that keep their small letter.
_SMALL_NAMES = frozenset("de van von der den al el bin ibn da di du le la ter iphone ipad ebay etc and".split())
_SURE, _LOOK = 0.8, 0.5
_LEAST = 3


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each sentence that starts small; sure when it is long enough to be one."""
    previous = None
    for tagged in context.tagged:
        after_dateline = previous is SentenceKind.dateline
        previous = tagged.sentence.kind
        block = document.blocks[tagged.sentence.block]
        if previous is SentenceKind.sentence and block.kind in _PROSE and not after_dateline:
            yield from _small(tagged)


def _small(tagged: Tagged) -> Iterator[Finding]:
    at = 1 if tagged.letters[:1] == '"' else 0
    word = tagged.words[at] if at < len(tagged.words) else ""
    if not (word.isalpha() and word.islower()) or word in _SMALL_NAMES or tagged.letters[at] in "UH":
        return
    if len(tagged.words) < _LEAST or (len(word) == 1 and word != "a"):
        return
    sure = at == 0
    span = tagged.span(at, at + 1)
    yield flag(
        rule,
        tagged,
        (at, at + 1),
        f"the sentence starts with a small letter: {word!r}",
        _SURE if sure else _LOOK,
        severity=Severity.major if sure else Severity.minor,
        fixes=(
            Fix(
                f"write {word.capitalize()!r}",
                (Edit(Span(span.start, span.start + 1), word[0].upper()),),
                Applicability.display,
                0.4,
                "part of the sentence may be missing",
            ),
        ),
    )


rule = Rule(
    name="garble.lowercase-start",
    summary="a sentence that starts with a small letter",
    error_type=ErrorType.grammar,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The report was sharp. who are deluded, doubters.", flagged=("who",)),
        Example("the roof fell in during the night, and nobody was hurt.", flagged=("the",)),
    ),
    counterexamples=(
        Example('de Gaulle spoke. iPhone sales rose. He asked, "Why?" and left.'),
        Example("Mr. van Dyke of the U.S. team came at 9 a.m. and left."),
        Example("- the first item\n- the second item"),
    ),
)
