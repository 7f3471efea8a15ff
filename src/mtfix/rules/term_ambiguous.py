"""One rendering that several concepts claim.

## What it does
Flags a variant that two entries list, and one that lists several `choices` itself.

## Why it matters
"Lacey" may be the president or somebody else; replacing it by the first entry that comes along makes a fluent error.

## Example
With "Lacey" listed for both Raisi and Lacy, every "Lacey" is flagged with both wordings.

## Fix safety
Never applied by itself: each wording is offered, a person decides.
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
- preferred: Raisi
  type: person
  variants: [Lacey]
- preferred: Lacy
  type: person
  variants: [Lacey]
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each place with more than one claimant."""
    for mention in context.mentions.notable:
        if mention.kind is not MentionKind.variant or not mention.rivals or mention.action is Action.allow:
            continue
        claimants = (mention.concept, *mention.rivals)
        found = document.text[mention.span.start : mention.span.end]
        yield Finding(
            rule=rule.name,
            span=mention.span,
            message=f"{found!r} may stand for " + " or ".join(repr(one.preferred.text) for one in claimants),
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=tuple(
                Fix(
                    f"replace with {one.preferred.text!r}",
                    replacement(document.text, mention, one.preferred.text).edits,
                    Applicability.display,
                    1 / len(claimants),
                )
                for one in claimants
            ),
            evidence=tuple(f"{one.glossary}:{one.line}: {one.preferred.text!r} lists it" for one in claimants),
            concept=mention.concept.id,
            score=0.5,
        )


rule = Rule(
    name="term.ambiguous",
    summary="one rendering that several concepts claim",
    error_type=ErrorType.terminology_wrong,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(Example("President Lacey left.", flagged=("Lacey",), fixed="President Lacey left.", glossary=_GLOSSARY),),
    counterexamples=(Example("President Raisi met Mr Lacy.", glossary=_GLOSSARY),),
)
