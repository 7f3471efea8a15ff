"""Review in the terminal: letters in, decisions and a corrected article out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfix.cli import app

GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, Naqqa]}\n"
ARTICLE = "They met in Naqqa.\n\nThen Naka fell.\n\nNaka rose again.\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtfix.toml").write_text('glossaries = ["g.yaml"]\nselect = ["term"]\n')
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    (tmp_path / "a.txt").write_text(ARTICLE)
    return tmp_path


@pytest.mark.parametrize(
    ("letters", "corrected"),
    [
        ("y\ny\ny\n", "They met in Nagorno-Karabakh.\n\nThen Nagorno-Karabakh fell.\n\nNagorno-Karabakh rose again.\n"),
        ("n\nn\nn\n", ARTICLE),
        ("a\n", "They met in Nagorno-Karabakh.\n\nThen Nagorno-Karabakh fell.\n\nNagorno-Karabakh rose again.\n"),
        ("d\n", ARTICLE),
        ("s\nq\n", ARTICLE),
        ("e\nthe enclave\nq\n", "They met in the enclave.\n\nThen Naka fell.\n\nNaka rose again.\n"),
        ("y\nu\nn\ny\nq\n", "They met in Naqqa.\n\nThen Nagorno-Karabakh fell.\n\nNaka rose again.\n"),
        ("?\nx\n\ni\n", ARTICLE),
    ],
)
def test_letters_become_decisions(room: Path, letters: str, corrected: str) -> None:
    done = CliRunner().invoke(app, ["review", "a.txt", "-o", "b.txt"], input=letters)
    assert done.exit_code == 0, done.output
    assert (room / "b.txt").read_text() == corrected
    assert (room / "a.txt").read_text() == ARTICLE


def test_what_was_decided_is_not_asked_again(room: Path) -> None:
    CliRunner().invoke(app, ["review", "a.txt"], input="y\nn\nq\n")
    done = CliRunner().invoke(app, ["review", "a.txt", "--in-place"], input="y\n")
    assert "[1 of 1]" in done.output
    assert (
        room / "a.txt"
    ).read_text() == "They met in Nagorno-Karabakh.\n\nThen Naka fell.\n\nNagorno-Karabakh rose again.\n"
    rows = [json.loads(line) for line in (room / ".mtfix-decisions.jsonl").read_text().splitlines()]
    assert sorted(row["verdict"] for row in rows) == ["accept", "accept", "reject"]
    assert {row["concept"] for row in rows} == {"nagorno-karabakh"}


def test_verdicts_on_what_only_the_original_shows_are_carried_out(room: Path) -> None:
    (room / "g.yaml").write_text(
        "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, source: {zh: [纳卡]},"
        " variants: [{text: Naka, when: {source_any: [纳卡]}, otherwise: allow}]}\n"
    )
    (room / "a.zh.txt").write_text("纳卡陷落了。\n\n纳卡陷落了。\n")
    (room / "a.txt").write_text("Naka fell.\n\nNaka fell.\n")
    done = CliRunner().invoke(app, ["review", "a.txt", "--source", "a.zh.txt", "-o", "b.txt"], input="y\nq\n")
    assert done.exit_code == 0, done.output
    assert (room / "b.txt").read_text() == "Nagorno-Karabakh fell.\n\nNaka fell.\n"


def test_an_interrupt_loses_no_verdict(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("yn")

    def ask(prompt: str) -> str:
        if (letter := next(letters, None)) is None:
            raise KeyboardInterrupt
        return letter

    monkeypatch.setattr("builtins.input", ask)
    assert CliRunner().invoke(app, ["review", "a.txt", "--in-place"]).exit_code != 0
    assert len((room / ".mtfix-decisions.jsonl").read_text().splitlines()) == 2
    assert (room / "a.txt").read_text() == ARTICLE


def test_an_article_cannot_steer_the_terminal(room: Path) -> None:
    (room / "a.txt").write_text("\x1b]0;owned\x07Naka \u202efell.\n")
    done = CliRunner().invoke(app, ["review", "a.txt"], input="q\n")
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output
