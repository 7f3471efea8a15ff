"""Words that a small language model finds improbable together.

## What it does
Asks a small language model (SmolLM2-135M, run on this machine) about each sentence. Where it takes the sentence for
garbled, the five words that surprise it most are marked. A sentence that it only finds likelier to be garbled than
the average one is a hint, which is neutral: it ranks last and fails no check.
Runs only with ``--model lm`` or ``model = "lm"`` in the configuration.

## Why it matters
A sentence can keep every rule of form and still make no sense: a wrong word, a clause in the wrong place, a verb that
is missing. Only a model of the language sees that.

## Example
"The farmers which opened the elephant to dissolve, and the fields of clear terms were remained the storm."

## Fix safety
None is offered: the model knows that something is wrong, not what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Option, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.segment import SentenceKind
from mtfix.text.tagging import Tagged

if TYPE_CHECKING:
    from mtfix.lm import Surprisal

# Headlines, captions and cells are telegrams, which surprise the model when they are sound.
_JUDGED = (SentenceKind.sentence, SentenceKind.list_item)
_SHORTEST = 4  # words; on fewer the model has nothing to go by


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each sentence that scores the threshold or more, and a neutral one for those near it."""
    from mtfix.lm import score

    threshold, hint = _number(context, "threshold"), _number(context, "hint")
    lines = [one for one in context.tagged if one.sentence.kind in _JUDGED and one.text.count(" ") >= _SHORTEST - 1]
    for tagged, opinion in zip(lines, score([one.text for one in lines]), strict=True):
        if opinion.score >= threshold:
            yield _finding(tagged, opinion, "finds this sentence improbable, most of all", Severity.minor)
        elif opinion.score >= hint:
            yield _finding(tagged, opinion, "is not sure of this sentence, least of all of", Severity.neutral)


def _number(context: Context, name: str) -> float:
    value = context.options[name]
    assert isinstance(value, int | float)  # noqa: S101 - the configuration was checked against the default
    return value


def _finding(tagged: Tagged, opinion: Surprisal, verdict: str, severity: Severity) -> Finding:
    start, end = opinion.span
    base = tagged.sentence.span.start
    return flag_span(
        rule,
        tagged,
        Span(base + start, base + end),
        f"a language model {verdict} {tagged.text[start:end]!r}",
        round(opinion.score, 2),
        severity=severity,
    )


rule = Rule(
    name="garble.improbable-words",
    summary="words that a small language model finds improbable together",
    error_type=ErrorType.unintelligible,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    options={
        "threshold": Option(0.5, "report sentences that are garbled with this probability or more"),
        "hint": Option(0.09, "report those with this probability or more as hints, which are neutral; 0 ranks all"),
    },
    examples=(
        Example(
            "The two ministers in Geneva ceasefire the met on discuss Monday to of the.",
            flagged=("ceasefire the met on discuss",),
        ),
        Example(
            "The farmers which opened the elephant to dissolve, and the fields of clear terms were remained the storm.",
            flagged=("opened the elephant to dissolve,",),
        ),
    ),
    counterexamples=(
        Example("The two ministers met in Geneva on Monday to discuss the ceasefire."),
        Example(
            "Mr Pham Minh Chinh told reporters in Hanoi that the bridge over the river would open in October 2024."
        ),
    ),
    enabled=False,
    model="lm",
)
