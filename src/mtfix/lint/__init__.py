"""Checks of glossaries, one file each: what would make them edit wrongly, in circles, or not at all.

A glossary file becomes a document and each defect an ordinary finding on it, so that every report, decision file and
the `--fix` of articles serve glossaries too. A module here has one value `check`; the registry finds it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mtfix import registry
from mtfix.errors import GlossaryError, Problem
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.model import Glossary
from mtfix.glossary.survey import Check, Survey
from mtfix.model import Document, ErrorType, Finding, Rule

if TYPE_CHECKING:
    from mtfix.matching.context import Context


def checks() -> tuple[Check, ...]:
    """Every check that is installed, by name."""
    return tuple(sorted(registry.discover("mtfix.lint", "check", Check), key=lambda check: check.name))


def lint(
    documents: Sequence[Document],
    *,
    chosen: Sequence[Check] | None = None,
    clean: Sequence[Document] = (),
    today: datetime.date | None = None,
    layers: Sequence[int] = (),
) -> list[list[Finding]]:
    """The findings on each glossary of `documents` (see `read_glossary_document`), checked together, by place.

    `chosen` are the checks to run (default: those enabled); `clean` are articles known to be right, in which no variant
    should match; `today` judges dates; of `layers`, one for each document, a higher one has the say.

    Raises `GlossaryError` with the problems of all files that cannot be read.
    """
    return Linter(chosen, clean, today, layers).findings(documents)


class Linter(Struct, dict=True):
    """Checks with what they need, for one set of files in different states: before a fix and after it."""

    chosen: Sequence[Check] | None = None
    clean: Sequence[Document] = ()
    today: datetime.date | None = None
    layers: Sequence[int] = ()
    _known: dict[tuple[str, str], Glossary] = field(default_factory=dict)

    def findings(self, documents: Sequence[Document]) -> list[list[Finding]]:
        """The findings on each document."""
        survey = Survey(documents, self._read(documents), today=self.today, clean=self.clean, layers=self.layers)
        found: list[list[Finding]] = [[] for _ in documents]
        for check in self._checks():
            for defect in check.find(survey):
                finding = Finding(
                    rule=check.name,
                    span=defect.span,
                    message=defect.message,
                    error_type=ErrorType.configuration,
                    severity=check.severity if defect.severity is None else defect.severity,
                    fixes=defect.fixes,
                    evidence=defect.evidence,
                    concept=defect.concept,
                )
                found[defect.file].append(finding)
        for some in found:
            some.sort(key=lambda finding: (finding.span.start, finding.span.end, finding.rule, finding.message))
        return found

    def rules(self, documents: Sequence[Document]) -> tuple[Rule, ...]:
        """The checks as rules for the engine: they judge one of `documents`, in any state, beside the others."""
        memo: dict[tuple[str, str], list[Finding]] = {}

        def of(document: Document) -> list[Finding]:
            key = document.path, document.text
            if key not in memo:
                together = [document if one.path == document.path else one for one in documents]
                for one, findings in zip(together, self.findings(together), strict=True):
                    memo[one.path, one.text] = findings
            return memo[key]

        return tuple(_rule(check, of) for check in self._checks())

    def _checks(self) -> Sequence[Check]:
        return [check for check in checks() if check.enabled] if self.chosen is None else self.chosen

    def _read(self, documents: Sequence[Document]) -> list[Glossary]:
        problems: list[Problem] = []
        for document in documents:
            key = document.path, document.text
            if key not in self._known:
                try:
                    self._known[key] = parse_glossary(document.text, document.path)
                except GlossaryError as error:
                    problems += error.problems
        if problems:
            raise GlossaryError(problems=problems)
        return [self._known[document.path, document.text] for document in documents]


def _rule(check: Check, of: Callable[[Document], list[Finding]]) -> Rule:
    def find(document: Document, context: Context) -> Iterator[Finding]:
        return (finding for finding in of(document) if finding.rule == check.name)

    return Rule(
        name=check.name,
        summary=check.summary,
        error_type=ErrorType.configuration,
        severity=check.severity,
        check=find,
        explanation=check.explanation,
        examples=check.examples,
        counterexamples=check.counterexamples,
        since=check.since,
        enabled=check.enabled,
    )
