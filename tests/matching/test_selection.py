"""Which concepts are compared with an article."""

from __future__ import annotations

from mtfix.formats import text as plain
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.load import parse_glossary
from mtfix.matching.candidates import Settled, candidates
from mtfix.matching.mentions import no_mentions
from mtfix.matching.selection import profiles
from mtfix.matching.vocabulary import Vocabulary, lines_of
from mtfix.text.segment import sentences

_GLOSSARY = compile_glossary(
    parse_glossary(
        """
mtfix: 1
entries:
- {preferred: Farhad Meysami, type: person}
- {preferred: nonfarm payrolls, type: term}
- {preferred: Kahramanmaras, type: place}
- {preferred: Tsai Mei-na, type: person, source: {zh: [蔡美娜]}}
- {preferred: Zhengzhou, type: place, status: retired}
""",
        "g.yaml",
    )
)


def test_what_no_word_resembles_is_left_out_and_makes_no_difference() -> None:
    document = plain.read(b"Farhad Mesami and Cai Meina spoke. US non-farm payrolls rose in Perth.", "a.txt", "utf-8")
    words = Vocabulary(lines_of(document, sentences(document)))
    met = list(profiles([_GLOSSARY], words, None, paired=False))
    everything = list(profiles([_GLOSSARY], words, None, paired=True))
    assert [one.concept.id for one in met] == ["farhad-meysami", "nonfarm-payrolls", "tsai-mei-na"]
    assert [one.concept.id for one in everything] == [
        "farhad-meysami",
        "nonfarm-payrolls",
        "kahramanmaras",
        "tsai-mei-na",
    ]
    found = [list(candidates(document, words, some, Settled(no_mentions()), 0.5)) for some in (met, everything)]
    assert found[0] == found[1]
    assert {one.profile.concept.id for one in found[0]} == {"farhad-meysami", "nonfarm-payrolls", "tsai-mei-na"}
