"""What a rule may look at besides the document: mentions, sentences, its options, the original text.

Everything is computed on first use and shared by all rules of one document.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mtfix.glossary.compiled import CompiledGlossary
from mtfix.glossary.fold import fold
from mtfix.matching.conditions import Surroundings
from mtfix.matching.mentions import Mentions, no_mentions
from mtfix.matching.profile import Profile
from mtfix.matching.selection import profiles
from mtfix.matching.vocabulary import Vocabulary, Word, lines_of
from mtfix.model import Document, OptionValue, Span
from mtfix.text.segment import Sentence, sentences
from mtfix.text.tagging import Tagged, tagged

if TYPE_CHECKING:
    from mtfix.matching.anchoring import Anchoring
    from mtfix.matching.located import Missing


class Context(Struct, dict=True):
    """The surroundings of one check. `options` are those of the running rule, by name, defaults filled in.

    `source` is the original article where it is known and `source_language` its language code, else None;
    `glossaries` are those in force, in order of precedence.
    """

    document: Document
    find_mentions: Callable[[], Mentions] = no_mentions
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    source: Document | None = None
    source_language: str | None = None
    glossaries: tuple[CompiledGlossary, ...] = ()

    @functools.cached_property
    def mentions(self) -> Mentions:
        """Every place where a concept is named, in order, never overlapping."""
        return self.find_mentions()

    @functools.cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences and lines of the document, in order."""
        return sentences(self.document)

    @functools.cached_property
    def tagged(self) -> tuple[Tagged, ...]:
        """The sentences with their words and word classes, in order."""
        return tagged(self.document, self.sentences)

    def having(self, *strings: str) -> Iterator[Tagged]:
        """The tagged sentences that hold one of `strings`, in order.

        A rule that cannot find anything without some letters asks for these first: to look for plain strings takes a
        hundredth of a search for a pattern, which need not even be made where no sentence is left.
        """
        spans, found = self._spans, set[int]()
        for string in strings:
            at = self.document.text.find(string)
            while at >= 0:
                index = bisect_right(spans, at, key=_start) - 1
                inside = index >= 0 and at + len(string) <= spans[index].end
                if inside:
                    found.add(index)
                at = self.document.text.find(string, spans[index].end if inside else at + 1)
        return (self.tagged[index] for index in sorted(found))

    @functools.cached_property
    def _spans(self) -> tuple[Span, ...]:
        return tuple(sentence.span for sentence in self.sentences)

    @functools.cached_property
    def lines(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each sentence, as names are compared by them."""
        return lines_of(self.document, self.sentences)

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the article, by what misspelt names share with them."""
        return Vocabulary(self.lines)

    @functools.cached_property
    def surroundings(self) -> Surroundings:
        """The document as conditions of the glossaries see it."""
        folded = fold(self.document.text.encode("utf-8", "surrogatepass"))
        source = self.source.text if self.source else None
        return Surroundings(self.document.text, folded, lambda: self.sentences, source)

    @functools.cached_property
    def open_glossaries(self) -> tuple[CompiledGlossary, ...]:
        """The glossaries whose gate the article opens."""
        return tuple(one for one in self.glossaries if self.surroundings.holds(one.when, 0, 0))

    @functools.cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """The concepts that the article may name in an unlisted form."""
        original = self.source.text if self.source else None
        paired = original is not None or bool(self.document.source_text)
        return tuple(profiles(self.open_glossaries, self.vocabulary, original, paired))

    @functools.cached_property
    def anchoring(self) -> Anchoring | None:
        """The article beside its original; None where that is not at hand."""
        if not self.pairs:
            return None
        from mtfix.matching.anchoring import Anchoring

        return Anchoring(self.document, self.pairs, self.source_language, self.lines, self.mentions, self.profiles)

    @functools.cached_property
    def missing(self) -> tuple[Missing, ...]:
        """The names that paragraphs of the original have and their translations lack."""
        return tuple(self.anchoring.missing()) if self.anchoring else ()

    @functools.cached_property
    def pairs(self) -> tuple[tuple[str, tuple[Span, ...]], ...]:
        """Each paragraph of the original with the places that translate it; empty without an original."""
        if self.document.source_text:
            return tuple((original, (span,)) for span, original in self.document.source_text)
        if self.source is None:
            return ()
        from mtfix.matching.align import align

        return align(self.source, self.document, self.source_language)


def _start(span: Span) -> int:
    return span.start
