"""The example package adds a rule, a format and a report through entry points, with no change in mtfix."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[1] / "examples" / "plugin"
STORY = "Id: 7 Naka\r\nDesk: Asia\r\n\r\nSLUG: TALKS\nTalks on Naka.\n"
GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka]}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package as an installer leaves it: its modules, its metadata and its entry points."""
    folder = tmp_path_factory.mktemp("site")
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"]
    (folder / "mtfix_newsroom").symlink_to(PLUGIN / "src" / "mtfix_newsroom")
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    lines = []
    for group, entries in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in entries.items())]
    info.joinpath("entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder


def mtfix(site: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "a.wire").write_bytes(STORY.encode())
    (folder / "g.yaml").write_text(GLOSSARY)
    call = [sys.executable, "-m", "mtfix", *args]
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, check=False)


def test_rule_and_format_mend_a_story(site: Path, tmp_path: Path) -> None:
    done = mtfix(site, tmp_path, "fix", "a.wire", "-g", "g.yaml", "--select", "term", "--enable", "page.wire-slug")
    assert done.returncode == 0, done.stderr
    assert done.stdout == b"Id: 7 Naka\r\nDesk: Asia\r\n\r\nTalks on Nagorno-Karabakh.\n"


def test_folders_are_searched_for_its_suffix(site: Path, tmp_path: Path) -> None:
    done = mtfix(site, tmp_path, "check", ".", "-g", "g.yaml", "--select", "term", "-f", "tally")
    assert (done.returncode, done.stdout) == (1, b"    1 ./a.wire\n")


def test_options_and_explanation_of_the_rule(site: Path, tmp_path: Path) -> None:
    (tmp_path / "mtfix.toml").write_text('glossaries = ["g.yaml"]\n[rules."page.wire-slug"]\nword = "Id"\n')
    assert mtfix(site, tmp_path, "check", "a.wire", "--select", "page.wire-slug").returncode == 0
    shown = mtfix(site, tmp_path, "rule", "page.wire-slug").stdout.decode()
    assert "## Fix safety" in shown
    assert '`word` (default `"SLUG"`)' in shown


def test_doctor_names_the_package(site: Path, tmp_path: Path) -> None:
    shown = mtfix(site, tmp_path, "doctor").stdout.decode()
    for line in ("newswire (mtfix.formats)", "tally (mtfix.reports)", "wire-slug (mtfix.rules)"):
        assert f"{line} from mtfix-newsroom 0.1.0" in shown


def test_without_the_package_nothing_of_it_is_there(tmp_path: Path) -> None:
    done = mtfix(tmp_path, tmp_path, "rule", "page.wire-slug")
    assert done.returncode == 2
    assert b"unknown rule" in done.stderr


def test_its_own_tests_pass(site: Path) -> None:
    call = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts=", "tests"]
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(call, cwd=PLUGIN, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
