"""Mine a corpus for variants that no glossary lists: what stands for a name, how often, and in which sentences.

Each article is searched as `name.unlisted-variant` and `source.missing-name` search it; what is found is counted over
the corpus. A rendering that stands in many articles, each time where the original has the name, is worth an entry; one
that stands as often where the original does not name the concept is another word, and is dropped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from mtfix.glossary.model import Concept
from mtfix.matching.context import Context
from mtfix.matching.exact import Finder
from mtfix.matching.fuzzy import wording_of
from mtfix.matching.mentions import find_mentions
from mtfix.matching.unlisted import unlisted
from mtfix.model import Document, Span
from mtfix.text.language import guess_language

_LIKENESS = 0.76
_QUOTES = 2
_LONGEST_QUOTE = 160
# A rendering that mostly stands where nothing speaks for the name is another word.
_LEAST_SHARE = 0.35


class Quotation(Struct, frozen=True):
    """A sentence where a rendering stands, and the path of its article."""

    path: str
    text: str


class Proposal(Struct, frozen=True):
    """A variant worth listing: `variant` for `concept`, met in `places` places of `articles` articles.

    `anchored` of the places stand where the original has the name; `score` in 0..1 ranks proposals.
    """

    concept: Concept
    variant: str
    places: int
    articles: int
    anchored: int
    score: float
    evidence: tuple[str, ...]
    quotations: tuple[Quotation, ...]


class Tally(Struct):
    """What is known of one rendering of one concept so far; tallies of the parts of a corpus add up to that of all.

    `quotations` are the first ones of the first articles; `spare` the second one of the first article.
    """

    places: int = 0
    articles: int = 0
    anchored: int = 0
    best: float = 0.0
    evidence: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    spare: Quotation | None = None

    def add(self, later: Tally) -> None:
        """Add what is known from articles that come later; how a corpus is parted makes no difference."""
        self.places += later.places
        self.articles += later.articles
        self.anchored += later.anchored
        if later.best > self.best:
            self.best, self.evidence = later.best, later.evidence
        self.spare = self.spare if self.quotations else later.spare
        self.quotations = (*self.quotations, *later.quotations)[:_QUOTES]


# By the id of the concept and the rendering.
Tallies: TypeAlias = dict[tuple[str, str], Tally]


def suggest(
    articles: Iterable[tuple[Document, Document | None]], finder: Finder, source_language: str | None = None
) -> list[Proposal]:
    """The variants that a corpus of articles, each with its original or None, is worth; the best first."""
    tallies: Tallies = {}
    texts: list[str] = []
    for document, source in articles:
        texts.append(document.text)
        add_tallies(tallies, tallied(document, source, finder, source_language))
    return proposals(tallies, counted({variant for _, variant in tallies}, texts), finder)


def tallied(document: Document, source: Document | None, finder: Finder, source_language: str | None = None) -> Tallies:
    """The renderings in one article that no glossary lists."""
    context = _context(document, source, finder, source_language)
    tallies: Tallies = {}
    for concept, span, score, evidence, anchored in _found(context):
        variant = " ".join(document.text[span.start : span.end].split())
        quotation = Quotation(document.path, _sentence(context, span))
        known = tallies.get((concept.id, variant))
        if known is None:
            tallies[concept.id, variant] = Tally(1, 1, int(anchored), score, evidence, (quotation,))
        else:
            known.add(Tally(1, 0, int(anchored), score, evidence))
            known.spare = known.spare or quotation
    return tallies


def add_tallies(tallies: Tallies, later: Tallies) -> None:
    """Add what is known from articles that come later."""
    for key, tally in later.items():
        tallies.setdefault(key, Tally()).add(tally)


def proposals(tallies: Tallies, everywhere: Mapping[str, int], finder: Finder) -> list[Proposal]:
    """What tallies are worth, the best first; `everywhere` tells how often each rendering stands in the corpus."""
    concepts: dict[str, Concept | None] = {}
    found = []
    for (name, variant), tally in tallies.items():
        if name not in concepts:
            layers = (glossary.find(name) for glossary in reversed(finder.glossaries))
            concepts[name] = next((one for one in layers if one is not None), None)  # the highest has the say
        concept = concepts[name]
        if concept is not None and tally.places >= _LEAST_SHARE * everywhere[variant]:
            found.append(_proposal(concept, variant, tally))
    return sorted(found, key=lambda one: (-one.score, -one.places, one.variant, one.concept.id))


def counted(variants: Iterable[str], texts: Iterable[str]) -> Counter[str]:
    """How often each variant stands in the texts as whole words; all are looked for in one pass."""
    import ahocorasick_rs

    listed = sorted(variants)
    found: Counter[str] = Counter()
    if not listed:
        return found
    automaton = ahocorasick_rs.AhoCorasick(listed, store_patterns=False)
    for text in texts:
        for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            if not _is_letter(text[start - 1 : start]) and not _is_letter(text[end : end + 1]):
                found[listed[number]] += 1
    return found


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _context(document: Document, source: Document | None, finder: Finder, language: str | None) -> Context:
    return Context(
        document,
        lambda: find_mentions(document, finder, source),
        source=source,
        source_language=language or (guess_language(source.text) if source else None),
        glossaries=finder.glossaries,
    )


def _found(context: Context) -> Iterator[tuple[Concept, Span, float, tuple[str, ...], bool]]:
    """Every unlisted rendering in one article, the anchored ones first; no place twice."""
    taken: list[Span] = []
    for missing in context.missing:
        for place in missing.located:
            taken.append(place.span)
            yield missing.profile.concept, place.span, place.score, place.evidence, True
    for candidate in unlisted(context, _LIKENESS):
        if not any(candidate.span.overlaps(span) for span in taken):
            wording = wording_of(candidate.likeness, candidate.profile)
            evidence = (f"{candidate.score:.2f} alike to {wording!r}",)
            yield candidate.profile.concept, candidate.span, min(1.0, candidate.score), evidence, False


def _sentence(context: Context, span: Span) -> str:
    """The sentence around a place, shortened around it where it is long."""
    starts = [sentence.span.start for sentence in context.sentences]
    at = max(bisect_right(starts, span.start) - 1, 0)
    whole = context.sentences[at].span if context.sentences else span
    low = max(whole.start, span.start - _LONGEST_QUOTE // 2)
    high = min(max(whole.end, span.end), span.end + _LONGEST_QUOTE // 2)
    text = " ".join(context.document.text[low:high].split())
    return f"{'...' if low > whole.start else ''}{text}{'...' if high < whole.end else ''}"


def _proposal(concept: Concept, variant: str, tally: Tally) -> Proposal:
    # each further article is a witness of its own
    doubt = (1 - 0.9 * tally.best) * 0.8 ** (tally.articles - 1)
    more = (tally.spare,) if tally.spare and len(tally.quotations) < _QUOTES else ()
    return Proposal(
        concept,
        variant,
        tally.places,
        tally.articles,
        tally.anchored,
        round(1 - doubt, 2),
        tally.evidence,
        (*tally.quotations, *more),
    )
