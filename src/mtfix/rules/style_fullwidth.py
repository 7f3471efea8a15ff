"""Full-width punctuation, digits and letters in English copy.

## What it does
Finds ，。：；？！（）％ and full-width digits and letters beside Latin text.

## Why it matters
They come from East Asian keyboards, have the wrong width and break search.

## Example
"He left，and wept。" becomes "He left, and wept."

## Fix safety
Safe: each sign has one plain counterpart; a blank is added after punctuation where a word follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span

_WIDE = lazy.compile("[\uff01-\uff5e。、]+")
_EAST_ASIAN = lazy.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("。"): ord("."), ord("、"): ord(",")}
_BLANK_AFTER = frozenset(",.:;?!)")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each run of full-width signs that has no East Asian neighbour."""
    text = document.text
    if text.isascii():
        return
    for match in _WIDE.finditer(text):
        start, end = match.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if _EAST_ASIAN.match(before) or _EAST_ASIAN.match(after):
            continue
        new = match.group().translate(_PLAIN)
        if new[-1] in _BLANK_AFTER and after.isalnum() and not (before.isdigit() and after.isdigit()):
            new += " "
        if new[0] == "(" and before.isalnum():
            new = " " + new
        span = Span(start, end)
        yield Finding(
            rule=rule.name,
            span=span,
            message=f"full-width signs: {match.group()}",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=(Fix(f"write {new!r}", (Edit(span, new),), Applicability.safe, 0.95),),
            score=0.95,
        )


rule = Rule(
    name="style.fullwidth",
    summary="full-width punctuation, digits or letters in English copy",
    error_type=ErrorType.punctuation,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    enabled=False,
    examples=(
        Example("He left，and wept。", flagged=("，", "。"), fixed="He left, and wept."),
        Example("About １２％ of it（half）", flagged=("１２％", "（", "）"), fixed="About 12% of it (half)"),
    ),
    counterexamples=(Example("The name 张，王 and plain (ASCII), 12%."),),
)
