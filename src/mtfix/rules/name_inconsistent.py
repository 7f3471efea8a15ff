"""Two spellings of what is probably one name.

## What it does
Groups the names of an article that no glossary settles and no list knows by their spelling: words of five letters or
more that differ in a letter or two ("Meysami", "Mesami"), more freely where another word of the name is the same.

## Why it matters
A reader takes two spellings for two people. No glossary is needed to see that one article has both.

## Example
"Farhad Meysami" three times and "Farhad Mesami" once: both are shown, with their numbers.

## Fix safety
Shown only: the article cannot say which spelling is right. Where one is at least twice as frequent, it is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.matching.candidates import Settled
from mtfix.matching.clusters import Cluster, clusters
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity

_CLEAR = 2  # how many times as often the first spelling must stand to be offered


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each rarer spelling, with all its places."""
    spoken_for = {place.span for missing in (context.missing if context.pairs else ()) for place in missing.located}
    for cluster in clusters(document.text, context.lines, Settled(context.mentions)):
        places = [span for _, spans in cluster.spellings for span in spans]
        if not any(span.contains(place) for span in spoken_for for place in places):
            yield from _findings(cluster)


def _findings(cluster: Cluster) -> Iterator[Finding]:
    (first, at), *others = cluster.spellings
    counts = ", ".join(f"{spelling} x{len(spans)}" for spelling, spans in cluster.spellings)
    evidence = [f"in this article: {counts}"]
    if cluster.companions:
        evidence.append(f"each stands beside {', '.join(map(repr, cluster.companions))}")
    for _, spans in others:
        fixes: tuple[Fix, ...] = ()
        if len(at) >= _CLEAR * len(spans):
            edits = tuple(Edit(span, first) for span in spans)
            fixes = (
                Fix(f"write {first!r}", edits, Applicability.display, 0.6, "the article cannot say which is right"),
            )
        yield Finding(
            rule=rule.name,
            span=spans[0],
            message=f"{counts}: one name?",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=fixes,
            evidence=tuple(evidence),
            score=0.6 if cluster.companions else 0.5,
            related=(*spans[1:], *at),
        )


rule = Rule(
    name="name.inconsistent",
    summary="two spellings of what is probably one name",
    error_type=ErrorType.terminology_inconsistent,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "Farhad Meysami was freed. Mr Meysami was ill. Farhad Mesami had refused food.",
            flagged=("Mesami",),
        ),
        Example("Kahramanmaras was hit. Kahramanmarash lies in the south.", flagged=("Kahramanmarash",)),
    ),
    counterexamples=(
        Example("Austria and Australia, Iran and Iranians, Zhang Wei and Zhang Wen met Mr Johnson and Mr Johnston."),
        Example("Meysami spoke, and Meysami's lawyer spoke."),
    ),
)
