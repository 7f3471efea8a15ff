"""A word pulled apart: "can not", "U.S. ' s", "do n't".

## What it does
Finds "can not" that is no "can not only", and clitics parted from their word by a blank.

## Why it matters
The blanks come from the machine's tokens; careful copy writes "cannot" and "U.S.'s".

## Example
"The height can not exceed two metres."

## Fix safety
Unsafe: the parts are joined.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span

_CANNOT = lazy.compile(r"\b[Cc]an( )not\b(?! (?:only|just|merely|simply|but)\b)")
_CLITIC = lazy.compile(
    r"(?<=\w)(?<!s)(\.? ?)['’]( )s\b|\w( )n['’]t\b|\w( )['’](?:s|re|ve|ll)\b(?! )|\b(?:don|isn|doesn|didn"
    r"|won)['’]( )t\b"
)
_KEYS = ("an not", *(apart for mark in "'’" for apart in (f" {mark}", f"{mark} s", f"{mark} t", f" n{mark}t")))
_SCORE, _CAN_NOT = 0.5, 0.4  # "can not" is an older spelling as well


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each word pulled apart."""
    for tagged in context.having(*_KEYS):
        for match in (*_CANNOT.finditer(tagged.text), *_CLITIC.finditer(tagged.text)):
            base = tagged.sentence.span.start
            blanks = [at for at in range(match.start(), match.end()) if tagged.text[at] == " "]
            edits = tuple(Edit(Span(base + at, base + at + 1), "") for at in blanks)
            fix = Fix("join the parts", edits, Applicability.unsafe, 0.8)
            span = Span(base + match.start(), base + match.end())
            score = _CAN_NOT if match[0].endswith("an not") else _SCORE
            yield flag_span(rule, tagged, span, "a word pulled apart", score, fixes=(fix,))


rule = Rule(
    name="garble.split-word",
    summary="a word pulled apart",
    error_type=ErrorType.spelling,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The height can not exceed two metres.",
            flagged=("can not",),
            fixed="The height cannot exceed two metres.",
        ),
        Example("The state ' s success was short.", flagged=(" ' s",), fixed="The state's success was short."),
    ),
    counterexamples=(Example("You can not only see but hear it. The workers' strike isn't over; 'so be it'."),),
)
