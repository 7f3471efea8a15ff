"""A subject left in brackets: "(Naka region) will implement".

## What it does
Finds a clause whose only subject stands in brackets: an opening quotation mark or the start of the sentence, brackets,
and then a verb.

## Why it matters
Editors add a subject in brackets in Chinese and Japanese quotations; in English the sentence is left without one.

## Example
"The office announced that “(the region) will hold a vote.”"

## Fix safety
Unsafe: the brackets are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag

_SUBJECT = lazy.compile(r"(?:(?<=^)|(?<=[\"T]))\((d?[A-Za-z']{1,6})\)(?=[mbhkzD])")
_SCORE = 0.5


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each subject in brackets."""
    for tagged in context.tagged:
        if "(" not in tagged.letters:
            continue
        for match in _SUBJECT.finditer(tagged.letters):
            span = tagged.span(match.start(), match.end())
            at = span.start - tagged.sentence.span.start
            if tagged.text[at] == "[" or (
                tagged.letters[match.start() - 1 : match.start()] == '"' and tagged.text[at - 1] == " "
            ):
                continue  # an editor's words; what explains a quotation
            edits = (Edit(Span(span.start, span.start + 1), ""), Edit(Span(span.end - 1, span.end), ""))
            fix = Fix("drop the brackets", edits, Applicability.unsafe, 0.6)
            words = (match.start(), match.end())
            yield flag(rule, tagged, words, "the subject stands in brackets", _SCORE, fixes=(fix,))


rule = Rule(
    name="garble.bracketed-subject",
    summary="a subject left in brackets",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The office announced that “(the region) will hold a vote.”",
            flagged=("(the region)",),
            fixed="The office announced that “the region will hold a vote.”",
        ),
    ),
    counterexamples=(
        Example("(Laughter) The region (in the north) will vote. (See page 3.) He (Smith) has left."),
        Example('[Herbert] believes it. What is termed "credit money" (created by banks) is real.'),
    ),
)
