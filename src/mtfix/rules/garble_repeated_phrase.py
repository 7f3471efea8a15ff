"""A phrase or clause said twice or more in a row: the loop of a machine that lost its place.

## What it does
Finds a phrase that is followed by itself, with at most a comma, "and" or "or" between, and a phrase with at least two
content words that stands three times in one sentence.

## Why it matters
Neural systems fall into loops; what should have stood in their place is lost.

## Example
"It tells the history of the people, the history of the people, the history of the people."

## Fix safety
Unsafe for a plain repetition: the copy is removed, but other words may have stood in its place. None for loops.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag
from mtfix.text.repetition import Repetition, repetitions
from mtfix.text.tagging import Tagged

_CONTENT = frozenset("NSxvVZzDEeGgJFYCPUAI")
_VERB = lazy.compile("[bhkmzDEVe]")
_SOUNDS = frozenset("ding ring bang boom ha la na ho tap tick beep woof yeah hip holy".split())
_LOOP, _TWICE, _WORDS = 0.95, 0.75, 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each stretch of a sentence that repeats itself."""
    for tagged in context.tagged:
        words = [word.lower() for word in tagged.words]
        found = [one for one in repetitions(words) if _tells(one, words, tagged.letters)]
        for one in found:
            yield _finding(tagged, one)
        if not found:
            yield from _scattered(tagged, words)


def _tells(one: Repetition, words: list[str], letters: str) -> bool:
    """Whether so short a phrase said so often is a defect: words twice in a row are another rule's."""
    own = letters[one.start : one.start + one.length]
    if one.length == 1:
        return one.times > 2 and own in "NSxvVZzDEeGgUP" and words[one.start] not in _SOUNDS
    if not any(letter in _CONTENT for letter in own):
        return False
    return one.times > 2 if one.length == 2 else own[0] != "#"


def _finding(tagged: Tagged, one: Repetition) -> Finding:
    phrase = " ".join(tagged.words[one.start : one.start + one.length])
    loop = one.times > 2 and one.length > 1
    fixes: tuple[Fix, ...] = ()
    if one.times == 2:
        remove = Span(tagged.span(one.start, one.start + one.length).end, tagged.span(one.second, one.end).end)
        reason = "other words may have stood there"
        fixes = (Fix("drop the repetition", (Edit(remove, ""),), Applicability.unsafe, 0.6, reason),)
    return flag(
        rule,
        tagged,
        (one.start, one.end),
        f"{phrase!r} stands {one.times} times in a row",
        _LOOP if loop else _WORDS if one.times > 2 else _TWICE,
        severity=Severity.major if loop or one.length > 5 else Severity.minor,
        fixes=fixes,
    )


def _scattered(tagged: Tagged, words: list[str]) -> Iterator[Finding]:
    """A phrase of three words, with a verb and another content word, three times in one sentence."""
    if len(set(words)) > len(words) - 6:
        return
    grams = Counter(zip(words, words[1:], words[2:], strict=False))
    gram, times = grams.most_common(1)[0]
    places = [at for at in range(len(words) - 2) if tuple(words[at : at + 3]) == gram]
    letters = tagged.letters[places[0] : places[0] + 3]
    if times > 2 and _VERB.search(letters) and sum(letter in _CONTENT for letter in letters) > 1:  # no mere term
        yield flag(
            rule,
            tagged,
            (places[-1], places[-1] + 3),
            f"{' '.join(gram)!r} stands {times} times in one sentence",
            _TWICE,
            severity=Severity.minor,
        )


rule = Rule(
    name="garble.repeated-phrase",
    summary="a phrase said twice or more in a row, as a machine in a loop does",
    error_type=ErrorType.duplication,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "It tells the history of the people, the history of the people, the history of the people.",
            flagged=("the history of the people, the history of the people, the history of the people",),
        ),
        Example(
            "They are gathered together, and were gathered together, and were gathered together.",
            flagged=("were gathered together, and were gathered together",),
            fixed="They are gathered together, and were gathered together.",
        ),
        Example(
            "The work needs deepening, deepening, deepening of reform.", flagged=("deepening, deepening, deepening",)
        ),
    ),
    counterexamples=(
        Example("Prices rose again and again, and the team grew stronger and stronger, year after year."),
        Example("He was minister of trade, minister of health and minister of labour."),
        Example("The score was 2-1, 2-1 and 3-1 on the day of the final."),
    ),
)
