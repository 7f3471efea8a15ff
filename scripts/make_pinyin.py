"""Make src/mtfix/glossary/pinyin.txt: the syllables of Mandarin, and the characters read so.

    pip install pypinyin && python scripts/make_pinyin.py

Source: pypinyin and its pinyin-data (MIT), drawn from the Unihan database. Kept are the characters of GB 2312 and Big5
with their first reading, further readings where words use them, and readings that only surnames have.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).parents[1] / "src/mtfix/glossary/pinyin.txt"
# Readings that surnames have and ordinary words do not.
SURNAMES = {
    "曾": "zeng", "单": "shan", "單": "shan", "解": "xie", "查": "zha", "仇": "qiu", "区": "ou", "區": "ou",
    "朴": "piao", "盖": "ge", "蓋": "ge", "翟": "zhai", "尉": "yu", "种": "chong", "任": "ren", "覃": "qin",
    "乐": "yue", "樂": "yue", "佛": "fo", "卜": "bu", "冯": "feng", "馮": "feng",
}  # fmt: skip


def without_tones(reading: str) -> str:
    """The reading in plain letters: lǜ becomes lv, zhōng becomes zhong."""
    for letter in "üǖǘǚǜ":
        reading = reading.replace(letter, "v")
    return "".join(one for one in unicodedata.normalize("NFD", reading) if not unicodedata.combining(one))


def is_common(character: str) -> bool:
    """Whether the character is in one of the two national sets of common characters."""
    for charset in ("gb2312", "big5"):
        try:
            character.encode(charset)
        except UnicodeEncodeError:
            continue
        return True
    return False


def main() -> None:
    """Write the table."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in phrases_dict.items():
        if len(phrase) == len(readings):
            for character, reading in zip(phrase, readings, strict=True):
                used[character][without_tones(reading[0])] += 1
    table: dict[str, list[str]] = defaultdict(list)
    for code, listed in sorted(pinyin_dict.items()):
        character = chr(code)
        if not is_common(character):
            continue
        readings = list(dict.fromkeys(without_tones(one) for one in listed.split(",")))
        counts = used[character]
        kept = [readings[0]]
        kept += [one for one in readings[1:] if counts[one] >= max(3, 0.08 * counts.total())]
        if (surname := SURNAMES.get(character)) and surname not in kept:
            kept.append(surname)
        for place, reading in enumerate(kept):
            # the first reading comes in the first half of a line, further ones after a bar
            table[reading + ("" if place == 0 else "|")].append(character)
    lines = []
    for reading in sorted({key.rstrip("|") for key in table}):
        first, further = "".join(table.get(reading, ())), "".join(table.get(f"{reading}|", ()))
        lines.append(f"{reading} {first or '-'}" + (f" {further}" if further else ""))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
