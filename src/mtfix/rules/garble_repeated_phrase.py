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

import re
from collections import Counter
from collections.abc import Iterator

from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag
from mtfix.text.tagging import Tagged

_BETWEEN = frozenset({",", ";", "and", "or", "、"})
_LONGEST = 16
_CONTENT = frozenset("NSxvVZzDEeGgJFYC")
_ALPHA = frozenset("NSxvVZzDEeGgJFYCPUAI")
_VERB = re.compile("[bhkmzDEVe]")
_SOUNDS = frozenset("ding ring bang boom ha la na ho tap tick beep woof yeah hip holy".split())
_LOOP, _TWICE, _WORDS = 0.95, 0.75, 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each stretch of a sentence that repeats itself."""
    for tagged in context.tagged:
        words = [word.lower() for word in tagged.words]
        if len(set(zip(words, words[1:], strict=False))) < len(words) - 1:  # some pair of words comes back
            yield from _repetitions(tagged, words)


def _repetitions(tagged: Tagged, words: list[str]) -> Iterator[Finding]:
    at, found = 0, False
    while at < len(words) - 1:
        length, second, end, times = _copies(words, tagged.letters, at)
        if times > 1:
            found = True
            for start in range(at + 1, at + length):  # "came, and he | came, and he": better "he came | and he came"
                if words[start - 1] in _BETWEEN and words[start] not in _BETWEEN:
                    aligned = _copies(words, tagged.letters, start)
                    if aligned[3] > 1:
                        at, (length, second, end, times) = start, aligned
                        break
            yield _finding(tagged, at, length, second, end, times)
            at = end
        else:
            at += 1
    if not found:
        yield from _scattered(tagged, words)


def _copies(words: list[str], letters: str, at: int) -> tuple[int, int, int, int]:
    """The longest phrase at `at` that is followed by itself: its length, the copy's place, the end, how many times."""
    for length in range(min(_LONGEST, (len(words) - at) // 2), 0, -1):
        if letters[at] in ",.;:" or letters[at + length - 1] in ",;c":
            continue
        phrase, times, place, second = words[at : at + length], 1, at + length, 0
        while True:
            start = place
            while start < len(words) and words[start] in _BETWEEN and start - place < 2:
                start += 1
            if words[start : start + length] != phrase:
                break
            second = second or start
            place, times = start + length, times + 1
        if times > 1 and _tells(words[at], letters[at : at + length], times):
            return length, second, place, times
    return 0, 0, at, 1


def _tells(word: str, letters: str, times: int) -> bool:
    """Whether so short a phrase said so often is a defect: rhetoric may say one word three times in a row."""
    content = sum(letter in _ALPHA for letter in letters)
    if len(letters) == 1:
        return (
            times > 2 and letters in "NSxvVZzDEeGgUP" and word not in _SOUNDS
        )  # words twice in a row are another rule's
    if len(letters) == 2:
        return times > 2 and content > 0
    return content > 0 and "#" not in letters[:1]


def _finding(tagged: Tagged, at: int, length: int, second: int, end: int, times: int) -> Finding:
    phrase = " ".join(tagged.words[at : at + length])
    sure = length > 5 or (times > 2 and length > 1)
    score = _LOOP if times > 2 and length > 1 else _WORDS if times > 2 else _TWICE
    fixes: tuple[Fix, ...] = ()
    if times == 2:
        remove = Span(tagged.span(at, at + length).end, tagged.span(second, end).end)
        reason = "other words may have stood there"
        fixes = (Fix("drop the repetition", (Edit(remove, ""),), Applicability.unsafe, 0.6, reason),)
    return flag(
        rule,
        tagged,
        (at, end),
        f"{phrase!r} stands {times} times in a row",
        score,
        severity=Severity.major if sure else Severity.minor,
        fixes=fixes,
    )


def _scattered(tagged: Tagged, words: list[str]) -> Iterator[Finding]:
    """A phrase of three words, two of them with content, three times in one sentence."""
    grams = Counter(zip(words, words[1:], words[2:], strict=False))
    for gram, times in grams.most_common(1):
        if times < 3:
            return
        at = next(i for i in range(len(words)) if tuple(words[i : i + 3]) == gram)
        letters = tagged.letters[at : at + 3]
        if _VERB.search(letters) and sum(letter in _CONTENT for letter in letters) > 1:  # not a term, as "public fund"
            last = max(i for i in range(len(words)) if tuple(words[i : i + 3]) == gram) + 3
            yield flag(
                rule, tagged, (last - 3, last), f"{' '.join(gram)!r} stands {times} times in one sentence", _TWICE,
                severity=Severity.minor,
            )  # fmt: skip


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
