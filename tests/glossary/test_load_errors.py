"""Each error of a glossary: its line and column, the value, and what to do. Hostile files end in bounded time."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtfix.errors import GlossaryError, Problem
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.model import Glossary
from mtfix.glossary.reading import MAX_PROBLEMS

HEAD = "mtfix: 1\nentries:\n"


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(GlossaryError) as caught:
        parse_glossary(text, "g.yaml")
    return caught.value.problems


def entry(line: str) -> str:
    return f"{HEAD}- preferred: X\n  {line}\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "the glossary is empty"),
        ("# nothing\n", 1, 1, "the glossary is empty"),
        ("- preferred: X\n", 1, 1, "not a glossary. Begin with 'mtfix: 1'"),
        ("entries: []\n", 1, 1, "no 'mtfix: 1' in the glossary"),
        ("mtfix: 1\n", 1, 1, "no 'entries' in the glossary"),
        ("mtfix: 2\nentry: []\n", 1, 8, "the version of the glossary is '2'. This mtfix reads version 1"),
        ("mtfix: '1'\nentries: []\n", 1, 8, "the version of the glossary is '1'"),
        ("mtfix: 1\nentires: []\nentries: []", 2, 1, "unknown key 'entires' in the glossary. Did you mean 'entries'?"),
        ("mtfix: 1\nentries: []\nentries: []", 3, 1, "the key 'entries' stands twice in the glossary"),
        ("mtfix: 1\nentries:\n", 2, 9, "'entries' has no value"),
        ("mtfix: 1\nentries: foo\n", 2, 10, "'entries' is a text 'foo'. Write a list there"),
        ("mtfix: 1\ntitle: no\nentries: []", 2, 8, "'title' is 'no', which YAML reads as yes or no."),
        ("mtfix: 1\nlanguage: English\nentries: []", 2, 11, "'English' is no language code. Write for instance en"),
        (HEAD + "- prefered: X\n", 3, 3, "unknown key 'prefered' in an entry. Did you mean 'preferred'?"),
        (HEAD + "- type: place\n", 3, 3, "an entry without 'preferred'"),
        (HEAD + "- Naqqa\n", 3, 3, "an entry is a text 'Naqqa'. Write a mapping there"),
        (HEAD + "- preferred: [X]\n", 3, 14, "'preferred' is a list. Write a text there"),
        (HEAD + "- preferred: ' '\n", 3, 14, "'preferred' is empty"),
        (HEAD + "- preferred: 1992\n", 3, 14, "'preferred' is '1992', which YAML reads as a number. Write it"),
        (HEAD + "- preferred: X\n  preferred: Y\n", 4, 3, "the key 'preferred' stands twice in an entry. Keep one"),
        (HEAD + "- preferred: X\n  [a]: Y\n", 4, 3, "a key of an entry is a list. Write a word"),
        (HEAD + "- &a {preferred: X}\n- {<<: *a}\n", 4, 4, "a merge key '<<' in an entry. Write the values out"),
        (HEAD + "- {preferred: X, id: a}\n- {preferred: Z, id: a}\n", 4, 22, "'a' belongs to the entry in line 3"),
        (entry("type: plase"), 4, 9, "'type' is unknown: 'plase'. Did you mean 'place'?"),
        (entry("article: teh"), 4, 12, "'article' is unknown: 'teh'. Did you mean 'the'?"),
        (entry("status: on"), 4, 11, "'status' is unknown: 'on'. Choose one of: approved, proposed,"),
        (entry("gender: f"), 4, 11, "'gender' is unknown: 'f'"),
        (entry("variants: Naka"), 4, 13, "'variants' is a text 'Naka'. Write a list there"),
        (entry("variants:"), 4, 12, "'variants' has no value. Give it one or remove it"),
        (entry("variants: [1:30]"), 4, 14, "is '1:30', which YAML reads as a time or a number to base 60"),
        (entry("variants: [a, 2024-05-01]"), 4, 17, "is '2024-05-01', which YAML reads as a date"),
        (entry("variants: [null]"), 4, 14, "is 'null', which YAML reads as nothing"),
        (entry("variants: [~]"), 4, 14, "is '~', which YAML reads as nothing"),
        (entry("variants: [0x1F]"), 4, 14, "is '0x1F', which YAML reads as a number"),
        (entry("variants: [1.5e3]"), 4, 14, "is '1.5e3', which YAML reads as a number"),
        (entry("variants: [=]"), 4, 14, "is '=', which YAML reads as a sign of its own"),
        (entry('variants: ["a\\tb"]'), 4, 14, r"a tab or a line end inside an item of 'variants' 'a\tb'"),
        (entry("variants: [{action: flag}]"), 4, 14, "a form without 'text'"),
        (entry("variants: [{text: a, regex: b}]"), 4, 31, "both 'text' and 'regex' in one form"),
        (entry("variants: [{regex: 'a(b'}]"), 4, 22, "the regex 'a(b' is broken at position 4: missing )"),
        (entry("variants: [{text: a, acton: flag}]"), 4, 24, "unknown key 'acton' in a variant. Did you mean"),
        (entry("variants: [{text: a, action: flags}]"), 4, 32, "'action' is unknown: 'flags'. Did you mean 'flag'?"),
        (entry("variants: [{text: a, match: regex}]"), 4, 31, "'match' is unknown: 'regex'"),
        (entry("variants: [{text: a, choices: [b], action: fix}]"), 4, 33, "'choices' with 'action: fix'"),
        (entry("admitted: [{text: a, action: fix}]"), 4, 32, "'action' is unknown: 'fix'"),
        (entry("admitted: [{text: a, when: {document_any: b}}]"), 4, 24, "unknown key 'when' in an admitted form"),
        (entry("when: {dokument_any: [a]}"), 4, 10, "unknown key 'dokument_any' in 'when'. Did you mean"),
        (entry("when: {document_any: []}"), 4, 24, "'document_any' has no words"),
        (entry("when: {}"), 4, 9, "'when' has no condition"),
        (entry("unless: {document_all: [a, b]}"), 4, 11, "the 'unless' of an entry takes one list"),
        (entry("source: {no: [x]}"), 4, 12, "a key of 'source' is 'no', which YAML reads as yes or no"),
        (entry("source: {Chinese: [x]}"), 4, 12, "'Chinese' is no language code"),
        (entry("source: {zh: [x], zh: [y]}"), 4, 21, "the key 'zh' stands twice in 'source'"),
        (entry("forms: {plurl: Xs}"), 4, 11, "unknown key 'plurl' in 'forms'. Did you mean 'plural'?"),
        (entry("review: {on: 2024-02-30}"), 4, 16, "'on' must be a date, not '2024-02-30'. Write it as 2024-05-31"),
        (entry("valid: {to: soon}"), 4, 15, "'to' must be a date, not 'soon'"),
        (entry("tests: [{out: b}]"), 4, 11, "a test without 'in'"),
        (entry("tests: [{in: a}]"), 4, 11, "a test that asks for nothing"),
        (entry("tests: [{in: a, out: b, same: true}]"), 4, 11, "a test with both 'out' and 'same'"),
        (entry("tests: [{in: a, same: false}]"), 4, 25, "'same' is unknown: 'false'. Choose one of: true"),
        (entry("tests: [{in: a, flags: '1'}]"), 4, 26, "'flags' must be a whole number, not '1'"),
        (entry("note: !!python/name:os.system x"), 4, 9, "the tag 'tag:yaml.org,2002:python/name:os.system' is"),
        (HEAD + "\t- preferred: X\n", 3, 1, "Indent with blanks, not with tabs"),
        (HEAD + "- preferred: X: Y\n", 3, 15, "Put a text that contains ': ' in quotes"),
        (HEAD + "- preferred: @X\n", 3, 14, "Put a text that starts with '@' in quotes"),
        (HEAD + "- preferred: 'X\n", 3, 14, "found unexpected end of stream"),
        (HEAD + "- preferred: a\x07b\n", 3, 15, "the character U+0007 is not allowed in YAML"),
        (HEAD + "- preferred: 纳\ud800b\n", 3, 15, "a lone surrogate"),
        (HEAD + "- preferred: *x\n", 3, 14, "nothing is called '&x'"),
        (HEAD + "- &x [*x]\n", 3, 7, "'*x' contains itself"),
        (HEAD + "  []\n---\nmtfix: 1\n", 4, 1, "a second document. Keep one glossary a file"),
        (HEAD + " " + "[" * 30 + "]" * 30, 3, 21, "nested more than 20 deep"),
    ],
)  # fmt: skip
def test_error_names_place_value_and_mend(text: str, line: int, column: int, message: str) -> None:
    first = problems(text)[0]
    assert message in first.message
    assert (first.path, first.line, first.column) == ("g.yaml", line, column)


def test_all_errors_of_a_file_in_order_of_place() -> None:
    found = problems(f"{HEAD}- prefered: X\n  type: plase\n  variants: [no, {{txt: a}}]\n- preferred: 1\nextra: 1\n")
    assert [(one.line, one.column) for one in found] == [(3, 3), (4, 9), (5, 14), (5, 19), (6, 14), (7, 1)]


def test_error_prints_the_line_and_a_caret() -> None:
    (problem,) = problems(entry("type: plase"))
    assert str(problem) == (
        "g.yaml:4:9: 'type' is unknown: 'plase'. Did you mean 'place'?\n      type: plase\n            ^"
    )


def test_control_characters_and_long_lines_are_not_printed() -> None:
    (problem,) = problems(HEAD + "- preferred: \x1b[31mred\n")
    assert problem.source_line == "- preferred: \ufffd[31mred"
    (problem,) = problems(HEAD + "- {preferred: " + "x" * 1000 + ", type: plase}")
    assert problem.source_line == ""
    assert "x" * 100 not in str(problem)


def test_very_many_problems_are_cut_off() -> None:
    found = problems(HEAD + "- preferred: 1\n" * 5000)
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].message == f"more than {MAX_PROBLEMS} problems. Mend these first."


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LAUGHS, "aliases such as '.*' blow up"),
        (HEAD + "[" * 1_000_000, "nest"),
        (HEAD + "- " * 1_000_000, "nested more than 20 deep"),
        (HEAD + "{a: " * 1_000_000, "nest|expected"),
        (HEAD + "- preferred: X\n  preferred: Y\n" * 50_000, "stands twice"),
        ("mtfix: 1\n" + "#" * (64 * 1024 * 1024), r"the glossary has 67,\d+,\d+ bytes"),
        (HEAD + "- {regex: x, " + "preferred: 'a', " * 100_000 + "}", "stands twice"),
        (entry(f"variants: [{{regex: '{'(' * 3000}'}}]"), "a regex of 3000 characters"),
        (entry(f"variants: [{{regex: '{'(' * 990 + ')' * 990}'}}]"), "is broken: nested too deep"),
        (entry(f"variants: [{{regex: '{'(' * 1900 + ')' * 1900}'}}]"), "a regex of 3800 characters"),
        (HEAD + f"- preferred: X\n  {'k' * 1_000_000}: 1\n", "expected ':'"),
        (HEAD + f"- preferred: X\n  ? {'k' * 1_000_000}\n  : 1\n", "unknown key 'k+...' in an entry"),
    ],
)
def test_hostile_files_are_refused_in_bounded_time(text: str, message: str) -> None:
    started = time.process_time()
    with pytest.raises(GlossaryError, match=message):
        parse_glossary(text, "g.yaml")
    assert time.process_time() - started < 20  # far above what it takes: a machine may be busy


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtfix.glossary.yaml_tree.MAX_NODES", 1000)
    assert "more than 1,000 values" in problems(HEAD + " [" + "a," * 1000 + "]")[0].message
    assert "more than 1,000 values" in problems(HEAD + " - &a [" + "a," * 500 + "]\n - *a\n")[0].message


def test_many_entries_of_one_name_take_no_quadratic_time() -> None:
    started = time.process_time()
    assert len(parse_glossary(HEAD + "- {preferred: X}\n" * 20_000, "g").concepts) == 20_000
    assert time.process_time() - started < 10


_PIECES = """mtfix: 1|entries:|- |preferred: |variants: |[|]|{|}|,|: |no|1992|'|"|&a |*a|<<|>|%|...|  |#|text|when: |(?
document_any: |tests: |in: |regex: |纳卡|!!x |? |review: """.split("|")
_ODD = ["|", "\n", "---\n", "\t", "\r", "\ufeff", "\u2028", "\x00", "\ud800"]
_YAML_LIKE = st.lists(st.sampled_from(_PIECES) | st.sampled_from(_ODD) | st.text(max_size=4), max_size=40).map("".join)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(), _YAML_LIKE, _YAML_LIKE.map(HEAD.__add__)))
def test_any_text_is_a_glossary_or_an_error_with_its_place(text: str) -> None:
    try:
        assert isinstance(parse_glossary(text, "g.yaml"), Glossary)
    except GlossaryError as error:
        for problem in error.problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert str(problem).startswith("g.yaml:")


_LEAF = st.text(max_size=6) | st.integers() | st.booleans() | st.none() | st.floats()
_KEYS = st.sampled_from(
    """preferred type variants admitted when unless source tests name review forms text regex choices action
    document_any window_none zh in out same flags on x""".split()
)
_TREE = st.recursive(_LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(_KEYS, _TREE, max_size=6) | _TREE, max_size=3))
def test_any_values_in_an_entry_are_read_or_told(entries: list[object]) -> None:
    text = json.dumps({"mtfix": 1, "entries": entries})
    try:
        assert len(parse_glossary(text, "g.json").concepts) == len(entries)
    except GlossaryError as error:
        assert {problem.line for problem in error.problems} <= {0, 1}  # noqa: PT017 - either way is right
