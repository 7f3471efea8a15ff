"""Edits on text become byte edits of the source: exact, minimal, reversible."""

import hashlib
import re
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.errors import SourceError
from mtfix.formats import html
from mtfix.formats import text as plain
from mtfix.model import Block, Document, Edit, Format, Patch, SourceMap, SourceRow, Span
from mtfix.rows import source_bytes, trimmed
from mtfix.splice import (
    apply_patches,
    apply_text,
    editable,
    encodable,
    failing,
    inverted,
    patches,
    reread,
    splice,
    verify,
)
from mtfix.text.archive import Archive

TAGS = Format(name="tags", suffixes=(), read=plain.read)


def document(source: bytes, *rows: tuple[str, int, int, bool]) -> Document:
    """A document whose text is what the rows say; `None`-like rows (start < 0) are barriers."""
    text, kept, at = "", [], 0
    for piece, start, end, verbatim in rows:
        if start >= 0:
            kept.append(SourceRow(Span(at, at + len(piece)), start, end, verbatim=verbatim))
        text += piece
        at += len(piece)
    return Document(text, (Block(Span(0, len(text))),), source, SourceMap(tuple(kept)))


@st.composite
def edited(draw: st.DrawFn, alphabet: str = "aé亚 \r\n𝒳") -> tuple[str, list[Edit]]:
    text = draw(st.text(alphabet, min_size=1, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [Edit(Span(start, end), draw(st.text(alphabet, max_size=5))) for start, end in pairs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
@given(case=edited())
def test_plain_text_in_any_encoding(encoding: str, case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    source = text.encode(encoding)
    read = plain.read(source, "-", encoding)
    assert splice(read, edits, plain.format).decode(encoding) == apply_text(text, edits)


@given(case=edited())
def test_reversal_gives_the_source_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    read = plain.read(text.encode(), "-")
    made = patches(read, edits, plain.format)
    output = apply_patches(read.source, made)
    assert apply_patches(output, inverted(read.source, made)) == read.source


def test_byte_order_mark_stays() -> None:
    read = plain.read("Naka".encode("utf-8-sig"), "-")
    assert splice(read, [Edit(Span(0, 4), "X")], plain.format) == b"\xef\xbb\xbfX"


def test_an_encoding_with_two_ways_to_write_one_sign() -> None:
    read = plain.read(b"+AE4-ear Naka.", "-", "utf-7")
    assert read.text == "Near Naka."
    assert splice(read, [Edit(Span(5, 9), "X")], plain.format) == b"+AE4-ear X."


def test_a_stateful_encoding_is_edited_in_its_ascii_parts_only() -> None:
    read = plain.read("亜 Naka 亜亜".encode("iso2022_jp"), "-", "iso2022_jp")
    edit = [Edit(Span(2, 6), "X")]
    assert splice(read, edit, plain.format).decode("iso2022_jp") == "亜 X 亜亜"
    with pytest.raises(SourceError, match="UTF-8"):
        splice(read, [Edit(Span(8, 9), "X")], plain.format)


def test_name_over_several_rows_goes_to_the_first() -> None:
    read = document(b"<b>Na</b>ka x", ("Na", 3, 5, True), ("ka x", 9, 13, True))
    assert splice(read, [Edit(Span(0, 4), "Karabakh")], TAGS) == b"<b>Karabakh</b> x"


def test_words_that_stay_are_not_moved_over_markup() -> None:
    read = document(b"<b>Naka</b> region", ("Naka", 3, 7, True), (" region", 11, 18, True))
    assert splice(read, [Edit(Span(0, 11), "Karabakh region")], TAGS) == b"<b>Karabakh</b> region"


@pytest.mark.parametrize(
    ("old", "new", "span", "text"),
    [
        ("Naka region", "Karabakh region", (0, 4), "Karabakh"),
        ("the Naka", "the Karabakh", (4, 8), "Karabakh"),
        ("Minsk The group", "Minsk Group", (6, 15), "Group"),
        ("Naka", "Naka", (0, 4), "Naka"),
    ],
)
def test_trimmed(old: str, new: str, span: tuple[int, int], text: str) -> None:
    read = document(old.encode(), (old, 0, len(old), True))
    edit = trimmed(read, Edit(Span(0, len(old)), new))
    assert apply_text(old, [edit]) == new
    assert edit == Edit(Span(*span), text)


def test_an_entity_is_replaced_whole() -> None:
    read = document(b"Na&shy;ka", ("Na", 0, 2, True), ("\xad", 2, 7, False), ("ka", 7, 9, True))
    assert splice(read, [Edit(Span(0, 5), "X")], TAGS) == b"X"
    assert splice(read, [Edit(Span(2, 3), "-")], TAGS) == b"Na-ka"
    assert splice(read, [Edit(Span(2, 2), "|")], TAGS) == b"Na|&shy;ka"
    alone = document(b"&amp;&lt;", ("&", 0, 5, False), ("<", 5, 9, False))
    assert splice(alone, [Edit(Span(at, at), "x") for at in range(3)], TAGS) == b"x&amp;x&lt;x"


def test_an_edit_inside_an_entity_of_two_signs() -> None:
    read = document(b"a&fjlig;b", ("a", 0, 1, True), ("fj", 1, 8, False), ("b", 8, 9, True))
    assert splice(read, [Edit(Span(0, 2), "x")], TAGS) == b"xjb"
    assert splice(read, [Edit(Span(0, 2), "x"), Edit(Span(2, 4), "y")], TAGS) == b"xy"
    assert splice(read, [Edit(Span(2, 2), "-")], TAGS) == b"af-jb"


def test_a_barrier_cannot_be_edited() -> None:
    read = document(b"con<code/>flict", ("con", 0, 3, True), ("\ufffc", -1, -1, False), ("flict", 10, 15, True))
    assert editable(read, Span(0, 3))
    assert editable(read, Span(4, 9))
    assert not editable(read, Span(0, 9))
    assert not editable(read, Span(3, 4))
    assert editable(read, Span(3, 3))
    with pytest.raises(SourceError, match="not text that can be edited"):
        splice(read, [Edit(Span(0, 9), "x")], TAGS)


def test_source_bytes() -> None:
    read = document("é<b>é</b>".encode(), ("é", 0, 2, True), ("é", 5, 7, True))
    assert source_bytes(read, Span(0, 2)) == ("", 0, 7)
    assert source_bytes(read, Span(1, 2)) == ("", 5, 7)


def test_overlapping_edits_are_refused() -> None:
    read = plain.read(b"abc", "-")
    with pytest.raises(SourceError, match="overlap"):
        splice(read, [Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")], plain.format)


def test_a_replacement_the_encoding_cannot_hold() -> None:
    read = plain.read(b"Naka \xe9", "-", "latin-1")
    assert encodable(read, "é")
    assert not encodable(read, "Dağlıq")
    with pytest.raises(SourceError, match="UTF-8"):
        splice(read, [Edit(Span(0, 4), "Dağlıq")], plain.format)


def test_verify_accepts_the_right_output_only() -> None:
    read = plain.read(b"Naka region\n\nNaka", "a.txt")
    edits = [Edit(Span(0, 4), "Karabakh")]
    output = splice(read, edits, plain.format)
    assert verify(read, edits, output, plain.format).text == "Karabakh region\n\nNaka"
    for wrong in (read.source, output + b"x", output.replace(b"\n\n", b"\n")):
        with pytest.raises(SourceError, match=r"a\.txt.*Nothing was written"):
            verify(read, edits, wrong, plain.format)
        assert failing(read, edits, reread(read, wrong, plain.format))
    assert failing(read, edits, reread(read, output, plain.format)) == ()
    verify(read, [], read.source, plain.format)


def test_failing_names_the_edit_of_the_broken_block() -> None:
    read = plain.read(b"one\n\ntwo\n\nthree", "-")
    edits = [Edit(Span(0, 3), "1"), Edit(Span(5, 8), "2\n\n2"), Edit(Span(10, 15), "3")]
    output = splice(read, edits, plain.format)
    assert failing(read, edits, reread(read, output, plain.format)) == (edits[1],)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"<p>Home News</p><p>Armenia</p>", "Home News"),
        (b"<h1>Home</h1>\n<p>Armenia and Naka</p>", " and Naka"),
        (b"<p>by <b>YCPress</b></p><p>Armenia</p>", "by YCPress"),
    ],
)
def test_a_paragraph_whose_words_all_go_is_no_change_of_structure(source: bytes, words: str) -> None:
    """What is left of it, an empty element or a blank, is no text in HTML."""
    read = html.read(source, "-")
    at = read.text.index(words)
    edits = [Edit(Span(at, at + len(words)), "")]
    output = splice(read, edits, html.format)
    assert failing(read, edits, reread(read, output, html.format)) == ()
    verify(read, edits, output, html.format)


@given(text=st.text("ab \n", min_size=1, max_size=40), data=st.data())
def test_edits_of_words_inside_their_blocks_never_fail(text: str, data: st.DataObject) -> None:
    read = plain.read(text.encode(), "-")
    words = [Span(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    wanted = [span for span in words if data.draw(st.booleans())]
    # words for words: a line that loses all of its words parts what was one paragraph
    edits = [Edit(span, data.draw(st.text("xy", min_size=1, max_size=3))) for span in wanted]
    output = splice(read, edits, plain.format)
    assert failing(read, edits, reread(read, output, plain.format)) == ()
    verify(read, edits, output, plain.format)


def test_many_edits_in_a_big_file_take_linear_time() -> None:
    line = "The Naka region, as é said.\n"
    source = (line * 400_000).encode()
    read = plain.read(source, "-")
    edits = [Edit(Span(at, at + 4), "Karabakh") for at in range(4, 100_000 * len(line), len(line))]
    before = time.process_time()
    output = splice(read, edits, plain.format)
    assert time.process_time() - before < 4
    assert len(output) == len(source) + 4 * len(edits)


def packed(**parts: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"made by hand"
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 2, 3, 4, 6)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def test_only_the_changed_member_of_an_archive_is_packed_again() -> None:
    source = packed(a="one" * 99, b="two Naka", c="three" * 99)
    output = apply_patches(source, [Patch("b", 4, 8, b"X"), Patch("new", 0, 0, b"fresh")], "zip")
    with zipfile.ZipFile(BytesIO(output)) as result:
        assert result.testzip() is None
        assert result.namelist() == ["a", "b", "c", "new"]
        assert result.read("b") == b"two X"
        assert result.read("new") == b"fresh"
        assert result.comment == b"made by hand"
    old, new = Archive(source), Archive(output)
    assert old.same_members(new, {"b", "new"})
    assert not old.same_members(new, {"new"})
    assert hashlib.sha256(apply_patches(source, [], "zip")).digest() == hashlib.sha256(source).digest()
