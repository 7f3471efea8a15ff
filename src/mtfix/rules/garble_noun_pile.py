"""Nouns and adjectives piled up without anything that says how they belong together.

## What it does
Finds six or more nouns and adjectives in small letters in a row, without a preposition, article or comma.

## Why it matters
Chinese and Japanese stack nouns freely; an English reader loses the thread after three or four.

## Example
"The bureau set the oral implant medical service price control target."

## Fix safety
None is offered: the pile must be taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag

_PILE = lazy.compile(r"[NSxgJ]{5,}[NSxZgJ]")  # a word that may be a verb only at the end
_NOUNS = lazy.compile(r"[NSxZg]")
_LEAST, _SCORE = 5, 0.45


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each pile."""
    for tagged in context.tagged:
        for match in _PILE.finditer(tagged.letters):
            if len(_NOUNS.findall(match.group())) >= _LEAST and not _repeats(tagged.words[match.start() : match.end()]):
                yield flag(rule, tagged, match.span(), f"{len(match.group())} nouns and adjectives in a pile", _SCORE)


def _repeats(words: tuple[str, ...]) -> bool:
    """Whether the pile is a loop, which is another rule's."""
    return 2 * len(set(words)) <= len(words)


rule = Rule(
    name="garble.noun-pile",
    summary="nouns piled up without anything that says how they belong together",
    error_type=ErrorType.style_awkward,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The bureau set the oral implant medical service price control target.",
            flagged=("oral implant medical service price control target",),
        ),
    ),
    counterexamples=(
        Example("The public health service price list, control targets and market rules of the city changed."),
    ),
)
