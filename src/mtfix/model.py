"""The types every part of mtfix speaks: plain, frozen data without I/O.

An article becomes a `Document`; rules read it and yield `Finding`s; a `Finding` offers `Fix`es made of `Edit`s.
`Rule`, `Format` and `Renderer` are values that hold functions, so that one module with one value is one plug-in.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from mtfix.matching.context import Context

OptionValue: TypeAlias = bool | int | float | str | tuple[str, ...]


class Severity(enum.IntEnum):
    """How much a defect harms the copy, in the words and order of MQM."""

    neutral = 0
    minor = 1
    major = 2
    critical = 3

    def __str__(self) -> str:
        return self.name


class Applicability(enum.IntEnum):
    """Who may apply a fix.

    ``safe``: correct without reading the sentence; `fix` applies it.
    ``unsafe``: probably right, a person should look; applied with ``--unsafe``.
    ``display``: shown only.
    """

    display = 0
    unsafe = 1
    safe = 2

    def __str__(self) -> str:
        return self.name


class ErrorType(enum.StrEnum):
    """The MQM error types that mtfix reports (https://themqm.org)."""

    terminology_inconsistent = "terminology/inconsistent"
    terminology_wrong = "terminology/wrong-term"
    accuracy_mistranslation = "accuracy/mistranslation"
    accuracy_omission = "accuracy/omission"
    accuracy_addition = "accuracy/addition"
    accuracy_untranslated = "accuracy/untranslated"
    grammar = "linguistic-conventions/grammar"
    punctuation = "linguistic-conventions/punctuation"
    spelling = "linguistic-conventions/spelling"
    unintelligible = "linguistic-conventions/unintelligible"
    duplication = "linguistic-conventions/duplication"
    character_encoding = "linguistic-conventions/character-encoding"
    style_house = "style/organizational-style"
    style_awkward = "style/awkward"
    locale_date = "locale-conventions/date-format"
    locale_number = "locale-conventions/number-format"
    design_markup = "design-and-markup/content"
    configuration = "custom/configuration"


class BlockKind(enum.StrEnum):
    """What a block of text is, so that it can be judged by its own measure."""

    paragraph = "paragraph"
    heading = "heading"
    list_item = "list-item"
    cell = "cell"
    quote = "quote"
    caption = "caption"
    note = "note"
    subtitle = "subtitle"
    data = "data"  # lines that are no sentences: the YAML of a glossary


class Status(enum.StrEnum):
    """What became of a finding in one run."""

    applied = "applied"
    offered = "offered"
    flagged = "flagged"
    skipped = "skipped"
    ignored = "ignored"


class Span(Struct, frozen=True, order=True):
    """A stretch of `Document.text` in code points, end exclusive."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class Edit(Struct, frozen=True):
    """Replace `span` by `text`; an empty text deletes, an empty span inserts."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """A remedy: all of its edits, or none. `confidence` is in 0..1; `reason` says why it is not safer."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability
    confidence: float = 1.0
    reason: str | None = None


class Finding(Struct, frozen=True):
    """One MQM annotation: a defect at a span, with remedies (best first) and evidence a person can check.

    `related` are further places of the same defect; `score` in 0..1 ranks findings; `concept` is a concept's id.
    """

    rule: str
    span: Span
    message: str
    error_type: ErrorType
    severity: Severity
    fixes: tuple[Fix, ...] = ()
    evidence: tuple[str, ...] = ()
    concept: str | None = None
    score: float | None = None
    related: tuple[Span, ...] = ()


class Block(Struct, frozen=True):
    """A unit of text that an edit may not cross."""

    span: Span
    kind: BlockKind = BlockKind.paragraph


class SourceRow(Struct, frozen=True):
    """One run of text and the bytes of the source that it was read from.

    `part` names a member of a container (``word/document.xml``), else "".
    Not `verbatim` means that the bytes are an entity, a break or nothing at all, and are replaced whole.
    `quoting` tells the format's `escape` how the place is written ("cdata", "attribute", ...).
    """

    span: Span
    byte_start: int
    byte_end: int
    part: str = ""
    verbatim: bool = True
    quoting: str = ""


class SourceMap(Struct, frozen=True):
    """The rows of a document, ordered by text; text without a row (a barrier) cannot be edited."""

    rows: tuple[SourceRow, ...]


class Patch(Struct, frozen=True):
    """Replace the bytes start..end of `part` ("": the file itself) by `data`; a part that is not there is made."""

    part: str
    start: int
    end: int
    data: bytes


class Note(Struct, frozen=True):
    """A remark on a place, written as a comment by the formats that have them."""

    span: Span
    text: str


class Document(Struct, frozen=True):
    """An article as rules see it: visible text in blocks, and the way back to its bytes.

    `text` is the readable text; `protected` spans are never edited; `source` the bytes it was read from;
    `digest` their SHA-256 in hex; `language` the language of the text; `source_text` pairs spans with the original
    they were translated from, where the format carries both.
    """

    text: str
    blocks: tuple[Block, ...]
    source: bytes
    source_map: SourceMap
    path: str = "-"
    format: str = "text"
    encoding: str = "utf-8"
    digest: str = ""
    language: str = "en"
    protected: tuple[Span, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    source_text: tuple[tuple[Span, str], ...] = ()


class Suppression(Struct, frozen=True):
    """A comment in the article that silences `rules` (empty: all) inside `span`.

    `place` is the comment itself or, where comments are no text, the text before it; then `line` is its own, from 1.
    """

    span: Span
    rules: frozenset[str]
    place: Span
    line: int | None = None


class Example(Struct, frozen=True):
    """A text that a rule flags: `flagged` are the exact words marked, in order; `fixed` the text after its fixes.

    In a counterexample nothing is flagged. `glossary` is YAML text and `source` the original, where a rule needs them.
    """

    text: str
    flagged: tuple[str, ...] = ()
    fixed: str | None = None
    glossary: str | None = None
    source: str | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)


class Option(Struct, frozen=True):
    """A setting of a rule: its default (which fixes its type) and what it does."""

    default: OptionValue
    help: str


class Rule(Struct, frozen=True):
    """A check, as data. `check` yields findings and never changes anything.

    `enabled` is the default; `languages` limits a rule to copy translated from these languages (empty: any), or from
    one that is not known; `needs_source` runs it only where the original is at hand,
    `model` only where that model is asked for (``--model``).
    """

    name: str
    summary: str
    error_type: ErrorType
    severity: Severity
    check: Callable[[Document, Context], Iterator[Finding]]
    explanation: str = ""
    options: Mapping[str, Option] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    since: str = "0.1"
    aliases: tuple[str, ...] = ()
    enabled: bool = True
    languages: tuple[str, ...] = ()
    needs_source: bool = False
    model: str = ""


class Format(Struct, frozen=True):
    """A document format: only a scanner. Writing is `splice`'s work, by the source map.

    `read` takes the bytes, the path and the encoding asked for (None: find out) and raises `SourceError`.
    `escape` turns replacement text into source syntax for a row's quoting. `container` is "zip" for archives.
    `lower` replaces the plain way from edits (and notes) to bytes where a format has its own, such as tracked changes;
    `comments` says whether it writes notes.
    `configure` gives the format with other `options`.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str, str | None], Document]
    escape: Callable[[str, str], str] = lambda text, quoting: text
    container: str = ""
    lower: Callable[[Document, Sequence[Edit], Sequence[Note]], Iterator[Patch]] | None = None
    comments: bool = False
    options: Mapping[str, Option] = field(default_factory=dict)
    configure: Callable[[Mapping[str, OptionValue]], Format] | None = None


class Judged(Struct, frozen=True):
    """A finding with what became of it, and why."""

    finding: Finding
    status: Status
    reason: str | None = None
    fix: Fix | None = None
    fingerprint: str = ""


class Result(Struct, frozen=True):
    """What one run made of one document; the corrected text is a function of (source, applied) only.

    `findings` come in order of place; `applied` are the fixes carried out; `skipped` those held back, with the reason;
    `edits` are those of `applied`, in order; `notes` the remarks written beside them; `consistency` is the share of
    repeated names with one rendering only, before and after.
    """

    document: Document
    findings: tuple[Judged, ...]
    applied: tuple[Fix, ...]
    skipped: tuple[tuple[Fix, str], ...]
    corrected: str
    output: bytes
    consistency: tuple[float, float] = (1.0, 1.0)
    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()


class ConceptRef(Struct, frozen=True):
    """Where a concept stands, for reports: `line` counts from 1."""

    id: str
    preferred: str
    glossary: str
    line: int


class GlossaryRef(Struct, frozen=True):
    """A glossary in force: its path, digest (``sha256:...``) and number of concepts."""

    path: str
    digest: str
    concepts: int


class Report(Struct, frozen=True):
    """All results of a run, with what is needed to replay and to undo it."""

    results: tuple[Result, ...]
    version: str
    glossaries: tuple[GlossaryRef, ...] = ()
    concepts: Mapping[str, ConceptRef] = field(default_factory=dict)
    config_digest: str = ""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    fail_on: Severity = Severity.minor
    subject: str = "article"  # what the results are about: "article" or "glossary"


class Renderer(Struct, frozen=True):
    """A report format: turns a `Report` into text. `binary` formats are not for a terminal."""

    name: str
    suffixes: tuple[str, ...]
    render: Callable[[Report, RenderOptions], str]
    summary: str = ""


class RenderOptions(Struct, frozen=True):
    """How to render: `color` allows ANSI codes, `width` is the terminal's, `verbose` shows all evidence.

    `date` is when the run was made, as ``2026-01-31T12:00:00Z``; "" leaves it out, and two runs give the same bytes.
    """

    color: bool = False
    width: int = 100
    verbose: bool = False
    date: str = ""


class Decision(Struct, frozen=True):
    """A person's verdict on a finding, known by its fingerprint; `replacement` is their own wording.

    `rule`, `text`, `concept` and `context` (the words around) tell a reader, and `mtfix learn`, what was decided.
    """

    fingerprint: str
    verdict: str
    replacement: str | None = None
    by: str | None = None
    at: str | None = None
    note: str | None = None
    rule: str | None = None
    text: str | None = None
    concept: str | None = None
    context: str | None = None


class ExchangeFormat(Struct, frozen=True):
    """A glossary format to import from or export to.

    A glossary is plain data in the words of the YAML: mappings, lists and texts (see `mtfix.glossary.write`).
    `read` takes the bytes and the path and raises `SourceError`; `write` returns the bytes. Both return notes on what
    the format could not carry.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], tuple[Mapping[str, object], Sequence[str]]]
    write: Callable[[Mapping[str, object]], tuple[bytes, Sequence[str]]]
    summary: str = ""
