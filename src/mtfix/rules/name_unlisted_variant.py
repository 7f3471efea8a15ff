"""A name that is probably a wrong rendering of a listed one, though no glossary lists it.

## What it does
Compares the article's phrases with all names of the glossaries: spelling and sound word by word, in any order, the
pinyin or romanisation of the source form, words that listed variants exchange, kinds of bodies that translators
exchange (bureau, department). What is near enough is offered as the listed name.

## Why it matters
A machine renders a name in ways that nobody can list beforehand: "Yingmen Aviation Technology" for Eagles Men Aviation
Science and Technology, "Cai Meina" for Tsai Mei-na.

## Example
With "Farhad Meysami" in the glossary, "Farhad Mesami" is flagged, with the words that agree as evidence.

## Fix safety
Never safe: on real pairs no measure tells a misspelling from another name. Names that are known to be right (places,
given names, leaders) are not offered for each other: Austria stays Austria. The larger the glossary, the nearer a
phrase must come, unless the article names the concept elsewhere; and where the original is at hand and does not name
the concept, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action, Term, TermKind
from mtfix.matching.candidates import Candidate
from mtfix.matching.context import Context
from mtfix.matching.fuzzy import wording_of
from mtfix.matching.mentions import Mention, MentionKind
from mtfix.matching.replacement import replacement
from mtfix.matching.unlisted import unlisted
from mtfix.model import Applicability, Document, ErrorType, Example, Finding, Fix, Option, Rule, Severity

_GLOSSARY = """
mtfix: 1
entries:
- preferred: Farhad Meysami
  type: person
- preferred: Tsai Mei-na
  type: person
  source: {zh: [蔡美娜]}
- preferred: Austria
  type: place
- preferred: Shaanxi
  type: place
  source: {zh: [陕西]}
- preferred: Zhengzhou Healthcare Security Bureau
  type: organisation
- preferred: nonfarm payrolls
  type: term
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each phrase that is near a listed name."""
    anchored = {place.span for missing in (context.missing if context.pairs else ()) for place in missing.located}
    least = context.options["likeness"]
    assert isinstance(least, float)  # noqa: S101 - options have the type of their default
    for candidate in unlisted(context, least):
        if not any(span.overlaps(candidate.span) for span in anchored):  # source.missing-name knows more
            yield _finding(document, candidate, context)


def _finding(document: Document, candidate: Candidate, context: Context) -> Finding:
    span, concept = candidate.span, candidate.profile.concept
    found = document.text[span.start : span.end]
    wording = wording_of(candidate.likeness, candidate.profile)
    term = Term(found, TermKind.variant, Action.suggest)
    new = replacement(document.text, Mention(span, concept, term, MentionKind.fuzzy, Action.suggest), wording)
    return Finding(
        rule=rule.name,
        span=span,
        message=f"{found!r} may be a rendering of {wording!r}",
        error_type=rule.error_type,
        severity=rule.severity,
        fixes=(
            Fix(
                f"replace with {new.text!r}",
                new.edits,
                Applicability.unsafe,
                round(min(candidate.score, 0.95), 2),
                new.doubt or "likeness alone proves nothing",
            ),
        ),
        evidence=tuple(_evidence(candidate, context)),
        concept=concept.id,
        score=round(candidate.score, 2),
    )


def _evidence(candidate: Candidate, context: Context) -> Iterator[str]:
    likeness = candidate.likeness
    if likeness.form.kind == "romanised":
        yield f"it is how {_source_forms(candidate)} is read in Latin letters, or nearly"
    else:
        yield f"likeness {candidate.score:.2f} to the {likeness.form.kind} form {likeness.form.text!r}"
    for mine, theirs, alike in likeness.pairs:
        if not theirs:
            yield f"{mine!r} is the pinyin of a part of {_source_forms(candidate)}"
        elif alike < 1:
            yield f"{mine!r} for {theirs!r} ({alike:.2f})"
    if likeness.rest or likeness.missing:
        yield f"no match for {', '.join((*likeness.rest, *likeness.missing))}"
    named = sum(mention.concept.id == candidate.profile.concept.id for mention in context.mentions)
    if named:
        yield f"the article names {candidate.profile.concept.preferred.text!r} {named} times elsewhere"


def _source_forms(candidate: Candidate) -> str:
    return " or ".join(form for forms in candidate.profile.concept.source.values() for form in forms)


rule = Rule(
    name="name.unlisted-variant",
    summary="a name that is probably a wrong rendering of a listed one",
    error_type=ErrorType.terminology_inconsistent,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    options={"likeness": Option(0.76, "how near a phrase must come to a listed name, 0..1, in a small glossary")},
    examples=(
        Example("They released Farhad Mesami on Friday.", flagged=("Farhad Mesami",), glossary=_GLOSSARY),
        Example("Composer Cai Meina spoke first.", flagged=("Cai Meina",), glossary=_GLOSSARY),
        Example("US non-farm payrolls rose.", flagged=("non-farm payrolls",), glossary=_GLOSSARY),
    ),
    counterexamples=(
        Example("Australia, Shanxi and Zhengzhou sent experts.", glossary=_GLOSSARY),
        Example("Farhad Meysami and Farhad Mokhtari met Fariba Adelkhah.", glossary=_GLOSSARY),
        Example("The Zhengzhou Public Health Commission said so.", glossary=_GLOSSARY),
    ),
)
