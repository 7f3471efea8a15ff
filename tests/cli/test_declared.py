"""A call that is read without typer means what typer would take it for, and all others are left to typer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from mtfix.cli import check, fix
from mtfix.cli._app import app
from mtfix.cli._declared import plain_call

COMMANDS = {"check": check.command, "fix": fix.command}
WORDS = (
    "a.txt b - -- -q --quiet -qq --jobs -j 2 -1 --jobs=3 --jobs=x -g --glossary g.yaml --glossary=h.yaml -gk.yaml "
    "--select term --select=name -f json -o out --output-format=sarif --in-place --diff --fail-on major --fail-on= "
    "--help --nothing --no-cache --quiet=yes --report r.json --source"
).split()


def read_by_typer(name: str, words: list[str]) -> dict[str, Any] | None:
    command = typer.main.get_command(app).get_command(None, name)  # type: ignore[attr-defined]
    try:
        with command.make_context(name, list(words)) as context:
            return {name: list(value) if isinstance(value, tuple) else value for name, value in context.params.items()}
    except (typer.Exit, Exception):  # it tells what is wrong, or shows the help
        return None


@given(st.sampled_from(sorted(COMMANDS)), st.lists(st.sampled_from(WORDS), max_size=7))
def test_a_plain_call_is_what_typer_makes_of_it(name: str, words: list[str]) -> None:
    found = plain_call(COMMANDS[name], words)
    if found is not None:
        by_typer = read_by_typer(name, words)
        assert by_typer is not None
        assert found == {key: by_typer[key] for key in found}
        defaults = plain_call(COMMANDS[name], ["a.txt"])
        rest = read_by_typer(name, ["a.txt"])
        assert defaults is not None
        assert rest is not None
        assert all(by_typer[key] == rest[key] for key in by_typer.keys() - found.keys())


@pytest.mark.parametrize(
    "words",
    [
        ["a.txt"],
        ["--quiet", "a.txt", "-", "b.txt"],
        ["-g", "one.yaml", "--glossary=two.yaml", "a.txt", "--jobs", "2"],
        ["a.txt", "--fail-on", "major", "-f", "json", "--no-cache"],
    ],
)
def test_what_people_and_hooks_type_is_plain(words: list[str]) -> None:
    assert plain_call(check.command, words) is not None


@pytest.mark.parametrize(
    "words", [[], ["--help"], ["a.txt", "--nothing"], ["a.txt", "--jobs", "many"], ["a.txt", "--jobs", "-1"], ["-g"]]
)
def test_what_is_wrong_is_left_to_typer(words: list[str]) -> None:
    assert plain_call(check.command, words) is None


def test_a_plain_check_imports_no_typer(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks on Naqqa, between Armenia and Azerbaijan.\n")
    code = (
        "import sys; from mtfix.cli import main; sys.argv = ['mtfix', 'check', 'a.txt']\n"
        "try: main()\n"
        "except SystemExit as end: sys.exit(end.code + 10 * ('typer' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Nagorno-Karabakh" in done.stdout
