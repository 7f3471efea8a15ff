"""One spelling for many: letters, sounds, keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.glossary.spelling import bones, keys_of, plain, sound, words_of
from mtfix.glossary.translit import is_pinyin, readings, romanisations


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("naka", "naqqa"),
        ("muhammad", "mohamad"),
        ("kandahar", "qandahar"),
        ("davutoglu", "davutoghlu"),
        ("aliev", "aliyev"),
    ],
)
def test_usual_romanisations_share_their_bones(one: str, other: str) -> None:
    assert bones(one) == bones(other)


def test_sounds_that_agree() -> None:
    assert sound("naka") == sound("naqqa")
    assert sound("nanjing") != sound("nanning")


def test_words_lose_accents_hyphens_and_possessives() -> None:
    assert words_of("Dağlıq Qarabağ's") == ("daglıq".replace("ı", "i"), "qarabag")
    assert words_of("Tian-Hai-Xiang’s") == ("tian", "hai", "xiang")
    assert words_of("Łódź") == ("lodz",)


@given(st.text(min_size=1, max_size=20).filter(lambda text: bool(words_of(text))))
def test_every_word_is_a_key_of_itself(text: str) -> None:
    for word in words_of(text):
        assert plain(word) == word
        assert keys_of(word)[0] == word


@pytest.mark.parametrize(
    ("form", "language", "expected"),
    [
        ("纳卡", "zh", "na ka"),
        ("莫德罗", "zh", "modluo"),
        ("易卜拉欣·莱西", "zh", "yiblaxin laixi"),
        ("曾国藩", "zh", "zeng guo fan"),
        ("Нагорный Карабах", "ru", "nagorny karabakh"),
        ("Пашинян", "ru", "pashinyan"),
        ("Київ", "uk", "kyyiv"),
        ("تهران", "fa", "tahran"),
        ("Hans Modrow", "zh", "hans modrow"),
    ],
)
def test_romanisations(form: str, language: str, expected: str) -> None:
    assert expected in romanisations(form, language)


@given(st.text(max_size=30), st.sampled_from(["zh", "ru", "ar", "fa", "el", "ja", "xx"]))
def test_romanisations_of_anything_are_small_latin_letters(form: str, language: str) -> None:
    for romanised in romanisations(form, language):
        assert romanised == romanised.lower()
        assert romanised.isascii()


@given(st.lists(st.sampled_from("陕西鹰门航空科技曾国藩女儿"), min_size=1, max_size=5))
def test_syllables_on_end_are_pinyin(characters: list[str]) -> None:
    assert is_pinyin("".join(readings(character)[0] for character in characters))


@pytest.mark.parametrize("word", ["", "meysami", "zhengz", "xzhou", "zheng zhou"])
def test_pinyin_is_told_from_other_words(word: str) -> None:
    assert not is_pinyin(word)


@given(st.text(max_size=20))
def test_plain_words_do_not_depend_on_what_stands_around_them(text: str) -> None:
    assert words_of(text) == words_of(f"{text} -")
