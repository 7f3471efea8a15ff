"""What other tools got wrong with reports, one test a trap, through the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfix.cli import app

GLOSSARY = """
mtfix: 1
entries:
- {preferred: Nagorno-Karabakh, type: place, variants: [Naqqa, naka region]}
"""
ARTICLE = "The Naqqa issue — “naqqa” — é.\nNaqqas and Naqqa; the naka\nregion, Naqqa-born.\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    (tmp_path / "mtfix.toml").write_text('glossaries = ["g.yaml"]\nselect = ["term"]\n')
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.stdout


def findings(report: str = "r.json") -> list[dict[str, object]]:
    rows = json.loads(Path(report).read_text(encoding="utf-8"))["results"][0]["findings"]
    return list(rows)


def test_exactly_the_reported_places_are_edited(room: Path) -> None:
    """Codespell substitutes over the whole line."""
    run("fix", "a.txt", "-q", "-o", "b.txt", "--report", "r.json")
    text = ARTICLE
    for one in reversed(findings()):
        span, (fix, *_) = one["span"], one["fixes"]
        assert isinstance(span, dict)
        (edit,) = fix["edits"]
        assert (edit["start"], edit["end"]) == (span["start"], span["end"])
        text = text[: edit["start"]] + edit["after"] + text[edit["end"] :]
    assert (room / "b.txt").read_text(encoding="utf-8") == text
    assert "Naqqas" in text


@pytest.mark.parametrize("form", ["json", "sarif", "rdjson", "csv", "terminal"])
def test_a_report_says_where_the_text_stands(room: Path, form: str) -> None:
    """Proselint is one character late, textlint-terminology underlines one character of a name."""
    run("check", "a.txt", "--output", f"{form}=r", "--exit-zero")
    text = Path("r").read_text(encoding="utf-8")
    lines = ARTICLE.split("\n")
    if form == "json":
        for one in findings("r"):
            span = one["span"]
            assert isinstance(span, dict)
            assert ARTICLE[span["start"] : span["end"]] == one["text"]
            assert lines[span["line"] - 1][span["column"] - 1 :].startswith(str(one["text"]).split("\n")[0])
    elif form == "sarif":
        for result in json.loads(text)["runs"][0]["results"]:
            region = result["locations"][0]["physicalLocation"]["region"]
            assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(
                region["snippet"]["text"].split("\n")[0]
            )
    elif form == "rdjson":
        for one in json.loads(text)["diagnostics"]:
            start = one["location"]["range"]["start"]
            assert lines[start["line"] - 1].encode()[start["column"] - 1 :].startswith((b"Naqqa", b"naka"))
    elif form == "csv":
        assert re.findall(r"^a\.txt,(\d+),(\d+),", text, re.MULTILINE) == [
            ("1", "5"),
            ("2", "12"),
            ("2", "23"),
            ("3", "9"),
        ]
    else:
        assert "^" * len("Naqqa") in text


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("a.txt",), 1),
        (("a.txt", "--exit-zero"), 0),
        (("a.txt", "--fail-on", "critical"), 0),
        (("clean.txt",), 0),
        (("missing.txt",), 2),
        (("a.txt", "missing.txt", "--exit-zero"), 2),
        (("a.txt", "-g", "missing.yaml"), 2),
        (("bad.txt", "a.txt", "--exit-zero"), 2),
    ],
)
def test_the_exit_status_tells_findings_from_failures(
    room: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], status: int
) -> None:
    """Write-good exits 0 with 256 alerts, codespell and proselint with a missing path."""
    from mtfix.cli import main

    (room / "clean.txt").write_text("Nothing here.\n")
    (room / "bad.txt").write_bytes(b"\xff\xfe\xfd")
    monkeypatch.setattr("sys.argv", ["mtfix", "check", *arguments])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == status


def test_an_ignored_finding_stays_in_sarif_as_suppressed(room: Path) -> None:
    """One that is dropped would be closed by code scanning, and opened again."""
    run("check", "a.txt", "--output", "r.json", "--exit-zero")
    run("decisions", "add", "r.json", "--all")
    assert run("check", "a.txt", "--decisions", ".mtfix-decisions.jsonl", "--output", "sarif=r.sarif")[0] == 0
    results = json.loads(Path("r.sarif").read_text())["runs"][0]["results"]
    assert len(results) == len(findings())
    assert all(result["suppressions"][0]["status"] == "accepted" for result in results)


def test_the_text_is_the_same_whatever_is_reported(room: Path) -> None:
    """Ftfy gives another text when no explanation is asked for."""
    ways = [("-q",), (), ("--report", "json=r"), ("--report", "html=p"), ("--color", "always")]
    texts = {run("fix", "a.txt", *options)[1] for options in ways}
    assert len(texts) == 1
    run("fix", "a.txt", "-q", "--in-place")
    assert (room / "a.txt").read_text(encoding="utf-8") in texts


def test_github_shows_the_worst_and_counts_the_rest(room: Path) -> None:
    """GitHub shows ten annotations a step."""
    (room / "many.txt").write_text("The Naqqa issue.\n" * 30)
    lines = run("check", "many.txt", "-f", "github")[1].splitlines()
    shown = [line for line in lines if line.startswith(("::error", "::warning"))]
    assert len(shown) <= 10
    assert any(str(30 - len(shown)) in line for line in lines)
