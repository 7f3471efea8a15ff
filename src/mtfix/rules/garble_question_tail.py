"""A statement that breaks off into "how to ...?".

## What it does
Finds a question that starts with a statement and a comma, and ends with "how to", "what to" or "where to" and a verb;
and a question word left where an object should stand ("seeking to do what, they came").

## Why it matters
Chinese headlines put topic and question side by side ("..., how to ...?"); English needs a subject and a verb.

## Example
"The industry has new rules, how to follow them?"

## Fix safety
None is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag

_TAIL = lazy.compile(r"(?<=,)p?[NxgPSZ]{0,2}w(?=t[VvxYIk][^?]*\?)")
_WORDS = frozenset("how what where which".split())
_STRANDED = lazy.compile(r"[tm][VvxIk]w(?=[,.])")
_SCORE = 0.75


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such tail."""
    for tagged in context.tagged:
        if tagged.letters.rstrip('")').endswith("?"):
            match = _TAIL.search(tagged.letters)
            if match and tagged.words[match.end() - 1] in _WORDS:
                end = match.end() + 2
                yield flag(rule, tagged, (match.start(), end), "the statement breaks off into a question", _SCORE)
        for match in _STRANDED.finditer(tagged.letters):
            if tagged.words[match.end() - 1] in ("what", "who", "where", "which"):
                yield flag(rule, tagged, match.span(), "a question word where an object should stand", _SCORE)


rule = Rule(
    name="garble.question-tail",
    summary="a statement that breaks off into “how to ...?”",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The industry has new rules, how to follow them?", flagged=("how to follow",)),
        Example("They came, seeking to do what, and found experts.", flagged=("to do what",)),
        Example("The shop opened last week, with goods how to earn money?", flagged=("with goods how to earn",)),
    ),
    counterexamples=(Example("Do you know how to follow them? He asked, and how to do it was clear. How to win?"),),
)
