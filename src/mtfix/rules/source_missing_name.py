"""A name of the original that its translation does not have.

## What it does
Pairs the paragraphs of the article with those of its original. Where the original names a concept of the glossary and
the translation has no right form of it, the words that stand in its place are looked for: by likeness, by sound, and
among capitalised words that nothing else in the original accounts for. The same words for the same name are one
finding with all its places.

## Why it matters
Half of the trouble with names is a wrong name used throughout, and two in five have nothing in common with the right
one: 杉杉 as "Sugo", 自由时报 as "Free Times". No reader of the English alone can see it.

## Example
The original has 卡赫拉曼马拉什, the glossary Kahramanmaras, the article "Kahraman Malash": flagged, with the fix.

## Fix safety
Safe only where two witnesses agree with the original: the phrase is very like the name and stands so in two or more
paragraphs, each where the original has the name; or it is the very pinyin of the source form. Else a suggestion: the
words found may be another name's. Where nothing in the paragraph fits, it is flagged without a fix.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mtfix import lazy
from mtfix.glossary.model import Action, ConceptType, Term, TermKind
from mtfix.matching.context import Context
from mtfix.matching.located import Located, Missing
from mtfix.matching.mentions import Mention, MentionKind
from mtfix.matching.replacement import replacement
from mtfix.model import Applicability, Document, ErrorType, Example, Finding, Fix, Rule, Severity, Span

# With one of these a sentence may speak of somebody without the name.
_PRONOUN = lazy.compile(r"\b(?:he|him|his|she|her|hers|they|them|their|it|its)\b", re.IGNORECASE)
# With these likenesses and lengths no fix was wrong in the development articles.
_VERY_LIKE, _SPELT = 0.8, 5
_NAMELESS = (ConceptType.term, ConceptType.title, ConceptType.demonym)

_GLOSSARY = """
mtfix: 1
entries:
- preferred: Liberty Times
  type: organisation
  source: {zh: [自由时报]}
- preferred: Kahramanmaras
  type: place
  source: {zh: [卡赫拉曼马拉什]}
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each wrong rendering of a name, with all its places, and one for each name that is not there."""
    places: dict[tuple[str, str], list[tuple[Located, Missing]]] = defaultdict(list)
    for missing in context.missing:
        for place in missing.located:
            found = document.text[place.span.start : place.span.end]
            places[missing.profile.concept.id, found].append((place, missing))
        if not missing.located and not _may_go_unnamed(document, missing):
            yield _unnamed(document, missing)
    for (_, found), some in places.items():
        yield _wrong(document, found, some)


def _wrong(document: Document, found: str, some: Sequence[tuple[Located, Missing]]) -> Finding:
    best, missing = max(some, key=lambda one: one[0].score)
    spans = sorted(place.span for place, _ in some)
    evidence = list(best.evidence)
    if len(spans) > 1:
        evidence.append(f"so in {len(spans)} places, each where the original has {missing.form!r}")
    fix = _fix(document, found, some)
    return Finding(
        rule=rule.name,
        span=spans[0],
        message=f"{found!r} stands where the original has {missing.form!r}, {best.wording!r}",
        error_type=ErrorType.terminology_wrong,
        severity=rule.severity,
        fixes=(fix,),
        evidence=tuple(evidence),
        concept=missing.profile.concept.id,
        score=fix.confidence,
        related=tuple(spans[1:]),
    )


def _fix(document: Document, found: str, some: Sequence[tuple[Located, Missing]]) -> Fix:
    """The replacement of all places of one wrong rendering."""
    best = max((place for place, _ in some), key=lambda place: place.score)
    term = Term(found, TermKind.variant)
    new = [
        replacement(
            document.text,
            Mention(place.span, one.profile.concept, term, MentionKind.fuzzy, Action.suggest),
            best.wording,
        )
        for place, one in some
    ]
    doubt = next((one.doubt for one in new if one.doubt), None)
    recurring = len({one.target for _, one in some}) > 1 and min(place.alike for place, _ in some) >= _VERY_LIKE
    if doubt is None and not recurring and not all(place.spelt and len(found) >= _SPELT for place, _ in some):
        doubt = "only the original tells; a person should look"
    places = f" in {len(some)} places" if len(some) > 1 else ""
    confidence = min(0.95, best.score + 0.05 * (len(some) - 1)) if doubt else 0.96
    return Fix(
        f"replace with {best.wording!r}{places}",
        tuple(edit for one in new for edit in one.edits),
        Applicability.unsafe if doubt else Applicability.safe,
        round(confidence, 2),
        doubt,
    )


def _may_go_unnamed(document: Document, missing: Missing) -> bool:
    """Whether good English may leave the name out: an ordinary term, or a pronoun in its place."""
    if missing.profile.concept.type in _NAMELESS or not missing.profile.is_name:
        return True
    return any(_PRONOUN.search(document.text, span.start, span.end) for span in missing.target)


def _unnamed(document: Document, missing: Missing) -> Finding:
    concept = missing.profile.concept
    first = missing.target[0]
    return Finding(
        rule=rule.name,
        span=_first_words(document, first),
        message=f"the original names {missing.form!r}; this paragraph has no {concept.preferred.text!r}",
        error_type=rule.error_type,
        severity=Severity.minor,
        evidence=(f"the original has {missing.form!r}" + (f" {missing.count} times" if missing.count > 1 else ""),),
        concept=concept.id,
        score=0.5,
    )


def _first_words(document: Document, span: Span) -> Span:
    """The beginning of a paragraph: to mark all of it would hide what else is marked there."""
    text = document.text[span.start : span.end]
    match = re.match(r"\s*(?:\S+\s+){0,4}\S+", text)
    return Span(span.start, span.start + match.end()) if match else span


rule = Rule(
    name="source.missing-name",
    summary="a name of the original that the translation does not have",
    error_type=ErrorType.accuracy_omission,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The Free Times reported on Friday.",
            flagged=("Free Times",),
            glossary=_GLOSSARY,
            source="自由时报周五报道。",
        ),
        Example(
            "The quake hit Kahraman Malash.",
            flagged=("Kahraman Malash",),
            glossary=_GLOSSARY,
            source="地震袭击了卡赫拉曼马拉什。",
        ),
        Example(
            "A newspaper reported on Friday.",
            flagged=("A newspaper reported on Friday.",),
            glossary=_GLOSSARY,
            source="自由时报周五报道。",
        ),
    ),
    counterexamples=(
        Example("The Liberty Times said so.", glossary=_GLOSSARY, source="自由时报说。"),
        Example("It said so on Friday.", glossary=_GLOSSARY, source="自由时报周五说。"),
    ),
    needs_source=True,
)
