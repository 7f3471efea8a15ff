"""Glossary files as articles: lint and test them, and report what is wrong in every report format."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

from msgspec import structs

from mtfix import __version__, api
from mtfix.engine import Engine, result_of
from mtfix.errors import GlossaryError, Problem
from mtfix.fingerprint import fingerprints
from mtfix.glossary.document import glossary_format, read_glossary_document
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.model import Glossary
from mtfix.glossary.tests import run_tests
from mtfix.lint import Linter
from mtfix.matching.exact import Finder
from mtfix.matching.mentions import no_mentions
from mtfix.model import Applicability, Document, Finding, Report, Result, Severity, Status
from mtfix.selection import Policy, select
from mtfix.splice import verify


def read_glossaries(names: Sequence[str]) -> list[tuple[Document, Glossary]]:
    """Each glossary file with its text. Raises `GlossaryError` with the problems of all files."""
    out = []
    problems: list[Problem] = []
    for path in api.glossary_files(names):
        document = read_glossary_document(api.read_bytes(str(path)), str(path))
        try:
            out.append((document, parse_glossary(document.text, str(path))))
        except GlossaryError as error:
            problems += error.problems
    if problems:
        raise GlossaryError(problems=problems)
    return out


def test_glossaries(files: Sequence[tuple[Document, Glossary]], session: api.Session) -> list[Result]:
    """The tests of all entries, with all entries in force."""
    found = run_tests(files, runner(session))
    return [judged(document, findings) for (document, _), findings in zip(files, found, strict=True)]


def runner(session: api.Session) -> Callable[[str, str | None], tuple[str, int]]:
    """Fix a sentence as `mtfix fix` would: the text, and the number of findings left to a person."""

    def fix(text: str, source: str | None) -> tuple[str, int]:
        result = session.run_text(text, "text", Policy(Applicability.safe), source)
        return result.corrected, sum(judged.status is not Status.applied for judged in result.findings)

    return fix


def lint_glossaries(
    documents: Sequence[Document],
    threshold: Applicability | None = None,
    clean: Sequence[Document] = (),
    below: Sequence[Sequence[Document]] = (),
) -> list[Result]:
    """What is wrong with glossaries, checked together; with a threshold, the fixes are applied to their text.

    `below` are the layers under them, the lowest first: they count, but are not reported on.
    """
    everything = [*itertools.chain.from_iterable(below), *documents]
    layers = [layer for layer, some in enumerate([*below, documents]) for _ in some]
    engine = Engine(Linter(clean=clean, layers=layers).rules(everything), Finder(()))
    results = []
    for document in documents:
        result = engine.run(document, glossary_format, Policy(threshold))
        if result.edits:
            verify(document, result.edits, result.output, glossary_format)
        results.append(result)
    return results


def lint_report(results: Iterable[Result], documents: Sequence[Document], fail_on: Severity) -> Report:
    """A report on linted glossaries."""
    rules = {rule.name: rule for rule in Linter().rules(documents)}
    return Report(tuple(results), __version__, rules=rules, fail_on=fail_on, subject="glossary")


def judged(document: Document, findings: Iterable[Finding]) -> Result:
    """The result of findings on a glossary that nobody mends by machine."""
    ordered = sorted(findings, key=lambda finding: (finding.span, finding.rule, finding.message))
    rows = select(document, ordered, fingerprints(document, ordered, no_mentions()), Policy(), {})
    return result_of(document, rows, glossary_format)


def report(results: Iterable[Result], session: api.Session, fail_on: Severity | None = None) -> Report:
    """A report on tested glossaries."""
    return structs.replace(session.report(results, fail_on), subject="glossary")
