"""Decide, apply and undo, as an editor and a colleague would: by files only."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from samples import SAMPLES
from typer.testing import CliRunner, Result

from mtfix import api, reported
from mtfix.cli import app
from mtfix.decisions import dump_decisions
from mtfix.errors import MtfixError, SourceError, UsageError
from mtfix.model import Decision
from mtfix.replay import apply_report

GLOSSARY = """
mtfix: 1
entries:
- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, Naqqa]}
- {preferred: Pham Minh Chinh, type: person, variants: [Van Minh]}
"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCX = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/word/document.xml" '
    f'ContentType="{MAIN}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}" '
    'Target="word/document.xml"/></Relationships>',
    "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>They met in Naqqa.</w:t></w:r></w:p></w:body>"
    "</w:document>",
}
ARTICLE = "\ufeffTalks on Naqqa.\r\n\r\nPremier Van Minh Tri met a Naka envoy.\r\nNo end"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    (tmp_path / "mtfix.toml").write_text('glossaries = ["g.yaml"]\nselect = ["term"]\n')
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    return tmp_path


def run(*arguments: str, status: int = 0) -> Result:
    done = CliRunner().invoke(app, list(arguments))
    if isinstance(done.exception, MtfixError):
        raise done.exception
    assert done.exit_code == status, done.output
    return done


def fingerprints(report: str) -> dict[str, str]:
    return {one["text"]: one["fingerprint"] for one in json.loads(Path(report).read_text())["results"][0]["findings"]}


def test_undo_restores_every_byte(newsroom: Path) -> None:
    run("fix", "a.txt", "--in-place", "-q", "--report", "r.json", status=1)
    assert "Nagorno-Karabakh" in (newsroom / "a.txt").read_text()
    run("undo", "r.json")
    assert (newsroom / "a.txt").read_bytes() == ARTICLE.encode()


def test_undo_refuses_a_changed_article_and_rebase_finds_the_places_again(newsroom: Path) -> None:
    run("fix", "a.txt", "--in-place", "-q", "--report", "r.json", status=1)
    corrected = (newsroom / "a.txt").read_bytes()
    (newsroom / "a.txt").write_bytes(corrected + b"\r\nA line more.")
    with pytest.raises(SourceError, match="--rebase"):
        run("undo", "r.json")
    done = run("undo", "r.json", "--rebase")
    assert (newsroom / "a.txt").read_bytes() == ARTICLE.encode() + b"\r\nA line more."
    assert "not found" not in done.stderr


def test_decisions_are_applied(newsroom: Path) -> None:
    run("check", "a.txt", "--output", "r.json", status=1)
    marks = fingerprints("r.json")
    run("decisions", "add", "r.json", marks["Naqqa"], "--verdict", "accept")
    run("decisions", "add", "r.json", marks["Van Minh"], "--verdict", "accept", "--replacement", "Pham Minh")
    run("decisions", "add", "r.json", marks["Naka"], "--verdict", "reject")
    run("apply", "r.json", ".mtfix-decisions.jsonl", "-o", "b.txt")
    wanted = ARTICLE.replace("Naqqa", "Nagorno-Karabakh").replace("Van Minh", "Pham Minh")
    assert (newsroom / "b.txt").read_bytes() == wanted.encode()


def test_a_baseline_silences_and_is_counted_and_pruned(newsroom: Path) -> None:
    run("check", "a.txt", "--output", "r.json", status=1)
    run("decisions", "add", "r.json", "--all", "--undated")
    done = run("check", "a.txt", "--decisions", ".mtfix-decisions.jsonl")
    assert "3 ignored" in done.output
    (newsroom / "a.txt").write_text("Talks on Naqqa.\n")
    done = run("check", "a.txt", "--decisions", ".mtfix-decisions.jsonl", status=1)
    assert "decisions meet no finding" in done.output
    run("decisions", "prune", "a.txt")
    assert (newsroom / ".mtfix-decisions.jsonl").read_text() == ""


def test_a_report_cannot_reach_outside_its_root(newsroom: Path) -> None:
    run("fix", "a.txt", "--in-place", "-q", "--report", "r.json", status=1)
    report = json.loads((newsroom / "r.json").read_text())
    report["results"][0]["path"] = "../a.txt"
    (newsroom / "r.json").write_text(json.dumps(report))
    with pytest.raises(SourceError, match="outside"):
        run("undo", "r.json")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema_version": 2}', '{"schema_version": 1, "results": [1]}', "\ud800"]
)
def test_a_damaged_report_is_refused(newsroom: Path, text: str) -> None:
    (newsroom / "r.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(SourceError, match=r"r\.json"):
        run("undo", "r.json")


def test_repeated_rejections_become_a_proposal(newsroom: Path) -> None:
    rows = [
        {
            "fingerprint": f"v1:{n}",
            "verdict": verdict,
            "text": "Naka",
            "concept": "nagorno-karabakh",
            "context": context,
        }
        for n, (verdict, context) in enumerate(
            [
                ("reject", "Mr Naka of Japan resigned"),
                ("reject", "the Naka shrine in Japan"),
                ("accept", "the Naka region of Azerbaijan"),
            ]
        )
    ]
    (newsroom / ".mtfix-decisions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("learn")
    assert '{text: "Naka", unless: {window_any: ["Japan"]}}' in done.output


def test_a_bad_decision_names_its_line(newsroom: Path) -> None:
    (newsroom / "d.jsonl").write_text('{"fingerprint": "v1:1", "verdict": "accept"}\n{"verdict": "accept"}\n')
    with pytest.raises(SourceError, match=r"d\.jsonl:2:1: fingerprint None"):
        run("check", "a.txt", "--decisions", "d.jsonl")


def test_an_unknown_fingerprint_is_refused(newsroom: Path) -> None:
    run("check", "a.txt", "--output", "r.json", status=1)
    with pytest.raises(UsageError, match="no finding"):
        run("decisions", "add", "r.json", "v1:ffff")


SAMPLES_BY_NAME = {
    f"{name}{number}{api.format_named(name).suffixes[0]}": data
    for name, samples in SAMPLES.items()
    for number, data in enumerate(samples)
}


@pytest.mark.parametrize("name", SAMPLES_BY_NAME)
def test_every_format_is_undone_to_the_byte(newsroom: Path, name: str) -> None:
    article = newsroom / name
    article.write_bytes(SAMPLES_BY_NAME[name])
    run("fix", name, "--in-place", "-q", "--report", "r.json", "--exit-zero")
    assert article.read_bytes() != SAMPLES_BY_NAME[name]
    run("undo", "r.json")
    assert article.read_bytes() == SAMPLES_BY_NAME[name]


@pytest.mark.parametrize("name", SAMPLES_BY_NAME)
def test_accepting_all_is_what_fix_does_in_every_format(newsroom: Path, name: str) -> None:
    (newsroom / name).write_bytes(SAMPLES_BY_NAME[name])
    run("fix", name, "-q", "-o", "fixed", "--clean", "--exit-zero")
    run("check", name, "--output", "r.json", "--exit-zero")
    run("decisions", "add", "r.json", "--all", "--verdict", "accept")
    run("apply", "r.json", ".mtfix-decisions.jsonl", "-o", "applied", "--clean")
    assert (newsroom / "applied").read_bytes() == (newsroom / "fixed").read_bytes()


@pytest.mark.parametrize("wording", ["R&D", "Ann <b>Lee</b>", "*a* [b](c)", "dağ—'q' \\", "x]]>y", '"said"'])
@pytest.mark.parametrize("name", SAMPLES_BY_NAME)
def test_own_words_read_as_they_were_written_or_are_left(newsroom: Path, name: str, wording: str) -> None:
    """Never as mark-up, never escaped twice, and mark-up inside the place stays whole."""
    (newsroom / name).write_bytes(SAMPLES_BY_NAME[name])
    run("check", name, "--output", "r.json", "--exit-zero")
    (file,) = reported.read_report(Path("r.json"))
    decisions = {one.fingerprint: Decision(one.fingerprint, "accept", wording) for one in file.findings}
    applied = apply_report(file, decisions, SAMPLES_BY_NAME[name])
    again = file.format.read(applied.data, name, None).text
    assert again.count(wording) == applied.count == len(file.findings) - len(applied.left)
    assert applied.count or "would change the structure" in applied.left[0][1]


def test_what_cannot_be_carried_out_is_told(newsroom: Path) -> None:
    (newsroom / "a.html").write_text("<p>On Na<code>x</code> Naqqa</p>", encoding="ascii")
    (newsroom / "a.txt").write_text("On Naka\n", encoding="ascii")
    run("check", "a.txt", "--output", "r.json", "--exit-zero", "--encoding", "ascii")
    run("decisions", "add", "r.json", "--all", "--verdict", "accept", "--replacement", "Qarabağ")
    done = run("apply", "r.json", ".mtfix-decisions.jsonl", "-o", "applied", status=1)
    assert "a.txt: 'Naka' was left: it cannot be written in ascii: 'Qarabağ'" in done.stderr
    assert (newsroom / "applied").read_text() == "On Naka\n"


def test_decisions_are_applied_to_the_corrected_article_too(newsroom: Path) -> None:
    run("fix", "a.txt", "--in-place", "-q", "--report", "r.json", status=1)
    marks = fingerprints("r.json")
    run("decisions", "add", "r.json", marks["Naqqa"], "--verdict", "reject")
    run("apply", "r.json", ".mtfix-decisions.jsonl")
    assert (newsroom / "a.txt").read_bytes() == ARTICLE.replace("Naka", "Nagorno-Karabakh").encode()


def test_of_a_finding_all_edits_stand_or_none(newsroom: Path) -> None:
    """Two edits that belong together, one of which overlaps a change that was decided."""
    text = "(Naka region) left. Naka"
    first = (
        {"start": 0, "end": 1, "before": "(", "after": ""},
        {"start": 5, "end": 13, "before": " region)", "after": ""},
    )
    second = ({"start": 6, "end": 12, "before": "region", "after": "area"},)
    rows = [
        {
            "fingerprint": f"v1:{number}",
            "rule": "term.variant",
            "span": {"start": 0, "end": 13},
            "text": text[:13],
            "fixes": [{"edits": edits}],
            "status": status,
            "reason": None,
            "concept": None,
        }
        for number, (edits, status) in enumerate([(first, "applied"), (second, "offered")])
    ]
    (newsroom / "a.txt").write_text(text)
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    article = {"path": "a.txt", "format": "text", "encoding": "utf-8", "digest": digest, "corrected_digest": digest}
    (newsroom / "r.json").write_text(json.dumps({"schema_version": 1, "results": [{**article, "findings": rows}]}))
    (newsroom / "d.jsonl").write_text(dump_decisions([Decision("v1:1", "accept")]))
    run("apply", "r.json", "d.jsonl", "-o", "applied")
    assert (newsroom / "applied").read_text() == "(Naka area) left. Naka"
    (newsroom / "d.jsonl").write_text("")
    run("apply", "r.json", "d.jsonl", "-o", "applied")
    assert (newsroom / "applied").read_text() == "Naka left. Naka"


def test_an_archive_is_undone_to_the_byte(newsroom: Path) -> None:
    with zipfile.ZipFile(newsroom / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in DOCX.items():
            archive.writestr(name, text)
    before = (newsroom / "a.docx").read_bytes()
    run("fix", "a.docx", "--in-place", "-q", "--report", "r.json")
    assert (newsroom / "a.docx").read_bytes() != before
    run("undo", "r.json")
    assert (newsroom / "a.docx").read_bytes() == before
