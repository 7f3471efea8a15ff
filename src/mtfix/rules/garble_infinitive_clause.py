"""A clause whose only verb is an infinitive: "In recent years, the United States to combat ...".

## What it does
Finds a sentence that opens with a name, or with a phrase and a comma and then a name, directly followed by "to" and a
verb; and a sentence that opens with a verb in the third person, without a subject.

## Why it matters
Headline grammar, or a subject and verb torn apart: the reader looks for the verb in vain.

## Example
"In recent years, the United States to combat the trade."

## Fix safety
None is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.segment import SentenceKind

_NAME_TO = lazy.compile(r"(?:(?<=^)|(?<=,))d?P{1,4}t[VvxI]")
_NO_SUBJECT = lazy.compile(r"^z[tdpqG]")
_OPENING = lazy.compile(r"^(?:p[^,;:]{1,8},)?\Z")
_SCORE = 0.7


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such clause."""
    for tagged in context.tagged:
        if tagged.sentence.kind is not SentenceKind.sentence:
            continue
        match = _NAME_TO.search(tagged.letters)
        if match and _OPENING.match(tagged.letters[: match.start()]):
            yield flag(rule, tagged, match.span(), "an infinitive stands where the verb should", _SCORE)
        elif tagged.letters[-1:] == "." and (match := _NO_SUBJECT.search(tagged.letters)):
            yield flag(rule, tagged, match.span(), "the sentence opens with a verb that lacks its subject", _SCORE)


rule = Rule(
    name="garble.infinitive-clause",
    summary="a clause whose only verb is an infinitive, or that lost its subject",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("In recent years, the United States to combat the trade.", flagged=("the United States to combat",)),
        Example("Intends to buy a house in the north.", flagged=("Intends to",)),
    ),
    counterexamples=(
        Example("Britain to vote on Friday"),
        Example("In May he asked the United States to help. From Paris to Rome, he sang. To win, England had to run."),
    ),
)
