"""Concepts as a compiled glossary keeps them: short JSON in which what is default is left out.

Tests are not kept: they are read from the YAML. The kind of a form follows from where it stands.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, TypeAlias

from mtfix.glossary.model import (
    Action,
    ArticleUse,
    CaseMode,
    Concept,
    ConceptType,
    Condition,
    EntryStatus,
    MatchMode,
    PersonName,
    Term,
    TermKind,
)

# The names of a class's fields, how to get all of them at once, and their defaults.
_Fields: TypeAlias = tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def dump_concept(concept: Concept) -> str:
    """A concept as JSON."""
    body = _changed(concept, _CONCEPT)
    body["preferred"] = _dump_term(concept.preferred)
    for key in ("admitted", "variants"):
        if key in body:
            body[key] = [_dump_term(term) for term in body[key]]
    if "type" in body:
        body["type"] = body["type"].value
    if "when" in body:
        body["when"] = body["when"].clauses
    if "name" in body:
        body["name"] = _changed(body["name"], _NAME)
    return _encode(body)


def load_concept(text: str, glossary: str) -> Concept:
    """The concept that `dump_concept` wrote; `glossary` is the path of its YAML."""
    body = json.loads(text)
    for name, make in _CONCEPT_PARTS.items():
        if name in body:
            body[name] = make(body[name])
    return Concept(glossary=glossary, **body)


def dump_condition(condition: Condition | None) -> str:
    """The gate of a file as JSON."""
    return _encode(None if condition is None else condition.clauses)


def load_condition(text: str) -> Condition | None:
    """The condition that `dump_condition` wrote."""
    clauses = json.loads(text)
    return None if clauses is None else _condition(clauses)


def _fields(kind: type, *left_out: str) -> _Fields:
    fields = [field for field in dataclasses.fields(kind) if field.name not in left_out]
    names = tuple(field.name for field in fields)
    defaults: tuple[Any, ...] = tuple(
        field.default if field.default_factory is dataclasses.MISSING else {} for field in fields
    )
    return names, attrgetter(*names), defaults


def _changed(value: object, fields: _Fields) -> dict[str, Any]:
    """The fields that differ from their defaults."""
    names, get, defaults = fields
    found = zip(names, get(value), defaults, strict=True)
    return {name: one for name, one, default in found if one is not default and one != default}


def _dump_term(term: Term) -> dict[str, Any]:
    body = _changed(term, _TERM)
    for key in ("when", "unless"):
        if key in body:
            body[key] = body[key].clauses
    return body


def _condition(clauses: Iterable[tuple[str, str, Iterable[str]]]) -> Condition:
    return Condition(tuple((scope, quantifier, tuple(words)) for scope, quantifier, words in clauses))


def _term(body: dict[str, Any], kind: TermKind) -> Term:
    for name, make in _TERM_PARTS.items():
        if name in body:
            body[name] = make(body[name])
    return Term(kind=kind, **body)


_TERM, _NAME = _fields(Term, "kind"), _fields(PersonName)
_CONCEPT = _fields(Concept, "preferred", "tests", "glossary")
_TERM_PARTS: Mapping[str, Callable[[Any], object]] = {
    "action": Action,
    "case": CaseMode,
    "match": MatchMode,
    "when": _condition,
    "unless": _condition,
    "otherwise": Action,
    "choices": tuple,
}
_CONCEPT_PARTS: Mapping[str, Callable[[Any], object]] = {
    "preferred": lambda body: _term(body, TermKind.preferred),
    "type": ConceptType,
    "admitted": lambda bodies: tuple(_term(body, TermKind.admitted) for body in bodies),
    "variants": lambda bodies: tuple(_term(body, TermKind.variant) for body in bodies),
    "source": lambda forms: {language: tuple(some) for language, some in forms.items()},
    "article": ArticleUse,
    "status": EntryStatus,
    "when": _condition,
    "name": lambda body: PersonName(**body),
    "not_to_be_confused_with": tuple,
    "seen": tuple,
    "refs": tuple,
}
