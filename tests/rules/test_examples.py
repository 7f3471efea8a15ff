"""Every rule keeps the promises of its own file: examples are flagged word for word, counterexamples left alone."""

from __future__ import annotations

import pytest

from mtfix import lm
from mtfix.model import Applicability, Example, Rule, Severity
from mtfix.registry import discover
from mtfix.testing import run_example

RULES = discover("mtfix.rules", "rule", Rule)
EXAMPLES = [pytest.param(rule, one, id=f"{rule.name}-{n}") for rule in RULES for n, one in enumerate(rule.examples)]
COUNTEREXAMPLES = [
    pytest.param(rule, one, id=f"{rule.name}-{n}") for rule in RULES for n, one in enumerate(rule.counterexamples)
]
HEADINGS = ("## What it does", "## Why it matters", "## Example", "## Fix safety")


@pytest.fixture(autouse=True)
def _model_at_hand(request: pytest.FixtureRequest) -> None:
    if request.node.callspec.params["rule"].model and not lm.installed():
        pytest.skip("needs the extra mtfix[lm] and the weights")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_explains_itself_and_brings_examples(rule: Rule) -> None:
    assert rule.examples
    assert rule.counterexamples
    assert all(heading in rule.explanation for heading in HEADINGS)
    assert rule.summary
    assert not rule.summary.endswith(".")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_flagged_at_the_exact_words(rule: Rule, example: Example) -> None:
    assert example.flagged, "an example that flags nothing is a counterexample"
    assert run_example(rule, example).flagged == example.flagged


@pytest.mark.parametrize(("rule", "example"), [one for one in EXAMPLES if one.values[1].fixed is not None])
def test_example_is_fixed_as_promised(rule: Rule, example: Example) -> None:
    offered = [fix.applicability for one in run_example(rule, example).findings for fix in one.fixes[:1]]
    threshold = Applicability.safe if Applicability.safe in offered else Applicability.unsafe
    assert run_example(rule, example, threshold).fixed == example.fixed


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_counterexample_is_left_alone(rule: Rule, example: Example) -> None:
    outcome = run_example(rule, example)
    assert outcome.flagged == ()
    assert outcome.fixed == example.text


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.name.startswith(("garble.", "page."))], ids=lambda r: r.name
)
def test_findings_on_sentences_can_be_ranked_and_read(rule: Rule) -> None:
    findings = [one for example in rule.examples for one in run_example(rule, example).findings]
    assert all(one.score is not None and 0 < one.score <= 1 for one in findings)
    assert all(one.severity <= Severity.major for one in findings)
    assert all(fix.applicability < Applicability.safe for one in findings for fix in one.fixes)
