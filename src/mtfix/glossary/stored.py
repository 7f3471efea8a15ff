"""Concepts as plain data of JSON, in a compiled glossary and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

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
    Test,
)


def dump(value: object) -> object:
    """Plain data of a concept (or a part of it) for JSON; what equals its default is left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        out = {}
        for field in dataclasses.fields(value):
            content = getattr(value, field.name)
            if field.name != "glossary" and not _is_default(field, content):
                out[field.name] = dump(content)
        return out
    if isinstance(value, Mapping):
        return {key: dump(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [dump(one) for one in value]
    return getattr(value, "value", value)


def _is_default(field: dataclasses.Field[object], content: object) -> bool:
    if field.default is not dataclasses.MISSING:
        return bool(content == field.default)
    return field.default_factory is not dataclasses.MISSING and not content


def load_concept(body: Mapping[str, object], glossary: str) -> Concept:
    """The concept that `dump` wrote."""
    given = dict(body)
    for name, make in _CONCEPT_PARTS.items():
        if name in given:
            given[name] = make(given[name])
    return Concept(glossary=glossary, **given)  # type: ignore[arg-type]  # the parts were made by `dump`


def _term(body: Mapping[str, object]) -> Term:
    given = dict(body)
    for name, make in _TERM_PARTS.items():
        if name in given:
            given[name] = make(given[name])
    return Term(**given)  # type: ignore[arg-type]  # the parts were made by `dump`


def _terms(bodies: Iterable[Mapping[str, object]]) -> tuple[Term, ...]:
    return tuple(map(_term, bodies))


def load_condition(body: Mapping[str, Iterable[tuple[str, str, Iterable[str]]]] | None) -> Condition | None:
    """The condition that `dump` wrote."""
    if body is None:
        return None
    return Condition(tuple((scope, quantifier, tuple(words)) for scope, quantifier, words in body.get("clauses", ())))


_TERM_PARTS: Mapping[str, Callable[[Any], object]] = {
    "kind": TermKind,
    "action": Action,
    "case": CaseMode,
    "match": MatchMode,
    "when": load_condition,
    "unless": load_condition,
    "otherwise": Action,
    "choices": tuple,
}
_CONCEPT_PARTS: Mapping[str, Callable[[Any], object]] = {
    "preferred": _term,
    "type": ConceptType,
    "admitted": _terms,
    "variants": _terms,
    "source": lambda forms: {language: tuple(some) for language, some in forms.items()},
    "article": ArticleUse,
    "status": EntryStatus,
    "when": load_condition,
    "name": lambda body: PersonName(**body),
    "not_to_be_confused_with": tuple,
    "tests": lambda bodies: tuple(Test(**body) for body in bodies),
    "seen": tuple,
    "refs": tuple,
}
