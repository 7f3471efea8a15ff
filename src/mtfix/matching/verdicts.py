"""Why each listed form in a text does what it does there: every condition with what decided it.

The same steps as `find_mentions`, taken one by one and told, for one sentence at a time: nothing here is fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mtfix.glossary.describe import clause_in_words
from mtfix.glossary.layers import has_say, is_off, standing
from mtfix.glossary.model import Action, Concept, Condition, EntryStatus, MatchMode, Term, TermKind
from mtfix.matching.conditions import Surroundings
from mtfix.matching.exact import Finder
from mtfix.matching.mentions import Mention, candidates, find_mentions, surroundings
from mtfix.matching.reading import agrees
from mtfix.matching.replacement import replacement
from mtfix.model import Document, Span
from mtfix.text.protect import Protection


class Step(Struct, frozen=True):
    """Something that was looked at: whether it speaks for a match, and what it is."""

    holds: bool
    text: str


class Verdict(Struct, frozen=True):
    """A listed form at `span` of a text, what becomes of it (`outcome`), and the steps that led there, in order.

    `matched` says that the form was taken for its concept; `glossary` is the path of the file that lists it.
    """

    span: Span
    concept: Concept
    term: Term
    glossary: str
    matched: bool
    outcome: str
    steps: tuple[Step, ...]


def verdicts(document: Document, finder: Finder, source: Document | None = None) -> list[Verdict]:
    """A verdict on every listed form that stands in `document`, gated off or not, by place."""
    raw, folded, around = surroundings(document, source)
    mentions = find_mentions(document, finder, source)
    everywhere = frozenset(range(len(finder.glossaries)))
    judge = _Judge(document, finder, around, mentions, Protection(document.text, document.protected))
    found = [judge.verdict(*one) for one in candidates(document.text, finder, folded, raw, everywhere)]
    return sorted(found, key=lambda one: (one.span.start, -one.span.end, not one.matched))


class _Judge(Struct, frozen=True):
    document: Document
    finder: Finder
    around: Surroundings
    mentions: Sequence[Mention]
    protection: Protection

    def verdict(self, number: int, concept: Concept, term: Term, span: Span) -> Verdict:
        """What became of a form of the glossary `number` at a span."""
        steps = tuple(self._steps(number, concept, term, span))
        mention = self._mention(concept, term, span)
        if mention is None:
            outcome = "left alone" if term.kind is TermKind.variant else "not taken for it"
        else:
            outcome = self._outcome(mention)
        return Verdict(span, concept, term, self.finder.glossaries[number].path, mention is not None, outcome, steps)

    def _mention(self, concept: Concept, term: Term, span: Span) -> Mention | None:
        """The mention that a form became, or the one that has it as a rival."""
        for mention in self.mentions:
            if mention.span != span:
                continue
            own = mention.concept.id == concept.id and mention.term.line == term.line
            if (own and mention.term.text == term.text) or concept.id in {one.id for one in mention.rivals}:
                return mention
        return None

    def _outcome(self, mention: Mention) -> str:
        if mention.rivals:
            claimants = (mention.concept, *mention.rivals)
            return f"flagged: it may stand for {' or '.join(repr(one.preferred.text) for one in claimants)}"
        if mention.action is Action.flag:
            return "flagged"
        if mention.action is Action.allow or mention.kind.value != "variant":
            return "right as it stands"
        new = replacement(self.document.text, mention)
        if mention.action is Action.suggest:
            return f"suggested: {new.text}"
        return f"suggested: {new.text}, for {new.doubt}" if new.doubt else f"replaced by {new.text}"

    def _steps(self, number: int, concept: Concept, term: Term, span: Span) -> Iterator[Step]:
        """What was looked at; nothing after the first step that fails would have changed the outcome."""
        yield from self._gate("file", self.finder.glossaries[number].when, span)
        if term.match is not MatchMode.regex and agrees(term, self.document.text, span) is None:
            yield Step(False, f"it does not read as {term.text!r}: capitals or hyphens differ")
        if self.protection.covers(span.start, span.end):
            yield Step(False, "it stands in an address, a file name, code or protected text")
        yield from self._gate("entry", concept.when, span)
        if term.kind is TermKind.variant:
            yield from self._own(concept, term, span)
        yield from self._layers(number, concept, term, span)
        yield from self._rivals(concept, term, span)

    def _own(self, concept: Concept, term: Term, span: Span) -> Iterator[Step]:
        """The conditions of a variant itself, and what they make of it."""
        around = self.around
        yield from self._gate("when", term.when, span)
        if term.unless is not None:
            excepted = around.holds(term.unless, span.start, span.end)
            for clause in term.unless.clauses:
                yield Step(not excepted, f"unless: {self._told(clause, span)}")
            if excepted or not around.holds(term.when, span.start, span.end):
                yield Step(term.otherwise is not Action.allow, f"otherwise: {term.otherwise.value}")
        elif not around.holds(term.when, span.start, span.end):
            yield Step(term.otherwise is not Action.allow, f"otherwise: {term.otherwise.value}")
        if term.action is not Action.fix:
            yield Step(term.action is not Action.allow, f"action: {term.action.value}")
        if concept.status is EntryStatus.proposed:
            yield Step(True, "the entry is only proposed, so it suggests")

    def _gate(self, label: str, condition: Condition | None, span: Span) -> Iterator[Step]:
        for clause in condition.clauses if condition else ():
            holds = self.around.holds(Condition((clause,)), span.start, span.end)
            yield Step(holds, f"{label}: {self._told(clause, span)}")

    def _told(self, clause: tuple[str, str, tuple[str, ...]], span: Span) -> str:
        """A clause in words, with the word that decided it."""
        word = self.around.witness(clause, span.start, span.end)
        decided = "" if word is None else f" ({word!r} is {'missing' if clause[1] == 'all' else 'there'})"
        return clause_in_words(*clause) + decided

    def _layers(self, number: int, concept: Concept, term: Term, span: Span) -> Iterator[Step]:
        layer = self.finder.glossaries[number].layer
        for at, one in self.finder.entries(concept.id):
            glossary = self.finder.glossaries[at]
            gates = (glossary.when, one.when)
            if glossary.layer <= layer or not has_say(one) or not all(self._open(gate, span) for gate in gates):
                continue
            where = f"{glossary.path}:{one.line}"
            if is_off(one):
                yield Step(False, f"{where}, a layer above, has it {one.status.value}")
            elif standing(term, [one]) is None:
                yield Step(False, f"{where}, a layer above, lists {term.text!r} itself")
            else:
                yield Step(True, f"{where}, a layer above, leaves it and prefers {one.preferred.text!r}")

    def _open(self, gate: Condition | None, span: Span) -> bool:
        return self.around.holds(gate, span.start, span.end)

    def _rivals(self, concept: Concept, term: Term, span: Span) -> Iterator[Step]:
        """What stands at the place instead."""
        if self._mention(concept, term, span) is not None:
            return
        for mention in self.mentions:
            if mention.span.overlaps(span):
                of = f"{mention.term.text!r} of {mention.concept.preferred.text!r}"
                why = "longer" if len(mention.span) > len(span) else "first claim, or a right form"
                yield Step(False, f"{of} goes before it: {why}")
