"""What other tools got wrong with document formats, one test a trap."""

import re

import pytest
from ooxml import body, docx, p, r
from test_odt_epub import epub_file, odt_file, page

from mtfix import registry
from mtfix.errors import SourceError
from mtfix.model import Edit, Format, Span
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


@pytest.mark.parametrize("name", ["text", "html", "markdown", "srt"])
def test_a_replacement_the_encoding_cannot_hold_is_known_before(name: str) -> None:
    source = b"1\n00:00:01,000 --> 00:00:02,000\nNaka caf\xe9"
    document = FORMATS[name].read(source, "a", "latin-1")
    assert encodable(document, "Karabakh")
    assert not encodable(document, "Dağlıq Qarabağ")
