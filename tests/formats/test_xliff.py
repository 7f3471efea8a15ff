"""XLIFF: targets are edited between their codes, sources feed the rules that need them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.errors import SourceError
from mtfix.formats.xliff import format, read
from mtfix.model import Document, Edit, Span
from mtfix.splice import apply_text, editable, splice, verify


def xliff12(target: str, source: str = "纳卡", unit: str = "") -> str:
    unit = f"<trans-unit id='1'{unit}><source>{source}</source><target>{target}</target></trans-unit>"
    return f"<xliff version='1.2'><file target-language='en'><body>{unit}</body></file></xliff>"


def xliff20(target: str, source: str = "纳卡") -> str:
    segment = f"<segment><source>{source}</source><target>{target}</target></segment>"
    return f"<xliff version='2.0' trgLang='en'><file id='1'><unit id='1'>{segment}</unit></file></xliff>"


def doc(source: str) -> Document:
    return read(source.encode(), "a.xlf")


def replaced(source: str, old: str, new: str) -> str:
    document = doc(source)
    spans = [Span(match.start(), match.end()) for match in re.finditer(re.escape(old), document.text)]
    edits = [Edit(span, new) for span in spans if editable(document, span)]
    output = splice(document, edits, format)
    verify(document, edits, output, format)
    return output.decode()


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("Na<g id='1'>ka</g>", "Naka"),
        ("con<x id='1'/>flict", "con￼flict"),
        ("con<ph id='1'>code</ph>flict", "con￼flict"),
        ("<bpt id='1'>&lt;b></bpt>Naka<ept id='1'>&lt;/b></ept>", "Naka"),
        ("<mrk mtype='seg' mid='0'>a</mrk> <mrk mtype='seg' mid='1'>b</mrk>", "a b"),
        ("a<ph id='1'><sub>Naka</sub></ph>b", "a￼b"),
        ("R&amp;D &#65;", "R&D A"),
        ("<![CDATA[<b>]]>", "<b>"),
        ("<it id='1' pos='open'>x</it>a", "￼a"),
        ("", ""),
        (" ", ""),
    ],
)
def test_targets_of_version_1(target: str, text: str) -> None:
    assert doc(xliff12(target)).text == text


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("Na<pc id='1'>ka</pc>", "Naka"),
        ("con<ph id='1'/>flict", "con￼flict"),
        ("<sc id='1'/>Na<ec startRef='1'/>ka", "Naka"),
        ("a<cp hex='001A'/>b", "a￼b"),
        ("<mrk id='1' translate='no'>a</mrk>b", "ab"),
    ],
)
def test_targets_of_version_2(target: str, text: str) -> None:
    assert doc(xliff20(target)).text == text


def test_sources_are_paired() -> None:
    document = doc(xliff20("Naka &amp; b", "纳<pc id='1'>卡</pc><ph id='2'/>"))
    assert document.source_text == ((Span(0, 8), "纳卡"),)


def test_what_must_not_be_translated_is_protected() -> None:
    document = doc(xliff12("a <mrk mtype='protected'>Naka</mrk> b"))
    assert [document.text[span.start : span.end] for span in document.protected] == ["Naka"]
    assert doc(xliff12("Naka", unit=" translate='no'")).protected == (Span(0, 4),)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Na<g id='1'>ka</g>", "<g id='1'>R&amp;D]]&gt;</g>"),
        ("<g id='1'>Na</g>ka", "<g id='1'>R&amp;D]]&gt;</g>"),
        ("<![CDATA[Naka]]>", "<![CDATA[R&D]]]]><![CDATA[>]]>"),
        ("N&#97;ka<!-- Naka -->", "R&amp;D]]&gt;<!-- Naka -->"),
    ],
)
def test_replacements_keep_codes_and_escape(target: str, expected: str) -> None:
    assert replaced(xliff12(target, "Naka"), "Naka", "R&D]]>") == xliff12(expected, "Naka")


def test_alternatives_and_notes_stay() -> None:
    unit = (
        "<trans-unit id='1'><source>x</source><target>Naka</target><alt-trans><source>y</source><target>Naka</target>"
    )
    source = f"<xliff><file><body>{unit}</alt-trans><note>Naka</note></trans-unit></body></file></xliff>"
    assert replaced(source, "Naka", "X") == source.replace("Naka", "X", 1)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<html/>", "begins with <html>"),
        ("<xliff>", r"a\.xlf:1:8: not well-formed XML: no element found"),
        ("<!DOCTYPE xliff [<!ENTITY a 'x'>]><xliff>&a;</xliff>", "document type"),
        ("<!DOCTYPE xliff SYSTEM 'file:///etc/passwd'><xliff/>", "document type"),
        ("<xliff>&undefined;</xliff>", "not well-formed XML: undefined entity"),
        ("<?xml version='1.0' encoding='klingon'?><xliff/>", "unknown encoding"),
        ("<xliff>" + "<a>" * 2000, "nested more than"),
    ],
)
def test_bad_files_are_refused(source: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        doc(source)


PIECES = [
    "Naka",
    " ",
    "&amp;",
    "<x id='1'/>",
    "<g id='2'>Na</g>",
    "ka",
    "<ph id='3'>c</ph>",
    "é",
    "\r\n",
    "<![CDATA[&Na]]>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(["utf-8", "utf-16-le"]))
def test_edits_hold(target: str, encoding: str) -> None:
    document = read(("\ufeff" + xliff12(target)).encode(encoding), "a.xlf")
    words = [Span(m.start(), m.end()) for m in re.finditer("[Nak]+|é", document.text)]
    edits = [Edit(span, "Z<z") for span in words if editable(document, span)]
    output = splice(document, edits, format)
    assert verify(document, edits, output, format).text == apply_text(document.text, edits)
