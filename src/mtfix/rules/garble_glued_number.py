"""A number glued to an ordinary word.

## What it does
Finds digits with a word of three letters or more behind them ("10million", "250pxDrapas"), but no unit, ordinal
or code.

## Why it matters
The blank was lost in the conversion; often more was lost with it.

## Example
"About 30kilometres of road were closed."

## Fix safety
Unsafe: a blank is put between where the rest is an English word; codes and product names may look the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.lexicon import UNKNOWN, word_class

_GLUED = lazy.compile(r"(?<![\w.,:/#@-])[$€£¥]?\d+(?:[.,]\d+)*([A-Za-z]{3,})(?![\w-]|\.\w)")
# Units and suffixes that stand without a blank in ordinary copy.
_UNITS = frozenset(
    """mbps gbps kbps tbps khz mhz ghz thz kwh mwh gwh twh mah kph mph rpm dpi ppm ppb fps bhp psi mpg kgs kms lbs pts
    pcs hrs mins secs sec min hpa mpa kpa kva mva bps bln mln hrs gmt utc est aedt aest cet bst pst nth rds ths usd eur
    rmb gbp jpy cny hkd""".split()
)
_SURE, _LOOK = 0.9, 0.6


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each number with a word glued to it."""
    for tagged in context.tagged:
        if "#" not in tagged.letters:
            continue
        for match in _GLUED.finditer(tagged.text):
            word = match[1]
            if word.lower() in _UNITS or word.isupper():
                continue
            base = tagged.sentence.span.start
            known = word_class(word.lower()) != UNKNOWN
            at = base + match.start(1)
            yield flag_span(
                rule,
                tagged,
                Span(base + match.start(), base + match.end()),
                f"a number glued to {word!r}",
                _SURE if known else _LOOK,
                severity=Severity.major if known else Severity.minor,
                fixes=(Fix("put a blank between", (Edit(Span(at, at), " "),), Applicability.unsafe, 0.8),)
                if known
                else (),
            )


rule = Rule(
    name="garble.glued-number",
    summary="a number glued to an ordinary word",
    error_type=ErrorType.spelling,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "About 30kilometres of road were closed.",
            flagged=("30kilometres",),
            fixed="About 30 kilometres of road were closed.",
        ),
        Example("A 250pxDrapas of land units.", flagged=("250pxDrapas",)),
    ),
    counterexamples=(
        Example("The 5G network reached 500Mbps at 9:00am in the 1990s, 50km from the G20 and 7Eleven-like shops."),
        Example("The 3rd Battalion bought 20kWh for $5bn; see 2nd.example and Boeing 747SP."),
    ),
)
