"""What a report says to stand at a place stands there, and its edits can be carried out on the file."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SAMPLES

from mtfix import registry
from mtfix.errors import SourceError
from mtfix.formats import text as plain
from mtfix.model import Block, Document, Edit, Format, SourceMap, SourceRow, Span
from mtfix.positions import SourceEdit, SourceText
from mtfix.splice import apply_text, editable, splice

SIGNS = st.sampled_from(["a", "é", "亚", "𝒳", " ", "\n", "\r", "\r\n", "\u2028", "\x0c", "\u0085"])
MARKUP = st.lists(
    st.sampled_from(
        [
            "Naka ",
            "**",
            "_",
            "亚方 ",
            "\n",
            "\n\n",
            "`code` ",
            "&amp;",
            "&shy;",
            "[a](b) ",
            "# ",
            "> ",
            "<br>",
            "\\*",
            "\r\n",
        ]
    ),
    max_size=25,
).map("".join)


def applied(source: SourceText, edits: list[SourceEdit]) -> str:
    """The edits of a report, carried out on the decoded file."""
    return apply_text(source.text, [Edit(Span(edit.start, edit.end), edit.after) for edit in edits])


@st.composite
def spans(draw: st.DrawFn, size: int) -> list[Span]:
    ends = st.integers(0, size)
    return [Span(*sorted(pair)) for pair in draw(st.lists(st.tuples(ends, ends), max_size=8))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16", "gb18030", "iso2022_jp", "utf-7"])
@given(data=st.data())
def test_plain_text(encoding: str, data: st.DataObject) -> None:
    signs = SIGNS if encoding != "iso2022_jp" else st.sampled_from(["a", "亜", " ", "\n"])
    text = data.draw(st.lists(signs, max_size=30).map("".join))
    source = text.encode(encoding)
    document = plain.read(source, "-", None if encoding in ("utf-8-sig", "utf-16") else encoding)
    assert document.text == text
    wanted = data.draw(spans(len(text)))
    for span, place in zip(wanted, SourceText(document).places(wanted), strict=True):
        assert (place.start, place.end, place.text) == (span.start, span.end, text[span.start : span.end])
        lines = text[: span.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if text[span.start - 1 : span.start + 1] != "\r\n":  # between both the line has not ended yet
            assert (place.line, place.column) == (len(lines), len(lines[-1]) + 1)
        assert 0 <= place.byte_start <= place.byte_end <= len(source)
        if encoding not in ("iso2022_jp", "utf-7"):
            assert source[place.byte_start : place.byte_end].decode(document.encoding) == place.text


@pytest.mark.parametrize("name", ["markdown", "html", "text"])
@settings(deadline=None)
@given(data=st.data())
def test_edits_of_a_report_make_the_corrected_file(name: str, data: st.DataObject) -> None:
    format = registry.load("mtfix.formats", name, "format", Format)
    document = format.read(data.draw(MARKUP).encode(), "-", None)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(document.text)), max_size=8)))
    edits = [
        Edit(Span(start, end), data.draw(st.sampled_from(["", "X", "a<b", "Nagorno-Karabakh", "*"])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if editable(document, Span(start, end))
    ]
    source = SourceText(document)
    lowered = source.edits(edits)
    assert all(source.text[one.start : one.end] == one.before for own in lowered.values() for one in own)
    together = sorted({one for own in lowered.values() for one in own}, key=lambda one: (one.start, one.end))
    try:
        output = splice(document, edits, format)
    except SourceError:  # edits that no rule makes may contend for one piece of mark-up
        return
    assert applied(source, together) == output.decode()


@pytest.mark.parametrize("name", ["markdown", "html"])
@settings(deadline=None)
@given(data=st.data())
def test_places_in_markup(name: str, data: st.DataObject) -> None:
    format = registry.load("mtfix.formats", name, "format", Format)
    document = format.read(data.draw(MARKUP).encode(), "-", None)
    wanted = data.draw(spans(len(document.text)))
    source = SourceText(document)
    for span, place in zip(wanted, source.places(wanted), strict=True):
        assert 0 <= place.start <= place.end <= len(source.text)
        assert place.text == source.text[place.start : place.end]
        assert document.source[place.byte_start : place.byte_end].decode() == place.text
        there = iter(place.text)
        assert all(sign in there for sign in document.text[span.start : span.end] if sign.isalpha())


@pytest.mark.parametrize("name", ["markdown", "html"])
@settings(deadline=None)
@given(data=st.data())
def test_one_edit_of_a_report_makes_the_corrected_file(name: str, data: st.DataObject) -> None:
    format = registry.load("mtfix.formats", name, "format", Format)
    document = format.read(data.draw(MARKUP).encode(), "-", None)
    ends = st.integers(0, len(document.text))
    edit = Edit(Span(*sorted(data.draw(st.tuples(ends, ends)))), data.draw(st.sampled_from(["", "X", "1. a<b*"])))
    if not editable(document, edit.span):
        return
    source = SourceText(document)
    assert applied(source, list(source.edits([edit])[edit])) == splice(document, [edit], format).decode()


def test_markup_inside_a_name_belongs_to_its_place() -> None:
    format = registry.load("mtfix.formats", "markdown", "format", Format)
    document = format.read("\ufeffÀ la **Na**ka, &amp;\n".encode(), "-", None)
    start = document.text.index("Naka")
    source = SourceText(document)
    (place,) = source.places([Span(start, start + 4)])
    assert (place.text, place.start, place.line, place.column) == ("Na**ka", 7, 1, 8)
    assert document.source[place.byte_start : place.byte_end] == b"Na**ka"
    edit = Edit(Span(start, start + 4), "Nagorno-Karabakh & co")
    made = source.edits([edit])[edit]
    assert "".join(one.before for one in made).replace("*", "") == "Naka"
    assert applied(source, list(made)) == splice(document, [edit], format).decode("utf-8-sig")


def test_alternatives_for_one_place_are_told_apart() -> None:
    document = plain.read("Naka 亚 Naka".encode(), "-")
    edits = [Edit(Span(0, 4), "A"), Edit(Span(0, 4), "B"), Edit(Span(2, 8), "C"), Edit(Span(4, 4), "D")]
    lowered = SourceText(document).edits(edits)
    assert [lowered[edit] for edit in edits] == [
        (SourceEdit(0, 4, "Naka", "A"),),
        (SourceEdit(0, 4, "Naka", "B"),),
        (SourceEdit(2, 8, "ka 亚 N", "C"),),
        (SourceEdit(4, 4, "", "D"),),
    ]


def test_an_edit_that_cannot_be_carried_out_has_no_form() -> None:
    barred = Document(
        "con\ufffcflict",
        (Block(Span(0, 10)),),
        b"con<i/>flict",
        SourceMap((SourceRow(Span(0, 3), 0, 3), SourceRow(Span(4, 10), 7, 12))),
        format="text",
    )
    source = SourceText(barred)
    over, latin = Edit(Span(0, 6), "x"), Edit(Span(0, 3), "x")
    assert source.edits([over, latin]) == {over: (), latin: (SourceEdit(0, 3, "con", "x"),)}
    assert [place.text for place in source.places([Span(0, 6), Span(3, 4)])] == ["con<i/>fl", ""]


def test_in_a_container_positions_count_in_the_readable_text() -> None:
    document = Document(
        "Naka\n\n亚 Naqqa",
        (Block(Span(0, 4)), Block(Span(6, 13))),
        b"PK",
        SourceMap((SourceRow(Span(0, 4), 3, 7, "a.xml"), SourceRow(Span(6, 13), 30, 39, "b.xml"))),
        format="docx",
    )
    source = SourceText(document)
    (place,) = source.places([Span(8, 13)])
    assert (place.start, place.line, place.column, place.part, place.text) == (8, 3, 3, "b.xml", "Naqqa")
    assert (place.byte_start, place.byte_end) == (34, 39)
    edit = Edit(Span(8, 13), "X")
    assert source.edits([edit])[edit] == (SourceEdit(8, 13, "Naqqa", "X"),)


def test_an_empty_article() -> None:
    (place,) = SourceText(plain.read(b"", "-")).places([Span(0, 0)])
    assert (place.start, place.end, place.line, place.column, place.byte_start) == (0, 0, 1, 1, 0)


@pytest.mark.parametrize(("name", "number"), [(name, i) for name in SAMPLES for i in range(len(SAMPLES[name]))])
def test_a_place_leads_back_to_its_text(name: str, number: int) -> None:
    format = registry.load("mtfix.formats", name, "format", Format)
    document = format.read(SAMPLES[name][number], "a", None)
    source = SourceText(document)
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"\w+", document.text)]
    spans = [span for span in spans if editable(document, span)]
    assert spans
    assert [source.span(place.start, place.end) for place in source.places(spans)] == spans
