"""`mtfix glossary suggest`: unlisted variants of a folder of articles, as entries ready to paste."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from mtfix import api
from mtfix.cli import app
from mtfix.errors import MtfixError, SourceError, UsageError
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.model import EntryStatus

GLOSSARY = """\
mtfix: 1
entries:
- preferred: Shanshan  # the firm
  type: organisation
  source: {zh: [杉杉]}
- preferred: Zheng Yonggang
  type: person
  source: {zh: [郑永刚]}
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    for folder in ("en", "zh"):
        (tmp_path / folder).mkdir()
    for number in range(3):
        (tmp_path / "en" / f"{number}.txt").write_text("Sugo was founded in 1989.\n\nZhen Yonggang led the firm.\n")
        (tmp_path / "zh" / f"{number}.zh.txt").write_text("杉杉成立于1989年。\n\n郑永刚领导公司。\n")
    return tmp_path


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(app, ["glossary", "suggest", *arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_entries_are_ready_to_paste_with_counts_and_quotations(room: Path) -> None:
    done = run("en", "--source", "zh", "-g", "g.yaml")
    assert "3 articles, 2 variants of 2 concepts" in done.stderr
    entries = parse_glossary("mtfix: 1\nentries:\n" + done.stdout, "pasted.yaml").concepts
    assert {(one.preferred.text, term.text) for one in entries for term in one.variants} == {
        ("Shanshan", "Sugo"),
        ("Zheng Yonggang", "Zhen Yonggang"),
    }
    assert all(one.status is EntryStatus.proposed for one in entries)
    above = done.stdout[: done.stdout.index("- Sugo")]
    assert "# 3 places in 3 articles, 3 where the original has the name; score 0." in above
    assert '# en/0.txt: "Sugo was founded in 1989."' in above
    assert '# en/1.txt: "Sugo was founded in 1989."' in above


def test_without_the_original_only_what_is_alike_is_found(room: Path) -> None:
    assert "Zhen Yonggang" in (found := run("en", "-g", "g.yaml").stdout)
    assert "Sugo" not in found


def test_json_and_the_least_score(room: Path) -> None:
    rows = json.loads(run("en", "--source", "zh", "-g", "g.yaml", "-f", "json").stdout)
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    least = max(row["score"] for row in rows)
    few = json.loads(run("en", "--source", "zh", "-g", "g.yaml", "-f", "json", "--least", str(least)).stdout)
    assert few == [row for row in rows if row["score"] >= least] != rows


def test_write_makes_the_glossary_suggest_them(room: Path) -> None:
    run("en", "--source", "zh", "-g", "g.yaml", "--write", "g.yaml")
    written = (room / "g.yaml").read_text()
    assert "- preferred: Shanshan  # the firm\n" in written
    suggested = [
        (edit.text, judged.finding.rule)
        for judged in api.check("Sugo was founded in 1989.", glossaries=["g.yaml"]).findings
        for fix in judged.finding.fixes
        for edit in fix.edits
    ]
    assert suggested == [("Shanshan", "term.variant")]
    assert api.fix("Sugo was founded in 1989.", glossaries=["g.yaml"]).corrected == "Sugo was founded in 1989."
    assert "0 variants" in run("en", "--source", "zh", "-g", "g.yaml", "--write", "g.yaml").stderr
    assert (room / "g.yaml").read_text() == written


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("nowhere",), SourceError, "nowhere: no such file"),
        (("empty",), UsageError, "empty: no article here"),
        (("en", "-f", "xml"), UsageError, "unknown format 'xml'"),
        (("en", "--write", "no.yaml"), SourceError, "no.yaml: cannot read"),
        (("en", "--write", "bad.yaml"), MtfixError, "bad.yaml:1:1"),
    ],
)
def test_bad_input(room: Path, arguments: tuple[str, ...], error: type[Exception], message: str) -> None:
    (room / "empty").mkdir()
    (room / "bad.yaml").write_text("- a\n")
    with pytest.raises(error, match=message):
        run(*arguments, *(("-g", "g.yaml") if "bad.yaml" not in arguments else ("-g", "g.yaml", "--source", "zh")))
