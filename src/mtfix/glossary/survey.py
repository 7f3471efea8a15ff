"""What lint checks look at: the forms of all glossaries together, by spelling, and where each stands in its file."""

from __future__ import annotations

import datetime
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mtfix.glossary.document import removal, span_of
from mtfix.glossary.layers import has_say, is_off, standing
from mtfix.glossary.model import Action, CaseMode, Concept, Glossary, MatchMode, Term
from mtfix.glossary.spelling import one_spelling
from mtfix.glossary.yaml_tree import Lines
from mtfix.model import Applicability, Document, Example, Fix, Severity, Span

# How the glossaries of examples begin.
HEAD = "mtfix: 1\nentries:\n"


class Use(Struct, frozen=True):
    """A form of a concept; `file` is the number of its glossary."""

    file: int
    concept: Concept
    term: Term

    @property
    def text(self) -> str:
        """The form."""
        return self.term.text

    @property
    def wording(self) -> str:
        """What stands in its place once it is fixed."""
        return self.term.suggest or self.term.replacement or self.concept.preferred.text

    @property
    def guarded(self) -> bool:
        """Whether a condition of its own or of its entry decides where it matches."""
        return self.term.when is not None or self.term.unless is not None or self.concept.when is not None


class Defect(Struct, frozen=True):
    """Something wrong at a span of a file. `severity` is the check's where None."""

    file: int
    span: Span
    message: str
    concept: str | None = None
    severity: Severity | None = None
    evidence: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()


class Check(Struct, frozen=True):
    """A check of glossaries, as data: `find` yields defects and changes nothing.

    The text of an example is a whole glossary; `flagged` are the words marked, in order.
    """

    name: str
    summary: str
    severity: Severity
    find: Callable[[Survey], Iterator[Defect]]
    explanation: str = ""
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    enabled: bool = True
    since: str = "0.1"


def same_form(one: Term, other: Term) -> bool:
    """Whether both match the same words: capitals count unless one of them folds them."""
    left, right = one_spelling(one.text), one_spelling(other.text)
    if CaseMode.fold in (one.case, other.case):
        left, right = left.casefold(), right.casefold()
    return left == right


def one_concept(one: Use, other: Use) -> bool:
    """Whether two forms are of one entry, or of two layers of it: entries of one id in different files."""
    return one.concept is other.concept or (one.file != other.file and one.concept.id == other.concept.id)


def has_part(form: str, part: Term) -> bool:
    """Whether `form` contains the words of the variant `part`, whole."""
    short, long = one_spelling(part.text), one_spelling(form)
    if part.case is CaseMode.fold:
        short, long = short.casefold(), long.casefold()
    return short in long and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None


class Survey:
    """The glossaries under lint. `clean` are texts known to be right, `today` is an ISO date, `layers` one of each."""

    def __init__(
        self,
        documents: Sequence[Document],
        glossaries: Sequence[Glossary],
        *,
        today: datetime.date | None = None,
        clean: Sequence[Document] = (),
        layers: Sequence[int] = (),
    ) -> None:
        """`glossaries` are those that `documents` hold, all in one layer unless `layers` tells otherwise."""
        self.documents = tuple(documents)
        self.glossaries = tuple(glossaries)
        self.clean = tuple(clean)
        self.layers = tuple(layers) or (0,) * len(self.documents)
        self.today = (today or datetime.date.today()).isoformat()
        self._lines = [Lines(document.text, document.path) for document in documents]

    def concepts(self) -> Iterator[tuple[int, Concept]]:
        """Every entry that is in use and that no layer above it switches off, with the number of its file."""
        for file, glossary in enumerate(self.glossaries):
            for concept in glossary.concepts:
                if not is_off(concept) and not any(map(is_off, self._above(file, concept))):
                    yield file, concept

    def entries(self) -> Iterator[Sequence[tuple[int, Concept]]]:
        """The entries of each id that several files have, with the numbers of these."""
        return (some for some in self._by_id.values() if len(some) > 1)

    @functools.cached_property
    def _by_id(self) -> Mapping[str, Sequence[tuple[int, Concept]]]:
        table: dict[str, list[tuple[int, Concept]]] = defaultdict(list)
        if len(self.glossaries) > 1:
            for file, glossary in enumerate(self.glossaries):
                for concept in glossary.concepts:
                    table[concept.id].append((file, concept))
        return table

    def _above(self, file: int, concept: Concept) -> list[Concept]:
        layer = self.layers[file]
        return [one for other, one in self._by_id.get(concept.id, ()) if self.layers[other] > layer and has_say(one)]

    def _uses(self, terms: Callable[[Concept], Iterable[Term]]) -> Iterator[Use]:
        """The forms that are words, less those that a layer above lists itself."""
        for file, concept in self.concepts():
            above = self._above(file, concept)
            for term in terms(concept):
                if term.match is not MatchMode.regex and standing(term, above) is not None:
                    yield Use(file, concept, term)

    @functools.cached_property
    def variants(self) -> tuple[Use, ...]:
        """Every variant that is words, not a regex."""
        return tuple(self._uses(lambda concept: concept.variants))

    @functools.cached_property
    def right_forms(self) -> tuple[Use, ...]:
        """Every preferred and admitted form that is words."""
        return tuple(self._uses(lambda concept: (concept.preferred, *concept.admitted)))

    @functools.cached_property
    def variants_by_spelling(self) -> Mapping[str, Sequence[Use]]:
        """The variants by their spelling in small letters."""
        return _by_spelling(self.variants)

    @functools.cached_property
    def right_by_spelling(self) -> Mapping[str, Sequence[Use]]:
        """The right forms by their spelling in small letters."""
        return _by_spelling(self.right_forms)

    @functools.cached_property
    def clashes(self) -> tuple[tuple[Use, Use], ...]:
        """Each variant that is a right form of another concept, with the first such form."""
        found = []
        for variant in self.variants:
            for right in self.right_by_spelling.get(one_spelling(variant.text).casefold(), ()):
                if self.overruled(variant, right) or one_concept(variant, right):
                    continue
                if same_form(variant.term, right.term):
                    found.append((variant, right))
                    break
        return tuple(found)

    @functools.cached_property
    def _circling(self) -> frozenset[tuple[int, int]]:
        """Pairs of concepts (by identity) of which the first's preferred form becomes the second's, in a circle."""
        edges = {
            (id(right.concept), id(variant.concept))
            for variant, right in self.clashes
            if variant.term.action is Action.fix and right.term is right.concept.preferred
        }
        while True:  # what nothing leads to, or leads nowhere, is on no circle
            starts, ends = {start for start, _ in edges}, {end for _, end in edges}
            kept = {(start, end) for start, end in edges if start in ends and end in starts}
            if len(kept) == len(edges):
                return frozenset(kept)
            edges = kept

    def in_cycle(self, variant: Use, right: Use) -> bool:
        """Whether a clash is part of a circle of entries that change each other's preferred forms."""
        return right.term is right.concept.preferred and (id(right.concept), id(variant.concept)) in self._circling

    def exposed(self, use: Use) -> Severity | None:
        """How bad it is that a variant is a right word elsewhere: None where a condition guards it or nothing happens.

        Major where nothing at all holds back its edits; minor where only the gate of the file does, or it only flags.
        """
        action, open_file = use.term.action, self.glossaries[use.file].when is None
        if use.guarded or action is Action.allow or (action is not Action.fix and not open_file):
            return None
        return Severity.major if action is Action.fix and open_file else Severity.minor

    def apart(self, one: Use, other: Use) -> bool:
        """Whether two forms are of different files with gates of their own, so that they seldom meet."""
        gates = self.glossaries[one.file].when, self.glossaries[other.file].when
        return one.file != other.file and None not in gates and gates[0] != gates[1]

    def overruled(self, one: Use, other: Use) -> bool:
        """Whether `other` stands in a layer above `one`: what the two contradict each other in is settled."""
        return self.layers[other.file] > self.layers[one.file]

    def where(self, use: Use, seen_from: Use) -> str:
        """Where `use` stands: its line, and its file or column if the line alone does not tell."""
        term = use.term
        if use.file != seen_from.file:
            return f"{self.documents[use.file].path}, line {term.line}"
        return f"line {term.line}" if term.line != seen_from.term.line else f"column {term.column} of this line"

    def span(self, use: Use) -> Span:
        """The words of a form in the text of its file."""
        return span_of(self._lines[use.file], use.term.line, use.term.column, use.text)

    def defect(
        self,
        use: Use,
        message: str,
        severity: Severity | None = None,
        evidence: tuple[str, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> Defect:
        """Something wrong with a form."""
        return Defect(use.file, self.span(use), message, use.concept.id, severity, evidence, fixes)

    def removal(self, use: Use) -> tuple[Fix, ...]:
        """The safe fix that takes a short form out of its list; none where it is not that simple."""
        edit = removal(self.documents[use.file].text, self.span(use))
        return (Fix(f"remove {use.text!r}", (edit,), Applicability.safe),) if edit else ()


def entry_use(file: int, concept: Concept) -> Use:
    """The preferred form, which stands for its entry."""
    return Use(file, concept, concept.preferred)


def _by_spelling(uses: Sequence[Use]) -> Mapping[str, Sequence[Use]]:
    table: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        table[one_spelling(use.text).casefold()].append(use)
    return table
