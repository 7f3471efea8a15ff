"""The documentation is true: links lead somewhere, tutorials run as written, generated pages are current, it builds."""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import mtfix

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md")), *sorted((ROOT / "examples").glob("*/README.md"))]
_FENCE = re.compile(r"^(`{3,}|~{3,})(\w*)(?: title=\"([^\"]+)\")?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")


def slug(heading: str) -> str:
    """The anchor of a heading, as mkdocs and GitHub make it."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text("utf-8"))
    for link in _LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{link} leads nowhere"
        assert target.is_relative_to(ROOT)
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), f"{link}: no such heading"


@pytest.mark.parametrize("page", [page for page in PAGES if DOCS in page.parents], ids=lambda page: page.name)
def test_pages_of_the_site_link_within_the_site(page: Path) -> None:
    for link in _LINK.findall(re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page.read_text("utf-8")))):
        if not re.match(r"[a-z]+:|#", link):
            assert (page.parent / link.partition("#")[0]).resolve().is_relative_to(DOCS), link


def test_generated_pages_are_current() -> None:
    wanted = runpy.run_path(str(ROOT / "scripts" / "make_reference.py"))["pages"]()
    committed = {path.relative_to(ROOT) for path in (DOCS / "reference").rglob("*.md")} | {Path("docs/man/mtfix.1")}
    stale = [str(path) for path in sorted(committed ^ wanted.keys())]
    stale += [str(path) for path in committed & wanted.keys() if (ROOT / path).read_text("utf-8") != wanted[path]]
    assert not stale, "run scripts/make_reference.py"


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_the_man_page_is_well_formed() -> None:
    call = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", str(DOCS / "man" / "mtfix.1")]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env={**os.environ, "MANPAGER": "cat"})
    assert done.returncode == 0
    assert done.stderr == ""
    assert "mtfix check" in re.sub(".\b", "", done.stdout)


def test_every_page_has_a_section() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "docs_navigation.py"))
    sections = {title: pages for one in script["navigation"](DOCS)[1:] for title, pages in one.items()}
    placed = ["index.md", *(page for pages in sections.values() for page in pages)]
    assert sorted(placed) == sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
    assert sections["Tutorials"] == ["editors.md", "review.md", "ci.md", "glossaries.md"]


def test_the_drawing_of_the_layers_is_true() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    drawing = re.search(r"^```text\n(cli .*?)^```", (DOCS / "architecture.md").read_text("utf-8"), re.M | re.S)
    assert drawing
    drawn = [re.split(r" {2,}", line)[0] for line in drawing[1].splitlines()]
    assert drawn == [layer.replace("mtfix.", "") for layer in layers]
    modules = {info.name for info in pkgutil.iter_modules(mtfix.__path__)} - {"__main__", "testing"}
    assert modules == {name for line in drawn for name in line.split(" | ")}


def test_promises_name_tests_that_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (DOCS / "security.md").read_text("utf-8"))
    assert len(named) > 20
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text("utf-8"), f"{file}::{name}"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with `mtfix`, `python` and `pytest` on the path."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for name, call in (("mtfix", "-m mtfix"), ("python", ""), ("pytest", "-m pytest")):
        (bin_ / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n')
        (bin_ / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(bin_), prepend=os.pathsep)
    desk = tmp_path / "desk"
    desk.mkdir()
    return desk


def follow(page: str, desk: Path) -> Iterator[tuple[str, str]]:
    """Do what a page says, block by block: write its files, run its commands; each command and what it printed."""
    for _, language, title, body in _FENCE.findall((DOCS / page).read_text("utf-8")):
        if title:
            (desk / title).parent.mkdir(parents=True, exist_ok=True)
            (desk / title).write_text(body, "utf-8")
        elif language == "sh":
            done = subprocess.run(["bash", "-e", "-c", body], cwd=desk, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{body}{done.stdout}{done.stderr}"
            yield body, done.stdout + done.stderr


def test_the_tutorial_for_editors(desk: Path) -> None:
    seen = list(follow("editors.md", desk))
    assert "Nagorno-Karabakh" in seen[0][1]
    assert "OSCE Minsk Group" in (desk / "talks.fixed.txt").read_text("utf-8")
    assert "Naqqa" in (desk / "talks.txt").read_text("utf-8"), "undone"
    assert (desk / "talks.html").stat().st_size > 1000
    assert len(seen) == 5


def test_the_tutorial_for_ci(desk: Path) -> None:
    seen = list(follow("ci.md", desk))
    assert "term.variant" in seen[0][1]
    assert "ignored" in seen[1][1]
    assert {path.name for path in desk.iterdir()} >= {"report.sarif", "report.xml", "quality.json"}


def test_a_rule_in_ten_minutes(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("src", "tests", "scripts", "glossaries"):
        shutil.copytree(ROOT / name, desk / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    shutil.copy(ROOT / "pyproject.toml", desk)
    monkeypatch.setenv("PYTHONPATH", str(desk / "src"))
    seen = dict(follow("contributing.md", desk))
    tried, tested = [out for body, out in seen.items() if "mtfix rule" in body or "pytest" in body]
    assert "major page.placeholder" in tried
    # it explains itself, its example is flagged, its counterexample is not
    assert re.search(r"^\.{3,} +\[100%\]", tested, re.MULTILINE)
    assert "[insert name]" in (desk / "docs" / "reference" / "rules" / "page.placeholder.md").read_text("utf-8")


def test_a_format_a_report_and_a_command_are_one_file_each(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("src", "glossaries"):
        shutil.copytree(ROOT / name, desk / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    monkeypatch.setenv("PYTHONPATH", str(desk / "src"))
    package, example = desk / "src" / "mtfix", ROOT / "examples" / "plugin" / "src" / "mtfix_newsroom"
    shutil.copy(example / "newswire.py", package / "formats")
    shutil.copy(example / "tally.py", package / "reports")
    (package / "cli" / "greet.py").write_text('def command() -> None:\n    """Greet."""\n    print("good morning")\n')
    (desk / "wire").mkdir()
    (desk / "wire" / "a.wire").write_text("Desk: Asia\n\nTalks on the Naqqa issue between Armenia and Azerbaijan.\n")

    def run(*args: str) -> str:
        done = subprocess.run(["mtfix", *args], cwd=desk, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("check", "wire", "--exit-zero", "-f", "tally").endswith(" wire/a.wire\n")
    assert run("fix", "wire/a.wire", "-q").startswith("Desk: Asia\n\nTalks on the Nagorno-Karabakh issue")
    assert run("greet") == "good morning\n"


@pytest.mark.skipif(importlib.util.find_spec("mkdocs") is None, reason="mkdocs is not installed (extra 'docs')")
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # advice on a coming release, no fault of the site
    done = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!squidfunk)[^"]*\.(?:js|css|woff2?)', home), (
        "it loads from elsewhere"
    )
    for page in (tmp_path / "site").rglob("index.html"):
        assert "<h1" in page.read_text("utf-8"), page


def test_the_tutorial_for_glossaries(desk: Path) -> None:
    (desk / "articles").mkdir()
    seen = dict(follow("glossaries.md", desk))

    def out(part: str) -> str:
        return next(text for body, text in seen.items() if part in body)

    assert "Nagorno-Karabakh" in out("glossary add desk.yaml")
    assert "variant   Naka Heights" in out("glossary show")
    assert "3 tests, 0 failed" in out("glossary test desk.yaml")
    assert "No findings" in out("glossary test desk.yaml")
    explained = out("glossary explain")
    assert "'Naka' at 4: left alone" in explained
    assert "- unless: ten words around have one of Japan, Mr ('Japan' is there)" in explained
    assert "'Naka' at 89: replaced by Nagorno-Karabakh" in explained
    assert "0 concepts differ" in out("glossary diff")
    layered = out("--over desk.yaml --over imported.yaml\nmtfix fix")
    assert "2 tests, 0 failed" in layered
    assert "The Minsk Group met in Geneva, said Zhen Yonggang." in layered
    assert "- Zhen Yonggang" in out("glossary suggest")
    assert "action: suggest" in (desk / "desk.yaml").read_text("utf-8")
    assert "# House style hyphenates." in (desk / "desk.yaml").read_text("utf-8")
    assert "wrong renderings corrected" in out("glossary stats")
    assert len(seen) == 11
    workflow = (desk / ".github" / "workflows" / "glossaries.yml").read_text("utf-8")
    tried = next(body for body in seen if "fmt --check" in body).splitlines()[1:]
    assert [line.partition("run: ")[2] for line in workflow.splitlines() if "run: mtfix" in line] == tried
