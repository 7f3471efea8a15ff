"""The set-ups of editors parse, and start a command that exists with a kind of action that the server offers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfix.cli import app
from mtfix.lsp.answers import FIX_ALL, IGNORE

EDITORS = Path(__file__).parents[2] / "examples" / "editors"
FILES = sorted(path for path in EDITORS.rglob("*") if path.is_file())


def test_every_editor_has_its_file() -> None:
    names = {str(path.relative_to(EDITORS)) for path in FILES}
    assert {
        "neovim.lua",
        "helix.toml",
        "emacs.el",
        "sublime.json",
        "vscode/package.json",
        "vscode/extension.js",
    } <= names
    readme = (EDITORS / "README.md").read_text("utf-8")
    for linked in re.findall(r"\]\(([^)]+)\)", readme):
        assert (EDITORS / linked).exists()


def test_settings_parse_and_start_the_server() -> None:
    assert CliRunner().invoke(app, ["lsp", "--help"]).exit_code == 0
    helix = tomllib.loads((EDITORS / "helix.toml").read_text("utf-8"))
    server = helix["language-server"]["mtfix"]
    assert [server["command"], *server["args"]] == ["mtfix", "lsp"]
    assert all("mtfix" in language["language-servers"] for language in helix["language"])
    sublime = json.loads((EDITORS / "sublime.json").read_text("utf-8"))
    assert sublime["clients"]["mtfix"]["command"] == ["mtfix", "lsp"]
    package = json.loads((EDITORS / "vscode" / "package.json").read_text("utf-8"))
    assert package["contributes"]["configuration"]["properties"]["mtfix.command"]["default"] == ["mtfix", "lsp"]
    assert '{ "mtfix", "lsp" }' in (EDITORS / "neovim.lua").read_text("utf-8")
    assert '("mtfix" "lsp")' in (EDITORS / "emacs.el").read_text("utf-8")


def test_names_of_actions_are_the_servers() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        assert set(re.findall(r"source\.fixAll\.\w+", text)) <= {FIX_ALL}
        assert set(re.findall(r"mtfix\.ignore\w*", text)) <= {IGNORE}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_extension_parses() -> None:
    done = subprocess.run(["node", "--check", EDITORS / "vscode" / "extension.js"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_brackets_of_lisp_and_lua_match() -> None:
    for name, comment in (("emacs.el", ";"), ("neovim.lua", "--")):
        code = "\n".join(line.partition(comment)[0] for line in (EDITORS / name).read_text("utf-8").splitlines())
        code = re.sub(r'"[^"]*"', '""', code)
        for left, right in ("()", "{}", "[]"):
            assert code.count(left) == code.count(right), name
