"""The rule keeps the promises of its own file; the format gives back what it read."""

from __future__ import annotations

import pytest
from mtfix_newsroom.newswire import format
from mtfix_newsroom.wire_slug import rule

from mtfix.model import Example
from mtfix.splice import splice
from mtfix.testing import run_example


@pytest.mark.parametrize("example", rule.examples, ids=lambda one: one.text)
def test_examples(example: Example) -> None:
    outcome = run_example(rule, example)
    assert outcome.flagged == example.flagged
    assert outcome.fixed == example.fixed


@pytest.mark.parametrize("example", rule.counterexamples, ids=lambda one: one.text)
def test_counterexamples(example: Example) -> None:
    assert run_example(rule, example).flagged == ()


@pytest.mark.parametrize(
    "data", [b"", b"Id: 7\r\nDesk: Asia\r\n\r\nNaka.\r\n", b"No head.", "\ufeffId: 7\n\né".encode()]
)
def test_bytes_come_back(data: bytes) -> None:
    document = format.read(data, "a.wire", None)
    assert splice(document, (), format) == data
    assert b"Id:" not in document.text.encode()
