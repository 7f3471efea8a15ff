"""An opening phrase that is cut off before "but".

## What it does
Finds sentences that open with a phrase such as "On the table" and go on with ", but" and a clause: nothing has been
said that the clause could answer.

## Why it matters
The first clause, with its subject and verb, is lost.

## Example
"In the morning, but the workers left."

## Fix safety
None is offered: the original must say what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.segment import SentenceKind

_OPENING = lazy.compile(r"^p[^,bhkmzDErwsTc;:\"()]{1,8},c(?=[drqNSPJ][^,]*[bhkmzDE])")
_SCORE = 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such sentence, on the phrase and the "but"."""
    for tagged in context.tagged:
        match = _OPENING.match(tagged.letters)
        if match and tagged.sentence.kind is SentenceKind.sentence and tagged.words[match.end() - 1] == "but":
            yield flag(rule, tagged, (0, match.end()), "no clause stands before this 'but'", _SCORE)


rule = Rule(
    name="garble.unfinished-opening",
    summary="an opening phrase without a clause, cut off by 'but'",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(Example("In the morning, but the workers left.", flagged=("In the morning, but",)),),
    counterexamples=(
        Example("In Paris, but not in London, shops stay open. In the end they came, but the guests had left."),
        Example("After the war, and only then, the town grew."),
    ),
)
