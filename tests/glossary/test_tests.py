"""The tests of entries are run with all entries in force, and what fails is told on the line of the test."""

from __future__ import annotations

from mtfix.api import all_rules
from mtfix.engine import Engine
from mtfix.formats import text as plain
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.document import read_glossary_document
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.survey import HEAD
from mtfix.glossary.tests import RULE, count_tests, run_tests
from mtfix.matching.exact import Finder
from mtfix.model import Applicability, Finding, Severity, Status
from mtfix.selection import Policy

KARABAKH = (
    HEAD
    + """\
- preferred: Nagorno-Karabakh
  type: place
  variants: [Naqqa, {text: Naka, unless: {window_any: [Japan]}}, {text: 卡区, when: {source_any: [卡区]}}]
  tests:
"""
)


def failures(*texts: str) -> list[list[Finding]]:
    """Run the tests of glossaries by the real engine."""
    documents = [read_glossary_document(text.encode(), f"{number}.yaml") for number, text in enumerate(texts)]
    glossaries = [parse_glossary(one.text, one.path) for one in documents]
    rules = tuple(rule for rule in all_rules() if rule.name.startswith("term."))
    engine = Engine(rules, Finder(tuple(map(compile_glossary, glossaries))))

    def fix(text: str, source: str | None) -> tuple[str, int]:
        original = None if source is None else plain.read(source.encode(), "source.txt")
        policy = Policy(Applicability.safe)
        result = engine.run(plain.read(text.encode(), "test.txt"), plain.format, policy, original)
        return result.corrected, sum(one.status is not Status.applied for one in result.findings)

    return run_tests(list(zip(documents, glossaries, strict=True)), fix)


def test_tests_that_hold_give_nothing() -> None:
    text = KARABAKH + (
        "  - {in: the Naqqa conflict, out: the Nagorno-Karabakh conflict, flags: 0}\n"
        "  - {in: Naka of Japan, same: true}\n"
        "  - {in: 在卡区, out: 在Nagorno-Karabakh, source: 在卡区}\n"
        "  - {in: 在卡区, same: true, source: 别的}\n"
    )
    assert failures(text) == [[]]


def test_failures_are_told_with_what_was_expected() -> None:
    text = KARABAKH + (
        "  - {in: the Naqqa conflict, out: the Karabakh conflict}\n"
        "  - in: Naka of Peru\n    same: true\n"
        "  - {in: Naqqa, flags: 1}\n"
    )
    (findings,) = failures(text)
    assert [text[one.span.start : one.span.end] for one in findings] == ["the Naqqa conflict", "Naka of Peru", "Naqqa"]
    assert [one.message.partition(" fails: ")[2] for one in findings] == [
        "expected 'the Karabakh conflict', got 'the Nagorno-Karabakh conflict'. Mend the entry or the test.",
        "expected no change, got 'Nagorno-Karabakh of Peru'. Mend the entry or the test.",
        "expected 1 finding left to a person, got 0. Mend the entry or the test.",
    ]
    assert findings[0].evidence == (
        "in: the Naqqa conflict",
        "expected: the Karabakh conflict",
        "actual: the Nagorno-Karabakh conflict",
    )
    assert {(one.rule, one.severity, one.concept) for one in findings} == {(RULE, Severity.major, "nagorno-karabakh")}


def test_entries_of_all_files_are_in_force() -> None:
    other = HEAD + "- {preferred: Niger, variants: [Naqqa]}\n"
    (findings, none) = failures(KARABAKH + "  - {in: in Naqqa, out: in Nagorno-Karabakh}\n", other)
    assert len(findings) == 1  # two entries claim it, so nothing is changed
    assert none == []


def test_entries_out_of_use_are_not_tried() -> None:
    text = (
        HEAD + "- {preferred: A1, status: retired, tests: [{in: A2, out: A3}]}\n"
        "- {preferred: B1, tests: [{in: B, same: true}]}\n"
    )
    assert failures(text) == [[]]
    assert count_tests(parse_glossary(text, "g")) == 1


def test_a_sentence_in_escapes_is_marked_by_its_line() -> None:
    text = KARABAKH + '  - {in: "N\\u0061qqa", same: true}\n'
    ((finding,),) = failures(text)
    assert text[finding.span.start : finding.span.end] == '{in: "N\\u0061qqa", same: true}'
