"""Many clauses strung together by commas alone.

## What it does
Finds sentences of five or more clauses, four of them with no word that ties them to the one before ("and", "which",
"because", "saying"), and none at the end that closes a list with "and".

## Why it matters
Chinese lets clauses follow each other for a whole paragraph. In English the reader no longer knows who does what.

## Example
"The firm fell, the owner was ill, nobody had any pay, the bank took the house, the town was angry."

## Fix safety
None is offered: the sentence has to be cut in several.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.segment import SentenceKind

_CLAUSES, _LOOSE = 5, 4
# What is quoted is the speaker's; a list after a colon and what is put in follow their own order.
_QUOTED = lazy.compile(r'"[^"]*"')
_OTHER = lazy.compile(r"[;:()-]")
# See mtfix.text.lexicon for the letters, and garble_no_verb for what may be a finite verb.
_FINITE = lazy.compile(r"[bhkmzDRI]|(?<![dpJq#])E(?![NSxZJgvP])|^A?[VvY]|[SrP]V")
_TIED = lazy.compile(r"A?[cswTGEp]")
_CLOSING = lazy.compile(r"A?c")
_SCORE = 0.6


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such sentence."""
    for tagged in context.tagged:
        if tagged.letters.count(",") < _CLAUSES - 1 or tagged.sentence.kind is not SentenceKind.sentence:
            continue
        letters = _QUOTED.sub("N", tagged.letters.rstrip('."'))
        if not _OTHER.search(letters) and _is_chain(letters.split(",")):
            words = (0, len(tagged.words))
            yield flag(rule, tagged, words, "many clauses hang together by commas alone", _SCORE)


def _is_chain(parts: list[str]) -> bool:
    clauses = [part for part in parts if _FINITE.search(part)]
    loose = sum(not _TIED.match(clause) for clause in clauses)
    return len(clauses) >= _CLAUSES and loose >= _LOOSE and not _CLOSING.match(parts[-1])


rule = Rule(
    name="garble.clause-chain",
    summary="many clauses strung together by commas alone",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The firm fell, the owner was ill, nobody had any pay, the bank took the house, the town was angry.",
            flagged=(
                "The firm fell, the owner was ill, nobody had any pay, the bank took the house, the town was angry.",
            ),
        ),
    ),
    counterexamples=(
        Example("He came, he saw, he won, he left, he rested, and he was never heard of again."),
        Example(
            "In May, when it rained, the fields, which were dry, turned green because the water, as she said, came."
        ),
        Example('They said: "It was late, it was dark, it was cold, we were tired, we went home."'),
    ),
)
