"""ODT and EPUB: text in all its places, packages that are not to be trusted."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from office import SOFFICE, saved_again
from ooxml import packed

from mtfix.errors import SourceError
from mtfix.formats import epub, odt
from mtfix.model import Document, Edit, Format, Span
from mtfix.splice import editable, splice, verify
from mtfix.text.archive import Archive

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
    }.items()
)
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="T1" style:family="text" style:parent-style-name="Source_20_Text"/>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def odt_file(content: str) -> bytes:
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    styles = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    root = f"<office:document-content {SPACES} office:version='1.3'>{styles}"
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"{root}{body}</office:document-content>".encode(),
            "META-INF/manifest.xml": MANIFEST.encode(),
        }
    )


def content(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found = re.search("<office:text>(.*)</office:text>", archive.read("content.xml").decode(), re.DOTALL)
    assert found
    return found[1]


def shown(format: Format, source: bytes) -> list[tuple[str, str]]:
    document = format.read(source, "a", None)
    return [(block.kind.value, document.text[block.span.start : block.span.end]) for block in document.blocks]


def edits_of(document: Document, old: str, new: str) -> list[Edit]:
    spans = [Span(match.start(), match.end()) for match in re.finditer(re.escape(old), document.text)]
    return [Edit(span, new) for span in spans if editable(document, span)]


def replaced(format: Format, source: bytes, old: str, new: str) -> bytes:
    document = format.read(source, "a", None)
    edits = edits_of(document, old, new)
    output = splice(document, edits, format)
    verify(document, edits, output, format)
    return output


NOTE_BODY = "<text:note-body><text:p>note</text:p></text:note-body>"
NOTE = f"<text:note><text:note-citation>1</text:note-citation>{NOTE_BODY}</text:note>"
BOX = "<draw:frame><draw:text-box><text:p>in</text:p></draw:text-box></draw:frame>"
ROW = "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
INSERTION = "<text:change-start text:change-id='i'/>Naka<text:change-end text:change-id='i'/>"
TRACKED = (
    '<text:tracked-changes><text:changed-region text:id="i"><text:insertion/></text:changed-region>'
    '<text:changed-region text:id="d"><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>'
    "</text:tracked-changes>"
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<text:h>a</text:h><text:p>b</text:p>", [("heading", "a"), ("paragraph", "b")]),
        ("<text:p>Na<text:span>ka</text:span></text:p>", [("paragraph", "Naka")]),
        ("<text:p text:style-name='P1'>a</text:p>", [("quote", "a")]),
        ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>", [("list-item", "a")]),
        (f"<table:table>{ROW}</table:table>", [("cell", "a")]),
        (f"<text:p>a{NOTE}b</text:p>", [("note", "note"), ("paragraph", "a￼b")]),
        (f"<text:p>a{BOX}b</text:p>", [("paragraph", "in"), ("paragraph", "a￼b")]),
        ("<text:p>a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d</text:p>", [("paragraph", "a  b\tc\nd")]),
        ("<text:p>\n  a \n b&amp;c\n</text:p>", [("paragraph", "a b&c ")]),
        ("<text:p>a<office:annotation><text:p>x</text:p></office:annotation>b</text:p>", [("paragraph", "ab")]),
        ("<text:p>on <text:date>1 May</text:date></text:p>", [("paragraph", "on 1 May")]),
        (f"{TRACKED}<text:p>a{INSERTION}</text:p>", [("paragraph", "aNaka")]),
    ],
)  # fmt: skip
def test_what_is_text_in_odt(source: str, expected: list[tuple[str, str]]) -> None:
    assert shown(odt.format, odt_file(source)) == expected


def test_tracked_and_computed_text_cannot_be_edited_and_code_is_protected() -> None:
    source = odt_file(f"{TRACKED}<text:p>Naka {INSERTION} <text:title>Naka</text:title></text:p>")
    assert len(edits_of(odt.read(source, "a"), "Naka", "X")) == 1
    document = odt.read(odt_file("<text:p>a <text:span text:style-name='T1'>Naka</text:span></text:p>"), "a")
    assert document.protected == (Span(2, 6),)


@pytest.mark.parametrize(
    ("source", "new", "expected"),
    [
        ("<text:p>Na<text:span>ka</text:span></text:p>", "X&Y", "<text:p><text:span>X&amp;Y</text:span></text:p>"),
        (
            "<text:p>Naka</text:p>",
            "a  b\tc\nd",
            '<text:p>a <text:s text:c="1"/>b<text:tab/>c<text:line-break/>d</text:p>',
        ),
    ],
)
def test_odt_edits(source: str, new: str, expected: str) -> None:
    output = replaced(odt.format, odt_file(source), "Naka", new)
    assert content(output) == expected
    assert Archive(odt_file(source)).same_members(Archive(output), {"content.xml"})


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_the_edited_odt(tmp_path: Path) -> None:
    source = odt_file(f"<text:h>Naka</text:h><text:p>The <text:span>Na</text:span>ka{NOTE}, Naka<text:s/>x</text:p>")
    (tmp_path / "a.odt").write_bytes(replaced(odt.format, source, "Naka", "Nagorno-Karabakh"))
    saved_again(tmp_path, [(tmp_path / "a.odt", tmp_path / "a.txt", "")])
    text = (tmp_path / "a.txt").read_text("utf-8-sig")
    assert text.count("Nagorno-Karabakh") == 3
    assert "Naka" not in text


def epub_file(*pages: str, package: str = "OEBPS/book.opf", **extra: bytes) -> bytes:
    container = f'<container><rootfiles><rootfile full-path="{package}"/></rootfiles></container>'
    names = [f"page%20{number}.xhtml" for number in range(len(pages))]
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    spine = "".join(f'<itemref idref="i{number}"/>' for number in reversed(range(len(pages))))
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": container.encode(),
        "OEBPS/toc.ncx": b"<ncx><navMap><navLabel><text>Naka toc</text></navLabel></navMap></ncx>",
        "OEBPS/book.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>".encode(),
        **{f"OEBPS/page {number}.xhtml": page.encode() for number, page in enumerate(pages)},
        **extra,
    }
    return packed(files)


def page(text: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE html><html><head><title/></head><body><p>{text}</p></body></html>'


def test_epub_reads_in_the_order_of_the_spine() -> None:
    source = epub_file(page("one <a id='x'/>Na<i>ka</i>"), page("two&#160;x<br/>y"))
    expected = [("paragraph", "two\xa0x\ny"), ("paragraph", "one Naka"), ("paragraph", "Naka toc")]
    assert shown(epub.format, source) == expected


def test_epub_edits_keep_the_order_and_the_other_members() -> None:
    source = epub_file(page("Na<i>ka</i> &amp; x"), page("other"))
    output = replaced(epub.format, source, "Naka", "R&D")
    old, new = Archive(source), Archive(output)
    assert new["OEBPS/page 0.xhtml"].decode() == page("<i>R&amp;D</i> &amp; x")
    assert b"<text>R&amp;D toc</text>" in new["OEBPS/toc.ncx"]
    assert old.same_members(new, {"OEBPS/page 0.xhtml", "OEBPS/toc.ncx"})
    assert new.names == old.names


@pytest.mark.parametrize(
    ("read", "source", "message"),
    [
        (epub.read, packed({"a": b""}), "Is it an EPUB file"),
        (epub.read, epub_file(package="none.opf"), "Is it an EPUB file"),
        (epub.read, epub_file('<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>'), "declares entities"),
        (epub.read, epub_file("<?xml version='1.0' encoding='latin-1'?><p>a</p>"), "not written in UTF-8"),
        (odt.read, packed({"a": b""}), "Is it an ODT file"),
        (odt.read, packed({"mimetype": b"application/vnd.oasis.opendocument.", "content.xml": b"x"}), "not well"),
        (odt.read, odt_file("").replace(b"PK\x01\x02", b"PK\x01\x03"), "not a usable zip"),
        (odt.read, b"PK\x03\x04", "not a usable zip"),
    ],
)  # fmt: skip
def test_other_files_are_refused(read: object, source: bytes, message: str) -> None:
    assert callable(read)
    with pytest.raises(SourceError, match=f"^a.*{message}"):
        read(source, "a", None)
