"""What a glossary says: concepts, the terms that name them and the conditions of each term.

The words are those of TBX: a *concept* is one thing in the world; its *terms* are preferred, admitted or variants
(superseded or wrong). All of it is plain data; reading is `load`'s work, matching that of `mtfix.matching`.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

from msgspec import Struct, field

# The largest glossary that is read.
MAX_BYTES = 64 << 20


class ConceptType(enum.Enum):
    """What kind of thing a concept is; `work` is a newspaper, magazine or agency set without quotation marks."""

    place = "place"
    person = "person"
    organisation = "organisation"
    event = "event"
    title = "title"
    work = "work"
    product = "product"
    demonym = "demonym"
    term = "term"
    protected = "protected"


class Action(enum.StrEnum):
    """What a variant does where it matches: the last word on how far mtfix may go."""

    fix = "fix"
    suggest = "suggest"
    flag = "flag"
    allow = "allow"


class EntryStatus(enum.StrEnum):
    """How far an entry is trusted: proposed may only suggest; deprecated and retired entries do not match."""

    approved = "approved"
    proposed = "proposed"
    deprecated = "deprecated"
    retired = "retired"


class CaseMode(enum.StrEnum):
    """smart: as listed, in capitals, or with a capital at a sentence start. exact: as listed. fold: any case."""

    smart = "smart"
    exact = "exact"
    fold = "fold"


class MatchMode(enum.StrEnum):
    """word: whole words. anywhere: also inside a run of letters (scripts without blanks). regex: a pattern."""

    word = "word"
    anywhere = "anywhere"
    regex = "regex"


class ArticleUse(enum.StrEnum):
    """How a name is used with "the"."""

    the = "the"
    none = "none"
    keep = "keep"


class TermKind(enum.StrEnum):
    """The standing of a term in its concept."""

    preferred = "preferred"
    admitted = "admitted"
    variant = "variant"


class Test(Struct, frozen=True, omit_defaults=True):
    """A sentence that proves an entry. `out` is the text after safe fixes; `same` asks for no change.

    `flags` is the number of findings that are not fixed (None: any); `source` the original sentence.
    """

    text: str
    out: str | None = None
    same: bool = False
    flags: int | None = None
    source: str | None = None
    line: int = 0
    column: int = 0


class Condition(Struct, frozen=True, omit_defaults=True):
    """All `clauses` must hold. A clause is (scope, quantifier, words).

    scope: ``document``, ``sentence``, ``window`` (ten words on each side) or ``source``;
    quantifier: ``any``, ``all`` or ``none``.
    """

    clauses: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


class Term(Struct, frozen=True, omit_defaults=True):
    """One way to name a concept, and how it matches.

    For a variant, `when` and `unless` gate it, `otherwise` is what it does where they fail, `suggest` is
    offered instead of the preferred form, and `choices` are several of them.
    """

    text: str
    kind: TermKind
    action: Action = Action.fix
    case: CaseMode = CaseMode.smart
    match: MatchMode = MatchMode.word
    when: Condition | None = None
    unless: Condition | None = None
    otherwise: Action = Action.allow
    suggest: str | None = None
    choices: tuple[str, ...] = ()
    replacement: str | None = None
    note: str | None = None
    line: int = 0
    column: int = 0


class PersonName(Struct, frozen=True, omit_defaults=True):
    """The parts of a person's name; `order` is "family-given" or "given-family"."""

    family: str | None = None
    given: str | None = None
    order: str | None = None


class Concept(Struct, frozen=True, omit_defaults=True):
    """One thing in the world and all its names. `glossary` is the path, `line` where the entry starts.

    `source` maps a language code to the forms of the original; `forms` maps a name (plural, adjective) to a form.
    """

    id: str
    preferred: Term
    type: ConceptType = ConceptType.term
    admitted: tuple[Term, ...] = ()
    variants: tuple[Term, ...] = ()
    source: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    article: ArticleUse = ArticleUse.keep
    status: EntryStatus = EntryStatus.approved
    when: Condition | None = None
    gender: str | None = None
    name: PersonName | None = None
    not_to_be_confused_with: tuple[str, ...] = ()
    note: str | None = None
    tests: tuple[Test, ...] = ()
    seen: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    review: Mapping[str, str] = field(default_factory=dict)
    valid: Mapping[str, str] = field(default_factory=dict)
    glossary: str = ""
    line: int = 0

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, the preferred first."""
        return (self.preferred, *self.admitted, *self.variants)


class Glossary(Struct, frozen=True):
    """One glossary file. `when` gates all of it; `digest` is the SHA-256 of the file in hex."""

    path: str
    concepts: tuple[Concept, ...]
    title: str = ""
    language: str = "en"
    when: Condition | None = None
    digest: str = ""
