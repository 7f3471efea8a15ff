"""JSON exports: chosen keys only, escapes kept, HTML inside read as HTML."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.errors import SourceError
from mtfix.formats.json import configure, format, read
from mtfix.model import Edit, Span
from mtfix.splice import apply_text, editable, splice, verify


def shown(source: str, *keys: str) -> list[tuple[str, str]]:
    chosen = configure({"keys": keys}) if keys else format
    document = chosen.read(source.encode(), "a.json", None)
    return [(block.kind.value, document.text[block.span.start : block.span.end]) for block in document.blocks]


def replaced(source: str, old: str, new: str) -> str:
    document = read(source.encode(), "a.json")
    spans = [Span(match.start(), match.end()) for match in re.finditer(re.escape(old), document.text)]
    edits = [Edit(span, new) for span in spans if editable(document, span)]
    output = splice(document, edits, format)
    verify(document, edits, output, format)
    return output.decode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{"title": "a", "slug": "b", "body": "c\\n\\nd"}', [("heading", "a"), ("paragraph", "c"), ("paragraph", "d")]),
        ('[{"content": {"rendered": "<h2>a<\\/h2>\\n<p>b &amp; c"}}]', [("heading", "a"), ("paragraph", "b & c")]),
        ('{"title": {"rendered": "R&amp;D"}}', [("heading", "R&D")]),
        ('{"body": ["a", {"x": "b", "text": "c"}, "d"], "x": "e"}', [("paragraph", one) for one in "acd"]),
        ('{"text": "a"}\n\n{"text": "b"}\n', [("paragraph", "a"), ("paragraph", "b")]),
        ('{"text": "\\u4e9a \\ud83d\\ude00 \\ud83d x \\t\\"\\/"}', [("paragraph", '亚 😀 ￼ x \t"/')]),
        ('{"text": ""}', []),
        ('"text"', []),
        ("{}", []),
    ],
)
def test_what_is_text(source: str, expected: list[tuple[str, str]]) -> None:
    assert shown(source) == expected


def test_keys_can_be_chosen() -> None:
    source = '{"a": {"b": "x", "c": ["y"]}, "b": "z"}'
    assert shown(source, "a.b") == [("paragraph", "x")]
    assert shown(source, "b", "c") == [("paragraph", "x"), ("paragraph", "y"), ("paragraph", "z")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{"text": "Naka\\u0020\\"Naka\\""}', '{"text": "\\u201cR&D\\u201d \\"\\u0020\\"\\u201cR&D\\u201d \\"\\""}'),
        ('{"text": "é <p>Naka"}', '{"text": "é <p>“R&amp;D” \\""}'),
        ('{"text": "<p>Naka"}', '{"text": "<p>\\u201cR&amp;D\\u201d \\""}'),
        ('{"text": "é Na\\u006ba"}', '{"text": "é “R&D” \\""}'),
        ('{"text": "é <b>Na<\\/b>ka <i>"}', '{"text": "é <b>“R&amp;D” \\"<\\/b> <i>"}'),
    ],
)
def test_replacements_are_escaped_as_their_place_asks(source: str, expected: str) -> None:
    assert replaced(source, "Naka", '“R&D” "') == expected


def test_a_report_of_mtfix_is_no_article() -> None:
    assert shown('{"tool": {"name": "mtfix"}, "results": [{"findings": [{"text": "Naka"}]}]}') == []


@pytest.mark.parametrize("source", ["", "{", '{"text": "a}', "[" * 100_000, '{"a": 1}\n{', "nope"])
def test_what_is_no_json_is_refused(source: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.json: "):
        read(source.encode(), "a.json")


VALUES = st.text(st.sampled_from('Naka "\\/\n\t<b>&é😀\ud800'), max_size=15) | st.text(max_size=8)


@given(st.lists(VALUES, max_size=5), st.booleans())
def test_any_strings_read_as_json_does_and_edits_hold(values: list[str], ascii_only: bool) -> None:
    ascii_only = ascii_only or any("\ud800" <= sign <= "\udfff" for value in values for sign in value)
    source = json.dumps(
        [{"plaintext": value.replace("<", "").replace("&", "")} for value in values], ensure_ascii=ascii_only
    )
    document = read(source.encode(), "a.json")
    words = [Span(m.start(), m.end()) for m in re.finditer(r"[^\W_]+", document.text)]
    edits = [Edit(span, 'Z"\\z') for span in words if editable(document, span)]
    output = splice(document, edits, format)
    assert verify(document, edits, output, format).text == apply_text(document.text, edits)
    expected = [word for one in json.loads(output) for word in re.findall(r"\w+", one["plaintext"])]
    assert re.findall(r"\w+", apply_text(document.text, edits)) == expected
