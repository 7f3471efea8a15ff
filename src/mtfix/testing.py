"""A kit for authors of rules and glossaries: run a rule on its own examples, or a text through a glossary.

from mtfix.testing import run_example
for example in my_rule.examples:
    outcome = run_example(my_rule, example)
    assert outcome.flagged == example.flagged
"""

from __future__ import annotations

from msgspec import Struct

from mtfix.engine import Engine
from mtfix.formats import text as plain
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.load import parse_glossary
from mtfix.matching.exact import Finder
from mtfix.model import Applicability, Example, Finding, Rule
from mtfix.selection import Policy


class Outcome(Struct, frozen=True):
    """What a rule made of an example: its findings, the words it marked, and the text after its fixes."""

    findings: tuple[Finding, ...]
    flagged: tuple[str, ...]
    fixed: str


def run_example(rule: Rule, example: Example, threshold: Applicability = Applicability.safe) -> Outcome:
    """Run `rule` alone on `example`, as `mtfix fix` would; `threshold` unsafe is ``--unsafe``.

    Raises `GlossaryError` for a bad glossary.
    """
    glossaries = () if example.glossary is None else (compile_glossary(parse_glossary(example.glossary, "example")),)
    engine = Engine(
        (rule,),
        Finder(glossaries),
        {rule.name: example.options},
        source_language=rule.languages[0] if rule.languages else None,
    )
    document = plain.read(example.text.encode(), "example.txt", "utf-8")
    source = None if example.source is None else plain.read(example.source.encode(), "source.txt", "utf-8")
    result = engine.run(document, plain.format, Policy(threshold), source)
    findings = tuple(judged.finding for judged in result.findings)
    flagged = tuple(example.text[one.span.start : one.span.end] for one in findings)
    return Outcome(findings, flagged, result.corrected)
