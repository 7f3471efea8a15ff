"""What glossaries do for a corpus: how often each entry and form is met, what is mended, and what is dead weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from mtfix import api
from mtfix.glossary.layers import is_off, merged
from mtfix.glossary.model import Concept, MatchMode, Term, TermKind
from mtfix.matching.exact import Finder
from mtfix.matching.mentions import candidates, find_mentions, surroundings
from mtfix.matching.reading import agrees
from mtfix.model import Applicability, Document, Format, Result, Span, Status


class FormUse(Struct):
    """A form of an entry and the file that lists it; the `places` where it names the concept, in how many `articles`.

    `fixed` were corrected, `left` are for a person; `held` are further places that read like it, where a condition, a
    layer above, a longer name or protection held it back.
    """

    term: Term
    glossary: str
    places: int = 0
    articles: int = 0
    fixed: int = 0
    left: int = 0
    held: int = 0

    @property
    def wrong(self) -> bool:
        """Whether the form is a wrong rendering."""
        return self.term.kind is TermKind.variant


class EntryUse(Struct):
    """A concept, its layers taken together, with the use of each of its forms."""

    concept: Concept
    forms: dict[str, FormUse]
    articles: int = 0

    def count(self, name: str, wrong: bool | None = None) -> int:
        """The sum of a count over the forms: all of them, or only the wrong or the right ones."""
        return sum(getattr(one, name) for one in self.forms.values() if wrong is None or one.wrong is wrong)


class Usage(Struct):
    """The use of all entries, the most used first. `consistency` is the mean over the articles, before and after."""

    entries: list[EntryUse]
    articles: int
    consistency: tuple[float, float]

    def count(self, name: str, wrong: bool | None = None) -> int:
        """The sum of a count over all entries."""
        return sum(entry.count(name, wrong) for entry in self.entries)

    @property
    def success(self) -> float | None:
        """The share of wrong renderings that were corrected; None where there were none."""
        wrong = self.count("places", wrong=True)
        return self.count("fixed") / wrong if wrong else None

    @property
    def dead(self) -> list[tuple[EntryUse, FormUse]]:
        """Every wrong rendering that is listed and never met, not even where it was held back."""
        return [
            (entry, form)
            for entry in self.entries
            for form in entry.forms.values()
            if form.wrong and not form.places and not form.held
        ]


class _Count(Struct):
    entries: dict[str, EntryUse]
    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)


def usage(articles: Iterable[tuple[Document, Format, Document | None]], session: api.Session) -> Usage:
    """How the glossaries of `session` fare over articles, each with its format and its original or None."""
    finder = session.engine.finder
    count = _Count({entry.concept.id: entry for entry in _entries(finder)})
    for document, format, source in articles:
        _add(count, document, finder, session.run(document, format, session.policy(Applicability.safe), source), source)
    number = len(count.before)
    consistency = (sum(count.before) / number, sum(count.after) / number) if number else (1.0, 1.0)
    order = sorted(count.entries.values(), key=lambda one: (-one.count("places"), one.concept.preferred.text))
    return Usage(order, number, consistency)


def _entries(finder: Finder) -> Iterator[EntryUse]:
    """Every concept that is in use, its layers as one."""
    layers: dict[str, list[Concept]] = {}
    for glossary in finder.glossaries:
        for concept in glossary.concepts():
            layers.setdefault(concept.id, []).append(concept)
    for entries in layers.values():
        if not is_off(entries[-1]):
            concept = merged(entries) if len(entries) > 1 else entries[0]
            places = Counter((term.line, term.column) for term in concept.terms)
            paths = {term.text: entry.glossary for entry in entries for term in entry.terms}
            forms: dict[str, FormUse] = {}
            for term in concept.terms:
                if not term.line or (places[term.line, term.column] > 1 and not _is_first(concept, term)):
                    continue  # a plural, which nobody listed
                forms.setdefault(term.text, FormUse(term, paths[term.text]))
            yield EntryUse(concept, forms)


def _is_first(concept: Concept, term: Term) -> bool:
    return next(one for one in concept.terms if (one.line, one.column) == (term.line, term.column)) is term


def _add(count: _Count, document: Document, finder: Finder, result: Result, source: Document | None) -> None:
    """Count one article."""
    raw, folded, _ = surroundings(document, source)
    everywhere = frozenset(range(len(finder.glossaries)))
    fixed = {judged.finding.span for judged in result.findings if judged.status is Status.applied}
    named: set[str] = set()
    met: set[tuple[str, str]] = set()
    taken = set()
    for mention in find_mentions(document, finder, source):
        taken.add((mention.span, mention.concept.id))
        entry = count.entries.get(mention.concept.id)
        form = _form(entry, mention.term) if entry else None
        if entry is None or form is None:
            continue
        form.places += 1
        if form.wrong:
            form.fixed += mention.span in fixed
            form.left += mention.span not in fixed
        form.articles += (mention.concept.id, form.term.text) not in met
        met.add((mention.concept.id, form.term.text))
        entry.articles += mention.concept.id not in named
        named.add(mention.concept.id)
    for _, concept, term, span in candidates(document.text, finder, folded, raw, everywhere):
        entry = count.entries.get(concept.id)
        if entry is None or (span, concept.id) in taken or not _reads(term, document.text, span):
            continue
        taken.add((span, concept.id))  # other layers may list it too
        if form := _form(entry, term):
            form.held += 1
    count.before.append(result.consistency[0])
    count.after.append(result.consistency[1])


def _reads(term: Term, text: str, span: Span) -> bool:
    return term.match is MatchMode.regex or agrees(term, text, span) is not None


def _form(entry: EntryUse, term: Term) -> FormUse | None:
    """The listed form that a term is, or was made from: a plural of the preferred form counts as that."""
    if (known := entry.forms.get(term.text)) is not None:
        return known
    made_from = term if term.line else entry.concept.preferred
    place = made_from.line, made_from.column
    return next((one for one in entry.forms.values() if (one.term.line, one.term.column) == place), None)
