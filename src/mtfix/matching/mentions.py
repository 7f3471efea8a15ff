"""One list of mentions for each document: every place where a concept is named, rightly or wrongly.

Hits of the automaton are only candidates: each is verified on the original text (case, hyphens, what parts its
words, addresses and code), its conditions are judged, and of those that overlap the longest stays.
"""

from __future__ import annotations

import enum
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from mtfix.glossary.fold import Folded, fold
from mtfix.glossary.model import Action, CaseMode, Concept, EntryStatus, MatchMode, Term, TermKind
from mtfix.matching.conditions import Surroundings
from mtfix.matching.exact import Finder, Hit
from mtfix.model import Document, Span
from mtfix.text.casing import at_sentence_start, in_capitals
from mtfix.text.protect import Protection
from mtfix.text.segment import sentences

# How long one listed regex may take on one document, in seconds.
REGEX_BUDGET = 0.5


class MentionKind(enum.StrEnum):
    """How a mention names its concept."""

    preferred = "preferred"
    admitted = "admitted"
    variant = "variant"
    fuzzy = "fuzzy"


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named at `span` by `term`; `action` is what the conditions allow there.

    `caps` says that the place is set in capitals, `doubt` why it may not be the name at all;
    `rivals` are other concepts that claim the same form; `evidence` the condition that decided.
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

    @property
    def wording(self) -> str:
        """What the glossary puts in place of the mention."""
        return self.term.suggest or self.term.replacement or self.concept.preferred.text


def find_mentions(document: Document, finder: Finder, source: Document | None = None) -> tuple[Mention, ...]:
    """Every mention of a concept in `document`, in order, never overlapping."""
    raw = document.text.encode("utf-8", "surrogatepass")
    folded = fold(raw)
    around = Surroundings(document.text, folded, lambda: sentences(document), source.text if source else None)
    open_ones = frozenset(
        number for number, glossary in enumerate(finder.glossaries) if around.holds(glossary.when, 0, 0)
    )
    if not open_ones:
        return ()
    reader = _Reader(document.text, around, Protection(document.text, document.protected))
    found = []
    for number, concept, term, span in candidates(document.text, finder, folded, raw, open_ones):
        mention = reader.verified(concept, term, span)
        if mention and (settled := settled_by_layers(mention, finder, number, open_ones)):
            found.append(settled)
    return tuple(longest(found))


def candidates(
    text: str, finder: Finder, folded: Folded, raw: bytes, open_ones: frozenset[int]
) -> Iterator[tuple[int, Concept, Term, Span]]:
    """Every place where a term of the glossaries of these numbers may stand, with the glossary's number."""
    for hit, span in _places(finder.hits(folded, open_ones), folded, raw):
        concept = finder.glossaries[hit.glossary].concept(hit.concept)
        term = concept.terms[hit.term]
        yield hit.glossary, concept, term, with_punctuation(term.text, text, span)
    for number in sorted(open_ones):
        glossary = finder.glossaries[number]
        for _, number_of_concept, number_of_term in glossary.regexes():
            concept = glossary.concept(number_of_concept)
            term = concept.terms[number_of_term]
            for start, end in _search(term.text, text):
                if start < end:
                    yield number, concept, term, Span(start, end)


def settled_by_layers(mention: Mention, finder: Finder, number: int, open_ones: frozenset[int]) -> Mention | None:
    """A mention that the glossary `number` makes, as later glossaries want it: the last with the concept has the say.

    It may retire the concept, list the form itself, in whatever standing, or only prefer another form: the forms that
    only an earlier one lists then stand for that, and what was preferred there is admitted.
    """
    above = [layer for layer in finder.layers(mention.concept.id) if layer > number and layer in open_ones]
    concept = finder.glossaries[above[-1]].find(mention.concept.id) if above else None
    if concept is None:
        return mention
    if concept.status in (EntryStatus.deprecated, EntryStatus.retired):
        return None
    forms = {term.text for layer in above if (one := finder.glossaries[layer].find(concept.id)) for term in one.terms}
    if mention.term.text in forms:
        return None
    preferred = replace(mention.concept, preferred=concept.preferred)
    if mention.kind is MentionKind.preferred:
        admitted = replace(mention.term, kind=TermKind.admitted, action=Action.allow)
        return replace(mention, concept=preferred, term=admitted, kind=MentionKind.admitted, action=Action.allow)
    return replace(mention, concept=preferred)


def _places(hits: list[Hit], folded: Folded, raw: bytes) -> Iterator[tuple[Hit, Span]]:
    """Each hit with its span in code points."""
    hits.sort()
    ascii_only = raw.isascii()
    last, count = 0, 0
    for hit in hits:
        start, end = folded.to_raw(hit.start), folded.to_raw(hit.end - 1) + 1
        if ascii_only:
            yield hit, Span(start, end)
            continue
        while end < len(raw) and 0x80 <= raw[end] < 0xC0:  # the last letter has more bytes
            end += 1
        count += len(raw[last:start].decode("utf-8", "surrogatepass"))
        last = start
        yield hit, Span(count, count + len(raw[start:end].decode("utf-8", "surrogatepass")))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Judges on the original text whether a candidate names its concept."""

    text: str
    around: Surroundings
    protection: Protection

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


def with_punctuation(listed: str, text: str, span: Span) -> Span:
    """Take in the punctuation a term starts or ends with ("U.S.", "Yahoo!"): folding made it a boundary."""
    start, end = span.start, span.end
    head = len(listed) - len(listed.lstrip(_PUNCTUATION))
    tail = len(listed) - len(listed.rstrip(_PUNCTUATION))
    if head and text[max(0, start - head) : start] == listed[:head]:
        start -= head
    if tail and text[end : end + tail] == listed[-tail:]:
        end += tail
    return Span(start, end)


_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’《》「」。，"
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SPELLING = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-", "“": '"', "”": '"'})


@functools.lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """One spelling of white space, apostrophes, hyphens and accents."""
    return " ".join(unicodedata.normalize("NFC", _HIDDEN.sub("", text)).translate(_SPELLING).split())


def agrees(term: Term, text: str, span: Span) -> bool | None:
    """None where the place does not read as the term; else whether it stands in capitals unlike the term."""
    found, listed = text[span.start : span.end], term.text
    if found == listed:
        return False
    found, listed = _plain(found), _plain(listed)
    if found == listed:
        return False
    if term.case is CaseMode.exact:
        return None
    if found == listed.upper():
        return True
    if term.case is CaseMode.fold:
        return False if found.casefold() == listed.casefold() else None
    if listed[:1].islower() and found == listed[:1].upper() + listed[1:]:
        return False if at_sentence_start(text, span.start) else None
    return None


def _search(pattern: str, text: str) -> list[tuple[int, int]]:
    """All matches of a listed regex within its budget of time; none where it takes longer."""
    import regex

    try:
        return [match.span() for match in regex.finditer(pattern, text, timeout=REGEX_BUDGET)]
    except TimeoutError:
        return []


def longest(found: Iterable[Mention]) -> Iterator[Mention]:
    """Of mentions that overlap the longest stays; right forms win over variants of equal length."""
    taken: list[Mention] = []
    for cluster in _clusters(sorted(found, key=lambda mention: mention.span)):
        free: list[Mention] = []
        for mention in _merged(cluster):
            if not any(mention.span.overlaps(other.span) for other in free):
                free.append(mention)
        taken += sorted(free, key=lambda mention: mention.span)
    yield from taken


def _clusters(ordered: list[Mention]) -> Iterator[list[Mention]]:
    cluster: list[Mention] = []
    end = -1
    for mention in ordered:
        if mention.span.start >= end and cluster:
            yield cluster
            cluster = []
        cluster.append(mention)
        end = max(end, mention.span.end)
    if cluster:
        yield cluster


def _rank(mention: Mention) -> tuple[int, int, int]:
    right = mention.kind is not MentionKind.variant or mention.action is Action.allow
    return (-len(mention.span), mention.span.start, 0 if right else 1)


def _merged(cluster: list[Mention]) -> Iterator[Mention]:
    """Best first; mentions of one span become one, with the other claimants as rivals."""
    if len(cluster) == 1:
        yield cluster[0]
        return
    for _, group in groupby(sorted(cluster, key=_rank), key=lambda mention: mention.span):
        claims = list(group)
        first = claims[0]
        if _rank(first)[2] == 0:
            yield first
            continue
        # entries that would write the same do not quarrel
        rivals = {claim.concept.id: claim.concept for claim in claims if claim.wording != first.wording}
        yield replace(first, rivals=tuple(rivals.values())) if rivals else first
