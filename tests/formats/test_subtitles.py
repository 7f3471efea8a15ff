"""SRT and WebVTT: cues are blocks, timing never changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.errors import SourceError
from mtfix.formats import srt, vtt
from mtfix.model import Edit, Format, Span
from mtfix.splice import apply_text, editable, failing, reread, splice, verify

CUE = "00:00:01,000 --> 00:00:02,000\n"


def shown(format: Format, source: str) -> list[str]:
    document = format.read(source.encode(), "a", None)
    return [document.text[block.span.start : block.span.end] for block in document.blocks]


def replaced(format: Format, source: str, old: str, new: str) -> str:
    document = format.read(source.encode(), "a", None)
    spans = [Span(match.start(), match.end()) for match in re.finditer(re.escape(old), document.text)]
    edits = [Edit(span, new) for span in spans if editable(document, span)]
    output = splice(document, edits, format)
    verify(document, edits, output, format)
    return output.decode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"1\n{CUE}a\nb\n\n2\n{CUE}c\n", ["a b", "c"]),
        (f"1\r\n{CUE}a \r\n\r\n b\r\n\r\n\r\n2\r\n{CUE}\r\n", ["a b"]),
        (f"{CUE}a\\Nb <b>c</b>{{\\i1}}d & &amp; <3 a<b>", ["a b cd & &amp; <3 a"]),
        (f"1\n{CUE}- a\n- b\n", ["- a\n- b"]),
        (f"1\n{CUE}a\\hline\n", ["a\u00a0line"]),
        (f"1\n{CUE}2\n3 men\n", ["2 3 men"]),
        (f"1\n{CUE}", []),
        ("", []),
    ],
)
def test_srt(source: str, expected: list[str]) -> None:
    assert shown(srt.format, source) == expected


VTT_CUE = "00:01.000 --> 00:02.000 align:start\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"WEBVTT\n\n{VTT_CUE}a\nb\n\nc\n\n{VTT_CUE}d", ["a b", "d"]),
        (
            f"WEBVTT\n\nNOTE\n{VTT_CUE}a\n\nSTYLE\n::cue\n\nid Naka\n{VTT_CUE}<v.x Naka>b<00:01.500> <c>c</c>",
            ["b c"],
        ),
        (f"WEBVTT Naka\n\n{VTT_CUE}R&amp;D &lt;x&gt;", ["R&D <x>"]),
        ("WEBVTT", []),
    ],
)
def test_vtt(source: str, expected: list[str]) -> None:
    assert shown(vtt.format, source) == expected


def test_a_name_cut_by_a_line_end_or_a_tag() -> None:
    assert replaced(srt.format, f"1\n{CUE}the Na ka\nregion", "Na ka region", "Karabakh") == f"1\n{CUE}the Karabakh"
    assert replaced(srt.format, f"1\n{CUE}Na<i>ka</i>", "Naka", "Karabakh") == f"1\n{CUE}<i>Karabakh</i>"
    assert replaced(vtt.format, f"WEBVTT\n\n{VTT_CUE}Naka", "Naka", "R&D -->") == f"WEBVTT\n\n{VTT_CUE}R&amp;D --&gt;"


def test_other_files_are_refused() -> None:
    with pytest.raises(SourceError, match=r"a\.srt: no line with times"):
        srt.read(b"The Naka region", "a.srt")
    with pytest.raises(SourceError, match=r"a\.vtt: does not begin with WEBVTT"):
        vtt.read(b"WEBVTTX", "a.vtt")


SYNTAX = ["\n", "\r\n", "\n\n", "1\n", CUE, VTT_CUE, "<i>", "</i>", "&amp;", "{\\an8}", "- "]
PIECES = st.sampled_from(["Naka", " ", "é", *SYNTAX])


@pytest.mark.parametrize(("format", "head"), [(srt.format, f"1\n{CUE}"), (vtt.format, f"WEBVTT\n\n{VTT_CUE}")])
@given(st.lists(PIECES, max_size=15).map("".join))
def test_edits_hold(format: Format, head: str, source: str) -> None:
    document = format.read((head + source).encode(), "a", None)
    words = [Span(m.start(), m.end()) for m in re.finditer("[Na]+ka|é", document.text)]
    edits = [Edit(span, "Zz") for span in words if editable(document, span)]
    output = splice(document, edits, format)
    assert failing(document, edits, reread(document, output, format)) == ()
    assert verify(document, edits, output, format).text == apply_text(document.text, edits)
