"""What other tools got wrong with document formats, one test a trap."""

import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from ooxml import body, docx, p, r
from samples import SAMPLES
from test_odt_epub import epub_file, odt_file, page

from mtfix import registry
from mtfix.api import Session
from mtfix.config import Config
from mtfix.engine import Engine
from mtfix.errors import SourceError
from mtfix.matching.context import Context
from mtfix.matching.exact import Finder
from mtfix.model import (
    Applicability,
    Document,
    Edit,
    ErrorType,
    Finding,
    Fix,
    Format,
    Rule,
    Severity,
    Span,
    Status,
)
from mtfix.selection import Policy
from mtfix.splice import editable, encodable, splice, verify

FORMATS = {format.name: format for format in registry.discover("mtfix.formats", "format", Format)}
CELLS = ("Naka", "b", "c", "Naka")
WORD_CELLS = "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in CELLS)
OPEN_CELLS = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in CELLS)
TABLES = {
    "markdown": b"| Naka | b |\n|------|---|\n| c | Naka |\n",
    "html": b"<table><tr><td>Naka<td>b<tr><td>c<td>Naka</table>",
    "docx": docx(f"<w:tbl><w:tr>{WORD_CELLS}</w:tr></w:tbl>"),
    "odt": odt_file(f"<table:table><table:table-row>{OPEN_CELLS}</table:table-row></table:table>"),
}
SKIPPED = {
    "markdown": b"con`x`flict",
    "html": b"con<code>x</code>flict",
    "json": b'{"text": "con<code>x</code>flict"}',
    "docx": docx(p("con<w:sym/>".replace("<w:sym/>", ""), '<w:r><w:sym w:char="F000"/></w:r>', "flict")),
    "odt": odt_file("<text:p>con<draw:frame/>flict</text:p>"),
    "epub": epub_file(page("con<code>x</code>flict")),
    "xliff": b"<xliff><file><trans-unit><source/><target>con<x id='1'/>flict</target></trans-unit></file></xliff>",
}


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """An archive with other content in one member."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in {*old.namelist(), name}:
            new.writestr(member, content if member == name else old.read(member))
    return target.getvalue()


@pytest.mark.parametrize("name", TABLES)
def test_edits_in_cells_are_carried_out(name: str) -> None:
    """A barrier of two characters stored as one item made them vanish silently."""
    format = FORMATS[name]
    document = format.read(TABLES[name], "a", None)
    edits = [Edit(Span(m.start(), m.end()), "Karabakh") for m in re.finditer("Naka", document.text)]
    again = verify(document, edits, splice(document, edits, format), format)
    texts = [again.text[block.span.start : block.span.end] for block in again.blocks]
    assert texts == ["Karabakh", "b", "c", "Karabakh"]
    assert {block.kind.value for block in again.blocks} == {"cell"}


@pytest.mark.parametrize("name", SKIPPED)
def test_skipped_text_parts_words(name: str) -> None:
    """Without a barrier, "con" and "flict" became one word."""
    document = FORMATS[name].read(SKIPPED[name], "a", None)
    assert "con￼flict" in document.text
    at = document.text.index("con")
    assert not editable(document, Span(at, at + 9))


def test_text_in_cdata_is_written_raw() -> None:
    source = b"<xliff><file><trans-unit><source/><target><![CDATA[<b>Naka</b>]]></target></trans-unit></file></xliff>"
    document = FORMATS["xliff"].read(source, "a", None)
    edits = [Edit(Span(3, 7), "R&D")]
    output = splice(document, edits, FORMATS["xliff"])
    verify(document, edits, output, FORMATS["xliff"])
    assert b"<![CDATA[<b>R&D</b>]]>" in output


def test_no_insertion_inside_an_insertion() -> None:
    """Word does not support it."""
    source = docx(p("Naka ", f'<w:ins w:id="1" w:author="Ann">{r("Naka")}</w:ins>'))
    document = FORMATS["docx"].read(source, "a", None)
    edits = [Edit(Span(0, 4), "X")]
    output = body(splice(document, edits, FORMATS["docx"]))
    assert re.search(r"<w:ins [^>]*>(?:(?!</w:ins>).)*<w:ins ", output) is None
    with pytest.raises(SourceError):
        splice(document, [Edit(Span(5, 9), "X")], FORMATS["docx"])


@pytest.mark.parametrize("name", SKIPPED)
def test_no_name_runs_across_what_is_skipped(name: str, tmp_path: Path) -> None:
    (tmp_path / "g.yaml").write_text(
        "mtfix: 1\nentries:\n- {preferred: X, type: place, variants: [con flict, conflict]}\n"
    )
    session = Session(Config().with_options(glossaries=(str(tmp_path / "g.yaml"),), select=("term",)))
    document = FORMATS[name].read(SKIPPED[name], "a", None)
    assert session.run(document, FORMATS[name], Policy(Applicability.safe)).findings == ()


def parting(document: Document, context: Context) -> Iterator[Finding]:
    """Finds every "Naka" and would put a paragraph's end into the first one."""
    for number, match in enumerate(re.finditer("Naka", document.text)):
        span = Span(*match.span())
        fix = Fix("part", (Edit(span, "Qar\n\n</p>abagh" if not number else "Karabakh"),), Applicability.safe)
        yield Finding("test.parting", span, "m", ErrorType.spelling, Severity.minor, (fix,))


@pytest.mark.parametrize(("name", "data"), [(name, data) for name in SAMPLES for data in SAMPLES[name]])
def test_a_fix_that_would_change_the_structure_is_held_back_with_the_reason(name: str, data: bytes) -> None:
    """Or it is written as words; never does it part a paragraph. The other fixes of the article are made."""
    rule = Rule("test.parting", "", ErrorType.spelling, Severity.minor, parting)
    document = FORMATS[name].read(data, "a", None)
    result = Engine((rule,), Finder(())).run(document, FORMATS[name], Policy(Applicability.safe))
    again = FORMATS[name].read(result.output, "a", None)
    assert [block.kind for block in again.blocks] == [block.kind for block in document.blocks]
    editable_ones = [one for one in result.findings if editable(document, one.finding.span)]
    for one in editable_ones:
        assert one.status in (Status.applied, Status.skipped)
        assert one.status is Status.applied or one.reason == "would change the structure of the article"
    in_other_blocks = {b.span for b in document.blocks if not b.span.contains(editable_ones[0].finding.span)}
    for one in editable_ones[1:]:
        if any(span.contains(one.finding.span) for span in in_other_blocks):
            assert one.status is Status.applied


def test_flags_become_comments_only_where_a_format_has_them() -> None:
    flag = Rule("test.flag", "", ErrorType.spelling, Severity.minor, flagging)
    for name, samples in SAMPLES.items():
        document = FORMATS[name].read(samples[0], "a", None)
        result = Engine((flag,), Finder(())).run(document, FORMATS[name], Policy(Applicability.safe))
        assert bool(result.notes) == FORMATS[name].comments == (name == "docx")
        assert (result.output != document.source) == (name == "docx")
    clean = FORMATS["docx"].configure({"tracked": False})
    document = clean.read(SAMPLES["docx"][0], "a", None)
    assert Engine((flag,), Finder(())).run(document, clean, Policy(Applicability.safe)).output == document.source


def flagging(document: Document, context: Context) -> Iterator[Finding]:
    """Flags the first "Naka" and offers nothing."""
    at = document.text.index("Naka")
    yield Finding("test.flag", Span(at, at + 4), "m", ErrorType.spelling, Severity.minor)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
WORD, OPEN = docx(p("Naka")), odt_file("<text:p>Naka</text:p>")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("docx", repacked(WORD, "word/document.xml", bytes(20 << 20)), id="bomb"),
        pytest.param("docx", repacked(WORD, "word/document.xml", ENTITIES), id="docx-entities"),
        pytest.param("docx", repacked(WORD, "word/document.xml", b"<w:p>" * 100_000), id="deep"),
        pytest.param("docx", repacked(WORD, "../../etc/passwd", b"x"), id="path"),
        pytest.param("docx", WORD[:-40], id="truncated"),
        pytest.param("odt", repacked(OPEN, "content.xml", ENTITIES), id="odt-entities"),
        pytest.param("epub", repacked(epub_file(page("Naka")), "OEBPS/page 0.xhtml", ENTITIES), id="epub-entities"),
        pytest.param("xliff", ENTITIES, id="xliff-entities"),
        pytest.param("json", b"[" * 1_000_000, id="json-deep"),
    ],
)
def test_hostile_files_are_refused_before_they_fill_the_memory(name: str, data: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match=r"^a\b"):
            FORMATS[name].read(data, "a", None)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["text", "html", "markdown", "srt"])
def test_a_replacement_the_encoding_cannot_hold_is_known_before(name: str) -> None:
    source = b"1\n00:00:01,000 --> 00:00:02,000\nNaka caf\xe9"
    document = FORMATS[name].read(source, "a", "latin-1")
    assert encodable(document, "Karabakh")
    assert not encodable(document, "Dağlıq Qarabağ")
