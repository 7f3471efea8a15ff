"""Capitals inside a word or on single words of a sentence.

## What it does
Finds "Women'S" and two or more ordinary words in full capitals inside a sentence in small letters.

## Why it matters
A casing step of the machine went wrong, or a piece of another text slipped in.

## Example
"He joined the Women'S League in the COMMERCIAL BOX."

## Fix safety
Unsafe for "'S": a small s is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.lexicon import UNKNOWN, word_class
from mtfix.text.segment import SentenceKind
from mtfix.text.tagging import Tagged

_GENITIVE = lazy.compile(r"\b[A-Z]?[a-z]+['’]S\b")
_SHOUT = lazy.compile(r"\b[A-Z]{3,}(?: [A-Z]{3,})+\b")
_SLIP, _LOOK = 0.6, 0.5


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each odd capital."""
    for tagged in context.having("'S", "’S"):
        base = tagged.sentence.span.start
        for match in _GENITIVE.finditer(tagged.text):
            last = base + match.end() - 1
            fix = Fix("write a small s", (Edit(Span(last, last + 1), "s"),), Applicability.unsafe, 0.9)
            span = Span(base + match.start(), base + match.end())
            yield flag_span(rule, tagged, span, "a capital inside the word", _SLIP, fixes=(fix,))
    for tagged in context.tagged:
        if tagged.sentence.kind is SentenceKind.sentence:
            yield from _shouts(tagged)


def _shouts(tagged: Tagged) -> Iterator[Finding]:
    base, small = tagged.sentence.span.start, None
    for match in _SHOUT.finditer(tagged.text):
        words = match.group().split()
        if small is None:
            small = sum(word.islower() for word in tagged.words)
        if match.start() > 0 and small > 2 * len(words) and all(word_class(w.lower()) != UNKNOWN for w in words):
            span = Span(base + match.start(), base + match.end())
            yield flag_span(rule, tagged, span, "ordinary words in capitals", _LOOK)


rule = Rule(
    name="garble.odd-capital",
    summary="capitals inside a word or on single words of a sentence",
    error_type=ErrorType.spelling,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("He joined the Women'S League.", flagged=("Women'S",), fixed="He joined the Women's League."),
        Example("The business started in the COMMERCIAL BOX on Friday night.", flagged=("COMMERCIAL BOX",)),
    ),
    counterexamples=(Example("The UN and the OSCE met NATO ASEAN envoys. THE END OF THE DAY. McDonald's IBM PC."),),
)
