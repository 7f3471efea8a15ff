"""The path of the page before the headline: "Home Politics ...".

## What it does
Finds "Home" and the names of sections, or "You are here:", at the start of one of the first lines.

## Why it matters
It is the web page's menu and no part of the article.

## Example
"Home Politics Minister resigns"

## Fix safety
Unsafe: the path is removed; a headline may start with the same words.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.lines import removal
from mtfix.text.segment import SentenceKind

_SECTION = (
    r"(?:Politics|World|News|Business|Economy|Economics|Sports?|Culture|Society|International|Domestic|China|Russia|Asia"
    r"|Europe|Finance|Tech|Technology|Entertainment|Opinions?|Military|Life|Lifestyle|Health|Education|Science|Travel|Local"
    r"|Videos?|Photos?|Latest|Headlines|Current Affairs|Home|Main|Policy|Law|Army|Incidents|Articles?|Focus"
    r"|National|Global)"
)
_JOINT = r"\s*[>»›/|·→-]+\s*"
_PATH = lazy.compile(
    rf"(?:You are here|Current (?:location|position)|Your (?:current )?(?:location|position)"
    rf"|Location)\s*[:：]\s*[^\n]{{0,80}}?(?:{_JOINT}(?=\S)|\Z)"
    rf"|(?:Home(?: [Pp]age)?|Front [Pp]age|Main [Pp]age|Homepage)(?:(?:{_JOINT}"
    rf"|\s+){_SECTION}\b(?!['’]))+(?:{_JOINT}|\s+)?"
    rf"|{_SECTION}(?:\s*[>»›]+\s*[A-Z][\w ]{{2,24}}?(?=\s*[>»›]|\Z))+(?:\s*[>»›]+\s*)?"
)
# What each of these begins with, or holds.
_OPENINGS = ("You are here", "Current ", "Your ", "Location", "Home", "Front ", "Main ")
_ARROWS = frozenset(">»›")
_FIRST_LINES, _SCORE = 4, 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for a path in the first lines."""
    for tagged in context.tagged[:_FIRST_LINES]:
        if tagged.sentence.kind not in (SentenceKind.headline, SentenceKind.sentence):
            continue
        if _may_be_path(tagged.text) and (match := _PATH.match(tagged.text)):
            start = tagged.sentence.span.start
            shown = match.group().rstrip(" >»›/|·→-")
            fix = removal(document, tagged.sentence.block, Span(start, start + match.end()), "drop the path", 0.8)
            span = Span(start, start + len(shown))
            yield flag_span(rule, tagged, span, "the path of the web page", _SCORE, fixes=(fix,))


def _may_be_path(line: str) -> bool:
    return line.startswith(_OPENINGS) or not _ARROWS.isdisjoint(line)


rule = Rule(
    name="page.breadcrumb",
    summary="the path of the web page before the headline",
    error_type=ErrorType.design_markup,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("Home Politics Minister resigns", flagged=("Home Politics",), fixed="Minister resigns"),
        Example("Home > News > World > Minister resigns", flagged=("Home > News > World",), fixed="Minister resigns"),
    ),
    counterexamples=(Example("Home prices rise in China\n\nHome affairs minister resigns."),),
)
