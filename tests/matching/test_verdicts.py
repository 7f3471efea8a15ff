"""Explanations agree with what mtfix does, and name the condition that decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfix import api, curation
from mtfix.cli import app
from mtfix.config import SHIPPED
from mtfix.formats import text as plain
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.load import parse_glossary
from mtfix.matching.exact import Finder
from mtfix.matching.mentions import find_mentions
from mtfix.matching.verdicts import Verdict, verdicts
from mtfix.model import Document

GLOSSARY = """\
mtfix: 1
when: {document_any: [Baku, Tokyo]}
entries:
- preferred: Nagorno-Karabakh
  variants:
  - {text: Naka, when: {window_all: [talks, peace]}, unless: {sentence_any: [Japan]}, otherwise: flag}
  - {text: Naka region, when: {source_any: [纳卡]}}
- preferred: Raisi
  type: person
  variants: [Lacey, Ray]
- preferred: Lacy
  variants: [Lacey]
"""


def document(text: str) -> Document:
    return plain.read(text.encode(), "a.txt", "utf-8")


def told(text: str, source: str | None = None, *layers: str) -> list[Verdict]:
    compiled = []
    for number, layer in enumerate((GLOSSARY, *layers)):
        compiled.append(compile_glossary(parse_glossary(layer, f"{number}.yaml")))
        compiled[-1].layer = number
    return verdicts(document(text), Finder(compiled), document(source) if source else None)


def steps(verdict: Verdict) -> list[tuple[bool, str]]:
    return [(step.holds, step.text) for step in verdict.steps]


def test_verdicts_agree_with_the_mentions_in_every_sentence_that_the_shipped_glossaries_try() -> None:
    finder = Finder(api.open_glossaries((SHIPPED,)))
    seen = 0
    for _, glossary in curation.read_glossaries((SHIPPED,)):
        for test in (test for concept in glossary.concepts for test in concept.tests[:2]):
            article, original = document(test.text), document(test.source) if test.source else None
            mentions = {(one.span, one.concept.id) for one in find_mentions(article, finder, original)}
            found = verdicts(article, finder, original)
            assert {(one.span, one.concept.id) for one in found if one.matched} >= mentions
            assert all(any(one.span == span for span, _ in mentions) for one in found if one.matched)
            # nothing is left alone without a reason
            assert all(any(not step.holds for step in one.steps) for one in found if not one.matched)
            seen += len(found)
    assert seen > 1000


def test_the_condition_that_decided_and_its_word() -> None:
    (naka,) = told("Naka talks in Baku.")
    assert naka.outcome == "flagged"
    assert steps(naka) == [
        (True, "file: the article has one of Baku, Tokyo ('Baku' is there)"),
        (False, "when: ten words around have all of talks, peace ('peace' is missing)"),
        (True, "unless: its sentence has Japan"),
        (True, "otherwise: flag"),
    ]
    (naka,) = told("Naka peace talks in Baku.")
    assert (naka.outcome, naka.matched) == ("replaced by Nagorno-Karabakh", True)
    (naka,) = told("Naka peace talks of Japan in Baku.")
    assert (False, "unless: its sentence has Japan ('Japan' is there)") in steps(naka)


def test_a_gate_that_is_shut() -> None:
    (naka,) = told("Naka peace talks.")
    assert (naka.outcome, naka.matched) == ("left alone", False)
    assert steps(naka)[0] == (False, "file: the article has one of Baku, Tokyo")


def test_the_original_counts() -> None:
    region, short = told("The Naka region of Baku.", "纳卡")
    assert (region.outcome, region.matched) == ("replaced by Nagorno-Karabakh", True)
    assert (False, "'Naka region' of 'Nagorno-Karabakh' goes before it: longer") in steps(short)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Lacey in Baku.", "flagged: it may stand for 'Raisi' or 'Lacy'"),
        ("Ray Charles in Baku.", "suggested: Raisi, for 'Charles' after it may belong to a longer name"),
        ("See ray in Baku.", "left alone"),
        ("Baku: Raisi.", "right as it stands"),
        ("See www.example.com/Lacey in Baku.", "left alone"),
    ],
)
def test_outcomes(text: str, outcome: str) -> None:
    assert {one.outcome for one in told(text)} == {outcome}


def test_a_layer_above_is_named() -> None:
    above = "mtfix: 1\nentries: [{preferred: Raisi, status: retired}]\n"
    ray, *_ = told("Ray in Baku.", None, above)
    assert ray.outcome == "left alone"
    assert steps(ray)[-1] == (False, "1.yaml:2, a layer above, has it retired")


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    run = CliRunner().invoke
    done = run(app, ["glossary", "explain", "Naka talks in Baku.", "-g", "g.yaml"])
    assert done.stdout.startswith("'Naka' at 1: flagged\n    variant of 'Nagorno-Karabakh' (g.yaml:6)\n  + file: ")
    assert "  - when: ten words around have all of talks, peace ('peace' is missing)\n" in done.stdout
    (row,) = json.loads(run(app, ["glossary", "explain", "-", "-g", "g.yaml", "-f", "json"], "Ray in Baku").stdout)
    assert (row["text"], row["start"], row["matched"], row["line"]) == ("Ray", 0, True, 10)
    (tmp_path / "desk").mkdir()
    (tmp_path / ".git").mkdir()  # one repository: its files may name each other
    (tmp_path / "desk" / "mtfix.toml").write_text('glossaries = ["../g.yaml"]\n')
    monkeypatch.chdir(tmp_path / "desk")
    assert "no form of the 3 listed concepts stands here" in run(app, ["glossary", "explain", "hello"]).stdout
    monkeypatch.chdir(tmp_path)
    assert "\x1b" not in run(app, ["glossary", "explain", "Ray\x1b[31m in Baku"]).stdout
