"""A speaker and a noun where "X says" should stand.

## What it does
Finds sentences that open with somebody's name or "experts" and a noun of saying, a comma, and then the clause that was
said: "Ann Lee analysis, this is new".

## Why it matters
Chinese and other languages announce speech with one word that is noun and verb; the machine took the noun.

## Example
"Ann Lee analysis, this is different from the talks of last year."

## Fix safety
None is offered: "said", "explained" and "thinks" are all possible.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.segment import SentenceKind

_OPENING = lazy.compile(r"^(?:P{1,4}|P{0,2}S)[NxvS](?=[,:][drqTNSPG][^,]*[bhkmzDEZ])")
_SAYING = frozenset(
    """analysis introduction view opinion belief comment reminder judgment judgement explanation disclosure suggestion
    prediction speculation recollection memory summary estimate statement report speech""".split()
)
_SCORE = 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such opening."""
    for tagged in context.tagged:
        match = None if _SAYING.isdisjoint(tagged.words) else _OPENING.match(tagged.letters)
        if match and tagged.sentence.kind is SentenceKind.sentence and tagged.words[match.end() - 1] in _SAYING:
            yield flag(rule, tagged, (0, match.end()), "a noun stands where a verb of saying should", _SCORE)


rule = Rule(
    name="garble.lost-saying",
    summary="a speaker with a noun instead of a verb of saying",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("Ann Lee analysis, this is different from the talks of last year.", flagged=("Ann Lee analysis",)),
        Example("Experts analysis, the market will recover in spring.", flagged=("Experts analysis",)),
    ),
    counterexamples=(
        Example("In my opinion, this is different. Ann Lee's analysis, published in May, was right."),
        Example("Market analysis, she said, is hard."),
    ),
)
