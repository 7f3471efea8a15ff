"""The site's name behind the headline: "Minister resigns - City News Online".

## What it does
Finds a dash or bar and the name of a news site at the end of one of the first headlines.

## Why it matters
It is the title of the browser window, not the headline.

## Example
"Minister resigns - City News Online"

## Fix safety
No fix is offered: the words may be wanted, and a name in them may need mending of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.segment import SentenceKind

_NAMES = "News Online Daily Times Net Network network Agency Press Post Herald CNN BBC ECNS Xinhua Reuters".split()
_SUFFIXES = tuple("com cn net org ru".split())
_SITE = lazy.compile(
    r"(?:\s*[-–—|_]+\s*(?:[A-Z][\w.&'’]*+(?: (?:of|the|and|for))?[ ]?){1,5})*"
    r"\s*[-–—|_]+\s*(?:[A-Z][\w.&'’]*+(?: (?:of|the|and|for))? ){0,5}"
    rf"(?:{'|'.join(_NAMES)}|\w+\.(?:{'|'.join(_SUFFIXES)}))\Z"
)
_ENDINGS = (*_NAMES, *_SUFFIXES)
_FIRST_LINES, _SCORE = 3, 0.8


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each site's name."""
    for tagged in context.tagged[:_FIRST_LINES]:
        if tagged.sentence.kind is not SentenceKind.headline:
            continue
        match = _SITE.search(tagged.text) if tagged.text.endswith(_ENDINGS) else None
        if match and match.start() > 0:
            base = tagged.sentence.span.start
            whole = Span(base + match.start(), base + match.end())
            shown = Span(whole.end - len(match.group().lstrip(" -–—|_")), whole.end)
            yield flag_span(rule, tagged, shown, "the name of the web site", _SCORE)


rule = Rule(
    name="page.site-name",
    summary="the site's name behind the headline",
    error_type=ErrorType.design_markup,
    severity=Severity.neutral,
    check=check,
    explanation=__doc__,
    examples=(
        Example("Minister resigns - City News Online", flagged=("City News Online",)),
        Example("Minister resigns - Rolling News - City Daily", flagged=("Rolling News - City Daily",)),
    ),
    counterexamples=(Example("Minister resigns - deputy follows\n\nHe read the City-Press."),),
)
