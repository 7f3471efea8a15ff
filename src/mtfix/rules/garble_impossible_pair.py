"""Two words that never stand side by side.

## What it does
Finds pairs that no English clause allows: "for of", "very want", "is became", "he they", "would can".

## Why it matters
One of the two is left over from another wording, or a word between them is lost.

## Example
"The minister is became the head of the party."

## Fix safety
None is offered: either word may be the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag

# By word class, see mtfix.text.lexicon: prepositions, a preposition and a verb or a clause, "very" and a verb, two
# finite verbs, two subjects, a modal without a verb.
_PAIR = lazy.compile(r"[pt](?=p|r[bhk])|p(?=V[dqoNSPJ])|(?<!d)A(?=[VvxDzbmh])|b(?=D)|r(?=r)|m(?=[mJ])")
_BEFORE_OF = frozenset("at by for from to with into".split())
_BEFORE_VERB = frozenset("of for without by from after before with through".split())  # needs -ing
_BEFORE_CLAUSE = frozenset("to of despite".split())  # "because of he was", "due to they are"
_NO_VERB = frozenset("able unable capable possible impossible".split())
_SUBJECTS = frozenset("he she they we i".split())
_FELT = frozenset("want need hope love hate wish enjoy support".split())  # "very close" is none of them
_SCORE = 0.75


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each pair."""
    for tagged in context.tagged:
        for match in _PAIR.finditer(tagged.letters):
            at = match.start()
            first, second = tagged.words[at].lower(), tagged.words[at + 1].lower()
            if _is_impossible(match[0], tagged.letters[at + 1], first, second):
                yield flag(rule, tagged, (at, at + 2), f"{second!r} cannot follow {first!r}", _SCORE)


def _is_impossible(letter: str, second_letter: str, first: str, second: str) -> bool:
    if letter in "pt" and second_letter == "p":
        return first in _BEFORE_OF and second == "of"
    if letter in "pt" and second_letter == "r":
        return first in _BEFORE_CLAUSE and second in _SUBJECTS - {"i"}
    if letter == "p":
        return first in _BEFORE_VERB and second != "follow"  # "a game of follow the leader"
    if letter == "A":
        return first == "very" and (second in _FELT or second_letter not in "vx")
    if letter == "r":
        return first in _SUBJECTS and second in _SUBJECTS
    if letter == "m" and second_letter == "J":
        return second in _NO_VERB
    if letter == "m":
        return "will" not in (first, second)  # "the owner's will would be the law"
    return True


rule = Rule(
    name="garble.impossible-pair",
    summary="two words that never stand side by side",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The minister is became the head of the party.", flagged=("is became",)),
        Example("Readers very want to know how the plan for of the city went.", flagged=("very want", "for of")),
        Example("Because of he was ill, nobody can able to say it.", flagged=("of he", "can able")),
        Example("It is a means of manage their own affairs.", flagged=("of manage",)),
    ),
    counterexamples=(
        Example("The owner's will would be the law; the very heart of it came from inside of the house."),
        Example("What he thought they knew was out of reach, as far as I can see."),
    ),
)
