"""The benchmark runs from its generator to its page, on a tiny corpus and with mtfix alone. No time is tested."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(autouse=True)
def _bench_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))


def test_a_longer_glossary_starts_like_a_shorter_one_and_half_of_it_has_several_words() -> None:
    from corpus import concepts

    short, long = concepts(50), concepts(4000)
    assert long[: len(short) - 1] == short[:-1]  # the last one may be cut
    variants = [variant for one in long for variant in one.variants]
    assert len(variants) == len({variant.lower() for variant in variants}) == 4000
    assert 0.45 < sum(" " in variant for variant in variants) / 4000 < 0.55


def test_names_are_no_english_words() -> None:
    from corpus import concepts

    from mtfix.text.lexicon import table

    single = {variant.lower() for one in concepts(2000) for variant in one.variants if " " not in variant}
    assert not single & table().keys()


@pytest.mark.parametrize(("copy", "expected"), [("raw", 0.012), ("edited", 0.0006)])
def test_the_text_is_the_same_each_time_and_as_dense_as_it_says(tmp_path: Path, copy: str, expected: float) -> None:
    from corpus import concepts, write_corpus

    for name in ("one.txt", "two.txt"):
        write_corpus(tmp_path / name, 0.3, named_terms=100, copy=copy)
    text = (tmp_path / "one.txt").read_text(encoding="utf-8")
    assert text == (tmp_path / "two.txt").read_text(encoding="utf-8")
    wrong = "|".join(re.escape(variant) for one in concepts(100) for variant in one.variants)
    share = len(re.findall(rf"\b(?:{wrong})\b", text)) / len(text.split())
    assert expected / 2 < share < expected * 2


def test_run_measures_mtfix_and_writes_the_page(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "benchmarks.md"
    command = [
        sys.executable,
        str(BENCH / "run.py"),
        "--quick",
        "--alone",
        "--work",
        str(tmp_path),
        "--page",
        str(page),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": ""}, check=False
    )
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert "| mtfix |" in text
    assert "left out" not in done.stderr
    assert page.with_suffix(".svg").read_text(encoding="utf-8").startswith("<svg")
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [row["terms"] for row in figures["matching"]] == [2, 1000]
    assert all(row["tools"]["mtfix"]["hits"] > 0 for row in figures["whole"])


def test_ecosystem_tells_what_was_gained_lost_and_changed(tmp_path: Path) -> None:
    from ecosystem import compared

    article = tmp_path / "a.txt"
    article.write_text("In Naka and Naqqa they met.", encoding="utf-8")

    def found(rule: str, start: int, end: int, after: str) -> tuple[tuple[str, str, int, int], dict[str, object]]:
        fix = {"applicability": "safe", "title": "write it so", "edits": [{"before": "Naka", "after": after}]}
        return (str(article), rule, start, end), {"span": {"line": 1}, "severity": "major", "fixes": [fix]}

    before = dict([found("a.one", 3, 7, "X"), found("a.two", 3, 7, "X")])
    now = dict([found("a.one", 3, 7, "Y"), found("a.three", 12, 17, "X")])
    told = compared(before, now, "main", tmp_path)
    assert "2 findings, 2 before: 1 gained, 1 lost, 1 changed." in told
    assert "- `a.txt:1` `In ⟦Naka⟧ and Naqqa they met.` major: `Naka` → `X`; now major: `Naka` → `Y`" in told
    assert "- `a.txt:1` `In Naka and ⟦Naqqa⟧ they met.` safe: write it so" in told
    assert compared(now, now, "main", tmp_path).endswith("2 findings, 2 before: 0 gained, 0 lost, 0 changed.\n")
