"""A paragraph of the original that the translation leaves out.

## What it does
Pairs the paragraphs of the article with those of the original, by length and by the figures, names and places that
both have. Flagged are paragraphs of the original that nothing translates, and translations that are far shorter than
the rest of the article leads to expect.

## Why it matters
Machines drop sentences, and whole paragraphs when text is cut at a limit; the article reads well without them.

## Example
The original has three paragraphs, the article two: the place where the third belongs is shown.

## Fix safety
None is offered: it must be translated.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Option, Rule, Severity, Span

_SHOWN = 40
_LEAST_LETTERS = 20  # a shorter paragraph is a headline, a byline or a source line


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each paragraph left out, at the paragraph before its place."""
    ratios = [_length(target) / len(original) for original, target in context.pairs if original and target]
    import statistics

    usual = statistics.median(ratios) if ratios else 0.0
    share = context.options["share"]
    assert isinstance(share, float)  # noqa: S101 - options have the type of their default
    before = document.blocks[0].span if document.blocks else Span(0, 0)
    for original, target in context.pairs:
        letters = sum(letter.isalnum() for letter in original)
        if letters >= _LEAST_LETTERS:
            if not target:
                yield _finding(document, before, original, "no paragraph translates")
            elif _length(target) < share * usual * len(original) and len(ratios) > 2:
                yield _finding(document, target[0], original, "this is far too short to translate all of")
        before = target[-1] if target else before


def _length(target: tuple[Span, ...]) -> int:
    return sum(map(len, target))


def _finding(document: Document, place: Span, original: str, what: str) -> Finding:
    shown = " ".join(original.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
    end = document.text.find(" ", min(place.start + _SHOWN, place.end), place.end)
    return Finding(
        rule=rule.name,
        span=Span(place.start, end if end > 0 else place.end),
        message=f"{what} {shown!r}",
        error_type=rule.error_type,
        severity=rule.severity,
        evidence=(f"the original: {shown}",),
        score=0.6,
    )


_ORIGINAL = """俄罗斯总统普京周一在莫斯科会见了来访的土耳其总统埃尔多安。

双方讨论了纳戈尔诺-卡拉巴赫地区的停火协议和难民的返回问题。

会谈持续了3个小时，结束后双方没有举行联合记者会发表声明。"""

rule = Rule(
    name="source.omitted-paragraph",
    summary="a paragraph of the original that the translation leaves out",
    error_type=ErrorType.accuracy_omission,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    options={"share": Option(0.3, "the share of the expected length below which a paragraph counts as cut")},
    examples=(
        Example(
            "Russian President Putin met visiting Turkish President Erdogan in Moscow on Monday.\n\n"
            "The talks took 3 hours; no joint press conference or statement followed them.",
            flagged=("Russian President Putin met visiting Turkish",),
            source=_ORIGINAL,
        ),
    ),
    counterexamples=(
        Example(
            "Russian President Putin met visiting Turkish President Erdogan in Moscow on Monday.\n\n"
            "Both discussed the ceasefire in Nagorno-Karabakh and the return of refugees.\n\n"
            "The talks took 3 hours; no joint press conference or statement followed them.",
            source=_ORIGINAL,
        ),
    ),
    needs_source=True,
)
