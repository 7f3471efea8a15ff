"""The name of a finding: three words on each side, however far they are looked for."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtfix import fingerprint
from mtfix.formats import text as plain
from mtfix.matching.mentions import no_mentions
from mtfix.model import ErrorType, Finding, Severity, Span


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(["a", "Naka", "x" * 50, "亚", "—" * 30, "\n" * 20]), min_size=1, max_size=40))
def test_a_near_look_finds_the_words_of_a_far_one(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    document = plain.read(" ".join(words).encode(), "-")
    findings = [
        Finding("x.y", Span(*match.span()), "", ErrorType.spelling, Severity.minor)
        for match in re.finditer("Naka", document.text)
    ]
    near = fingerprint.fingerprints(document, findings, no_mentions())
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "_SHORT_REACH", fingerprint._REACH)
        assert fingerprint.fingerprints(document, findings, no_mentions()) == near
