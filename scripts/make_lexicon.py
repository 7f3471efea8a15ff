"""Make src/mtfix/text/lexicon.txt: English words with the class they have in a sentence.

    make_lexicon.py SCOWL_FOLDER LEMMINFLECT_RESOURCES BRILL_JSON

SCOWL_FOLDER is ``final/`` of SCOWL (https://wordlist.aspell.net, also Debian's package scowl);
LEMMINFLECT_RESOURCES holds ``lemma_lu.csv.gz`` and ``infl_lu.csv.gz`` of the package lemminflect, made from the
SPECIALIST lexicon; BRILL_JSON maps a word to its Penn tags, the most frequent first, as the npm package ``brill`` does.
Words that `mtfix.text.lexicon.derived` finds by itself are left out, so the file stays small.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from mtfix.text import lexicon

SIZE = 70  # SCOWL's size class: 60 is a common dictionary, 70 a large one, 80 holds words of puzzle games
_LISTS = re.compile(r"(?:american|australian|british|canadian|english|\w+_variant_[12]).*-words\.(\d+)")
_NOTE = """\
// English words by class; see lexicon.py for the letters. Made by scripts/make_lexicon.py.
// SCOWL: Copyright 2000-2020 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists,
// the associated scripts, the output created from the scripts, and its documentation for any purpose is hereby granted
// without fee, provided that the above copyright notice appears in all copies and that both that copyright notice and
// this permission notice appear in supporting documentation. No representation about the suitability; "as is".
// Inflections: SPECIALIST lexicon, US National Library of Medicine. Dominant classes: lexicon of Brill's tagger,
// Copyright 1993 Massachusetts Institute of Technology and University of Pennsylvania, MIT licence.
"""


def scowl(folder: Path, size: int) -> set[str]:
    """The lower-case words of all spellings up to a size class."""
    words: set[str] = set()
    for path in folder.iterdir():
        match = _LISTS.fullmatch(path.name)
        if match and int(match[1]) <= size:
            words.update(path.read_text("latin-1").split())
    return {word for word in words if word.isascii() and word.isalpha() and word.islower() and len(word) > 1}


def verb_forms(folder: Path) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For every word its verb forms as Penn tags, and its parts of speech."""
    forms: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for line in gzip.decompress((folder / "lemma_lu.csv.gz").read_bytes()).decode().splitlines():
        word, part, _ = line.strip().split(",")
        parts[word].add(part)
    for line in gzip.decompress((folder / "infl_lu.csv.gz").read_bytes()).decode().splitlines():
        lemma, part, listed = line.split(",", 2)
        columns = [[re.sub("<.*", "", form) for form in column.split("/") if form] for column in listed.split(",")]
        if part == "verb":
            forms[lemma].add("VB")
            columns[1:2] = [columns[1] or columns[0]]
            for tag, words in zip(("VBD", "VBN", "VBG", "VBZ"), columns, strict=False):
                for word in words:
                    forms[word].add(tag)
        elif part == "noun":
            for word in columns[0]:
                parts[word].add("plural")
    return forms, parts


def classify(word: str, forms: set[str], parts: set[str], tags: list[str]) -> str:
    """The letter of a word from its verb forms, its parts of speech and its Penn tags in order of frequency."""
    top = {"VBP": "VB", "RBR": "JJR"}.get(tags[0], tags[0]) if tags else ""
    verb = forms if forms or parts else {"VB" if tag == "VBP" else tag for tag in tags[:2] if tag.startswith("VB")}
    plural = "plural" in parts or "NNS" in tags
    noun = bool(parts & {"noun", "plural"}) or "NN" in tags
    if top == "JJR":
        return "C"
    if "VBG" in verb:
        return "g" if top in ("NN", "JJ") else "G"
    if {"VB", "VBD"} <= verb:
        return "I"
    if verb & {"VBD", "VBN"} and "VB" not in verb:
        past = "E" if verb >= {"VBD", "VBN"} or word.endswith("ed") else "D" if "VBD" in verb else "e"
        return "F" if top == "JJ" else past
    if "VBZ" in verb:
        return "z" if top == "VBZ" or not plural else "Z"
    if "VB" in verb:
        return _base_verb(top, noun, "adj" in parts)
    return _no_verb(word, top, noun, plural, parts)


def _base_verb(top: str, noun: bool, adjective: bool) -> str:
    if top in ("RB", "IN", "CC"):
        return "A"
    if top == "JJ" or (adjective and top not in ("VB", "NN")):
        return "Y"
    if not noun and not adjective:
        return "V"
    return "v" if top == "VB" else "x"


def _no_verb(word: str, top: str, noun: bool, plural: bool, parts: set[str]) -> str:
    by_tag = {"RB": "A", "JJ": "J", "JJS": "J", "NNS": "S", "NN": "N", "NNP": "N", "CD": "#", "IN": "A", "UH": "A"}
    if top in by_tag:
        return by_tag[top]
    if parts == {"adv"}:
        return "A"
    if plural:
        return "S"
    if "adj" in parts and not noun:
        return "J"
    if noun:
        return "N"
    return "J" if word.endswith(("able", "ible", "al", "ic", "ous", "ive", "ful", "less", "ish")) else "N"


def lines_of(listed: dict[str, str]) -> Iterator[str]:
    """The lines of the list: an opening, and for each class its letter and words, parted by bars; all sorted."""
    openings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word, letter in sorted(listed.items()):
        openings[word[: lexicon.OPENING]][letter].append(word)
    lines = (
        f"{opening} " + "|".join(f"{letter} {' '.join(words)}" for letter, words in sorted(groups.items()))
        for opening, groups in openings.items()
    )
    yield from sorted(lines)


def main(scowl_folder: str, resources: str, brill: str) -> None:
    """Write the lexicon."""
    forms, parts = verb_forms(Path(resources))
    tagged = json.loads(Path(brill).read_text("utf-8"))
    words = scowl(Path(scowl_folder), SIZE) | set(lexicon.RECENT.split()) | set(lexicon.LOANS.split())
    kept: dict[str, str] = dict(lexicon.CLOSED)
    for word in sorted(words, key=lambda word: (len(word), word)):  # bases before what is made from them
        tags = [tag.split("|")[0] for tag in tagged.get(word, []) if tag]
        known = word in forms or word in parts or tags
        guess = lexicon.derived(word, lambda known: kept.get(known, ""))
        letter = classify(word, forms.get(word, set()), parts.get(word, set()), tags) if known or not guess else guess
        if letter != guess:
            kept.setdefault(word, letter)
    listed = {word: kept[word] for word in sorted(kept.keys() - lexicon.CLOSED.keys())}
    target = Path(str(lexicon.__file__)).with_name("lexicon.txt")
    target.write_text(_NOTE + "".join(f"\n{line}" for line in lines_of(listed)) + "\n", "ascii")
    sys.stdout.write(f"{target}: {len(listed)} of {len(words)} words\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
