"""Numbers as they are said: 4765亿, 476.5 billion and 476,5 млрд are one value.

`numbers_in` reads a text of one language; `Number.value` is what is counted, so that texts of two languages compare.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from mtfix import lazy
from mtfix.model import Span


class Number(Struct, frozen=True):
    """A number at `span`.

    `kind` is quantity, percent, year, decade, month, day or ordinal; `scaled` says that a word like 万 took part.
    """

    span: Span
    text: str
    value: float
    kind: str = "quantity"
    scaled: bool = False

    @property
    def digits(self) -> str:
        """The significant digits, whatever the scale: "4765" for 4765亿 and for 476.5 billion."""
        return f"{self.value:.10e}".partition("e")[0].replace(".", "").rstrip("0")


_FIGURE = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:[.．]\d+)?"
_HAN_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百万": 1e6, "千万": 1e7}
_HAN = "零〇一二两三四五六七八九十百千万亿"
_ZH = lazy.compile(
    rf"(?:(?P<figure>{_FIGURE})\s?[余多]?(?P<scale>万亿|百万|千万|亿|万|千(?=[元人米克]))?(?![.\d]?[A-Za-z]|\d)"
    rf"|(?P<han>[{_HAN}]{{2,}}|[一二三四五六七八九](?=成)))"
    r"[余多]?\s?(?P<after>％|%|年代|年|月|日|号|岁|成|世纪|点|个百分点)?|百分之(?P<percent>[\d.]+|[零一二三四五六七八九十百点]+)"
)
_ZH_RANGE = lazy.compile(r"\s?(?:至|到|-|－|—|～|~|、)\s?")
_ZH_KINDS = {
    "％": "percent", "%": "percent", "年代": "decade", "年": "year", "月": "month", "日": "day", "号": "day",
    "世纪": "ordinal", "个百分点": "percent",
}  # fmt: skip
_RU_FIGURE = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?"
_RU_SCALES = {"тыс": 1e3, "тысяч": 1e3, "млн": 1e6, "миллион": 1e6, "млрд": 1e9, "миллиард": 1e9, "трлн": 1e12}
_RU = lazy.compile(
    rf"(?P<figure>{_RU_FIGURE})\s?(?:(?P<scale>тысяч|тыс|млн|миллион|млрд|миллиард|трлн)\w{{0,3}}\.?)?"
    r"\s?(?P<after>%|процент|-х годов|год|г\.)?",
    re.IGNORECASE,
)
_EN_SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {word: 10 * value for value, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
_EN_ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
}
_EN_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "mn": 1e6, "bn": 1e9,
    "k": 1e3, "tn": 1e12,
}  # fmt: skip
_MONTHS = "january february march april may june july august september october november december".split()
_EN_WORD = "|".join(sorted({*_EN_SMALL, *_EN_ORDINALS, "half", "dozen"}, key=len, reverse=True))
_EN = lazy.compile(
    rf"(?<![\d.])(?<!(?-i:[a-z]))(?P<figure>{_FIGURE})"
    r"(?:[ \u00a0-]?(?P<scale>hundred|thousand|million|billion|trillion|(?:bn|mn|tn|[mk])(?!\w)))?"
    r"(?:s\b|['’]s\b)?(?P<after>\s?%|\s?per ?cent(?:age points?)?|st\b|nd\b|rd\b|th\b|s\b)?"
    rf"|\b(?P<word>(?:{_EN_WORD})(?:[ -](?:{_EN_WORD}))*)\b"
    r"(?:[ -](?P<wscale>hundred|thousand|million|billion|trillion)\b)?"
    r"(?P<wafter>\s?per ?cent)?"
    rf"|\b(?P<month>{'|'.join(name[:3].title() + '(?:' + name[3:] + ')?' for name in _MONTHS)}|Sept)\b",
    re.IGNORECASE,
)


def numbers_in(text: str, language: str) -> tuple[Number, ...]:
    """The numbers of a text in zh, ru or en, in order; none for another language."""
    read = _READERS.get(language)
    return tuple(read(text)) if read else ()


def _plain(figure: str) -> float:
    return float(figure.replace(",", "").replace("，", "").replace("．", "."))


@functools.lru_cache(maxsize=4096)
def han_value(numeral: str) -> float | None:
    """The value of a Chinese numeral: 三十二 is 32; None for a vague one, as 六七千 (6,000 or 7,000) and 千亿."""
    if numeral[0] not in _HAN_DIGITS and numeral[0] != "十":
        return None
    high, low, total, digit, last = 0, 0, 0, 0, 10_000
    for character in numeral:
        if character in _HAN_DIGITS:
            if digit:
                return None
            digit = _HAN_DIGITS[character]
        elif (unit := _HAN_UNITS.get(character, 0)) and unit < last:
            total, digit, last = total + (digit or 1) * unit, 0, unit
        elif character == "万":
            low, total, digit, last = (total + digit) * 10**4, 0, 0, 10_000
        elif character == "亿":
            high, low, total, digit, last = (high + low + total + digit) * 10**8, 0, 0, 0, 10_000
        else:
            return None
    return float(high + low + total + digit)


def _chinese(text: str) -> Iterator[Number]:
    found: list[Number] = []
    for match in _ZH.finditer(text):
        number = _chinese_number(match)
        if number is None:
            continue
        before = found[-1] if found else None
        bare = before is not None and not before.scaled and before.kind == "quantity"
        if before and bare and number.scaled and _ZH_RANGE.fullmatch(text, before.span.end, number.span.start):
            scale = _HAN_SCALES.get(match["scale"] or "", 1)  # 12至14万: both are in 万
            found[-1] = Number(before.span, before.text, before.value * scale, "quantity", True)
        found.append(number)
    return iter(found)


def _chinese_number(match: re.Match[str]) -> Number | None:
    span = Span(*match.span())
    if said := match["percent"]:
        value = float(said) if said[0].isdigit() else han_value(said.partition("点")[0])
        return None if value is None else Number(span, match[0], value, "percent")
    figure, after = match["figure"], match["after"] or ""
    base = _plain(figure) if figure else han_value(match["han"])
    if base is None:
        return None
    if after == "成":
        return Number(span, match[0], 10 * base, "percent")
    kind = _ZH_KINDS.get(after, "quantity")
    if kind == "year" and base < 1000:
        kind = "quantity"  # 三十年: a span of time
    scale = match["scale"]
    scaled = scale is not None or bool(set("万亿") & set(match["han"] or ""))
    return Number(span, match[0].strip(), base * _HAN_SCALES.get(scale or "", 1), kind, scaled)


def _russian(text: str) -> Iterator[Number]:
    for match in _RU.finditer(text):
        base = float(re.sub(r"[ \u00a0\u202f]", "", match["figure"]).replace(",", "."))
        after = (match["after"] or "").lower()
        kind = "percent" if after in ("%", "процент") else "decade" if after.startswith("-х") else "quantity"
        if after in ("год", "г.") and 1000 <= base < 2100:
            kind = "year"
        scale = _RU_SCALES.get((match["scale"] or "").lower(), 1)
        yield Number(Span(*match.span()), match[0].strip(), base * scale, kind, match["scale"] is not None)


def _english(text: str) -> Iterator[Number]:
    for match in _EN.finditer(text):
        span = Span(*match.span())
        if month := match["month"]:
            if month[0].isupper():
                index = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month[:3].lower()))
                yield Number(span, month, index, "month")
        elif match["figure"]:
            after = (match["after"] or "").strip().lower()
            percent = after.startswith(("%", "per"))
            value = _plain(match["figure"]) * _EN_SCALES.get((match["scale"] or "").lower(), 1)
            yield Number(span, match[0], value, "percent" if percent else "quantity", match["scale"] is not None)
        else:
            scale = _EN_SCALES.get((match["wscale"] or "").lower(), 1)
            value = _english_words(match["word"].lower()) * scale
            yield Number(span, match[0], value, "percent" if match["wafter"] else "quantity", scale > 1)


def _english_words(words: str) -> float:
    total = 0.0
    for word in re.split("[ -]", words):
        total += {"half": 0.5, "dozen": 12.0}.get(word, _EN_SMALL.get(word, _EN_ORDINALS.get(word, 0)))
    return total


_READERS: Mapping[str, Callable[[str], Iterator[Number]]] = {"zh": _chinese, "ru": _russian, "en": _english}


def same(one: Number, other: Number) -> bool:
    """Whether a number of an original and one of its translation say the same, rounding allowed."""
    values = [one.value]
    if one.kind == "decade":
        values = [one.value, 1900 + one.value, 2000 + one.value]
    if one.kind == "percent" or other.kind == "percent":
        values.append(one.value / 100)
    slack = 0.006 if one.scaled or other.scaled else 0.0  # "4.77 billion" for 47.65亿, but 1999 is not 2000
    return any(abs(value - other.value) <= slack * abs(other.value) + 1e-9 for value in values)


def unmatched(ours: Sequence[Number], theirs: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """The numbers of the original and of its translation that have no counterpart on the other side."""
    left = list(theirs)
    alone = []
    for number in ours:
        partner = next((other for other in left if same(number, other)), None)
        if partner is not None:
            left.remove(partner)
        elif not any(same(number, other) for other in theirs):
            alone.append(number)
    return alone, [other for other in left if not any(same(number, other) for number in ours)]
