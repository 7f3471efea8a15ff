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

import itertools
from collections.abc import Iterator

from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag
from mtfix.text.tagging import Tagged

_DOUBLED_ON_PURPOSE = frozenset(
    """had that very so no many much more long far really well yes bye ha knock big too never please now there her you
    it is do who what blah la da na ho hey hear boy wow oh uh um er ding bang tut chop win go hush night
    ylang ding quite pretty good old little way rah""".split()
)
_WHATEVER = frozenset("what who which where whatever whoever whichever wherever".split())
_PARTICLES = frozenset("on in up over by off out down through to as".split())
_SURE, _LOOK = 0.9, 0.55


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each doubled word."""
    for tagged in context.tagged:
        words = [word.lower() for word in tagged.words]
        for at, (first, second) in enumerate(itertools.pairwise(words)):
            if first == second and first.isalpha() and (severity := _severity(tagged, words, at)):
                yield _finding(tagged, at, severity)


def _severity(tagged: Tagged, words: list[str], at: int) -> Severity | None:
    word, second = words[at], tagged.words[at + 1]
    if word in _DOUBLED_ON_PURPOSE or not _WHATEVER.isdisjoint(words[max(at - 3, 0) : at]):
        return None  # whatever happens happens
    if second[0].isupper() and word not in ("the", "of", "and", "a", "in", "for"):
        return None  # a name: Pago Pago, Fang Fang
    return Severity.minor if word in _PARTICLES else Severity.major


def _finding(tagged: Tagged, at: int, severity: Severity) -> Finding:
    word = tagged.words[at]
    remove = Span(tagged.span(at, at + 1).end, tagged.span(at + 1, at + 2).end)
    reason = "a word may be lost"
    return flag(
        rule,
        tagged,
        (at, at + 2),
        f"{word!r} stands twice in a row",
        _SURE if severity is Severity.major else _LOOK,
        severity=severity,
        fixes=(Fix(f"drop the second {word!r}", (Edit(remove, ""),), Applicability.unsafe, 0.8, reason),),
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
