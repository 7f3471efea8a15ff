"""A clause that lost its subject after "in addition to".

## What it does
Finds "In addition to ..., also requires": an opening phrase, a comma and a verb without a subject.

## Why it matters
Chinese, Japanese, Russian and Spanish clauses may leave the subject out; the English reader cannot tell who acts.

## Example
"In addition to a degree, also requires a height of 170 centimetres."

## Fix safety
None is offered: only the original knows the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.lexicon import word_class

_OPENING = (
    r"(?:[Ii]n addition to|[Bb]esides|[Aa]part from|[Aa]side from|[Ii]n order to|[Aa]ccording to|[Tt]hrough|[Aa]s for)"
)
_LOST = re.compile(
    rf"(?:\A|[,;:] ){_OPENING} [^,;:.]{{4,90}}, (but |and )?(also |even |still |only |not only )?([a-z]+)\b"
)
_FINITE = frozenset("zbhm")
_SURE, _LOOK = 0.8, 0.6


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each clause without a subject."""
    for tagged in context.tagged:
        match = _LOST.search(tagged.text)
        if not match or not (match[2] or match[1]):
            continue
        if word_class(match[3]) in _FINITE:
            start = match.start(1) if match[1] else match.start(2)
            base = tagged.sentence.span.start
            sure = match.start() == 0
            yield flag_span(
                rule,
                tagged,
                Span(base + start, base + match.end()),
                "no subject stands before this verb",
                _SURE if sure else _LOOK,
                severity=Severity.minor,
            )


rule = Rule(
    name="garble.lost-subject",
    summary="a clause that lost its subject after “in addition to”",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("In addition to a degree, also requires a height of 170 centimetres.", flagged=("also requires",)),
    ),
    counterexamples=(
        Example("In addition to a degree, the school also requires a test. Besides that, only time will tell."),
        Example("According to the police, also known as the yard, nobody was hurt."),
    ),
)
