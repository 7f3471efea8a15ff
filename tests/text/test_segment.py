"""Where sentences end, and what kind of line each is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.formats.text import read
from mtfix.text.segment import Sentence, SentenceKind, sentences


def cut(text: str) -> list[tuple[str, str]]:
    document = read(text.encode(), "-")
    return [(str(one.kind), document.text[one.span.start : one.span.end]) for one in sentences(document)]


def texts(text: str) -> list[str]:
    return [piece for _, piece in cut(text)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["Mr. J. R. Smith of the U.S. Army met Gov. Lee at 8 a.m. on Monday.", "He left."],
        ["The firm, Smith & Co. Ltd., paid $3.5 billion.", "It closed in Jan. 1990."],
        ["He lives in the U.S.", "The end came in 1994.", "In 1995 he left, etc.", "She stayed."],
        ["“We won.”", "The crowd cheered."],
        ['"Why?" he asked.', '"Why?" Mr Smith asked again.', "Nobody knew!"],
        ["It was... well, late.", "It ended...", "Then it rained."],
        ["See No. 5.", "No.", "He saw No. 6."],
        ["他来了。", "他走了！", "Good."],
        ["The talks ended in Washington.", "he left at once."],
        ["One.Tel and Yahoo.com and 3.14 stay whole (see p. 5)."],
    ],
    ids=lambda pieces: pieces[0][:30],
)
def test_sentences_end_where_a_reader_says(pieces: list[str]) -> None:
    assert texts(" ".join(pieces)) == pieces


def test_a_full_stop_needs_no_blank_behind_it() -> None:
    assert texts('"No," the man said.Professor Lee agreed.') == ['"No," the man said.', "Professor Lee agreed."]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Minister resigns over leak", "headline"),
        ("by CityPress", "byline"),
        ("Our reporter Li Ming", "byline"),
        ("(Editor: Wang Li)", "byline"),
        ("Source: City News", "byline"),
        ("Photo: the bridge at night", "caption"),
        ("▲ The bridge at night.", "caption"),
        ("The minister resigned on Friday.", "sentence"),
    ],
)
def test_lines_are_told_apart(line: str, kind: str) -> None:
    assert cut(f"Top story of the day\n\n{line}\n\nThe end came soon.")[1] == (kind, line)


@pytest.mark.parametrize("mark", ["- ", "• ", "1. ", "(2) ", "③ "])
def test_list_items_lose_their_mark(mark: str) -> None:
    assert cut(f"{mark}the first item\n{mark}the second item") == [
        ("list-item", "the first item"),
        ("list-item", "the second item"),
    ]


@pytest.mark.parametrize(
    "dateline",
    ["BEIJING, Feb. 11 (Xinhua) --", "Beijing, February 11 (Reporter Li Ming)", "February 11 (Xinhua):", "SYDNEY —"],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    assert cut(f"{dateline} The minister resigned. He left.") == [
        ("dateline", dateline),
        ("sentence", "The minister resigned."),
        ("sentence", "He left."),
    ]


def test_wrapped_lines_are_one_paragraph_and_unwrapped_ones_are_not() -> None:
    wrapped = (
        "The minister of trade, who had been in office for\n"
        "less than a year, said on Friday that he would\n"
        "leave. Nobody was surprised by it."
    )
    assert len(texts(wrapped)) == 2
    assert cut("Minister leaves after a year\nMayor stays for another") == [
        ("headline", "Minister leaves after a year"),
        ("headline", "Mayor stays for another"),
    ]


@given(st.text(alphabet='aB .!?\n"”1。,-é', max_size=80))
def test_sentences_hold_every_letter_once_and_in_order(text: str) -> None:
    document = read(text.encode(), "-")
    found: tuple[Sentence, ...] = sentences(document)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    inside = "".join(document.text[one.span.start : one.span.end] for one in found)
    lost = set(document.text) - set(inside)
    assert not any(letter.isalpha() for letter in lost)
    letters = [letter for letter in document.text if letter.isalpha()]
    assert [letter for letter in inside if letter.isalpha()] == letters
    assert all(isinstance(one.kind, SentenceKind) for one in found)
