"""A day of the month without its month: "on the 9th".

## What it does
Finds "on the 9th" where neither the sentence nor the two before it name a month.

## Why it matters
Chinese, Japanese and Korean papers name the day alone; an English reader, who may read it months later, is lost.

## Example
"The ministry said on the 9th that talks would go on."

## Fix safety
None is offered: the month is in the original's date line.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span

_DAY = lazy.compile(
    r"\b(?:on|since|from|until|before|after|by) the (?:[12]?\d|3[01])(?:st|nd|rd|th)\b"
    r"(?=[,.;:!?)]|\s+(?:local|that|and|to|in|at|with|by|for|from|the|a|an|he|she|it|they|of this month|when"
    r"|after|said|\w+ed)\b|\s*\Z)"
)
_MONTH = lazy.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|month|floor|round|century|place|hole|lap|minute)"
)
_HINT = lazy.compile(r"\bthe \d\d?(?:st|nd|rd|th)\b")
_BACK, _SCORE = 2, 0.5


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each day without a month."""
    if not _HINT.search(document.text):
        return
    for index, tagged in enumerate(context.tagged):
        match = _DAY.search(tagged.text)
        if not match:
            continue
        near = context.tagged[max(index - _BACK, 0) : index + 1]
        if not any(_MONTH.search(one.text) for one in near):
            base = tagged.sentence.span.start
            span = Span(base + match.start(), base + match.end())
            yield flag_span(rule, tagged, span, "a day, but no month is named", _SCORE)


rule = Rule(
    name="garble.ordinal-day",
    summary="a day of the month without its month",
    error_type=ErrorType.locale_date,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(Example("The ministry said on the 9th that talks would go on.", flagged=("on the 9th",)),),
    counterexamples=(
        Example("Talks began on October 10. On the 18th, they failed. They met again on the 9th of May."),
        Example("She lives on the 9th floor and was hurt on the 18th hole."),
    ),
)
