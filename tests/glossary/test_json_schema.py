"""The JSON Schema and the loader agree: on the shipped glossaries, on every refused one, on made-up ones."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from mtfix.api import shipped_folder
from mtfix.cli import app
from mtfix.errors import GlossaryError
from mtfix.glossary import schema
from mtfix.glossary.json_schema import glossary_schema
from mtfix.glossary.load import parse_glossary

VALIDATOR = jsonschema.Draft202012Validator(glossary_schema())
HEAD = "mtfix: 1\nentries:\n"


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: a date is a text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(("timestamp", "merge"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def is_valid(text: str) -> bool:
    return VALIDATOR.is_valid(yaml.load(text, EditorLoader))


def loads(text: str) -> bool:
    try:
        parse_glossary(text, "g.yaml")
    except GlossaryError:
        return False
    return True


def test_it_is_a_schema_and_the_published_one() -> None:
    jsonschema.Draft202012Validator.check_schema(glossary_schema())
    published = (files("mtfix") / "schemas" / "glossary-v1.schema.json").read_text(encoding="utf-8")
    done = CliRunner().invoke(app, ["glossary", "schema"])
    assert done.stdout == published, "run mtfix glossary schema -o src/mtfix/schemas/glossary-v1.schema.json"


def test_it_is_written_to_a_file(tmp_path: Path) -> None:
    CliRunner().invoke(app, ["glossary", "schema", "-o", str(tmp_path / "s.json")])
    assert json.loads((tmp_path / "s.json").read_text()) == glossary_schema()


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_glossaries_are_valid(path: Path) -> None:
    data = yaml.load(path.read_text("utf-8"), EditorLoader)
    assert [f"{list(error.path)}: {error.message}" for error in VALIDATOR.iter_errors(data)] == []


def test_every_key_and_value_of_the_tables_is_in_it() -> None:
    text = json.dumps(glossary_schema())
    tables: list[Any] = [value for name, value in vars(schema).items() if name.isupper()]
    words = {word for table in tables if isinstance(table, (tuple, dict)) for word in table}
    assert len(words) > 60
    assert {word for word in words if f'"{word}"' not in text} == set()


_TEXTS = st.sampled_from(["Naqqa", "no: 1", "1992", "纳卡", "a b"] * 6 + ["a\tb", " ", ""])
_WORDS = _TEXTS | st.lists(_TEXTS, max_size=2)
_CONDITION = st.dictionaries(st.sampled_from([*schema.CLAUSES] * 3 + ["document_some"]), _WORDS, max_size=2)
_DATES = st.sampled_from(["2024", "2024-05", "2024-05-31"] * 4 + ["2024-13", "soon", "24"])


def _values(table: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([*table] * 5 + ["plase"])


_FORM = _TEXTS | st.fixed_dictionaries(
    {},
    optional={
        "text": _TEXTS,
        "regex": st.sampled_from(["a+", "[ab]"]),
        "action": _values(schema.ACTIONS),
        "otherwise": _values(schema.ACTIONS),
        "choices": _WORDS,
        "when": _CONDITION,
        "unless": _CONDITION,
        "case": _values(schema.CASES),
        "note": _TEXTS,
    },
)
_ENTRY = st.fixed_dictionaries(
    {"preferred": _TEXTS},
    optional={
        "type": _values(schema.TYPES),
        "status": _values(schema.STATUSES),
        "when": _CONDITION,
        "unless": _CONDITION,
        "source": st.dictionaries(st.sampled_from(["zh", "zh-Hant"] * 3 + ["Chinese"]), _WORDS, max_size=2),
        "forms": st.dictionaries(st.sampled_from([*schema.FORM_KEYS] * 3 + ["plurl"]), _TEXTS, max_size=2),
        "admitted": st.lists(_FORM, max_size=2) | _TEXTS,
        "variants": st.lists(_FORM, max_size=2),
        "review": st.dictionaries(st.sampled_from(schema.REVIEW_KEYS), _DATES, max_size=2),
        "valid": st.dictionaries(st.sampled_from(schema.VALID_KEYS), _DATES, max_size=2),
        "name": st.dictionaries(st.sampled_from(schema.NAME_KEYS), st.sampled_from([*schema.ORDERS]), max_size=2),
        "tests": st.lists(
            st.fixed_dictionaries(
                {"in": _TEXTS},
                optional={
                    "out": _TEXTS,
                    "same": st.sampled_from([True, True, False]),
                    "flags": st.sampled_from([0, 9999, 1, 2, -1, 10_000]),
                    "source": _TEXTS,
                },
            ),
            max_size=2,
        ),
    },
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_ENTRY, min_size=1, max_size=2), st.sampled_from([1, 2]), st.sampled_from(["en", "en-US", "English"]))
def test_the_schema_accepts_what_the_loader_does(entries: list[Any], version: int, language: str) -> None:
    data = {"mtfix": version, "language": language, "entries": entries}
    # JSON is YAML, and every text is in quotes; numbers and truths are not
    assert VALIDATOR.is_valid(data) == loads(json.dumps(data))


@pytest.mark.parametrize(
    "entry",
    [
        "{preferred: X, type: plase}",
        "{prefered: X}",
        "{preferred: X, variants: [{txt: a}]}",
        "{preferred: X, tests: [{out: a}]}",
        "{preferred: 1992}",
        "{preferred: X, variants: [no]}",
        "{preferred: X, variants: [{text: a, regex: b}]}",
        "{preferred: X, variants: [{text: a, choices: [b], action: fix}]}",
        "{preferred: X, admitted: [{text: a, when: {document_any: b}}]}",
        "{preferred: X, unless: {document_all: [a, b]}}",
        "{preferred: X, tests: [{in: a}]}",
    ],
)
def test_common_mistakes_are_marked(entry: str) -> None:
    text = f"{HEAD}- {entry}\n"
    assert not loads(text)
    assert not is_valid(text)


def test_patterns_are_those_of_other_languages_too() -> None:
    """No possessive quantifiers, no named groups, no flags: editors read them as JavaScript."""
    patterns = re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', json.dumps(glossary_schema()))
    assert patterns
    assert not [one for one in patterns if re.search(r"\(\?P|\(\?i|[*+?]\+|\\A|\\Z", json.loads(f'"{one}"'))]
