"""Make the corpus and the glossaries of the benchmark: news-like English, seeded, the same on every machine.

Words come from the lexicon that mtfix carries (its sources and licences stand in ``mtfix/text/lexicon.py``), drawn by
Zipf's law with some everyday words of the news first. Names are made of syllables and are never English words; half
of them have several words. How often names and possessives stand in the text follows machine-translated news.

    python bench/corpus.py text corpus.txt 5              5 MB in one file
    python bench/corpus.py articles articles/ 1000        1,000 articles, a file each
    python bench/corpus.py glossaries glossaries/ 65000   the same 65,000 terms in the form of each tool
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mtfix.text.lexicon import table

SEED = 20240
# Shares of all words, counted in 150 machine-translated news articles of 298 words each:
# a wrong rendering of a name starts there, a right one, and any name in the possessive.
WRONG, RIGHT, POSSESSIVE = 0.012, 0.020, 0.0084
# The kinds of copy, by the share of words where a wrong rendering starts: as the machine leaves it, and as editors do.
COPY = {"raw": WRONG, "edited": WRONG / 20}
WORDS_PER_ARTICLE = 298
CURLY = 0.15  # articles set with curly quotes
CAST = 8  # concepts an article is about
# The corpus is about the concepts of a glossary of this many terms; larger glossaries add names nobody mentions.
NAMED_TERMS = 100_000

_ONSETS = "b br d dr g gr h j k kh kr l m n p r s sh st t tr v y z zh".split()
_VOWELS = "a e i o u ai ia ei".split()
_CODAS = ["", "", "", *"n r l k m sh v s ng".split()]
_HEADS = """Province Region District River Bank Group Party Institute Ministry Agency Council Front Airport University
Holdings Valley Island Corridor Summit Accord Daily Union Committee Court Bridge Industries Strait Plan Forum""".split()
# Letters are the word classes of the lexicon, "@" a name, "0" a figure; the rest stands as it is.
_PATTERNS = tuple(
    pattern.split()
    for pattern in """
    d J N p @ D d N p d J S c D d N p S .
    @ D on Monday that d N p d N had e d J N , after S p d N e to V d J N .
    According to @ , d N z d J N p 0 percent , and S p @ will A V d S .
    "Our N is to V d J S ," said @ , who z d N p d N of @ .
    d S p @ and @ have A e d N , although d J N p d S is not J .
    In 0 , d N of @ D 0 million S , while d J S p d N D .
    A , d N D d S p d N , G d J N c G d S p @ .
    d N , which D p d N in @ , was e by d J N of S and S .
    When d N D , @ D d J N and D that S would V p d N .
    d J S of @ are e to V d N p d S , d N D p @ .
    "We V d N , but S are J ," d N of d N D , G d N .
    More than 0 S p d J N D d N , and @ D to V them p d N .
    If d N z , S in @ and S in d N will V d J N , d S V .
    It is d J N that has e d N of S since d N p @ .
    d N D A , and d S p d N D to d J N .
    """.strip().splitlines()
)
_CLOSED = {
    "d": "the the the the the the the the the the a a a a its their this his our some".split(),
    "p": "of of of of in in in for for with on by from at under after between over against".split(),
    "c": ["and"],
}
# Names among the words of the patterns; a name has 1.6 words on average.
_SLOTS = sum(pattern.count("@") for pattern in _PATTERNS) / sum(
    1.6 if token == "@" else token not in ",." for pattern in _PATTERNS for token in pattern
)
_VOWEL = frozenset("aeiou")
# The everyday words of each class, which come first; the lexicon has no frequencies.
_EVERYDAY = {
    "N": """government minister president country region border army police court law election party leader official
    report statement meeting summit visit agreement treaty ceasefire conflict war peace security defence economy trade
    market bank currency budget growth investment industry company factory energy gas oil power water food health
    hospital virus vaccine school university student teacher science technology network data system project plan policy
    reform crisis protest strike parliament vote opposition coalition alliance partner ambassador embassy delegation
    city village road bridge railway airport port weather storm flood earthquake fire accident victim family woman child
    group member team player match league season coach record price cost tax debt loan fund income job worker union
    newspaper television journalist spokesman source question answer problem solution result decision""".split(),
    "J": """new former national international foreign local public private military political economic social financial
    legal final major recent current senior chief joint common strong weak high low large small long short important
    serious difficult possible likely clear open free central northern southern eastern western global regional annual
    official medical digital industrial agricultural historic cultural stable rapid direct early late""".split(),
    "D": """said told announced reported confirmed denied warned called asked agreed decided signed met visited arrived
    opened closed began ended won lost rose fell reached passed approved rejected launched stopped continued remained
    killed wounded attacked captured crossed sent received paid bought sold built closed moved""".split(),
    "V": """say announce confirm deny call ask agree decide sign meet visit open close begin end win reach approve
    reject launch stop continue remain support protect build improve increase reduce provide maintain develop strengthen
    ensure promote resolve discuss consider prevent
    achieve expand share follow join lead keep bring take make give""".split(),
}
_EVERYDAY["S"] = [f"{word}s" for word in _EVERYDAY["N"] if word[-1] not in "syhx"]


@dataclass(frozen=True, slots=True)
class Concept:
    """One made-up thing: the right name and the wrong ones."""

    preferred: str
    variants: tuple[str, ...]


def concepts(terms: int) -> list[Concept]:
    """Concepts with `terms` variants in all; a shorter list is always the beginning of a longer one."""
    rng = random.Random(SEED)
    names = _names(rng)
    out: list[Concept] = []
    left = terms
    while left > 0:
        count = min(rng.randint(1, 3), left)
        preferred, *variants = itertools.islice(names, count + 1)
        out.append(Concept(preferred, tuple(variants)))
        left -= count
    return out


def _names(rng: random.Random) -> Iterator[str]:
    """Distinct names without end; about half have two words or three."""
    english = table()
    seen: set[str] = set()

    def word(most: int) -> str:
        while True:
            parts = (
                rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(rng.randint(2, most))
            )
            made = "".join(parts)
            if made not in english:
                return made.capitalize()

    first_names = [word(2) for _ in range(3000)]
    while True:
        kind = rng.random()
        if kind < 0.5:
            name = word(3)
        elif kind < 0.75:
            name = f"{rng.choice(first_names)} {word(3)}"
        elif kind < 0.95:
            name = f"{word(3)} {rng.choice(_HEADS)}"
        else:
            name = f"{rng.choice(first_names)} {word(3)} {rng.choice(_HEADS)}"
        if name.lower() not in seen:
            seen.add(name.lower())
            yield name


class _Words:
    """Draws words of each class by Zipf's law, many at a time."""

    def __init__(self, rng: random.Random) -> None:
        by_class: dict[str, list[str]] = {}
        for word, letter in table().items():
            if word.isalpha() and len(word) > 3:
                by_class.setdefault(letter, []).append(word)
        self._draws: dict[str, Iterator[str]] = {}
        for letter in "NSJAVzDGe":
            rest = sorted(by_class[letter])
            rng.shuffle(rest)
            self._draws[letter] = _zipf(rng, [*_EVERYDAY.get(letter, ()), *rest])
        for letter, words in _CLOSED.items():
            self._draws[letter] = _zipf(rng, words, flat=True)

    def __getitem__(self, letter: str) -> str:
        return next(self._draws[letter])

    def __contains__(self, letter: str) -> bool:
        return letter in self._draws


def _zipf(rng: random.Random, ranked: list[str], flat: bool = False) -> Iterator[str]:
    weights = list(itertools.accumulate(1.0 if flat else 1 / (rank + 10) ** 1.1 for rank in range(len(ranked))))
    while True:
        yield from rng.choices(ranked, cum_weights=weights, k=4096)


def articles(cast: list[Concept], copy: str = "raw") -> Iterator[str]:
    """News-like articles without end that name the concepts of `cast`, the first most often; `copy` is of `COPY`."""
    rng = random.Random(SEED + 1)
    words = _Words(rng)
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(cast))))
    unlisted = itertools.islice(_names(random.Random(SEED + 2)), 5000)
    strangers = sorted(set(unlisted) - {name for one in cast for name in (one.preferred, *one.variants)})
    while True:
        named = rng.choices(cast, cum_weights=weights, k=CAST)
        yield _article(rng, words, named, strangers, COPY[copy], curly=rng.random() < CURLY)


def _article(
    rng: random.Random, words: _Words, cast: list[Concept], strangers: list[str], wrong_share: float, curly: bool
) -> str:
    wrong, named, possessive = wrong_share / _SLOTS, (WRONG + RIGHT) / _SLOTS, POSSESSIVE / _SLOTS
    weights = [1 / (rank + 1) for rank in range(len(cast))]

    def name() -> str:
        kind = rng.random()
        if kind < named:
            concept = rng.choices(cast, weights)[0]
            found = rng.choice(concept.variants) if kind < wrong else concept.preferred
        else:
            found = rng.choice(strangers)
        return f"{found}'s {words['N']}" if rng.random() < possessive else found

    def sentence() -> str:
        out: list[str] = []
        for token in rng.choice(_PATTERNS):
            if token == "@":
                out.append(name())
            elif token == "0":
                out.append(f"{rng.randint(2, 9999):,}")
            elif token in words:
                word = words[token]
                if out and out[-1] == "a" and word[0] in _VOWEL:
                    out[-1] = "an"
                out.append(word)
            else:
                out.append(token)
        text = " ".join(out).replace(" ,", ",").replace(" .", ".")
        return text[0].upper() + text[1:]

    headline = f"{name()} {words['z']} {words['J']} {words['N']} {words['p']} {name()}"
    paragraphs, size = [headline], 0
    while size < WORDS_PER_ARTICLE:
        paragraph = " ".join(sentence() for _ in range(rng.randint(1, 4)))
        size += paragraph.count(" ") + 1
        paragraphs.append(paragraph)
    text = "\n\n".join(paragraphs) + "\n"
    return text.replace(' "', " “").replace('\n"', "\n“").replace('"', "”").replace("'", "’") if curly else text


def write_corpus(path: Path, megabytes: float, named_terms: int = NAMED_TERMS, copy: str = "raw") -> None:
    """Write one file of `megabytes` million bytes (the last article is whole) to `path`."""
    limit, size = int(megabytes * 1_000_000), 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles(concepts(named_terms), copy):
            file.write(article + "\n")
            size += len(article.encode()) + 1
            if size >= limit:
                return


def write_articles(folder: Path, count: int, named_terms: int = NAMED_TERMS) -> None:
    """Write `count` articles, a file each, to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, article in enumerate(itertools.islice(articles(concepts(named_terms)), count)):
        (folder / f"{number:05d}.txt").write_text(article, encoding="utf-8", newline="\n")


def _single(listed: list[Concept]) -> Iterator[tuple[str, str]]:
    """The variants of one word, for tools that know no others."""
    for concept in listed:
        yield from ((variant, concept.preferred) for variant in concept.variants if " " not in variant)


def _as_mtfix(listed: list[Concept]) -> str:
    entries = (
        f"- preferred: {one.preferred}\n  type: place\n  variants: [{', '.join(one.variants)}]\n" for one in listed
    )
    return "mtfix: 1\ntitle: Benchmark\nlanguage: en\nentries:\n" + "".join(entries)


def _as_typos(listed: list[Concept]) -> str:
    rows = (f'{variant.lower()} = "{right}"\n' for variant, right in _single(listed))
    return "[default.extend-words]\n" + "".join(rows)


def _as_codespell(listed: list[Concept]) -> str:
    return "".join(f"{variant.lower()}->{right}\n" for variant, right in _single(listed))


def _as_flashtext(listed: list[Concept]) -> str:
    return json.dumps({one.preferred: [one.preferred, *one.variants] for one in listed})


def _as_textlint(listed: list[Concept]) -> str:
    terms = [[variant, one.preferred] for one in listed for variant in one.variants]
    return json.dumps({"rules": {"terminology": {"defaultTerms": False, "terms": terms}}})


# How each tool writes its glossary: the suffix of the file, and the text. mtfix has a folder of files, as a file may
# hold four million values at most.
_CONCEPTS_PER_FILE = 100_000
GLOSSARIES: dict[str, tuple[str, Callable[[list[Concept]], str]]] = {
    "mtfix": (".glossaries", _as_mtfix),
    "typos": (".typos.toml", _as_typos),
    "codespell": (".codespell.txt", _as_codespell),
    "flashtext2": (".flashtext.json", _as_flashtext),
    "textlint": (".textlint.json", _as_textlint),
}


def write_glossaries(folder: Path, terms: int) -> dict[str, Path]:
    """Write the glossary of `terms` variants in every tool's own format; the paths, by tool."""
    listed = concepts(terms)
    folder.mkdir(parents=True, exist_ok=True)
    out = {}
    for tool, (suffix, text) in GLOSSARIES.items():
        out[tool] = folder / f"{terms}{suffix}"
        if tool != "mtfix":
            out[tool].write_text(text(listed), encoding="utf-8", newline="\n")
            continue
        out[tool].mkdir(exist_ok=True)
        for start in range(0, len(listed), _CONCEPTS_PER_FILE):
            some = text(listed[start : start + _CONCEPTS_PER_FILE])
            (out[tool] / f"{start:07d}.yaml").write_text(some, encoding="utf-8", newline="\n")
    return out


def main() -> None:
    """Write what the command line asks for."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("what", choices=["text", "articles", "glossaries"])
    cli.add_argument("path", type=Path, help="the file to write; the folder for articles and glossaries")
    cli.add_argument("size", type=float, help="megabytes of text, number of articles, or terms of the glossary")
    cli.add_argument("--named-terms", type=int, default=NAMED_TERMS, help="the text names concepts of so many terms")
    cli.add_argument("--copy", choices=COPY, default="raw", help="as the machine leaves it, or as editors do")
    given = cli.parse_args()
    if given.what == "text":
        write_corpus(given.path, given.size, given.named_terms, given.copy)
    elif given.what == "articles":
        write_articles(given.path, int(given.size), given.named_terms)
    else:
        write_glossaries(given.path, int(given.size))


if __name__ == "__main__":
    main()
