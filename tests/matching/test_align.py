"""Paragraphs of an original and of its translation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtfix.formats import text as plain
from mtfix.matching.align import align
from mtfix.model import Document

ORIGINAL = [
    "德国总理朔尔茨周一在柏林会见了到访的土耳其总统埃尔多安，双方讨论了难民问题。",
    "2023年2月6日，土耳其东南部发生7.8级地震，造成5万多人死亡，130万人无家可归。",
    "路透社报道称，谷歌母公司Alphabet的股价下跌8.9%，市值蒸发1100亿美元。",
    "气象部门表示，未来三天北京和天津将有大雨，请市民减少外出，注意安全。",
]
TRANSLATION = [
    "German Chancellor Scholz met visiting Turkish President Erdogan in Berlin on Monday to discuss refugees.",
    "On 6 February 2023 a magnitude 7.8 quake in southeast Turkey killed over 50,000 and left 1.3 million homeless.",
    "Reuters reported that shares of Google's parent Alphabet fell 8.9%, wiping out 110 billion dollars.",
    "Forecasters expect heavy rain in Beijing and Tianjin over the next three days and ask people to stay in.",
]


def document(paragraphs: list[str]) -> Document:
    return plain.read("\n\n".join(paragraphs).encode(), "a.txt", "utf-8")


def pairs(original: list[str], translation: list[str]) -> list[tuple[str, str]]:
    target = document(translation)
    found = align(document(original), target, "zh")
    return [(text, " ".join(target.text[span.start : span.end] for span in spans)) for text, spans in found]


def test_equal_counts_pair_one_to_one() -> None:
    assert pairs(ORIGINAL, TRANSLATION) == list(zip(ORIGINAL, TRANSLATION, strict=True))


def test_a_paragraph_left_out_stands_alone() -> None:
    found = pairs(ORIGINAL, [TRANSLATION[0], TRANSLATION[2], TRANSLATION[3]])
    assert (ORIGINAL[1], "") in found
    assert (ORIGINAL[2], TRANSLATION[2]) in found


def test_two_paragraphs_may_be_one() -> None:
    found = pairs(ORIGINAL, [TRANSLATION[0], f"{TRANSLATION[1]} {TRANSLATION[2]}", TRANSLATION[3]])
    assert (ORIGINAL[0], TRANSLATION[0]) in found
    assert (ORIGINAL[3], TRANSLATION[3]) in found


@given(
    st.lists(st.text("中文一二三。", min_size=1, max_size=40), max_size=6),
    st.lists(st.text("abc 12.", min_size=1, max_size=80).filter(str.strip), max_size=6),
)
def test_nothing_is_lost_and_order_is_kept(original: list[str], translation: list[str]) -> None:
    source, target = document(original), document(translation)
    found = align(source, target, "zh")
    assert [span for _, spans in found for span in spans] == [block.span for block in target.blocks]
    assert "\n".join(text for text, _ in found if text).split("\n") == "\n".join(
        source.text[block.span.start : block.span.end] for block in source.blocks
    ).split("\n")
