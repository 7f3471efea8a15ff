"""`mtfix glossary` add, fmt, show, diff, import and export, as a translator calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from mtfix.cli import app
from mtfix.errors import GlossaryError, UsageError
from mtfix.glossary.insert import with_entry
from mtfix.glossary.load import load_glossary

GLOSSARY = """\
# House names
mtfix: 1
entries:

- preferred: Armenia # the republic
  type: place
  source: {zh: 亚美尼亚}
  variants: [Asia] # from 亚方
  # more to come

# Azerbaijan follows
- {preferred: Baku, type: place}
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    return tmp_path


def run(*arguments: str, typed: str | None = None) -> Result:
    done = CliRunner().invoke(app, ["glossary", *arguments], input=typed)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_add_makes_a_file(room: Path) -> None:
    run("add", "new.yaml", "-p", "Nagorno-Karabakh", "-v", "Naqqa", "-t", "place", "-s", "zh=纳卡")
    assert (room / "new.yaml").read_text() == (
        "mtfix: 1\nlanguage: en-US\nentries:\n- preferred: Nagorno-Karabakh\n  type: place\n"
        "  source: {zh: [纳卡]}\n  variants: [Naqqa]\n"
    )


def test_add_puts_an_entry_at_the_end_and_changes_nothing_else(room: Path) -> None:
    run(
        *("add", "g.yaml", "-p", "Yerevan", "-v", "Erivan", "--when", "document_any=Armenia,Baku"),
        *("--action", "suggest", "--note", "no: 1", "--test", "In Erivan. => In Yerevan.", "-a", "no"),
    )
    assert (room / "g.yaml").read_text() == GLOSSARY + (
        '\n- preferred: Yerevan\n  admitted: ["no"]\n  variants:\n'
        "  - {text: Erivan, action: suggest, when: {document_any: [Armenia, Baku]}}\n"
        '  note: "no: 1"\n  tests:\n  - {in: "In Erivan.", out: "In Yerevan."}\n'
    )


def test_add_to_an_entry_that_is_there(room: Path) -> None:
    run("add", "g.yaml", "-p", "Armenia", "-v", "Yafang", "-v", "Asia", "-s", "zh=亚方", "-s", "ru=Армения", "-a", "RA")
    assert (room / "g.yaml").read_text() == GLOSSARY.replace(
        "  source: {zh: 亚美尼亚}\n  variants: [Asia]",
        "  source: {zh: [亚美尼亚, 亚方], ru: [Армения]}\n  admitted: [RA]\n  variants: [Asia, Yafang]",
    )
    run("add", "g.yaml", "-p", "Baku", "-v", "Baku city")
    assert (room / "g.yaml").read_text().endswith("- preferred: Baku\n  type: place\n  variants: [Baku city]\n")
    assert "has all of this already" in run("add", "g.yaml", "-p", "Baku", "-v", "Baku city").output


def test_add_asks(room: Path) -> None:
    run("add", "g.yaml", typed="Yerevan\nErivan; Yeliwen\nplace\nzh=埃里温\n")
    concept = load_glossary(room / "g.yaml").concepts[-1]
    assert [term.text for term in concept.terms] == ["Yerevan", "Erivan", "Yeliwen"]
    assert concept.source == {"zh": ("埃里温",)}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("mtfix: 1\nentries: []\n", "mtfix: 1\nentries:\n- preferred: B\n"),
        ("mtfix: 1\nentries: [{preferred: A}] # c\n", "mtfix: 1\nentries:\n- preferred: A\n\n- preferred: B # c\n"),
        ("mtfix: 1\nentries:\n  - preferred: A", "mtfix: 1\nentries:\n  - preferred: A\n\n  - preferred: B\n"),
        (
            "entries:\n- preferred: A\n\n  # end of A\nmtfix: 1\n",
            "entries:\n- preferred: A\n\n  # end of A\n\n- preferred: B\nmtfix: 1\n",
        ),
    ],
)
def test_add_to_files_of_any_layout(text: str, made: str) -> None:
    assert with_entry(text, "g.yaml", {"preferred": "B"}) == made


def test_add_refuses_what_would_contradict(room: Path) -> None:
    with pytest.raises(GlossaryError, match="the entry 'Armenia' is there with another type"):
        run("add", "g.yaml", "-p", "Armenia", "-t", "person")
    with pytest.raises(GlossaryError, match="unknown key 'document_some'"):
        run("add", "g.yaml", "-p", "X", "-v", "Y", "--when", "document_some=Z")
    with pytest.raises(UsageError, match="no NAME=VALUE"):
        run("add", "g.yaml", "-p", "X", "-s", "zh")
    assert (room / "g.yaml").read_text() == GLOSSARY


def test_fmt(room: Path) -> None:
    assert run("fmt", "--check", "g.yaml").exit_code == 1
    assert (room / "g.yaml").read_text() == GLOSSARY
    assert run("fmt", "g.yaml").exit_code == 0
    assert "- preferred: Baku\n  type: place\n" in (room / "g.yaml").read_text()
    assert run("fmt", "--check", ".").exit_code == 0


def test_show(room: Path) -> None:
    (room / "g.yaml").write_text(
        "mtfix: 1\nwhen: {document_any: [Baku]}\nentries:\n- preferred: Nagorno-Karabakh\n  source: {zh: [纳卡]}\n"
        "  variants:\n  - {text: Naka, when: {window_none: [Japan, Tokyo]}, otherwise: flag, note: a city}\n"
    )
    for name in ("nagorno-karabakh", "Naka", "纳卡"):
        done = run("show", name, "-g", "g.yaml")
        assert "stands    g.yaml:4" in done.output
        assert "file      only if the article has Baku" in done.output
        wanted = "Naka  (line 7: replaced; if ten words around have none of Japan, Tokyo; else flagged; note: a city)"
        assert wanted in done.output
    with pytest.raises(UsageError, match=r"no concept 'karab' in 1 glossaries\. Like it: nagorno-karabakh"):
        run("show", "karab", "-g", "g.yaml")


def test_show_tells_of_layers(room: Path) -> None:
    (room / "house.yaml").write_text("mtfix: 1\nentries: [{preferred: Armenia, status: retired}]\n")
    done = run("show", "armenia", "-g", "g.yaml", "-g", "house.yaml")
    assert done.stdout.index("g.yaml:5") < done.stdout.index("Armenia  (term, retired)")
    assert "what stands last has the say" in done.stderr


def test_diff(room: Path) -> None:
    run("fmt", "g.yaml")
    (room / "old.yaml").write_text(GLOSSARY)
    assert run("diff", "old.yaml", "g.yaml").exit_code == 0
    run("add", "g.yaml", "-p", "Armenia", "-v", "Yafang")
    run("add", "g.yaml", "-p", "Yerevan")
    done = run("diff", "old.yaml", "g.yaml")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        *("~ Armenia  (armenia)", "    + variants: Yafang"),
        *("+ Yerevan  (yerevan)", "    + preferred: Yerevan"),
    ]
    rows = json.loads(run("diff", "g.yaml", "old.yaml", "-f", "json").stdout)
    assert [(row["id"], row["kind"]) for row in rows] == [("armenia", "changed"), ("yerevan", "removed")]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "tbx", "utx", "names"])
def test_export_and_import(room: Path, suffix: str) -> None:
    done = run("export", "g.yaml", "-o", f"g.{suffix}")
    assert done.exit_code == 0
    assert run("import", f"g.{suffix}", "-o", "back.yaml").exit_code == 0
    assert run("diff", "g.yaml", "back.yaml").exit_code == 0
    with pytest.raises(UsageError, match="it exists"):
        run("import", f"g.{suffix}", "-o", "back.yaml")


def test_import_names_the_language_of_a_source_column(room: Path) -> None:
    (room / "t.csv").write_text("source,target\n亚方,Armenia\n")
    assert run("import", "t.csv", "--source-language", "zh").stdout == (
        "mtfix: 1\nentries:\n- preferred: Armenia\n  source: {zh: [亚方]}\n"
    )
    with pytest.raises(UsageError, match="its suffix names no glossary format"):
        run("import", "t.doc")
