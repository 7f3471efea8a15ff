"""A word that is probably a mistranslated name, but is also a right word.

## What it does
Flags the variants that a glossary lists with `action: flag`, where their conditions hold, and offers the wording that
the glossary suggests.

## Why it matters
亚方, the Armenian side, becomes "Asia"; no list may replace "Asia" by itself, but an editor must see the place.

## Example
"the region was attacked by Asia" is flagged with the suggestion "the Armenian side".

## Fix safety
Never safe and never applied by itself: the suggestion is shown, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.matching.context import Context
from mtfix.matching.mentions import Mention, MentionKind
from mtfix.matching.replacement import replacement
from mtfix.model import Applicability, Document, ErrorType, Example, Finding, Fix, Rule, Severity

_GLOSSARY = """
mtfix: 1
entries:
- preferred: Armenia
  type: place
  variants:
  - {text: Asia, action: flag, suggest: the Armenian side,
     when: {document_all: [Armenia, Azerbaijan], sentence_any: [attacked by]}, unless: {window_any: [Central]}}
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each flag-only variant whose conditions hold."""
    for mention in context.mentions.notable:
        if mention.kind is MentionKind.variant and mention.action is Action.flag and not mention.rivals:
            yield _finding(document, mention)


def _finding(document: Document, mention: Mention) -> Finding:
    found = document.text[mention.span.start : mention.span.end]
    wordings = mention.term.choices or (mention.term.suggest or mention.concept.preferred.text,)
    fixes = tuple(
        Fix(f"did the original say {wording!r}?", replacement(document.text, mention, wording).edits, _SHOWN, 0.5)
        for wording in wordings
    )
    note = mention.term.note or mention.concept.note
    return Finding(
        rule=rule.name,
        span=mention.span,
        message=f"{found!r} may be a mistranslation of {mention.concept.preferred.text!r}",
        error_type=rule.error_type,
        severity=rule.severity,
        fixes=fixes,
        evidence=mention.evidence + ((f"note: {note}",) if note else ()),
        concept=mention.concept.id,
        score=0.5,
    )


_SHOWN = Applicability.display

rule = Rule(
    name="term.suspect",
    summary="a word that is probably a mistranslated name, but is also a right word",
    error_type=ErrorType.accuracy_mistranslation,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "Azerbaijan and Armenia fought on. The region was attacked by Asia.",
            flagged=("Asia",),
            fixed="Azerbaijan and Armenia fought on. The region was attacked by Asia.",
            glossary=_GLOSSARY,
        ),
    ),
    counterexamples=(
        Example("Azerbaijan and Armenia lie between Europe and Asia.", glossary=_GLOSSARY),
        Example("Armenia and Azerbaijan: the convoy was attacked by Central Asia fighters.", glossary=_GLOSSARY),
    ),
)
