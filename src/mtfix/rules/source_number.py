"""A number that the translation changes.

## What it does
Compares the numbers of each paragraph with those of its original by value: 万, 亿, млн, млрд, percentages, decades,
ranges ("12至14万") and Chinese numerals are understood, and spelt-out English ones. Flagged is a number of the original
that the translation does not have, at the number that stands in its place.

## Why it matters
4765亿 is 476.5 billion; machines write "4.765 trillion". The sentence reads well and is wrong by a factor of ten.

## Example
With 4765亿美元 in the original, "a loss of 4,765 billion dollars" is flagged.

## Fix safety
No fix: a number may be rounded, converted or left out on purpose. The message says what the original has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtfix.matching.context import Context
from mtfix.matching.numbers import Number, numbers_in, unmatched
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span

# Kinds that English may well say otherwise ("on Friday", "last month").
_SAID_OTHERWISE = ("day", "month", "ordinal", "year")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each number of the original that its translation lacks."""
    for original, target in context.pairs:
        if target and original:
            ours = numbers_in(original, context.source_language or "")
            theirs = [
                Number(
                    Span(one.span.start + span.start, one.span.end + span.start),
                    one.text,
                    one.value,
                    one.kind,
                    one.scaled,
                )
                for span in target
                for one in numbers_in(document.text[span.start : span.end], "en")
            ]
            lacking, extra = unmatched(ours, theirs)
            for number in filter(_tells, lacking):
                yield _finding(document, number, extra, target[0])


def _tells(number: Number) -> bool:
    """Whether a missing number is more than a manner of speaking."""
    if number.kind in _SAID_OTHERWISE:
        return False
    return number.scaled or number.kind in ("percent", "decade") or (number.text[0].isdigit() and number.value >= 10)


def _finding(document: Document, number: Number, extra: Sequence[Number], target: Span) -> Finding:
    instead = _in_place_of(number, extra)
    span = instead.span if instead else Span(target.start, min(target.end, _line_end(document.text, target)))
    wrong_scale = instead is not None and instead.digits == number.digits
    said = f"the original has {number.text!r}, {english(number)}"
    if wrong_scale and instead:
        message = f"{instead.text.strip()!r} is not of the size of {number.text!r}: {english(number)}"
    elif instead:
        message = f"{instead.text.strip()!r} stands where {said}"
    else:
        message = f"{said}; this paragraph has no such number"
    return Finding(
        rule=rule.name,
        span=span,
        message=message,
        error_type=rule.error_type,
        severity=Severity.major if instead else Severity.minor,
        evidence=(said,),
        score=0.9 if wrong_scale else 0.7 if instead else 0.5,
    )


def _in_place_of(number: Number, extra: Sequence[Number]) -> Number | None:
    """The number of the translation that probably renders `number`: the same digits, else the only one of its kind."""
    same_digits = [one for one in extra if one.digits == number.digits and len(number.digits) > 1]
    if same_digits:
        return same_digits[0]
    alike = [one for one in extra if (one.kind == "percent") == (number.kind == "percent") and one.value >= 10]
    return alike[0] if len(alike) == 1 else None


def english(number: Number) -> str:
    """How English says the value: "476.5 billion"."""
    if number.kind == "percent":
        return f"{number.value:g} percent"
    if number.kind == "decade":
        return f"the {number.value:g}s"
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if number.value >= size:
            return f"{number.value / size:.6g} {word}"
    return f"{number.value:,.6g}" if number.value < 1e4 else f"{number.value:,.0f}"


def _line_end(text: str, target: Span) -> int:
    """The end of the first few words of a paragraph."""
    at = target.start
    for _ in range(5):
        following = text.find(" ", at + 1, target.end)
        if following < 0:
            return target.end
        at = following
    return at


rule = Rule(
    name="source.number",
    summary="a number that the translation changes",
    error_type=ErrorType.accuracy_mistranslation,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example("It lost 4,765 billion dollars.", flagged=("4,765 billion",), source="市值损失4765亿美元。"),
        Example("Sales rose by 73 percent.", flagged=("73 percent",), source="销售额增长37%。"),
        Example("Около 5 thousand people left.", flagged=("5 thousand",), source="Уехали 5 млн человек в 2022 году."),
    ),
    counterexamples=(
        Example("It lost $476.5bn in 1980s money, 30 percent.", source="按80年代币值损失4765亿美元，即百分之三十。"),
        Example("Between 120,000 and 140,000 people came in February.", source="2月12至14万人前来。"),
        Example("Dozens came on Friday.", source="10日数十人前来。"),
    ),
    needs_source=True,
)
