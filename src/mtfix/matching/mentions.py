"""One list of mentions for each document: every place where a concept is named, rightly or wrongly.

Hits of the automaton are only candidates: each is verified on the original text (case, hyphens, what parts its
words, addresses and code), its conditions are judged, and of those that overlap the longest stays.
"""

from __future__ import annotations

import enum
import functools
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, groupby
from operator import gt, itemgetter
from typing import TypeAlias, overload

from msgspec import Struct
from msgspec.structs import replace

from mtfix.glossary.fold import Folded, fold
from mtfix.glossary.layers import has_say, merged, standing
from mtfix.glossary.model import Action, Concept, EntryStatus, MatchMode, Term, TermKind
from mtfix.matching.conditions import Surroundings
from mtfix.matching.exact import Finder, Owner
from mtfix.matching.reading import agrees, search, with_punctuation
from mtfix.model import Document, Span
from mtfix.text.casing import in_capitals
from mtfix.text.protect import Protection
from mtfix.text.segment import sentences


class MentionKind(enum.StrEnum):
    """How a mention names its concept."""

    preferred = "preferred"
    admitted = "admitted"
    variant = "variant"
    fuzzy = "fuzzy"


class Mention(Struct, frozen=True):
    """A concept named at `span` by `term`; `action` is what the conditions allow there.

    `caps` says that the place is set in capitals, `doubt` why it may not be the name at all;
    `rivals` are other concepts that claim the same form in the same `layer`; `evidence` the condition that decided.
    """

    span: Span
    concept: Concept
    term: Term
    kind: MentionKind
    action: Action
    caps: bool = False
    doubt: str | None = None
    rivals: tuple[Concept, ...] = ()
    evidence: tuple[str, ...] = ()
    layer: int = 0

    @property
    def wording(self) -> str:
        """What the glossary puts in place of the mention."""
        return self.term.suggest or self.term.replacement or self.concept.preferred.text


# Where a mention starts and ends; a plain one is still only the numbers of its term.
_Place: TypeAlias = tuple[int, int, Mention | Owner]


class Mentions(Sequence[Mention]):
    """The mentions of a document in order, never overlapping.

    Most name their concept rightly and nobody looks at them: a plain one is only its place and the numbers of its
    term until it is asked for.
    """

    def __init__(self, places: list[_Place], finder: Finder) -> None:
        """`places` in order."""
        self._places = places
        self._finder = finder
        self._notable = [mention for _, _, mention in places if isinstance(mention, Mention)]
        self.starts = [start for start, _, _ in self._places]

    @property
    def notable(self) -> Sequence[Mention]:
        """Those that a rule may have something to say about: all but the plain ones."""
        return self._notable

    def named(self, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[str, int, int, str]]:
        """Of each mention that touches text[start:end] its concept's id, its place and the wrong wording, if it is."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        for low, high, one in self._places[first : bisect_left(self.starts, end)]:
            if high <= start:
                continue
            if isinstance(one, Mention):
                yield one.concept.id, low, high, one.term.text if one.kind is MentionKind.variant else ""
            else:
                yield self._finder.glossaries[one[0]].id_of(one[1]), low, high, ""

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Mention: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Mention]: ...
    def __getitem__(self, at: int | slice) -> Mention | Sequence[Mention]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        place = self._places[at]
        made = _made(place, self._finder)
        self._places[at] = place[0], place[1], made
        return made


def no_mentions() -> Mentions:
    """The mentions of a document without any."""
    return Mentions([], Finder(()))


def _made(place: _Place, finder: Finder) -> Mention:
    start, end, one = place
    if isinstance(one, Mention):
        return one
    glossary = finder.glossaries[one[0]]
    concept = glossary.concept(one[1])
    term = concept.terms[one[2]]
    return Mention(Span(start, end), concept, term, MentionKind(term.kind.value), term.action, layer=glossary.layer)


def find_mentions(document: Document, finder: Finder, source: Document | None = None) -> Mentions:
    """Every mention of a concept in `document`."""
    text = document.text
    raw, folded, around = surroundings(document, source)
    open_ones = frozenset(
        number for number, glossary in enumerate(finder.glossaries) if around.holds(glossary.when, 0, 0)
    )
    if not open_ones:
        return Mentions([], finder)
    reader = _Reader(text, around, Protection(text, document.protected), finder, open_ones)
    covers = reader.protection.covers
    places: list[_Place] = []
    layered = finder.layered
    for start, end, found, owners in finder.places(text, folded, raw, open_ones):
        owner = owners[0]
        if owner[3] == found and len(owners) == 1 and owner[0] in open_ones and (not layered or finder.alone(owner)):
            if not covers(start, end):
                places.append((start, end, owner))
            continue
        for claim in _claims(owners, finder, text, Span(start, end), open_ones):
            places += reader.read(*claim)
    for claim in _by_regex(text, finder, open_ones):
        places += reader.read(*claim)
    places.sort(key=itemgetter(0, 1))
    return Mentions(_longest(places, finder), finder)


def surroundings(document: Document, source: Document | None) -> tuple[bytes, Folded, Surroundings]:
    """The text of a document as bytes and folded, and as conditions see it."""
    raw = document.text.encode("utf-8", "surrogatepass")
    folded = fold(raw)
    return (
        raw,
        folded,
        Surroundings(document.text, folded, lambda: sentences(document), source.text if source else None),
    )


def candidates(
    text: str, finder: Finder, folded: Folded, raw: bytes, open_ones: frozenset[int]
) -> Iterator[tuple[int, Concept, Term, Span]]:
    """Every place where a term of the glossaries of these numbers may stand, with the glossary's number."""
    for start, end, _, owners in finder.places(text, folded, raw, open_ones):
        yield from _claims(owners, finder, text, Span(start, end), open_ones)
    yield from _by_regex(text, finder, open_ones)


def _claims(
    owners: Iterable[Owner], finder: Finder, text: str, span: Span, open_ones: frozenset[int]
) -> Iterator[tuple[int, Concept, Term, Span]]:
    for number, number_of_concept, number_of_term, _ in owners:
        if number in open_ones:
            concept = finder.glossaries[number].concept(number_of_concept)
            term = concept.terms[number_of_term]
            yield number, concept, term, with_punctuation(term.text, text, span)


def _by_regex(text: str, finder: Finder, open_ones: frozenset[int]) -> Iterator[tuple[int, Concept, Term, Span]]:
    for number in sorted(open_ones):
        glossary = finder.glossaries[number]
        for _, number_of_concept, number_of_term, _ in glossary.regexes():
            concept = glossary.concept(number_of_concept)
            term = concept.terms[number_of_term]
            for start, end in search(term.text, text):
                if start < end:
                    yield number, concept, term, Span(start, end)


def in_layers(
    mention: Mention, number: int, finder: Finder, in_force: Callable[[int, Concept], bool]
) -> Mention | None:
    """A mention that the glossary `number` makes, as it is with the entries of its concept in the other layers.

    None where a layer above that is in force switches the concept off or lists the form itself.
    """
    layer = finder.glossaries[number].layer
    mention = replace(mention, layer=layer) if layer else mention
    known = finder.entries(mention.concept.id)
    if len(known) < 2:
        return mention
    layers = [
        (finder.glossaries[at].layer, one)
        for at, one in known
        if at == number or (finder.glossaries[at].layer != layer and has_say(one) and in_force(at, one))
    ]
    term = standing(mention.term, [one for at, one in layers if at > layer])
    if term is None:
        return None
    mention = replace(mention, concept=merged([one for _, one in layers]), term=term)
    if term.kind is TermKind.admitted and mention.kind is MentionKind.preferred:
        return replace(mention, kind=MentionKind.admitted, action=Action.allow)
    if term.action is Action.suggest and mention.action is Action.fix:
        evidence = (*mention.evidence, f"another layer prefers {mention.concept.preferred.text!r}")
        return replace(mention, action=Action.suggest, evidence=evidence)
    return mention


class _Reader(Struct, frozen=True):
    """Judges on the original text whether a candidate names its concept."""

    text: str
    around: Surroundings
    protection: Protection
    finder: Finder
    open_ones: frozenset[int]

    def read(self, number: int, concept: Concept, term: Term, span: Span) -> Iterator[_Place]:
        """The place of the mention at `span`, if there is one and no layer above minds."""
        mention = self.verified(concept, term, span)
        in_force = functools.partial(self._in_force, span)
        if mention and (settled := in_layers(mention, number, self.finder, in_force)):
            yield span.start, span.end, settled

    def _in_force(self, span: Span, number: int, entry: Concept) -> bool:
        return number in self.open_ones and self.around.holds(entry.when, span.start, span.end)

    def verified(self, concept: Concept, term: Term, span: Span) -> Mention | None:
        """The mention at `span`, or None where it reads otherwise or must not be touched."""
        caps = False if term.match is MatchMode.regex else agrees(term, self.text, span)
        if caps is None or self.protection.covers(span.start, span.end):
            return None
        doubt = None
        if caps and " " not in term.text and not in_capitals(self.text, span.start, span.end):
            doubt = "in capitals it may be an abbreviation of something else"
        return self._judged(concept, term, span, caps, doubt)

    def _judged(self, concept: Concept, term: Term, span: Span, caps: bool, doubt: str | None) -> Mention | None:
        around = self.around
        if not around.holds(concept.when, span.start, span.end):
            return None
        action = term.action
        evidence: tuple[str, ...] = ()
        if term.kind is TermKind.variant:
            excepted = term.unless is not None and around.holds(term.unless, span.start, span.end)
            if excepted or not around.holds(term.when, span.start, span.end):
                action = term.otherwise
            elif why := around.why(term.when or concept.when, span.start, span.end):
                evidence = (why,)
            if action is Action.allow:
                return None
            if concept.status is EntryStatus.proposed and action is Action.fix:
                action, evidence = Action.suggest, (*evidence, "the entry is only proposed")
        return Mention(span, concept, term, MentionKind(term.kind.value), action, caps, doubt, (), evidence)


def _longest(places: Sequence[_Place], finder: Finder) -> list[_Place]:
    """Of places that overlap the longest stays; of equal ones that of the highest layer, then right forms.

    `places` are in order; most stand alone.
    """
    starts, ends = [start for start, _, _ in places], [end for _, end, _ in places]
    out: list[_Place] = []
    done = 0
    for first in compress(range(len(places)), map(gt, ends, starts[1:])):  # the next one starts inside it
        if first < done:
            continue
        last, reach = first + 1, ends[first]
        while last < len(places) and starts[last] < reach:
            reach = max(reach, ends[last])
            last += 1
        out += places[done:first]
        out += _free(places[first:last], finder)
        done = last
    return [*out, *places[done:]]


def _free(cluster: Sequence[_Place], finder: Finder) -> list[_Place]:
    """The best of places that overlap, and those that stand free of them, in order."""
    free: list[Mention] = []
    for mention in _merged([_made(place, finder) for place in cluster]):
        if not any(mention.span.overlaps(other.span) for other in free):
            free.append(mention)
    return [(one.span.start, one.span.end, one) for one in sorted(free, key=lambda mention: mention.span)]


def _rank(mention: Mention) -> tuple[int, int, int, bool]:
    wrong = mention.kind is MentionKind.variant and mention.action is not Action.allow
    return (-len(mention.span), mention.span.start, -mention.layer, wrong)


def _merged(cluster: list[Mention]) -> Iterator[Mention]:
    """Best first; mentions of one span become one, with the other claimants of its layer as rivals."""
    for _, group in groupby(sorted(cluster, key=_rank), key=lambda mention: mention.span):
        first, *others = group
        if not _rank(first)[-1]:
            yield first
            continue
        # entries that would write the same do not quarrel
        rivals = {
            one.concept.id: one.concept for one in others if one.layer == first.layer and one.wording != first.wording
        }
        yield replace(first, rivals=tuple(rivals.values())) if rivals else first
