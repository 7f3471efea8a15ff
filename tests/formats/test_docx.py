"""DOCX: text in all its places, tracked changes that cut runs cleanly, and packages that are not to be trusted."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from office import SOFFICE, saved_again
from ooxml import body, docx, p, packed, part, r

from mtfix.errors import SourceError
from mtfix.formats.docx import configure, format, read
from mtfix.model import Document, Edit, Note, Span
from mtfix.splice import apply_text, editable, splice, verify
from mtfix.text.archive import Archive

CLEAN = configure({"tracked": False})
DEL = '<w:del w:id="{}" w:author="mtfix"><w:r>{}</w:r></w:del>'
INS = '<w:ins w:id="{}" w:author="mtfix"><w:r>{}</w:r></w:ins>'


def doc(source: bytes) -> Document:
    return read(source, "a.docx")


def shown(source: bytes) -> list[tuple[str, str]]:
    document = doc(source)
    return [(block.kind.value, document.text[block.span.start : block.span.end]) for block in document.blocks]


def edits_of(document: Document, old: str, new: str) -> list[Edit]:
    spans = [Span(match.start(), match.end()) for match in re.finditer(re.escape(old), document.text)]
    return [Edit(span, new) for span in spans if editable(document, span)]


def replaced(source: bytes, old: str, new: str, *, clean: bool = False, notes: tuple[Note, ...] = ()) -> bytes:
    document, chosen = doc(source), CLEAN if clean else format
    edits = edits_of(document, old, new)
    output = splice(document, edits, chosen, notes)
    verify(document, edits, output, chosen, notes)
    return output


def deleted(number: int, text: str, props: str = "") -> str:
    props = f"<w:rPr>{props}</w:rPr>" if props else ""
    return DEL.format(number, f'{props}<w:delText xml:space="preserve">{text}</w:delText>')


def inserted(number: int, text: str, props: str = "") -> str:
    props = f"<w:rPr>{props}</w:rPr>" if props else ""
    return INS.format(number, f'{props}<w:t xml:space="preserve">{text}</w:t>')


TABLE = f"<w:tbl><w:tblPr/><w:tr><w:tc>{p('a')}{p('b')}</w:tc></w:tr></w:tbl>"
BOX = (
    "<w:p><w:r><w:t>out</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    f"{p('in')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    f"{p('in')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{r('side')}</w:p>"
)


def field(instruction: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{r(result)}{end}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (p("a") + p("b"), [("paragraph", "a"), ("paragraph", "b")]),
        (p("a", props='<w:pStyle w:val="berschrift1"/>'), [("heading", "a")]),
        (p("a", props='<w:pStyle w:val="x"/><w:outlineLvl w:val="0"/>'), [("heading", "a")]),
        (p("a", props="<w:numPr/>"), [("list-item", "a")]),
        (p("a", props='<w:pStyle w:val="Zitat"/>'), [("quote", "a")]),
        (p("a", props='<w:pStyle w:val="Bild"/>'), [("caption", "a")]),
        (TABLE + p("c"), [("cell", "a"), ("cell", "b"), ("paragraph", "c")]),
        (BOX, [("paragraph", "in"), ("paragraph", "out￼side")]),
        (p(r("Na"), r("ka", "<w:b/>")), [("paragraph", "Naka")]),
        (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), [("paragraph", "a\tb\nc")]),
        (p("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>"), [("paragraph", "a\u2011b\xad")]),
        (p('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>'), [("paragraph", "a￼b")]),
        (p(f'<w:hyperlink r:id="rId9">{r("Na")}</w:hyperlink>', "ka"), [("paragraph", "Naka")]),
        (p("a", field("REF Naka", "Na"), "ka"), [("paragraph", "aNaka")]),
        (p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", f"<w:ins>{r('a')}</w:ins>"), [("paragraph", "a")]),
        (p("a", f"<w:moveFrom>{r('x')}</w:moveFrom><w:moveTo>{r('y')}</w:moveTo>"), [("paragraph", "ay")]),
        (p("con", r("x", "<w:vanish/>"), "flict"), [("paragraph", "con￼flict")]),
        (p("a", r("b", '<w:vanish w:val="0"/>')), [("paragraph", "ab")]),
        (p("con", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "flict"), [("paragraph", "con￼flict")]),
        (f"<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>{p('a')}</w:sdtContent></w:sdt>", [("paragraph", "a")]),
        (p("R&D <x>"), [("paragraph", "R&D <x>")]),
        (p() + p(" "), []),
    ],
)  # fmt: skip
def test_what_is_text(content: str, expected: list[tuple[str, str]]) -> None:
    assert shown(docx(content)) == expected


def test_headers_footers_and_notes() -> None:
    note = f'<w:footnote w:id="1">{p("note")}</w:footnote>'
    source = docx(p("a"), header1=p("head"), footer1=p("foot"), footnotes=note)
    assert shown(source) == [("paragraph", "a"), ("note", "note"), ("paragraph", "head"), ("paragraph", "foot")]


def test_code_is_protected() -> None:
    document = doc(
        docx(p("a ", r("Naka", '<w:rStyle w:val="HTMLCode"/>')) + p("Naka", props='<w:pStyle w:val="HTMLCode"/>'))
    )
    assert [document.text[span.start : span.end] for span in document.protected] == ["Naka"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (p("Naka"), f"<w:p>{deleted(1, 'Naka')}{inserted(2, 'X')}</w:p>"),
        (
            p("the Naka region"),
            '<w:p><w:r><w:t xml:space="preserve">the </w:t></w:r>'
            f'{deleted(1, "Naka")}{inserted(2, "X")}<w:r><w:t xml:space="preserve"> region</w:t></w:r></w:p>',
        ),
        (
            p(r("Na", "<w:b/>"), r("ka", "<w:i/>")),
            f"<w:p>{deleted(1, 'Na', '<w:b/>')}{inserted(2, 'X', '<w:b/>')}{deleted(3, 'ka', '<w:i/>')}</w:p>",
        ),
        (
            p('<w:r w:rsidR="1"><w:t>a</w:t><w:tab/><w:t>Naka</w:t><w:br/></w:r>'),
            '<w:p><w:r w:rsidR="1"><w:t>a</w:t><w:tab/></w:r>'
            + (deleted(1, "Naka") + inserted(2, "X")).replace("<w:r>", '<w:r w:rsidR="1">')
            + '<w:r w:rsidR="1"><w:br/></w:r></w:p>',
        ),
        (
            p("<w:r><w:t>Na</w:t><w:softHyphen/><w:t>ka</w:t></w:r>"),
            "<w:p><w:r><w:t>Na</w:t><w:softHyphen/><w:t>ka</w:t></w:r></w:p>",
        ),
        (
            f'<w:p><w:hyperlink r:id="rId9">{r("Naka")}</w:hyperlink></w:p>',
            f'<w:p><w:hyperlink r:id="rId9">{deleted(1, "Naka")}{inserted(2, "X")}</w:hyperlink></w:p>',
        ),
        (
            p("Naka and Naka"),
            f"<w:p>{deleted(1, 'Naka')}{inserted(2, 'X')}"
            f'<w:r><w:t xml:space="preserve"> and </w:t></w:r>{deleted(3, "Naka")}{inserted(4, "X")}</w:p>',
        ),
        (p("NakaNaka"), f"<w:p>{deleted(1, 'Naka')}{inserted(2, 'X')}{deleted(3, 'Naka')}{inserted(4, 'X')}</w:p>"),
    ],
)
def test_tracked_changes(content: str, expected: str) -> None:
    assert body(replaced(docx(content), "Naka", "X")) == expected


def test_tracked_deletion_of_what_is_no_letter() -> None:
    source = docx(p("<w:r><w:t>Na</w:t><w:softHyphen/><w:t>ka</w:t></w:r>"))
    expected = deleted(1, "Na") + inserted(2, "X") + DEL.format(3, "<w:softHyphen/>") + deleted(4, "ka")
    assert body(replaced(source, "Na\xadka", "X")) == f"<w:p>{expected}</w:p>"


def test_words_that_stay_are_not_tracked() -> None:
    output = body(replaced(docx(p("OSCE Minsk The group met")), "OSCE Minsk The group", "OSCE Minsk Group"))
    assert deleted(1, "The group") + inserted(2, "Group") in output


def test_ids_follow_those_in_use() -> None:
    source = docx(p('<w:bookmarkStart w:id="41" w:name="x"/>', "Naka", '<w:bookmarkEnd w:id="41"/>'))
    assert deleted(42, "Naka") + inserted(43, "X") in body(replaced(source, "Naka", "X"))


def test_text_already_tracked_is_left_alone() -> None:
    tracked = f'<w:ins w:id="7" w:author="Ann">{r("Naka")}</w:ins>'
    tracked += '<w:del w:id="8"><w:r><w:delText>Naka</w:delText></w:r></w:del>'
    source = docx(p("Naka ", tracked, " Naka"))
    output = replaced(source, "Naka", "X")
    assert tracked in body(output)
    assert body(output).count("<w:ins ") == 3
    assert not edits_of(doc(output), "Naka", "X")


def test_line_feeds_and_tabs_in_a_replacement() -> None:
    output = body(replaced(docx(p("Naka")), "Naka", "a\tb\nc"))
    assert '>a</w:t><w:tab/><w:t xml:space="preserve">b</w:t><w:br/>' in output


@pytest.mark.parametrize(
    ("content", "new", "expected"),
    [
        (p("the Naka region"), "X&Y", p("the X&Y region")),
        (p(r("Na", "<w:b/>"), "ka"), "X", p(r("X", "<w:b/>"), "<w:r><w:t></w:t></w:r>")),
        (p("Naka region"), "", '<w:p><w:r><w:t xml:space="preserve"> region</w:t></w:r></w:p>'),
        (p("<w:r><w:tab/><w:t>Naka</w:t></w:r>"), "X", p("<w:r><w:tab/><w:t>X</w:t></w:r>")),
    ],
)
def test_clean_edits(content: str, new: str, expected: str) -> None:
    assert body(replaced(docx(content), "Naka", new, clean=True)) == expected


def test_comments_in_a_new_part() -> None:
    source = docx(p("The Naka region") + p("end"), header1=p("Naka"))
    notes = (Note(Span(4, 15), "a < b\nc"), Note(Span(0, 3), "first"), Note(Span(22, 26), "in the header"))
    output = replaced(source, "Naka", "X", notes=notes)
    assert part(output, "word/comments.xml").count("<w:comment ") == 2
    assert "a &lt; b</w:t><w:br/>" in part(output, "word/comments.xml")
    assert "comments.xml" in part(output, "word/_rels/document.xml.rels")
    assert "comments+xml" in part(output, "[Content_Types].xml")
    first = '<w:commentRangeStart w:id="1"/><w:r><w:t xml:space="preserve">The</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    second = f'<w:commentRangeStart w:id="0"/>{deleted(1, "Naka")}{inserted(2, "X")}'
    assert body(output) == (
        f'<w:p>{first}<w:r><w:commentReference w:id="1"/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
        f'{second}<w:r><w:t xml:space="preserve"> region</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        f'<w:r><w:commentReference w:id="0"/></w:r></w:p>{p("end")}'
    )


def test_comments_beside_those_of_others() -> None:
    source = docx(p("Naka"), comments='<w:comment w:id="3" w:author="Ann"><w:p/></w:comment>')
    output = replaced(source, "x", "x", notes=(Note(Span(0, 4), "mine"),))
    assert '<w:comment w:id="3" w:author="Ann"><w:p/></w:comment><w:comment w:id="4" w:author="mtfix"' in part(
        output, "word/comments.xml"
    )


def test_a_note_inside_a_change_goes_around_it() -> None:
    output = body(replaced(docx(p("a Naka b")), "Naka", "X", notes=(Note(Span(3, 5), "n"),)))
    change = deleted(1, "Naka") + inserted(2, "X")
    assert f'<w:commentRangeStart w:id="0"/>{change}<w:commentRangeEnd w:id="0"/>' in output


def test_untouched_parts_keep_their_packed_bytes() -> None:
    source = docx(p("Naka"), header1=p("other"))
    output = replaced(source, "Naka", "X")
    assert Archive(source).same_members(Archive(output), {"word/document.xml"})


RUN = st.tuples(st.text("Nak \t\n&<é", min_size=1, max_size=6), st.sampled_from(["", "<w:b/>", "<w:i/>"]))


def run(text: str, props: str) -> str:
    pieces = [r(piece, props) if piece not in "\t\n" else "" for piece in re.findall(r"[^\t\n]+|[\t\n]", text)]
    signs = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    content = "".join(
        re.sub(r"</?w:r>|<w:rPr>.*</w:rPr>", "", made) or signs[piece]
        for made, piece in zip(pieces, re.findall(r"[^\t\n]+|[\t\n]", text), strict=True)
    )
    return f"<w:r><w:rPr>{props}</w:rPr>{content}</w:r>" if props else f"<w:r>{content}</w:r>"


@settings(deadline=None)
@given(st.lists(st.lists(RUN, max_size=5), max_size=3), st.data())
def test_any_edits_and_notes_hold(paragraphs: list[list[tuple[str, str]]], data: st.DataObject) -> None:
    source = docx("".join(p(*(run(*one) for one in runs)) for runs in paragraphs))
    document = doc(source)
    edits, at, notes = [], 0, []
    while at < len(document.text) and data.draw(st.booleans()):
        start = data.draw(st.integers(at, len(document.text)))
        end = data.draw(st.integers(start, min(start + 8, len(document.text))))
        if editable(document, Span(start, end)):
            edits.append(Edit(Span(start, end), data.draw(st.sampled_from(["", "X", "x y", " "]))))
        at = end + 1
    for _ in range(data.draw(st.integers(0, 3)) if document.text else 0):
        start = data.draw(st.integers(0, len(document.text) - 1))
        notes.append(Note(Span(start, data.draw(st.integers(start + 1, len(document.text)))), "note"))
    assume(all(remains(document, block.span, edits) for block in document.blocks))
    for chosen in (format, CLEAN):
        output = splice(document, edits, chosen, notes)
        assert verify(document, edits, output, chosen, notes).text == apply_text(document.text, edits)
        if chosen is format:
            assert "<w:r></w:r>" not in body(output)
            assert "<w:t></w:t>" not in body(output)


def remains(document: Document, block: Span, edits: list[Edit]) -> bool:
    """Whether a block keeps something to read; one that loses all of it would be gone."""
    own = [edit for edit in edits if block.start <= edit.span.start <= block.end]
    moved = [Edit(Span(edit.span.start - block.start, edit.span.end - block.start), edit.text) for edit in own]
    return bool(apply_text(document.text[block.start : block.end], moved).strip())


def test_many_edits_are_fast() -> None:
    words = [f"The Naka region number {number} of the article, as Naka said." for number in range(1850)]
    filler = [f"Some other words {number * 7919} that stand between {number}." for number in range(9000)]
    source = docx("".join(p(r(word), r(" and so on", "<w:b/>")) for word in words + filler))
    document = doc(source)
    edits = edits_of(document, "Naka", "Nagorno-Karabakh")
    assert len(edits) == 3700
    before = time.process_time()
    document = doc(source)
    output = splice(document, edits, format)
    verify(document, edits, output, format)
    assert time.process_time() - before < 10  # under 5 seconds on an idle machine


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a": b""}, r"no \[Content_Types\]\.xml"),
        ({"[Content_Types].xml": b"<Types/>"}, "no main document"),
        ({"../[Content_Types].xml": b""}, "leads out of the archive"),
        ({"/etc/passwd": b""}, "leads out of the archive"),
        ({"C:/x": b""}, "leads out of the archive"),
        ({"a\\b": b""}, "leads out of the archive"),
    ],
)
def test_packages_that_are_refused(files: dict[str, bytes], message: str) -> None:
    with pytest.raises(SourceError, match=f"^a.docx.*{message}"):
        doc(packed(files))


def test_a_document_type_is_refused() -> None:
    files = {name: Archive(docx(p("a")))[name] for name in Archive(docx(p("a"))).names}
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    files["word/document.xml"] = bomb + files["word/document.xml"].partition(b"?>")[2]
    with pytest.raises(SourceError, match="document type"):
        doc(packed(files))


def test_a_zip_bomb_is_refused_soon() -> None:
    names = Archive(docx(p("a")))
    files = {name: names[name] for name in names.names} | {"word/document.xml": bytes(100 << 20)}
    before = time.process_time()
    with pytest.raises(SourceError, match="would unpack to"):
        doc(packed(files))
    assert time.process_time() - before < 5


def test_a_hundred_thousand_runs() -> None:
    source = docx(p(*(r(f"w{number} ", "<w:b/>") for number in range(100_000)), "Naka"))
    before = time.process_time()
    replaced(source, "Naka", "X")
    assert time.process_time() - before < 60


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_accepts_and_rejects_all_changes(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2">{p("Naka note")}</w:footnote>'
    content = (
        p("The Naka region, ", r("Na", "<w:b/>"), "ka &amp; Naka.", props='<w:pStyle w:val="berschrift1"/>')
        + TABLE.replace(">a<", ">the Naka cell<")
        + p("<w:r><w:t>a</w:t><w:tab/><w:t>Naka</w:t><w:br/><w:t>x Naka</w:t></w:r>", "NakaNaka")
        + p("see", '<w:r><w:footnoteReference w:id="2"/></w:r>', " Naka")
        + p(f'<w:hyperlink w:anchor="x">{r("Naka")}</w:hyperlink>', field('HYPERLINK "http://x"', "Naka"), "ka")
    )
    source = docx(content, header1=p("Naka head"), footnotes=note)
    tracked = replaced(source, "Naka", "Nagorno-Karabakh", notes=(Note(Span(4, 8), "check"), Note(Span(20, 30), "all")))
    clean = replaced(source, "Naka", "Nagorno-Karabakh", clean=True)
    accept, reject = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
    cases = {
        "original": (source, ""),
        "clean": (clean, ""),
        "accepted": (tracked, accept),
        "rejected": (tracked, reject),
    }
    jobs = []
    for name, (data, command) in cases.items():
        before = tmp_path / f"{name}.in.docx"
        before.write_bytes(data)
        jobs += [(before, tmp_path / f"{name}{suffix}", command) for suffix in (".docx", ".txt")]
    saved_again(tmp_path, jobs)
    texts = {name: (tmp_path / f"{name}.txt").read_text("utf-8-sig") for name in cases}
    assert texts["accepted"] == texts["clean"]
    assert texts["rejected"] == texts["original"]
    assert texts["clean"].count("Nagorno-Karabakh") >= 9
    assert "Naka" not in texts["clean"]
    again = {name: doc((tmp_path / f"{name}.docx").read_bytes()).text for name in texts}
    assert again["accepted"] == again["clean"]
    assert again["rejected"] == again["original"]
    assert "check" in part((tmp_path / "rejected.docx").read_bytes(), "word/comments.xml")
