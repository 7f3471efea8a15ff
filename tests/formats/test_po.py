"""PO: translations are edited, originals feed the rules that need them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.errors import SourceError
from mtfix.formats.po import format, read
from mtfix.model import Edit, Span
from mtfix.splice import apply_text, editable, splice, verify

SOURCE = r"""# Naka
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: en_US\n"

#, c-format
#| msgid "Naka"
msgctxt "Naka"
msgid "纳卡 %s"
msgstr ""
"The Na"
"ka \"region\" of %s\n"

msgid "one"
msgid_plural "many"
msgstr[0] "<b>Na</b>ka &amp; x"
msgstr[1] "{count} Naka"

msgid "empty"
msgstr ""

#~ msgid "old"
#~ msgstr "Naka"
"""


def test_translations_are_text_and_originals_are_paired() -> None:
    document = read(SOURCE.encode(), "a.po")
    pairs = [(document.text[span.start : span.end], original) for span, original in document.source_text]
    assert pairs == [('The Naka "region" of %s\n', "纳卡 %s"), ("Naka & x", "one"), ("{count} Naka", "many")]
    assert document.language == "en"
    assert [document.text[span.start : span.end] for span in document.protected] == ["%s", "{count}"]


def test_only_translations_change() -> None:
    document = read(SOURCE.encode(), "a.po")
    edits = [Edit(Span(m.start(), m.end()), '"R&D"') for m in re.finditer("Naka", document.text)]
    output = splice(document, edits, format)
    verify(document, edits, output, format)
    expected = SOURCE.replace('"The Na"\n"ka ', '"The \\"R&D\\""\n" ')
    expected = expected.replace("<b>Na</b>ka", '<b>\\"R&amp;D\\"</b>').replace("{count} Naka", '{count} \\"R&D\\"')
    assert output.decode() == expected


def test_declared_charset() -> None:
    source = SOURCE.replace("UTF-8", "GB18030").encode("gb18030")
    assert read(source, "a.po").encoding == "gb18030"
    assert read(source, "a.po").source_text[0][1] == "纳卡 %s"


@pytest.mark.parametrize("line", ["nonsense", 'msgid "a', '"a"', 'msgid "a" "b"'])
def test_a_line_that_is_no_po_is_named(line: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.po:3:1: not a line of a PO file"):
        read(f"# x\n\n{line}\n".encode(), "a.po")


@given(st.lists(st.lists(st.sampled_from(["Naka", " ", "\\n", '\\"', "%s", "<b>", "&lt;", "é", "\\\\"]), max_size=6)))
def test_edits_hold(strings: list[list[str]]) -> None:
    source = 'msgid "x"\nmsgstr ""\n' + "".join(f'"{"".join(pieces)}"\n' for pieces in strings)
    document = read(source.encode(), "a.po")
    words = [Span(m.start(), m.end()) for m in re.finditer("Naka|é", document.text)]
    edits = [Edit(span, 'Z"z') for span in words if editable(document, span)]
    output = splice(document, edits, format)
    assert verify(document, edits, output, format).text == apply_text(document.text, edits)
