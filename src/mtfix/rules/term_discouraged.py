"""A form that is right elsewhere, but not in this house.

## What it does
Flags admitted forms that a glossary lists with `action: flag` (and offers the preferred form).

## Why it matters
Some names take sides or belong to another style: "Artsakh" is Armenian usage for Nagorno-Karabakh.

## Example
"the Artsakh authorities" is flagged; the preferred "Nagorno-Karabakh" is offered.

## Fix safety
Never applied by itself: the form may be meant, in a quotation for example.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.matching.context import Context
from mtfix.matching.mentions import MentionKind
from mtfix.matching.replacement import replacement
from mtfix.model import Applicability, Document, ErrorType, Example, Finding, Fix, Rule, Severity

_GLOSSARY = """
mtfix: 1
entries:
- preferred: Nagorno-Karabakh
  type: place
  admitted: [Karabakh, {text: Artsakh, action: flag, note: Armenian usage}]
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each admitted form that the glossary flags."""
    for mention in context.mentions.notable:
        if mention.kind is MentionKind.variant or mention.action not in (Action.flag, Action.suggest):
            continue
        found = document.text[mention.span.start : mention.span.end]
        new = replacement(document.text, mention)
        yield Finding(
            rule=rule.name,
            span=mention.span,
            message=f"{found!r} is discouraged; the house form is {new.text!r}",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=(Fix(f"replace with {new.text!r}", new.edits, Applicability.display, 0.5),),
            evidence=(f"note: {mention.term.note}",) if mention.term.note else (),
            concept=mention.concept.id,
            score=0.4,
        )


rule = Rule(
    name="term.discouraged",
    summary="a form that is right elsewhere, but not in this house",
    error_type=ErrorType.style_house,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("the Artsakh authorities", flagged=("Artsakh",), fixed="the Artsakh authorities", glossary=_GLOSSARY),
    ),
    counterexamples=(Example("the Karabakh authorities", glossary=_GLOSSARY),),
)
