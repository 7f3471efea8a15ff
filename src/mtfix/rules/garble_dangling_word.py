"""A sentence or clause that ends with a word that needs another after it.

## What it does
Finds articles, possessives, conjunctions and some prepositions right before the mark that closes a sentence
("such as.", "and the."), and articles before a comma, colon or bracket.

## Why it matters
What should have followed is lost.

## Example
"They founded towns on the coast, such as."

## Fix safety
None is offered: only the original knows the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.segment import SentenceKind
from mtfix.text.tagging import Tagged

_CLOSED = lazy.compile(r"[A-Za-z'](?=[.?!]\"?\Z)")
_ARTICLE = lazy.compile(r"d(?=[,:;)])")
_NEVER_LAST = frozenset(
    """the a an and or nor albeit because although unless whereas their my our your every whose lest during among
    amongst via per than toward towards despite regarding concerning""".split()
)
_ARTICLES = frozenset("the a an their its our your".split())
_SURE, _LOOK = 0.9, 0.7


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each dangling word."""
    for tagged in context.tagged:
        if tagged.sentence.kind in (SentenceKind.sentence, SentenceKind.list_item):
            yield from _last(tagged)
        if "d" in tagged.letters:
            for match in _ARTICLE.finditer(tagged.letters):
                word = tagged.words[match.start()]
                if word in _ARTICLES and tagged.letters[match.start() - 1 : match.start()] != "(":
                    yield _finding(tagged, match.start(), match.end(), _LOOK)


def _last(tagged: Tagged) -> Iterator[Finding]:
    match = _CLOSED.search(tagged.letters[-3:])
    if not match or len(tagged.words) < 4 or tagged.words[-1] in ("...", "…"):
        return
    at = match.start() + max(len(tagged.letters) - 3, 0)
    word = tagged.words[at]
    if word in _NEVER_LAST:
        yield _finding(tagged, at, at + 1, _SURE)
    elif word == "as" and tagged.words[at - 1].lower() == "such":
        yield _finding(tagged, at - 1, at + 1, _SURE)


def _finding(tagged: Tagged, first: int, last: int, score: float) -> Finding:
    shown = " ".join(tagged.words[first:last])
    severity = Severity.major if score == _SURE else Severity.minor
    return flag(rule, tagged, (first, last), f"nothing follows {shown!r}", score, severity=severity)


rule = Rule(
    name="garble.dangling-word",
    summary="a sentence or clause that ends with a word that needs another after it",
    error_type=ErrorType.grammar,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example("They founded towns on the coast, such as.", flagged=("such as",)),
        Example("Traffic fell after years of growth, albeit.", flagged=("albeit",)),
        Example("He saw the, and left at once.", flagged=("the",)),
    ),
    counterexamples=(
        Example("That is what he was looking for. He wants to. It was a big if, and the win was his."),
        Example("He chose plan A. And the..."),
        Example("Article 6 (1) (a) is met in [the] north; the city has its plans, the state has its."),
    ),
)
