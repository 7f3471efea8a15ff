"""A preposition that the word before it does not take: "famous by", "depends from".

## What it does
Finds some forty pairs of a verb or adjective and a preposition, or an object, that English never joins.

## Why it matters
The machine kept the preposition of the original language.

## Example
"The town is famous by its bridge."

## Fix safety
Unsafe: the usual preposition is offered where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span

# word, wrong preposition, right one ("" drops it). Source: usage notes of learners' grammars.
_PAIRS = (
    (r"famous", r"by|with", "for"),
    (r"depend(?:s|ed|ing)?", r"from|of", "on"),
    (r"dependent", r"from|of", "on"),
    (r"consist(?:s|ed)?", r"from|by", "of"),
    (r"interested", r"on|about", "in"),
    (r"similar", r"with", "to"),
    (r"responsible", r"of", "for"),
    (r"discuss(?:es|ed|ing)?", r"about", ""),
    (r"[Aa]ccording", r"with|of|by", "to"),
    (r"insist(?:s|ed)?", r"to", "on"),
    (r"compl(?:y|ies|ied)", r"to|of", "with"),
    (r"despite", r"of", ""),
    (r"(?:superior|inferior)", r"than", "to"),
    (r"pa(?:y|id|ys) attention", r"on|for", "to"),
    (r"afraid", r"from", "of"),
    (r"participat(?:e|es|ed|ing)", r"to", "in"),
    (r"rel(?:y|ies|ied|ying)", r"to|from", "on"),
    (r"belong(?:s|ed|ing)?", r"of|for", "to"),
    (r"guilty", r"in", "of"),
    (r"capable", r"for", "of"),
    (r"resemble[sd]?", r"to|with", ""),
    (r"equal", r"with", "to"),
    (r"accus(?:e|es|ed)", r"in|for", "of"),
    (r"aware", r"about", "of"),
    (r"proud", r"with", "of"),
)
_WRONG = lazy.compile("|".join(rf"\b(?:{word}) (?:{wrong})\b" for word, wrong, _ in _PAIRS))
_AFTER = lazy.compile(r" (?:far|now|then|here|there|time to|turn|course|example|instance|itself|the (?:start|end))\b")
_SCORE = 0.55


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each wrong pair."""
    for tagged in context.tagged:
        for match in _WRONG.finditer(tagged.text):
            if _AFTER.match(tagged.text, match.end()):
                continue
            base = tagged.sentence.span.start
            start, end = base + match.start() + match.group().rindex(" "), base + match.end()
            right = next(right for word, wrong, right in _PAIRS if re.fullmatch(f"{word} (?:{wrong})", match.group()))
            title = f"write {right!r}" if right else "drop the preposition"
            fix = Fix(title, (Edit(Span(start, end), f" {right}".rstrip()),), Applicability.unsafe, 0.6)
            span = Span(base + match.start(), end)
            yield flag_span(rule, tagged, span, f"English does not say {match.group()!r}", _SCORE, fixes=(fix,))


rule = Rule(
    name="garble.wrong-preposition",
    summary="a preposition that the word before it does not take",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The town is famous by its bridge.",
            flagged=("famous by",),
            fixed="The town is famous for its bridge.",
        ),
        Example("They discussed about it.", flagged=("discussed about",), fixed="They discussed it."),
    ),
    counterexamples=(
        Example("It depends on you; according to her, they rely on it, and he was accused of fraud in May."),
    ),
)
