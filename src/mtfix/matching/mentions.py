"""One list of mentions for each document: every place where a concept is named, rightly or wrongly."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from mtfix.glossary.model import Action, Concept, Term
from mtfix.model import Span


class MentionKind(enum.StrEnum):
    """How a mention names its concept."""

    preferred = "preferred"
    admitted = "admitted"
    variant = "variant"
    fuzzy = "fuzzy"


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named at `span` by `term`; `action` is what the conditions allow there.

    `text` is the listed form that matched; `caps` says that the place is in capitals; `rivals` are other concepts
    that claim the same form; `evidence` the condition that decided.
    """

    span: Span
    concept: Concept
    term: Term
    kind: MentionKind
    action: Action
    caps: bool = False
    rivals: tuple[Concept, ...] = ()
    evidence: tuple[str, ...] = ()
