"""`mtfix glossary stats`: counts of entries and forms over articles, as JSON and for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from mtfix.cli import app
from mtfix.errors import UsageError

GLOSSARY = """\
mtfix: 1
entries:
- preferred: Nagorno-Karabakh
  type: place
  variants:
  - Naqqa
  - {text: Naka, unless: {window_any: [Japan]}}
  - Nagoraq
- preferred: trade agreement
  variants: [barter agreement]
- preferred: Raisi
  variants: [{text: Lacey, action: flag}]
- preferred: Kyiv
  variants: [Kiev]
"""
ARTICLES = {
    "a.txt": "Naqqa and Naka; Naqqa.com. Nagorno-Karabakh.\n\n" + "It was late. " * 4 + "Mr Naka of Japan left.\n",
    "b.txt": "Naqqa. The barter agreements with Lacey. Naqqa.\n",
}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    (tmp_path / "articles").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "articles" / name).write_text(text)
    return tmp_path


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(app, ["glossary", "stats", *arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def counted(*arguments: str) -> dict[str, Any]:
    found = json.loads(run("articles", "-f", "json", *arguments).stdout)
    forms = {form["form"]: form for entry in found["entries"] for form in entry["forms"]}
    return {**found, "forms": forms}


def test_places_articles_and_what_became_of_them(room: Path) -> None:
    found = counted("-g", "g.yaml")
    names = ("places", "articles", "fixed", "left", "held")
    assert {form: tuple(row[name] for name in names) for form, row in found["forms"].items()} == {
        "Nagorno-Karabakh": (1, 1, 0, 0, 0),
        "Naqqa": (3, 2, 3, 0, 1),
        "Naka": (1, 1, 1, 0, 1),
        "Nagoraq": (0, 0, 0, 0, 0),
        "trade agreement": (0, 0, 0, 0, 0),
        "barter agreement": (1, 1, 1, 0, 0),
        "Raisi": (0, 0, 0, 0, 0),
        "Lacey": (1, 1, 0, 1, 0),
        "Kyiv": (0, 0, 0, 0, 0),
        "Kiev": (0, 0, 0, 0, 0),
    }
    assert found["summary"] == {
        "right": 1,
        "wrong": 6,
        "fixed": 5,
        "left": 1,
        "success_rate": 0.8333,
        "consistency": {"before": 0.5, "after": 1.0},
        "dead_variants": 2,
    }
    assert [entry["preferred"] for entry in found["entries"]][:2] == ["Nagorno-Karabakh", "Raisi"]


def test_layers_are_one_entry(room: Path) -> None:
    (room / "house.yaml").write_text(
        "mtfix: 1\nentries:\n- {preferred: Kyiv, status: retired}\n- {preferred: Nagorno-Karabakh, admitted: [Naka]}\n"
    )
    found = counted("-g", "g.yaml", "-g", "house.yaml")
    assert "Kyiv" not in found["forms"]
    assert (found["forms"]["Naka"]["kind"], found["forms"]["Naka"]["places"]) == ("admitted", 2)
    assert found["forms"]["Naqqa"]["fixed"] == 3
    assert [found["forms"][form]["glossary"] for form in ("Naqqa", "Naka")] == ["g.yaml", "house.yaml"]


def test_for_people(room: Path) -> None:
    lines = run("articles", "-g", "g.yaml", "--dead").stdout.splitlines()
    assert lines[0].split() == ["places", "articles", "fixed", "left", "held"]
    assert lines[1].split() == ["5", "2", "4", "-", "2", "Nagorno-Karabakh", "(g.yaml:3)"]
    assert [line.split() for line in lines if "Lacey" in line] == [["1", "1", "-", "1", "-", "Lacey", "[flag]"]]
    at = lines.index("never met:")
    assert lines[at + 1 : at + 3] == ["  Nagoraq  (Nagorno-Karabakh, g.yaml:8)", "  Kiev  (Kyiv, g.yaml:14)"]
    assert "success: 5 of 6 wrong renderings corrected (83.3%)" in lines
    assert "right forms: 14.3% before, 85.7% after" in lines
    assert lines[-1] == "consistency: 50.0% before, 100.0% after"
    assert {path.name: path.read_text() for path in (room / "articles").iterdir()} == ARTICLES


def test_nothing_met(room: Path) -> None:
    (room / "c.txt").write_text("Nothing.\n")
    assert run("c.txt", "-g", "g.yaml").stdout.splitlines() == [
        "1 article; 0 of 4 entries met, 6 variants never",
        "consistency: 100.0% before, 100.0% after",
    ]
    (room / "empty").mkdir()
    with pytest.raises(UsageError, match="empty: no article here"):
        run("empty")
    with pytest.raises(UsageError, match="unknown format 'xml'"):
        run("c.txt", "-f", "xml")
