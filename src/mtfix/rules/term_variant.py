"""A listed wrong rendering of a name or term.

## What it does
Finds every place where a glossary's variant names a concept, and puts the preferred form there.

## Why it matters
A machine translates one name in many ways within one article ("Naka", "Naqqa"); readers take them for several things.

## Example
"the Naqqa conflict" becomes "the Nagorno-Karabakh conflict"; a possessive, capitals and a/an are kept right.

## Fix safety
Safe where the glossary says so and nothing around the place casts doubt. It becomes a suggestion where the edit would
repeat a neighbouring word, where a capitalised neighbour may belong to a longer name, where capitals may be an
abbreviation, where the entry is only proposed, and where the variant says `action: suggest`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.matching.context import Context
from mtfix.matching.mentions import MentionKind
from mtfix.matching.replacement import replacement
from mtfix.model import Applicability, Document, ErrorType, Example, Finding, Fix, Option, Rule, Severity
from mtfix.text.quotations import inside_quotation

_GLOSSARY = """
mtfix: 1
entries:
- preferred: Nagorno-Karabakh
  type: place
  variants: [Naka, Naqqa]
- preferred: Pham Minh Chinh
  type: person
  variants: [Fan Mingzheng, Van Minh]
- preferred: 2022 China Returnees
  type: title
  variants: [{text: China Returnees, unless: {window_any: [nobody]}}]
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each place that the glossary would have replaced."""
    for mention in context.mentions.notable:
        if mention.kind is not MentionKind.variant or mention.action not in (Action.fix, Action.suggest):
            continue
        if mention.rivals:
            continue
        new = replacement(document.text, mention)
        doubt = new.doubt
        if mention.action is Action.suggest:
            doubt = doubt or "the glossary only suggests it"
        if not context.options["in_quotations"] and inside_quotation(document.text, mention.span):
            doubt = doubt or "it stands in a quotation"
        found = document.text[mention.span.start : mention.span.end]
        confidence = 0.98 if doubt is None else 0.6
        yield Finding(
            rule=rule.name,
            span=mention.span,
            message=f"{found!r} is a rendering of {new.text!r}",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=(
                Fix(
                    title=f"replace with {new.text!r}",
                    edits=new.edits,
                    applicability=Applicability.safe if doubt is None else Applicability.unsafe,
                    confidence=confidence,
                    reason=doubt,
                ),
            ),
            evidence=mention.evidence + ((f"note: {mention.term.note}",) if mention.term.note else ()),
            concept=mention.concept.id,
            score=confidence,
        )


rule = Rule(
    name="term.variant",
    summary="a listed wrong rendering of a name or term",
    error_type=ErrorType.terminology_inconsistent,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    options={
        "in_quotations": Option(True, "edit inside quotations as well; a machine translated them too"),
    },
    examples=(
        Example(
            "Talks on the Naqqa conflict and Naka's future.",
            flagged=("Naqqa", "Naka"),
            fixed="Talks on the Nagorno-Karabakh conflict and Nagorno-Karabakh's future.",
            glossary=_GLOSSARY,
        ),
        Example(
            "Premier Fan Mingzheng met Van Minh Tri.",
            flagged=("Fan Mingzheng", "Van Minh"),
            fixed="Premier Pham Minh Chinh met Van Minh Tri.",
            glossary=_GLOSSARY,
        ),
        Example(
            "FIGHTING IN NAKA ENDS", flagged=("NAKA",), fixed="FIGHTING IN NAGORNO-KARABAKH ENDS", glossary=_GLOSSARY
        ),
    ),
    counterexamples=(
        Example("See https://naka.example/Naka, @Naka and Naka.html in Nagorno-Karabakh.", glossary=_GLOSSARY),
        Example("Nakamura met the naka players.", glossary=_GLOSSARY),
        Example("the 2022 China Returnees", glossary=_GLOSSARY),
    ),
)
