"""What fuzzing found, as one readable test each; the very cases are in corpus/."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from mtfix.api import format_named
from mtfix.decisions import load_decisions
from mtfix.engine import Engine
from mtfix.errors import SourceError
from mtfix.exchange import names, tbx
from mtfix.matching.exact import Finder
from mtfix.model import Applicability, Document, Edit, ErrorType, Finding, Fix, Rule, Severity, Span, Status
from mtfix.reported import place_of, read_report
from mtfix.selection import Policy, select
from mtfix.text.decode import known_encoding
from mtfix.text.lexicon import is_listed, word_class
from mtfix.text.paragraphs import paragraphs
from mtfix.text.protect import Protection

FINDING: dict[str, object] = {
    "fingerprint": "v1:0",
    "rule": "x.y",
    "span": {"start": 0, "end": 1},
    "text": "a",
    "fixes": [],
    "status": "flagged",
    "reason": None,
    "concept": None,
}


def _report(**changes: object) -> str:
    row = {"path": "a", "format": "text", "encoding": "utf-8", "digest": "", "corrected_digest": "", "findings": []}
    return json.dumps({"schema_version": 1, "results": [row | changes]})


@pytest.mark.parametrize(
    "text",
    [
        _report(path=1),
        _report(path=None),
        _report(encoding=[]),
        _report(format="nope"),
        _report(format="\0"),
        _report(digest=7),
        _report(findings=[{"fixes": [1]}]),
        _report(findings=["x"]),
        _report(findings=[FINDING | {"fingerprint": ["x"]}]),
        _report(findings=[FINDING | {"span": {"start": 5, "end": 3}}]),
        _report(findings=[FINDING | {"fixes": [{"edits": [{"start": 9, "end": 1, "before": "", "after": ""}]}]}]),
        _report(restore=[]),
        json.dumps({"schema_version": 1, "results": ["x"]}),
        "[" * 100_000,
    ],
)
def test_a_damaged_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text)
    with pytest.raises(SourceError, match=r"report\.json: "):
        read_report(path)


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a\0b", "..", "link/x", "a/../../x"])
def test_a_report_cannot_name_a_place_outside_its_root(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    (tmp_path / "report.json").write_text(_report(path=path))
    [file] = read_report(tmp_path / "report.json")
    with pytest.raises(SourceError, match=r"outside|not a path"):
        place_of(file, root)


def test_an_encoding_with_a_nul_in_its_name_is_refused() -> None:
    with pytest.raises(SourceError, match="unknown encoding"):
        known_encoding("\0", "a")


def test_deeply_nested_decisions_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text("[" * 100_000 + "\n")
    with pytest.raises(SourceError, match=r"decisions\.jsonl:1:1: "):
        load_decisions(path)


@pytest.mark.parametrize("sign", ["-", "_", "+", "%", "-.", "_-"])
def test_file_names_of_many_marks_are_looked_for_in_time(sign: str) -> None:
    text = "naka" + sign * 200 + "naka"
    before = time.process_time()
    assert not Protection(text).covers(len(text) - 4, len(text))
    assert time.process_time() - before < 1


@pytest.mark.parametrize("sign", ["-", "a.", "a-", "x/", "@", "a@", "#a", "%", "naka.", "ab[sic]"])
def test_a_long_run_without_blanks_costs_linear_time(sign: str) -> None:
    text = sign * (60_000 // len(sign)) + " [sic]"
    protection = Protection(text)
    before = time.process_time()
    for at in range(0, len(text) - 8, 20):
        protection.covers(at, at + 2)
    assert time.process_time() - before < 3


@pytest.mark.parametrize("name", ["naka-region_1.final+2.pdf", "naka.html", "dir/naka_-_x.docx"])
def test_file_names_are_still_protected(name: str) -> None:
    at = name.index("naka")
    assert Protection(name).covers(at, at + 4)


def test_a_comment_without_text_around_it_points_into_the_document() -> None:
    document = format_named("html").read(b"<p><!-- mtfix: off --><p><!-- mtfix: off -->", "a", None)
    assert document.suppressions
    for one in document.suppressions:
        assert one.place.end <= len(document.text)
        assert one.span.end <= len(document.text)


def test_a_fix_that_would_part_a_block_is_left_out_and_the_others_are_made() -> None:
    source = b"Naka\n\nThe Naqqa issue"

    def check(document: Document, context: object) -> list[Finding]:
        return [
            Finding("x.y", span, "m", ErrorType.spelling, Severity.minor, (Fix("f", (edit,), Applicability.safe),))
            for word, text in (("Naka", "a\n\nb"), ("Naqqa", "Karabakh"))
            for at in [document.text.find(word)]
            if at >= 0
            for span in [Span(at, at + len(word))]
            for edit in [Edit(span, text)]
        ]

    rule = Rule("x.y", "", ErrorType.spelling, Severity.minor, check)  # type: ignore[arg-type]  # a list will do
    plain = format_named("text")
    result = Engine((rule,), Finder(())).run(plain.read(source, "a", None), plain, Policy(Applicability.safe))
    assert result.output == b"Naka\n\nThe Karabakh issue"
    left = result.findings[0]
    assert (left.status, left.reason) == (Status.skipped, "would change the structure of the article")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_line_end_of_any_kind_does_not_part_paragraphs(end: str) -> None:
    assert list(paragraphs(f"Premier Fan{end}Mingzheng")) == [(0, 20 + len(end))]
    assert len(list(paragraphs(f"One.{end}{end}Two.{end} {end}{end}Three."))) == 3


def _finding(rule: str, *edits: Edit) -> Finding:
    fix = Fix("f", edits, Applicability.safe)
    return Finding(rule, edits[-1].span, "m", ErrorType.spelling, Severity.minor, (fix,))


def test_an_insertion_does_not_hide_the_edit_at_the_same_place_from_others() -> None:
    document = format_named("text").read(b"one Naqqa issue", "a", None)
    both = _finding("a.a", Edit(Span(4, 4), "the "), Edit(Span(4, 9), "Karabakh"))
    late = _finding("b.b", Edit(Span(6, 15), ""))
    for findings in ([both, late], [late, both]):
        judged = select(document, findings, ["", ""], Policy(Applicability.safe), {})
        assert sorted(one.status for one in judged) == [Status.applied, Status.skipped]


def test_a_word_of_a_million_letters_is_judged_in_time() -> None:
    before = time.process_time()
    assert not is_listed("x" * 1_000_000)
    assert word_class("x" * 1_000_000) == word_class("xqzxq")
    assert time.process_time() - before < 1


def test_a_name_list_with_an_empty_name() -> None:
    found, notes = names.exchange.read(b"#mtfix\tx\t{}\nx\tu\ten\t \nx\tu\tzh\t+\ny\tu\ten\tNaka\n", "a")
    assert [entry["preferred"] for entry in found["entries"]] == ["Naka"]
    assert "x: no name in Latin letters, left out" in notes


@pytest.mark.parametrize("id", ["two words", "a/b", "c-x", "nagorno-karabakh", "纳卡", "x"])
def test_tbx_keeps_an_id_that_xml_has_no_letters_for(id: str) -> None:
    entry = {"preferred": "Nagorno-Karabakh", "id": id}
    data, _ = tbx.exchange.write({"mtfix": 1, "entries": [entry]})
    [back] = tbx.exchange.read(data, "a")[0]["entries"]
    assert back.get("id", "nagorno-karabakh") == id
