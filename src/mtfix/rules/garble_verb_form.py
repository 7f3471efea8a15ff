"""A verb form that its auxiliary cannot take.

## What it does
Finds "will goes", "did not went", "has emerge", "is achieve", "the provide", "they is".

## Why it matters
Two renderings of a sentence were mixed, or a noun between the two words was lost.

## Example
"The goal was achieve last year."

## Fix safety
None is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.tagging import Tagged

# Sound participles and nouns that the lexicon lists as base verbs.
_PARTICIPLES = frozenset(
    """become come overcome run let go forecast burst broadcast quit shed bid restart
    rebuild reboot rewrite write receive""".split()
)
_SAYINGS = frozenset({("might", "makes"), ("must", "needs")})
_PATTERNS = (
    (lazy.compile(r"(?<![dJ'PqtoA])m[nA]{0,2}[zD]"), 0.85, "needs the base form after it"),
    (lazy.compile(r"kn[A]?[zDE]"), 0.85, "needs the base form after it"),
    (lazy.compile(r"(?<![dJ'])(?<![NSxvZP]r)h[nA]{0,2}V(?!o)"), 0.75, "needs a participle after it"),
    (lazy.compile(r"(?<![k])[bi][nA]{0,2}V"), 0.7, "cannot stand before a base form"),
    (lazy.compile(r"dV"), 0.7, "needs a noun after it"),
)
_AGREEMENT = lazy.compile(r"(?:(?<=^)|(?<=[,csT\"]))r[bhk]")
_SINGULAR, _PLURAL = frozenset("he she it".split()), frozenset("they we you".split())
_NOT_SINGULAR, _NOT_PLURAL = frozenset("are have do am".split()), frozenset("is was has does am".split())


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each impossible form."""
    for tagged in context.tagged:
        for pattern, score, reason in _PATTERNS:
            for match in pattern.finditer(tagged.letters):
                words = (match.start(), match.end())
                last = tagged.words[match.end() - 1].lower()
                if last in _PARTICIPLES or (tagged.words[words[0]].lower(), last) in _SAYINGS:
                    continue
                yield flag(rule, tagged, words, f"{tagged.words[words[0]]!r} {reason}", score)
        yield from _disagreement(tagged)


def _disagreement(tagged: Tagged) -> Iterator[Finding]:
    for match in _AGREEMENT.finditer(tagged.letters):
        subject, verb = (word.lower() for word in tagged.words[match.start() : match.end()])
        if (subject in _SINGULAR and verb in _NOT_SINGULAR) or (subject in _PLURAL and verb in _NOT_PLURAL):
            yield flag(rule, tagged, match.span(), f"{subject!r} does not go with {verb!r}", 0.8)


rule = Rule(
    name="garble.verb-form",
    summary="a verb form that its auxiliary cannot take",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The goal was achieve last year.", flagged=("was achieve",)),
        Example("They did not went home, and they is late.", flagged=("did not went", "they is")),
    ),
    counterexamples=(
        Example("He has become rich; all they do is provide food. The will says so. Let them go to work."),
        Example(
            "Might makes right, and a man must needs wage war. The names they have remain the same after a restart."
        ),
    ),
)
