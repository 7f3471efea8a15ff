"""What the server knows of one open file: its findings or problems, and where they stand in the editor's text."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from mtfix import api, curation
from mtfix.errors import GlossaryError, Problem, SourceError
from mtfix.glossary.document import read_glossary_document
from mtfix.glossary.model import Concept
from mtfix.lsp.columns import Columns
from mtfix.matching.mentions import find_mentions
from mtfix.model import Applicability, Format, Result, Status
from mtfix.positions import SourceEdit, SourceText
from mtfix.summary import Located, located

# The formats of files that have no telling suffix, by the editor's name for their language.
_LANGUAGES = {"plaintext": "text", "text": "text", "markdown": "markdown", "html": "html"}


class OpenFile(Struct, frozen=True, dict=True):
    """A file as an editor shows it; `encoding` is that of its columns, `language` the editor's name for the format."""

    uri: str
    path: str
    version: int
    text: str
    language: str = ""
    encoding: str = "utf-16"

    @property
    def data(self) -> bytes:
        """The text in UTF-8; what cannot be encoded counts as one code point, so that places stay right."""
        return self.text.encode("utf-8", "replace")

    @functools.cached_property
    def columns(self) -> Columns:
        """Its lines and columns."""
        return Columns(self.text, self.encoding)


class Checked(Struct, dict=True):
    """A file with its open findings in order of place, or with the problems that keep it from being read.

    `session` is None for a glossary file.
    """

    file: OpenFile
    findings: tuple[Located, ...] = ()
    problems: tuple[Problem, ...] = ()
    result: Result | None = None
    session: api.Session | None = None
    format: Format | None = None

    @functools.cached_property
    def mentions(self) -> tuple[tuple[int, int, Concept], ...]:
        """Where concepts are named, rightly or wrongly: start and end in the editor's text, and the concept."""
        if self.result is None or self.session is None:
            return ()
        found = find_mentions(self.result.document, self.session.engine.finder)
        places = SourceText(self.result.document).places([one.span for one in found])
        return tuple((place.start, place.end, one.concept) for place, one in zip(places, found, strict=True))

    def at(self, offset: int) -> Sequence[Located]:
        """The findings at a code point of the editor's text, the shortest first."""
        found = [one for one in self.findings if one.place.start <= offset <= one.place.end]
        return sorted(found, key=lambda one: one.place.end - one.place.start)

    def concept_at(self, offset: int) -> tuple[int, int, Concept] | None:
        """The concept named at a code point, by the words or by a finding on them, and where the words stand."""
        for start, end, concept in self.mentions:
            if start <= offset <= end:
                return start, end, concept
        for one in self.at(offset):
            for glossary in self.session.glossaries if self.session else ():
                if one.finding.concept and (concept_of := glossary.find(one.finding.concept)):
                    return one.place.start, one.place.end, concept_of
        return None

    @functools.cached_property
    def safe_edits(self) -> tuple[SourceEdit, ...]:
        """All that `mtfix fix` would change, in order of place."""
        if self.result is None or not any(_is_safe(one) for one in self.findings):
            return ()
        document = self.result.document
        if self.session is None or self.format is None:
            [result] = curation.lint_glossaries([document], Applicability.safe)
        else:
            result = self.session.run(document, self.format, self.session.policy(Applicability.safe))
        edits = SourceText(document).edits(result.edits)
        return tuple(sorted((one for group in edits.values() for one in group), key=lambda one: (one.start, one.end)))


def _is_safe(one: Located) -> bool:
    if one.judged.status is Status.applied:  # a person accepted it
        return True
    fix = one.judged.fix
    return one.judged.status is Status.offered and fix is not None and fix.applicability is Applicability.safe


def format_for(file: OpenFile) -> Format | None:
    """How an open file is read: by its suffix, else by its language; None where it is no article."""
    known = api.format_of(file.path)
    if known is None and file.language in _LANGUAGES:
        known = api.format_named(_LANGUAGES[file.language])
    return None if known is None or known.container else known


def is_glossary(path: str, text: str) -> bool:
    """Whether a file is a glossary: YAML whose first key is ``mtfix:``."""
    if Path(path).suffix.lower() not in (".yaml", ".yml"):
        return False
    for line in text.removeprefix("\ufeff").split("\n"):
        if line.strip() and not line.startswith(("#", "---", "%")):
            return line.startswith("mtfix:")
    return False


def check_article(file: OpenFile, format: Format, session: api.Session) -> Checked:
    """The findings on an article that is open in an editor; nothing is changed."""
    try:
        document = format.read(file.data, file.path, "utf-8")
        result = session.run(document, format, session.policy(None))
    except SourceError as error:
        return Checked(file, problems=error.problems, session=session)
    return Checked(file, _open(result), (), result, session, format)


def check_glossary(file: OpenFile) -> Checked:
    """What is wrong with a glossary that is open in an editor: it does not load, or its entries would do harm."""
    try:
        [result] = curation.lint_glossaries([read_glossary_document(file.data, file.path)])
    except GlossaryError as error:
        return Checked(file, problems=error.problems)
    return Checked(file, _open(result), (), result)


def _open(result: Result) -> tuple[Located, ...]:
    """The findings that a person has neither dismissed nor silenced; a decision to accept does not mend by itself."""
    return tuple(one for one in located(result) if one.judged.status is not Status.ignored)
