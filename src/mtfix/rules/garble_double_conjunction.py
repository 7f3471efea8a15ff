"""One clause tied to the next twice: "although ..., but", "because ..., so".

## What it does
Finds a sentence part that opens with "although", "though" or "even though" and is answered by ", but", or that opens
with "because" and is answered by ", so".

## Why it matters
Chinese, Japanese and Korean use both words; in English the second one breaks the sentence.

## Example
"Although the price is high, but many buy it."

## Fix safety
Unsafe: the second word is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span

_TWICE = lazy.compile(
    r"(?:\A|[,;“\"] ?(?:and |but |that )?|\bthat )(?:(?:[Aa]lthough|[Tt]hough|[Ee]ven though"
    r"|[Ww]hile it is true that) [^.;?!“\"]{5,120}?,( but) "
    r"|[Bb]ecause [^.;?!“\"]{5,120}?,( so) (?=the|it|he|she|they|we|I|this|these|many|some|there)\b)"
)
_KEYS = "hough ", "hile it is true that ", "ecause "
_SCORE = 0.6


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each pair."""
    for tagged in context.having(*_KEYS):
        for match in _TWICE.finditer(tagged.text) if ", but " in tagged.text or ", so " in tagged.text else ():
            base = tagged.sentence.span.start
            group = 1 if match[1] else 2
            blank, end = base + match.start(group), base + match.end(group)
            word = match[group].strip()
            fix = Fix(f"drop {word!r}", (Edit(Span(blank, end), ""),), Applicability.unsafe, 0.6)
            first = match.group().lstrip(' ,;“"').split()[0]
            message = f"{word!r} repeats what {first!r} has said"
            yield flag_span(rule, tagged, Span(blank + 1, end), message, _SCORE, fixes=(fix,))


rule = Rule(
    name="garble.double-conjunction",
    summary="one clause tied to the next twice",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "Although the price is high, but many buy it.",
            flagged=("but",),
            fixed="Although the price is high, many buy it.",
        ),
        Example("Because it rained all day, so the match was off.", flagged=("so",)),
    ),
    counterexamples=(
        Example("Although it is dear, they buy it; it sells, but slowly. He left because he was ill, so to speak."),
    ),
)
