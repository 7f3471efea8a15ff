"""Pieces of a date line inside the text: "(Reporter Li Ming)".

## What it does
Finds the reporter's name in brackets, and "This newspaper news" before it.

## Why it matters
Chinese and Russian agencies put agency, town, date and reporter before the first sentence; translated, they break it.

## Example
"City News (Reporter Li Ming) The bridge was opened."

## Fix safety
No fix is offered: the words may be wanted, and a name in them may need mending of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span

_REPORTER = lazy.compile(
    r"(?:\A(?:This|Our) (?:newspaper|news|website|site|network)(?: news| report)? ?)?"
    r"[（(](?:by )?(?:our |the |this newspaper |all-media |trainee |special )?(?:[Rr]eporters?|[Cc]orrespondents?"
    r"|[Jj]ournalists?)"
    r"[:,]? (?:[A-Z][\w'’-]*[, ]*(?:and |、)?){1,10}[）)] ?"
)
_KEYS = "eporter", "orrespondent", "ournalist"
_SCORE = 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each piece."""
    for tagged in context.having(*_KEYS):
        for match in _REPORTER.finditer(tagged.text):
            base = tagged.sentence.span.start
            whole = Span(base + match.start(), base + match.end())
            shown = Span(whole.start, whole.start + len(match.group().rstrip()))
            yield flag_span(rule, tagged, shown, "a piece of the original's date line", _SCORE)


rule = Rule(
    name="page.dateline",
    summary="pieces of a date line inside the text",
    error_type=ErrorType.design_markup,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "City News (Reporter Li Ming) The bridge was opened.",
            flagged=("(Reporter Li Ming)",),
        ),
        Example("This news (reporter Li Ming) last night a bridge was opened.",
                flagged=("This news (reporter Li Ming)",)),
    ),
    counterexamples=(Example("The reporter (who was late) asked Li Ming. Reporters without a pass (ten) waited."),),
)  # fmt: skip
