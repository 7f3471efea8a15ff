"""Checking an article again that is as it was: the same report from memory, and never a stale one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mtfix import api, remembered
from mtfix.engine import Engine
from mtfix.model import RenderOptions, Result
from mtfix.reports.json import render

ARTICLE = "Armenia said the Naqqa conflict was over. Naka was quiet , said the the minister in Baku.\n"
GLOSSARY = (
    "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naqqa, {text: Naka, action: flag}]}\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MTFIX_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    return tmp_path


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that an engine really looked at."""
    taken = []
    look = Engine.look
    monkeypatch.setattr(
        Engine, "look", lambda self, document, *rest: taken.append(document.text) or look(self, document, *rest)
    )
    return taken


def check(desk: Path, **options: object) -> Result:
    sessions = api.Sessions(None, remember=True, **{"glossaries": (str(desk / "g.yaml"),), **options})
    session = sessions.of(str(desk / "a.txt"))
    document, format = api.read_document(str(desk / "a.txt"), session=session)
    return session.run(document, format, session.policy(None))


def test_a_second_check_reports_the_same_without_looking(desk: Path, looks: list[str]) -> None:
    first, second = check(desk), check(desk)
    assert first.findings
    assert second.findings == first.findings
    assert second.consistency == first.consistency
    assert len(looks) == 1
    session = api.Sessions(None, glossaries=(str(desk / "g.yaml"),)).of("-")
    assert render(session.report([second]), RenderOptions()) == render(session.report([first]), RenderOptions())


def test_what_a_look_depends_on_makes_a_new_one(desk: Path, looks: list[str]) -> None:
    check(desk)
    (desk / "a.txt").write_text(ARTICLE + "More of Naka.\n")
    check(desk)
    (desk / "g.yaml").write_text(GLOSSARY.replace("action: flag", "action: fix"))
    assert any(one.finding.rule == "term.variant" and one.finding.span.start == 42 for one in check(desk).findings)
    check(desk, ignore=("garble",))
    check(desk, source_language="zh")
    assert len(looks) == 5
    check(desk, ignore=("garble",))
    assert len(looks) == 5


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_only_its_owner_may_read_what_quotes_an_article(desk: Path) -> None:
    check(desk)
    (kept,) = (desk / "cache" / "looks").glob("*/*.json")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_damaged_or_foreign_look_is_taken_anew(desk: Path, looks: list[str]) -> None:
    first = check(desk)
    (kept,) = (desk / "cache" / "looks").glob("*/*.json")
    for text in ("", "{", '{"findings": [[1]], "fingerprints": [], "consistency": 1}', "[]"):
        kept.write_text(text)
        assert check(desk).findings == first.findings
    assert len(looks) == 5


def test_a_changed_program_forgets(desk: Path, looks: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    check(desk)
    monkeypatch.setattr(remembered, "_code", lambda packages: iter(["other code"]))
    check(desk)
    assert len(looks) == 2


def test_the_program_is_known_by_what_it_says_not_by_when_it_was_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for folder, text in (("one", "A = 1"), ("two", "A = 1"), ("three", "A = 2")):
        (tmp_path / folder / "plugin").mkdir(parents=True)
        (tmp_path / folder / "plugin" / "__init__.py").write_text(text)
        plugin = ModuleType("plugin")
        plugin.__path__ = [str(tmp_path / folder / "plugin")]
        monkeypatch.setitem(sys.modules, "plugin", plugin)
        made.append(list(remembered._code({"plugin"})))
    assert made[0] == made[1] != made[2]
    assert len(list(remembered._code({"mtfix"}))) > 200


def test_a_look_that_is_used_is_kept(desk: Path, looks: list[str]) -> None:
    check(desk)
    (kept,) = (desk / "cache" / "looks").glob("*/*.json")
    os.utime(kept, (0, 0))
    check(desk)
    assert kept.stat().st_mtime > 0
    assert len(looks) == 1


def test_fixing_always_looks(desk: Path, looks: list[str]) -> None:
    check(desk)
    session = api.Sessions(None, remember=True, glossaries=(str(desk / "g.yaml"),)).of(str(desk / "a.txt"))
    document, format = api.read_document(str(desk / "a.txt"), session=session)
    fixed = session.run(document, format, session.policy(api.Applicability.safe))
    assert "Nagorno-Karabakh conflict" in fixed.corrected
    assert len(looks) > 1


def test_without_a_place_to_keep_them_checks_still_work(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "file").write_text("")
    monkeypatch.setenv("MTFIX_CACHE_DIR", str(desk / "file" / "below"))
    assert check(desk).findings == check(desk).findings


def test_a_remembered_article_is_reported_without_importing_a_rule(desk: Path) -> None:
    program = (
        "import sys; from mtfix.cli import app; app(standalone_mode=False)\n"
        "sys.exit(any(name.startswith('mtfix.rules.') for name in sys.modules))"
    )
    call = [sys.executable, "-c", program, "check", "--exit-zero", "-g", "g.yaml", "a.txt"]
    first, again = (subprocess.run(call, check=False, cwd=desk, capture_output=True, text=True) for _ in range(2))
    assert (first.returncode, again.returncode) == (1, 0), again.stderr
    assert "Naqqa" in first.stdout
    assert again.stdout == first.stdout


def test_decisions_are_carried_out_on_a_remembered_look(desk: Path, looks: list[str]) -> None:
    mark = next(one.fingerprint for one in check(desk).findings if one.fix or one.finding.fixes)
    (desk / "d.jsonl").write_text(f'{{"fingerprint": "{mark}", "verdict": "accept"}}\n')
    assert check(desk, decisions=str(desk / "d.jsonl")).edits
    assert check(desk).edits == ()
