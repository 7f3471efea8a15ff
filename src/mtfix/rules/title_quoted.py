"""A newspaper's title in quotation marks that stood for Chinese title marks.

## What it does
Finds titles that the glossary lists as `type: work` inside quotation marks of their own: “Washington Post”.

## Why it matters
Chinese sets titles in 《》; machines turn these into quotation marks, which English copy does not use for newspapers,
magazines and agencies, and which read as irony.

## Example
'According to the “Washington Post” report' becomes 'According to the Washington Post report'.

## Fix safety
Safe: the marks enclose a listed title and nothing else. Titles that are not listed are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import ConceptType
from mtfix.matching.context import Context
from mtfix.matching.mentions import Mention, MentionKind
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span

_PAIRS = {"“": "”", '"': '"', "《": "》", "‘": "’", "'": "'", "〈": "〉", "「": "」", "«": "»"}
_GLOSSARY = """
mtfix: 1
entries:
- {preferred: The Washington Post, type: work, admitted: [Washington Post]}
- {preferred: Naka, type: place}
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each listed title that quotation marks enclose."""
    for mention in context.mentions.notable:
        if mention.concept.type is ConceptType.work and mention.kind is not MentionKind.variant:
            yield from _quoted(document, mention)


def _quoted(document: Document, mention: Mention) -> Iterator[Finding]:
    text, start, end = document.text, mention.span.start, mention.span.end
    opening, closing = text[max(start - 1, 0) : start], text[end : end + 1]
    if not opening or not closing or _PAIRS.get(opening) != closing or _belongs_to_word(text, start, end):
        return
    span = Span(start - 1, end + 1)
    yield Finding(
        rule=rule.name,
        span=span,
        message=f"quotation marks around the title {text[start:end]!r}",
        error_type=rule.error_type,
        severity=rule.severity,
        fixes=(
            Fix(
                "drop the quotation marks",
                (Edit(Span(start - 1, start), ""), Edit(Span(end, end + 1), "")),
                Applicability.safe,
                0.95,
            ),
        ),
        concept=mention.concept.id,
        score=0.95,
    )


def _belongs_to_word(text: str, start: int, end: int) -> bool:
    """Whether a mark is an apostrophe, or touches a letter outside so that removing it would glue words."""
    return text[start - 2 : start - 1].isalnum() or text[end + 1 : end + 2].isalnum()


rule = Rule(
    name="title.quoted",
    summary="a newspaper's title in quotation marks that stood for Chinese title marks",
    error_type=ErrorType.punctuation,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "According to the “Washington Post” report",
            flagged=("“Washington Post”",),
            fixed="According to the Washington Post report",
            glossary=_GLOSSARY,
        ),
    ),
    counterexamples=(
        Example("The Washington Post said “Naka” and “Washington Post readers” in one breath.", glossary=_GLOSSARY),
    ),
)
