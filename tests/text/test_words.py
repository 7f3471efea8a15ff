"""Words and their classes: the lexicon, its derivations, the letters of a sentence, repetitions, misspelt words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.formats.text import read
from mtfix.matching.context import Context
from mtfix.text.lexicon import CLOSED, UNKNOWN, is_listed, listed, table, word_class
from mtfix.text.repetition import repetitions
from mtfix.text.spelling import suggestions


def letters(text: str) -> str:
    (tagged,) = Context(read(text.encode(), "-")).tagged
    return tagged.letters


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("ministry", "N"),
        ("ministries", "S"),
        ("emerge", "V"),
        ("progress", "x"),
        ("plans", "Z"),
        ("says", "z"),
        ("went", "D"),
        ("claimed", "E"),
        ("taken", "e"),
        ("put", "I"),
        ("harder", "C"),
        ("quickly", "A"),
        ("economic", "J"),
        ("the", "d"),
        ("will", "m"),
        ("livestreamed", "E"),
        ("smartwatches", "Z"),
        ("depoliticise", "V"),
        ("jogoria", UNKNOWN),
    ],
)
def test_word_class(word: str, letter: str) -> None:
    assert word_class(word) == letter


def test_the_list_holds_both_spellings_and_no_capitals() -> None:
    assert all(is_listed(word) for word in ("colour", "color", "organise", "organize", "defence", "defense"))
    assert all(word == word.lower() for word in table())
    assert all(table()[word] == letter for word, letter in CLOSED.items())


def test_every_word_of_the_list_is_found_by_its_opening() -> None:
    assert len(table()) > 50_000
    assert [word for word, letter in table().items() if listed(word) != letter] == []
    assert [word for word in ("", "zzz", "zzzzz", "aard", "é") if listed(word)] == []


def test_letters_of_a_sentence_stand_for_its_words() -> None:
    assert letters("He didn't see Armenia’s new co-chairs, did he?") == "rkV'JZ,kr?"
    assert letters("The U.S. envoy met Mr. Lee on Oct. 5.") == "dPNEPPpP#."
    assert letters("Lord Lee of The Hague came.") == "xPpQPD."
    assert letters("Minister Resigns Over Leak In The North") == letters("minister resigns over leak in the north")


@given(st.text(max_size=60))
def test_each_word_stands_at_its_span(text: str) -> None:
    document = read(text.encode("utf-8", "ignore"), "-")
    for tagged in Context(document).tagged:
        assert len(tagged.words) == len(tagged.letters)
        for at, word in enumerate(tagged.words):
            span = tagged.span(at, at + 1)
            assert document.text[span.start : span.end] == word


@pytest.mark.parametrize(
    ("words", "phrase", "times"),
    [
        ("we saw the old town , the old town", "the old town", 2),
        ("no no no no", "no", 4),
        ("it was deepening , deepening and deepening", "deepening", 3),
        ("he came and he saw and he saw", "he saw", 2),
    ],
)
def test_repetitions(words: str, phrase: str, times: int) -> None:
    (one,) = repetitions(words.split())
    assert " ".join(words.split()[one.start : one.start + one.length]) == phrase
    assert one.times == times


@given(st.lists(st.sampled_from("ab,"), max_size=30))
def test_repetitions_do_not_overlap_and_really_repeat(words: list[str]) -> None:
    free = 0
    for one in repetitions(words):
        assert one.start >= free
        assert words[one.start : one.start + one.length] == words[one.second : one.second + one.length]
        assert one.end > one.second
        free = one.end


def test_misspelt_words_lead_back_to_listed_ones() -> None:
    assert suggestions("officals")[0] == "officials"
    assert "neglected" in suggestions("negelected")
    assert suggestions("jogoria") == ()
