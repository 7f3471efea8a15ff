"""What mtfix writes it reads back: YAML, its canonical form, and every exchange format, over made-up glossaries."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mtfix import registry
from mtfix.glossary.canonical import canonical
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.write import glossary_text, plain_glossary
from mtfix.model import ExchangeFormat

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), exclude_characters="\ufeff\x85")
TRICKY = st.sampled_from(
    "no|1992|1:30|=SUM(A1)|-1|+7|@x|a: b|a #b|#|'|\"|''=1|a, b|[x]|{y}|~|null|\\n|*a|&a|!t|% |<<|x;y|x|y|纳卡|Dağlıq|"
    "a\\b|-|?|: |.5|0x1F|2024-05-31|ﬁ|می‌شود|e\u0301|Na\u00adka|mtfix: {}|]]>|&amp;|<b>|\U0001f600".split("|")
)
WORD = (st.text(LETTERS, min_size=1, max_size=12) | TRICKY).map(lambda word: " ".join(word.split())).filter(bool)
PROSE = (WORD | st.lists(WORD, min_size=1, max_size=3).map("\n".join)).map(str.strip).filter(bool)
WORDS = st.lists(WORD, min_size=1, max_size=3)
SCOPES = st.sampled_from(
    [f"{scope}_{how}" for scope in ("document", "sentence", "window", "source") for how in ("any", "all", "none")]
)
CONDITION = st.dictionaries(SCOPES, WORDS, min_size=1, max_size=3)
LANGUAGES = st.sampled_from(["zh", "ru", "ar", "no", "zh-Hant", "to"])


def some(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=optional)


LONG = st.builds(
    lambda text, rest: {"text": text, **rest},
    WORD,
    some(
        action=st.sampled_from(["suggest", "flag", "allow"]),
        when=CONDITION,
        unless=CONDITION,
        otherwise=st.sampled_from(["fix", "flag"]),
        replacement=WORD,
        suggest=WORD,
        choices=WORDS,
        case=st.sampled_from(["exact", "fold", "smart"]),
        match=st.sampled_from(["anywhere", "word"]),
        note=PROSE,
    ),
)
REGEX = st.sampled_from([{"regex": "Na[gk]+a"}, {"regex": "a\\s+b", "action": "flag"}])
ADMITTED = WORD | st.builds(lambda text, note: {"text": text, "action": "flag", "note": note}, WORD, PROSE)
TEST = st.builds(lambda text, out: {"in": text, "out": out}, PROSE, PROSE) | st.builds(
    lambda text, flags, source: {"in": text, "same": True, "flags": flags, "source": source},
    PROSE,
    st.integers(0, 9),
    PROSE,
)
ENTRY = st.builds(
    lambda preferred, rest: {"preferred": preferred, **rest},
    WORD,
    some(
        type=st.sampled_from(["place", "person", "work", "protected", "term"]),
        status=st.sampled_from(["proposed", "deprecated", "retired"]),
        article=st.sampled_from(["the", "none"]),
        gender=st.just("female"),
        case=st.sampled_from(["exact", "fold"]),
        match=st.just("anywhere"),
        name=some(family=WORD, given=WORD),
        when=CONDITION,
        unless=st.dictionaries(st.just("window_any"), WORDS, min_size=1),
        source=st.dictionaries(LANGUAGES, WORDS, max_size=3),
        forms=some(plural=WORD, adjective=WORD),
        admitted=st.lists(ADMITTED, max_size=3),
        variants=st.lists(WORD | LONG | REGEX, max_size=4),
        not_to_be_confused_with=WORDS,
        note=PROSE,
        seen=WORDS,
        refs=WORDS,
        review=some(by=WORD, on=st.just("2024-05-31"), recheck=st.just("2025")),
        valid=st.just({"from": "2020-01"}),
        tests=st.lists(TEST, max_size=2),
    ),
)
PLAIN = st.builds(
    lambda head, entries: {"mtfix": 1, **head, "entries": entries},
    some(title=WORD, language=st.just("en-GB"), when=CONDITION),
    st.lists(ENTRY, max_size=4),
)
# Making such a glossary is most of the work, and shrinking one would take minutes.
thorough = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def normal(plain: dict[str, Any]) -> dict[str, Any]:
    """`plain` as a glossary file says it: written, read, and taken apart again."""
    return plain_glossary(parse_glossary(glossary_text(plain), "made.yaml"))


@thorough
@given(PLAIN)
def test_yaml(plain: dict[str, Any]) -> None:
    once = normal(plain)
    assert normal(once) == once
    for given_entry, entry in zip(plain["entries"], once["entries"], strict=True):
        assert entry["preferred"] == given_entry["preferred"]
        assert entry.get("note") == given_entry.get("note")


@thorough
@given(PLAIN)
def test_canonical_form_is_stable(plain: dict[str, Any]) -> None:
    text = glossary_text(plain)
    once = canonical(text, "made.yaml")
    assert canonical(once, "made.yaml") == once


FORMATS = [
    registry.load("mtfix.exchange", name, "exchange", ExchangeFormat) for name in registry.names("mtfix.exchange")
]


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
@thorough
@given(plain=PLAIN)
def test_every_exchange_format(format: ExchangeFormat, plain: dict[str, Any]) -> None:
    wanted = normal(plain)
    data, _ = format.write(wanted)
    found, notes = format.read(data, f"made{format.suffixes[0]}")
    assert normal(dict(found)) == wanted
    assert list(notes) == []
