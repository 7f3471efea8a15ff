"""What every document format owes: see "Formats" in the design."""

import hashlib
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SAMPLES

from mtfix import registry
from mtfix.errors import SourceError
from mtfix.model import Document, Edit, Format, Patch, Span
from mtfix.splice import apply_text, editable, patches, splice, verify

FORMATS = {format.name: format for format in registry.discover("mtfix.formats", "format", Format)}
CASES = [
    pytest.param(one, data, id=f"{name}-{i}") for name, one in FORMATS.items() for i, data in enumerate(SAMPLES[name])
]
HOSTILE = ["[", "<", "*a ", "`", "{", "&", "\\", "![", "- ", "> ", "|", "\n", "<b>", "<!--", "{{", '"', "{%", "[^"]


def found(document: Document, word: str = "Naka") -> list[Span]:
    spans = (Span(match.start(), match.end()) for match in re.finditer(word, document.text))
    return [span for span in spans if editable(document, span)]


def test_every_format_has_samples() -> None:
    assert set(SAMPLES) == set(FORMATS)


@pytest.mark.parametrize(("format", "data"), CASES)
def test_the_document_is_whole(format: Format, data: bytes) -> None:
    document = format.read(data, "a", None)
    assert document.source == data
    assert document.digest == hashlib.sha256(data).hexdigest()
    assert document.format == format.name
    assert found(document)
    last = 0
    for row in document.source_map.rows:
        assert last <= row.span.start <= row.span.end <= len(document.text)
        last = row.span.end
    last = 0
    for block in document.blocks:
        assert last <= block.span.start < block.span.end <= len(document.text)
        last = block.span.end
    assert sorted(document.protected) == list(document.protected)


@pytest.mark.parametrize(("format", "data"), CASES)
def test_without_edits_nothing_changes(format: Format, data: bytes) -> None:
    document = format.read(data, "a", None)
    assert splice(document, [], format) == data
    verify(document, [], data, format)


@pytest.mark.parametrize(("format", "data"), CASES)
def test_one_edit_changes_its_bytes_only(format: Format, data: bytes) -> None:
    document = format.read(data, "a", None)
    for span in found(document):
        edits = [Edit(span, "Nagorno-Karabakh")]
        changes = patches(document, edits, format)
        output = splice(document, edits, format)
        assert verify(document, edits, output, format).text == apply_text(document.text, edits)
        if not format.container:
            assert unchanged(data, changes) == unchanged(output, moved(changes))


def unchanged(data: bytes, changes: list[Patch]) -> list[bytes]:
    edges = [0, *(edge for change in changes for edge in (change.start, change.end)), len(data)]
    return [data[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def moved(changes: list[Patch]) -> list[Patch]:
    out, shift = [], 0
    for change in changes:
        start = change.start + shift
        out.append(Patch(change.part, start, start + len(change.data), b""))
        shift += len(change.data) - (change.end - change.start)
    return out


@pytest.mark.parametrize(("format", "data"), CASES)
def test_all_edits_at_once(format: Format, data: bytes) -> None:
    document = format.read(data, "a", None)
    edits = [Edit(span, "Dağlıq «Qarabağ»") for span in found(document)]
    output = splice(document, edits, format)
    again = verify(document, edits, output, format)
    assert not found(again)
    assert splice(again, [], format) == output


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
@given(data=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(format: Format, data: bytes) -> None:
    if document := read_or_refused(format, data):
        assert splice(document, [], format) == data


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
@settings(deadline=None)
@given(data=st.data())
def test_damaged_documents_are_read_or_refused(format: Format, data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(SAMPLES[format.name]))
    at = data.draw(st.integers(0, len(sample)))
    length = data.draw(st.integers(0, 8))
    damaged = sample[:at] + data.draw(st.binary(max_size=4)) + sample[at + length :]
    if document := read_or_refused(format, damaged):
        splice(document, [Edit(span, "X") for span in found(document)], format)


def read_or_refused(format: Format, data: bytes) -> Document | None:
    """The document, or None when it was refused with a clear message."""
    try:
        return format.read(data, "a", None)
    except SourceError as error:
        message = str(error)
    assert message.startswith("a")
    assert "\n" not in message
    return None


@pytest.mark.parametrize(("format", "data"), CASES)
def test_truncated_documents_are_read_or_refused(format: Format, data: bytes) -> None:
    for length in {*range(0, len(data), max(len(data) // 50, 1)), len(data) - 1}:
        read_or_refused(format, data[:length])


@pytest.mark.parametrize("format", [one for one in FORMATS.values() if not one.container], ids=lambda one: one.name)
@pytest.mark.parametrize("piece", HOSTILE)
def test_long_hostile_input_ends_soon(format: Format, piece: str) -> None:
    before = time.process_time()
    read_or_refused(format, (piece * 20_000).encode())
    assert time.process_time() - before < 10
