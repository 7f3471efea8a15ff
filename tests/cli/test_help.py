"""Every command explains itself: a summary, an example that parses, and a word on each option."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mtfix.cli import app

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "make_reference.py"))
COMMANDS: dict[str, Any] = dict(SCRIPT["commands"]())


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "mtfix"])
def test_help_has_an_example_of_a_call_that_parses(name: str) -> None:
    shown = CliRunner().invoke(app, [*name.split()[1:], "--help"], terminal_width=200)
    assert shown.exit_code == 0
    assert "Example:" in shown.output
    examples = re.findall(r"Example: `([^`]+)`", COMMANDS[name].help)
    assert examples
    for example in examples:
        words = shlex.split(example)
        called = max((one for one in COMMANDS if f"{example} ".startswith(f"{one} ")), key=len)
        assert called.startswith(name)
        COMMANDS[called].make_context(called, words[len(called.split()) :])


def test_mtfix_says_how_to_start() -> None:
    assert "mtfix fix article.txt" in CliRunner().invoke(app, ["--help"]).output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_is_explained(name: str) -> None:
    for one in COMMANDS[name].params:
        assert one.help, f"{name}: {one.name}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_can_be_shown(shell: str) -> None:
    environment = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}  # the argument names the shell
    call = [sys.executable, "-m", "mtfix", "--show-completion", shell]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"complete_{shell}" in done.stdout


def test_completion_offers_commands() -> None:
    environment = {"_MTFIX_COMPLETE": "complete_bash", "COMP_WORDS": "mtfix glos", "COMP_CWORD": "1"}
    done = CliRunner().invoke(app, [], prog_name="mtfix", env=environment)
    assert done.output.split() == ["glossary"]
