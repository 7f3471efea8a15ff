"""A word written twice in a row.

## What it does
Finds the same word twice with nothing between ("the the"), but not where English doubles on purpose: "had had",
"that that", "very very", a verb's particle before a preposition ("went on on Monday"), names ("Duran Duran").

## Why it matters
Machines stutter when they lose their place; the second word often hides a lost one.

## Example
"The talks in in the capital went on."

## Fix safety
Unsafe: deleting the second word is right nearly always, but a different word may have stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.tagging import Tagged

_TWICE = re.compile(r"(?<![\w'’.-])([A-Za-z]+(?:['’][a-z]+)?)(\s+)\1(?![\w'’-]|\.\w)", re.IGNORECASE)
_DOUBLED_ON_PURPOSE = frozenset(
    """had that very so no many much more long far really well yes bye ha knock big too never please now there her you
    it is do who what blah la da na ho hey hear boy wow oh uh um er ding bang tut chop win go hush night
    ylang ding quite pretty good old little way rah""".split()
)
_WHATEVER = re.compile(r"\b(?:what|who|which|where)(?:ever)?\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE)
_PARTICLES = frozenset("on in up over by off out down through to as".split())
_SURE, _LOOK = 0.9, 0.55


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each doubled word."""
    for tagged in context.tagged:
        for match in _TWICE.finditer(tagged.text):
            if severity := _severity(match[1], match[0], tagged.text[: match.start()]):
                yield _finding(tagged, match, severity)


def _severity(word: str, both: str, before: str) -> Severity | None:
    low = word.lower()
    if _WHATEVER.search(before):
        return None  # whatever happens happens
    if low in _DOUBLED_ON_PURPOSE or (both.isupper() and len(word) < 3):
        return None
    second = both[-len(word) :]
    if second[0].isupper() and low not in ("the", "of", "and", "a", "in", "for"):
        return None  # a name: Pago Pago, Fang Fang
    return Severity.minor if low in _PARTICLES else Severity.major


def _finding(tagged: Tagged, match: re.Match[str], severity: Severity) -> Finding:
    base = tagged.sentence.span.start
    remove = Span(base + match.end(1), base + match.end())
    return flag_span(
        rule,
        tagged,
        Span(base + match.start(), base + match.end()),
        f"{match[1]!r} stands twice in a row",
        _SURE if severity is Severity.major else _LOOK,
        severity=severity,
        fixes=(
            Fix(f"drop the second {match[1]!r}", (Edit(remove, ""),), Applicability.unsafe, 0.8, "a word may be lost"),
        ),
    )


rule = Rule(
    name="garble.repeated-word",
    summary="a word written twice in a row",
    error_type=ErrorType.duplication,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The talks with with the council went on.",
            flagged=("with with",),
            fixed="The talks with the council went on.",
        ),
        Example("He saw the The gate.", flagged=("the The",), fixed="He saw the gate."),
    ),
    counterexamples=(
        Example("He had had enough, and said that that was very very bad."),
        Example("Duran Duran played in Pago Pago, and prices grew stronger and stronger."),
    ),
)
