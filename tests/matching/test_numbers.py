"""Numbers by value, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.matching.numbers import han_value, numbers_in, unmatched


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("4765亿美元", "zh", [4765e8]),
        ("12至14万人", "zh", [12e4, 14e4]),
        ("80年代", "zh", [80]),
        ("百分之三十", "zh", [30]),
        ("三成", "zh", [30]),
        ("1.2万亿", "zh", [1.2e12]),
        ("500余万", "zh", [5e6]),
        ("两亿三千万", "zh", [2.3e8]),
        ("一万六七千元", "zh", []),
        ("数千亿", "zh", []),
        ("4,5 млн и 1 200 человек", "ru", [4.5e6, 1200]),
        ("14 million people", "en", [14e6]),
        ("$5bn, RM476.5 billion", "en", [5e9, 476.5e9]),
        ("thirty-two and two thousand", "en", [32, 2000]),
        ("7.8 magnitude in 1999 killed", "en", [7.8, 1999]),
    ],
)
def test_values(text: str, language: str, values: list[float]) -> None:
    assert [number.value for number in numbers_in(text, language)] == pytest.approx(values)


def test_a_factor_of_ten_is_seen_and_a_rounding_is_not() -> None:
    ours = numbers_in("4765亿", "zh")
    lacking, extra = unmatched(ours, numbers_in("4,765 billion", "en"))
    assert [one.text for one in lacking] == ["4765亿"]
    assert extra[0].digits == lacking[0].digits
    assert unmatched(ours, numbers_in("about 477 billion", "en")) == ([], [])


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿", min_size=1, max_size=8))
def test_numerals_never_fail(numeral: str) -> None:
    value = han_value(numeral)
    assert value is None or value >= 0


@given(st.text(max_size=60), st.sampled_from(["zh", "ru", "en"]))
def test_spans_stand_where_the_numbers_do(text: str, language: str) -> None:
    for number in numbers_in(text, language):
        assert number.text in text[number.span.start : number.span.end]
