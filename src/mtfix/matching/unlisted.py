"""Unlisted renderings of the glossaries' concepts: the candidates that are near enough to be shown to a person.

How near is near enough depends on the size of the glossary, on whether the article names the concept elsewhere, and
on the original: where it does not name the concept, the likeness is chance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from mtfix.matching.candidates import Candidate, Settled, candidates, is_trivial
from mtfix.matching.context import Context
from mtfix.matching.fuzzy import is_other_name
from mtfix.matching.selection import doubt
from mtfix.model import Span

# Candidates below `_KEPT` do not even compete for a place.
_KEPT = 0.55


def unlisted(context: Context, least: float) -> Iterator[Candidate]:
    """The best candidate of each place that is at least `least` alike, doubts added; never overlapping."""
    size = sum(glossary.size for glossary in context.open_glossaries)
    witnessed = {mention.concept.id for mention in context.mentions}
    settled = Settled(context.mentions)
    found = sorted(
        candidates(context.document, context.vocabulary, context.profiles, settled, _KEPT),
        key=_order,
    )
    taken: list[Span] = []  # in order, since none overlaps another
    for candidate in found:
        span = candidate.span
        place = bisect_left(taken, span)
        if any(span.overlaps(other) for other in taken[max(place - 1, 0) : place + 1]):
            continue
        taken.insert(place, span)
        concept = candidate.profile.concept
        asked = least + doubt(size, concept.id in witnessed)
        if candidate.score >= asked and not is_trivial(candidate) and _may_be(candidate, context):
            yield candidate


def _order(candidate: Candidate) -> tuple[float, bool, int, int]:
    return (
        -candidate.rank,
        candidate.likeness.form.kind != "preferred",
        candidate.span.start,
        -len(candidate.span),
    )


def _may_be(candidate: Candidate, context: Context) -> bool:
    if is_other_name(tuple(word.plain for word in candidate.words), candidate.likeness):
        return False
    concept = candidate.profile.concept
    if not context.surroundings.holds(concept.when, candidate.span.start, candidate.span.end):
        return False
    anchoring = context.anchoring
    return anchoring is None or anchoring.names(candidate.profile) is not False
