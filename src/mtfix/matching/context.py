"""What a rule may look at besides the document: mentions, sentences, its options, the original text.

Everything is computed on first use and shared by all rules of one document.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mtfix.glossary.compile import CompiledGlossary
from mtfix.matching.mentions import Mention
from mtfix.model import Document, OptionValue
from mtfix.text.segment import Sentence, sentences
from mtfix.text.tagging import Tagged, tagged


@dataclass(slots=False)
class Context:
    """The surroundings of one check. `options` are those of the running rule, by name, defaults filled in.

    `source` is the original article where it is known and `source_language` its language code, else None;
    `glossaries` are those in force, in order of precedence.
    """

    document: Document
    find_mentions: Callable[[], tuple[Mention, ...]] = tuple
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    source: Document | None = None
    source_language: str | None = None
    glossaries: tuple[CompiledGlossary, ...] = ()

    @functools.cached_property
    def mentions(self) -> tuple[Mention, ...]:
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
