"""Spellings of which a house chooses one: Macau or Macao.

## What it does
Finds the spellings that the house does not use (option `choices`, each "other=ours").

## Why it matters
Both are right, and machines mix them inside one article.

## Example
With "Macau=Macao", "in Macau" becomes "in Macao".

## Fix safety
Unsafe: the other spelling may belong to a firm's or paper's own name ("Macau Daily Times").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.errors import ConfigError
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Option, Rule, Severity, Span


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each spelling of another house. Raises `ConfigError` for a choice without "="."""
    choices = dict(_choice(text) for text in _texts(context.options["choices"]))
    if not choices:
        return
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(choices, key=len, reverse=True))) + r")(?!\w)")
    for match in pattern.finditer(document.text):
        span, ours = Span(*match.span()), choices[match.group()]
        yield Finding(
            rule=rule.name,
            span=span,
            message=f"the house writes {ours!r}",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=(Fix(f"write {ours!r}", (Edit(span, ours),), Applicability.unsafe, 0.8),),
            score=0.8,
        )


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _choice(text: str) -> tuple[str, str]:
    other, equals, ours = text.partition("=")
    if not equals or not other.strip() or not ours.strip():
        raise ConfigError(f"style.house-choice: {text!r} is no choice. Write it as 'Macau=Macao'.")
    return other.strip(), ours.strip()


rule = Rule(
    name="style.house-choice",
    summary="a spelling of which the house uses the other",
    error_type=ErrorType.style_house,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    options={"choices": Option(("Macau=Macao",), "pairs 'other=ours', exact and whole words")},
    enabled=False,
    examples=(
        Example("He flew to Macau.", flagged=("Macau",), fixed="He flew to Macao."),
        Example("A colour", flagged=("colour",), fixed="A color", options={"choices": ("colour=color",)}),
    ),
    counterexamples=(Example("He flew to Macao; the macaus and Macauese stayed."),),
)
