"""A passive of a verb that has none.

## What it does
Finds "was happened", "were appeared", "is consisted of": a form of "be" with a verb that takes no object.

## Why it matters
Many languages mark such verbs as they mark passives; English does not, and the reader stumbles.

## Example
"The accident was happened near the station."

## Fix safety
None is offered: "happened" and "was caused" are both possible.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag

_BE = lazy.compile(r"[bi][nA]?(?=[EDFeI])")
_VERBS = frozenset(
    """happened occurred appeared emerged existed died arrived belonged consisted resulted seemed remained arisen
    erupted participated coincided elapsed persisted""".split()
)
_ASKED = lazy.compile(r"w[^,]*\Z")
_SCORE = 0.7


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such passive."""
    for tagged in context.tagged:
        for match in _BE.finditer(tagged.letters):
            verb, after = tagged.words[match.end()], tagged.words[match.end() + 1 : match.end() + 2]
            if verb not in _VERBS or after == ("at",) or _ASKED.search(tagged.letters[: match.start()]):
                continue  # "a formula was arrived at", "what the plan is remained open"
            words = (match.start(), match.end() + 1)
            yield flag(rule, tagged, words, f"{verb!r} has no passive", _SCORE)


rule = Rule(
    name="garble.passive-intransitive",
    summary="a passive of a verb that has none: 'was happened'",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The accident was happened near the station.", flagged=("was happened",)),
        Example("The committee is also consisted of nine members.", flagged=("is also consisted",)),
    ),
    counterexamples=(
        Example("A formula was arrived at, and what the plan is remained open. The disappeared were never found."),
    ),
)
