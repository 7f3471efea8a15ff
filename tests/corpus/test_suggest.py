"""`corpus suggest` finds what one pass over all articles finds, however the corpus is cut and whoever runs it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from mtfix.cli import app
from mtfix.matching.suggest import Quotation, Tally

GLOSSARY = """\
mtfix: 1
entries:
- preferred: Shanshan
  type: organisation
  source: {zh: [杉杉]}
- preferred: Zheng Yonggang
  type: person
  source: {zh: [郑永刚]}
"""
ENGLISH = "Sugo was founded in {}.\n\nZhen Yonggang led the firm.\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTFIX_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    for folder in ("en", "zh"):
        (tmp_path / folder).mkdir()
    rows = []
    for year in range(1980, 1992):
        row = {
            "id": f"en/{year}.txt",
            "text": ENGLISH.format(year),
            "source": f"杉杉成立于{year}年。\n\n郑永刚领导公司。\n",
        }
        rows.append(json.dumps(row))
        (tmp_path / row["id"]).write_text(row["text"])
        (tmp_path / f"zh/{year}.txt").write_text(row["source"])
    (tmp_path / "c.jsonl").write_text("\n".join([*rows, "not json"]))
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*arguments, "-g", "g.yaml", "-f", "json"], catch_exceptions=False)
    return done.exit_code, done.stdout


def test_shards_add_up_to_what_one_pass_finds(room: Path) -> None:
    expected = run("glossary", "suggest", "en", "--source", "zh")[1]
    assert {one["variant"]: one["articles"] for one in json.loads(expected)} == {"Sugo": 12, "Zhen Yonggang": 12}
    for size in ("0.001", "4"):
        assert run("corpus", "suggest", "c.jsonl", f"out{size}", "--shard-size", size, "--jobs", "2") == (1, expected)
    assert len(list((room / "out0.001/tallies").glob("shard-*.bad.jsonl"))) == 1


def test_a_finished_shard_is_not_done_again(room: Path) -> None:
    expected = run("corpus", "suggest", "c.jsonl", "out", "--shard-size", "0.001")
    done = sorted((room / "out").rglob("shard-*.figures.json"))
    before = {path: path.stat().st_mtime_ns for path in done[1:]}
    done[0].unlink()  # as after a kill
    assert run("corpus", "suggest", "c.jsonl", "out", "--shard-size", "0.001") == expected
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_glossary_takes_the_proposals(room: Path) -> None:
    assert run("corpus", "suggest", "c.jsonl", "out", "--write", "g.yaml")[0] == 1
    assert "- {text: Sugo, action: suggest" in (room / "g.yaml").read_text()


def article(number: int) -> st.SearchStrategy[Tally]:
    spare = st.none() | st.just(Quotation(str(number), "second"))
    return st.builds(
        Tally,
        places=st.integers(1, 3),
        articles=st.just(1),
        anchored=st.integers(0, 1),
        best=st.sampled_from([0.2, 0.5, 0.9]),
        evidence=st.just((str(number),)),
        quotations=st.just((Quotation(str(number), "first"),)),
        spare=spare,
    )


@given(st.tuples(*map(article, range(5))), st.sets(st.integers(1, 4)))
def test_tallies_add_up_however_the_articles_are_parted(articles: tuple[Tally, ...], cuts: set[int]) -> None:
    bounds = [0, *sorted(cuts), len(articles)]
    parts = [summed(articles[low:high]) for low, high in pairwise(bounds)]
    assert summed(parts) == summed(articles)


def summed(tallies: list[Tally] | tuple[Tally, ...]) -> Tally:
    total = Tally()
    for one in tallies:
        total.add(one)
    return total
