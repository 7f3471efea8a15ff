"""The examples for CI run as far as they can here: the scripts for real, the YAML by what it calls."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from mtfix.cli import app

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
ARTICLE = "Armenia and Azerbaijan spoke about Naqqa.\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLE)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "mtfix"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mtfix "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_shell_gate_fails_on_findings(room: Path) -> None:
    done = subprocess.run(["bash", str(ROOT / "examples/ci/check.sh")], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Naqqa" in done.stdout
    assert json.loads((room / "mtfix.rdjson").read_text())["diagnostics"]


def test_the_steps_of_the_action_run(room: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    step = next(step for step in action["runs"]["steps"] if step.get("id") == "check")
    environment = {
        **os.environ,
        "PATHS": "articles/",
        "FAIL_ON": action["inputs"]["fail-on"]["default"],
        "CHANGED_SINCE": "",
        "MORE": "--ignore page",
        "RUNNER_TEMP": str(room),
        "GITHUB_OUTPUT": str(room / "output"),
        "GITHUB_STEP_SUMMARY": str(room / "summary.md"),
    }
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::")
    assert json.loads((room / "mtfix.sarif").read_text())["version"] == "2.1.0"
    assert "Naqqa" in (room / "summary.md").read_text()
    assert (room / "output").read_text() == f"sarif={room}/mtfix.sarif\n"


def test_the_inputs_of_the_action_never_become_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_the_gitlab_job_writes_what_it_names(room: Path) -> None:
    job = yaml.safe_load((ROOT / "examples/ci/gitlab.yml").read_text())["mtfix"]
    call = next(line for line in job["script"] if line.startswith("mtfix "))
    done = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    for path in job["artifacts"]["reports"].values():
        assert (room / path).stat().st_size


@pytest.mark.parametrize("hook", HOOKS, ids=lambda one: one["id"])
def test_the_pre_commit_hooks_run(room: Path, hook: dict[str, str]) -> None:
    program, *arguments = shlex.split(hook["entry"])
    assert program == "mtfix"
    done = CliRunner().invoke(app, [*arguments, "articles/a.txt"])
    assert done.exit_code == (1 if hook["id"] == "mtfix-check" else 0), done.output
    fixed = (room / "articles" / "a.txt").read_text() != ARTICLE
    assert fixed == (hook["id"] == "mtfix-fix")


def test_the_examples_name_hooks_that_exist() -> None:
    known = {hook["id"] for hook in HOOKS}
    for repository in yaml.safe_load((ROOT / "examples/ci/pre-commit.yaml").read_text())["repos"]:
        assert {hook["id"] for hook in repository["hooks"]} <= known
