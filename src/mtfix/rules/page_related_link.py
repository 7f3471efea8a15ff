"""A line that leads to other articles: "Related:", "Read more".

## What it does
Finds lines that start as links to other pages, sharing buttons and copyright notes do.

## Why it matters
They belong to the web page, not to the article.

## Example
"Related reading: The minister's career"

## Fix safety
Unsafe: the line is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.lines import line_of, removal
from mtfix.text.segment import SentenceKind

_LINK = lazy.compile(
    r"(?:(?:Related|Recommended|Further|Extended|More)(?: (?:news|articles?|stories|reading|links?|reports?"
    r"|content|topics))?"
    r"|See also|Read (?:more|also|next)|Also read|Next(?: article| page)?|Previous(?: article| page)?"
    r"|Original (?:link|title|article)"
    r"|You may also like|Tags|Keywords|Share(?: to| this)?|Disclaimer|Statement)\s*[:：|>»]",
    re.IGNORECASE,
)
_SIGNS = frozenset(":：|>»")
_OPENINGS = tuple(
    "related recommended further extended more see read also next previous original you tags keywords share disclaimer "
    "statement".split()
)
_PHRASES = (
    "click here", "scan the qr code", "follow us", "share this", "share on", "share to", "sign up for", "sign up to",
    "subscribe to", "download the app", "download our app", "print this", "copyright ©", "copyright by",
    *(f"copyright {figure}" for figure in range(10)), "©", "all rights reserved", "return to home", "return to top",
    "return to the home", "return to the top", "back to top", "leave a comment", "view original", "view full text",
    "view the original", "view the full text", "read original", "read full text", "read the original",
    "read the full text",
)  # fmt: skip
_LONGEST, _SCORE = 160, 0.75


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such line."""
    for tagged in context.tagged:
        if len(tagged.text) > _LONGEST or not _leads_away(tagged.text):
            continue
        span = tagged.sentence.span
        block = document.blocks[tagged.sentence.block].span
        if tagged.sentence.kind is SentenceKind.sentence:
            line = line_of(document, block, span.start)
            if document.text[line.start : span.start].strip() or len(line) > _LONGEST:
                continue  # in the middle of a paragraph it is the author's own
            span = Span(span.start, max(span.end, line.end))  # "Copyright 2020 YCPress. All rights reserved."
        fix = removal(document, tagged.sentence.block, span, "drop the line", 0.7)
        yield flag_span(rule, tagged, span, "a line of the web page", _SCORE, fixes=(fix,))


def _leads_away(line: str) -> bool:
    low = line.lower()
    if low.startswith(_PHRASES):
        return True
    return low.startswith(_OPENINGS) and not _SIGNS.isdisjoint(line) and _LINK.match(line) is not None


rule = Rule(
    name="page.related-link",
    summary="a line that leads to other articles",
    error_type=ErrorType.design_markup,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "He left on Friday.\n\nRelated reading: The minister's career",
            flagged=("Related reading: The minister's career",),
            fixed="He left on Friday.\n\n",
        ),
        Example("All rights reserved.", flagged=("All rights reserved.",)),
    ),
    counterexamples=(Example("More than ten related articles were read. He said: share this. Next week, he leaves."),),
)
