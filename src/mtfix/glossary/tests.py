"""Run the tests that entries carry: sentences that prove what an entry does, with all other entries in force.

A failed test is a finding on the glossary's own text, so that every report shows the line to mend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mtfix.glossary.model import Concept, EntryStatus, Glossary, Test
from mtfix.glossary.yaml_tree import Lines
from mtfix.model import Document, ErrorType, Finding, Severity, Span

RULE = "glossary.test-failed"


def run_tests(
    files: Sequence[tuple[Document, Glossary]], fix: Callable[[str, str | None], tuple[str, int]]
) -> list[list[Finding]]:
    """A finding for each test that fails, by file; each file is its document and the glossary it holds.

    `fix` takes a text and the original it was translated from (or None), applies the safe fixes with all glossaries in
    force, and returns the text and the number of findings that it did not fix. What it raises is raised.
    """
    found = []
    for document, glossary in files:
        lines = Lines(document.text, document.path)
        findings: list[Finding] = []
        for concept in glossary.concepts:
            if concept.status in (EntryStatus.approved, EntryStatus.proposed):
                for test in concept.tests:
                    fixed, flags = fix(test.text, test.source)
                    span = _span(lines, test)
                    findings += (_finding(concept, test, fixed, span, why) for why in _failures(test, fixed, flags))
        found.append(findings)
    return found


def count_tests(glossary: Glossary) -> int:
    """The number of tests in the entries that are in use."""
    in_use = (EntryStatus.approved, EntryStatus.proposed)
    return sum(len(concept.tests) for concept in glossary.concepts if concept.status in in_use)


def _failures(test: Test, fixed: str, flags: int) -> Iterator[str]:
    """What a test asked for and did not get."""
    wanted = test.text if test.same else test.out
    if wanted is not None and fixed != wanted:
        yield f"expected {'no change' if test.same else repr(wanted)}, got {fixed!r}"
    if test.flags is not None and flags != test.flags:
        yield f"expected {_findings(test.flags)} left to a person, got {flags}"


def _findings(count: int) -> str:
    return f"{count} finding" if count == 1 else f"{count} findings"


def _finding(concept: Concept, test: Test, fixed: str, span: Span, why: str) -> Finding:
    evidence = [f"in: {test.text}"]
    if test.source is not None:
        evidence.append(f"source: {test.source}")
    if test.out is not None or test.same:
        evidence.append(f"expected: {test.text if test.same else test.out}")
    evidence.append(f"actual: {fixed}")
    return Finding(
        rule=RULE,
        span=span,
        message=f"a test of {concept.preferred.text!r} fails: {why}. Mend the entry or the test.",
        error_type=ErrorType.configuration,
        severity=Severity.major,
        evidence=tuple(evidence),
        concept=concept.id,
    )


def _span(lines: Lines, test: Test) -> Span:
    """The sentence of a test where it is written as it reads, else the line on which the test begins."""
    text, start = lines.text, lines.offset(test.line, test.column)
    at = text.find(test.text, start, start + len(test.text) + 400)
    if at >= 0:
        return Span(at, at + len(test.text))
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return Span(start, start + len(text[start:end].rstrip()))
