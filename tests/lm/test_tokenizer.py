"""Tokens are those of the GPT-2 scheme, and each knows its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtfix.lm.tokenizer import Tokenizer, _byte_letters

LETTERS = _byte_letters()
TOKENS = [*LETTERS, "Ġt", "he", "Ġthe", "th", "the"]
TOKENIZER = Tokenizer(TOKENS, ["Ġ t", "h e", "Ġt he", "t h", "th e"])


def pieces(text: str) -> list[tuple[str, int]]:
    return [(TOKENS[number], place) for number, place in TOKENIZER.tokens(text)]


def test_merges_are_made_in_order_and_places_skip_the_blank() -> None:
    assert pieces("the the") == [("t", 0), ("he", 0), ("Ġthe", 4)]


def test_digits_stand_alone_and_their_blank_belongs_to_them() -> None:
    assert pieces("a 12") == [("a", 0), ("Ġ", 2), ("1", 2), ("2", 3)]


def test_elisions_are_pieces() -> None:
    assert [place for _, place in pieces("he's")] == [0, 2, 2]


@given(st.text())
def test_tokens_spell_the_text_and_places_never_go_back(text: str) -> None:
    found = list(TOKENIZER.tokens(text))
    spelled = "".join(TOKENS[number] for number, _ in found)
    assert bytes(LETTERS.index(letter) for letter in spelled) == text.encode("utf-8", "surrogatepass")
    assert [place for _, place in found] == sorted(place for _, place in found)
