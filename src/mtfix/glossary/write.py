"""Glossaries as plain data in the words of the YAML, and as text: the way back of `load`.

Reading what is written here gives the same concepts, but for their places in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mtfix.glossary import schema
from mtfix.glossary.layout import Branch, branch_of, lay_out
from mtfix.glossary.load import slug
from mtfix.glossary.model import (
    Action,
    ArticleUse,
    CaseMode,
    Concept,
    ConceptType,
    Condition,
    EntryStatus,
    Glossary,
    MatchMode,
    Term,
    TermKind,
    Test,
)

_OPPOSITE = {"any": "none", "none": "any"}


def plain_glossary(glossary: Glossary) -> dict[str, Any]:
    """A glossary as mappings, lists and texts, with keys in canonical order; what is default is left out."""
    found: dict[str, Any] = {"mtfix": schema.VERSION}
    if glossary.title:
        found["title"] = glossary.title
    found["language"] = glossary.language
    found |= plain_gate(glossary.when)
    found["entries"] = [plain_entry(concept) for concept in glossary.concepts]
    return found


def plain_entry(concept: Concept) -> dict[str, Any]:
    """An entry as plain data in canonical order; what is default is left out."""
    preferred = concept.preferred
    found: dict[str, Any] = {
        "preferred": preferred.text,
        "id": None if concept.id == slug(preferred.text) else concept.id,
        "type": _unless_default(concept.type, ConceptType.term),
        "status": _unless_default(concept.status, EntryStatus.approved),
        "article": _unless_default(concept.article, ArticleUse.keep),
        "gender": concept.gender,
        "case": _unless_default(preferred.case, CaseMode.smart),
        "match": _unless_default(preferred.match, MatchMode.word),
        **plain_gate(concept.when),
        "source": {language: list(forms) for language, forms in concept.source.items()},
        "forms": dict(concept.forms),
        "admitted": [_form(term, preferred) for term in concept.admitted],
        "variants": [_form(term, preferred) for term in concept.variants],
        "not_to_be_confused_with": list(concept.not_to_be_confused_with),
        "note": concept.note,
        "seen": list(concept.seen),
        "refs": list(concept.refs),
        "review": dict(concept.review),
        "valid": dict(concept.valid),
        "tests": [_test(test) for test in concept.tests],
    }
    if concept.name is not None:
        found["name"] = {key: value for key in schema.NAME_KEYS if (value := getattr(concept.name, key)) is not None}
    return {
        key: found[key]
        for key in schema.ENTRY_KEYS
        if key in found and (found[key] not in (None, [], {}) or (key == "name"))
    }


def glossary_text(plain: Mapping[str, Any]) -> str:
    """The YAML of plain data (see `plain_glossary`), in canonical layout."""
    root = branch_of({key: plain[key] for key in schema.FILE_KEYS if key in plain})
    assert isinstance(root, Branch)  # noqa: S101 - it was made from a mapping
    return lay_out(root)


def plain_condition(condition: Condition) -> dict[str, list[str]]:
    """A condition as plain data."""
    return {f"{scope}_{quantifier}": list(words) for scope, quantifier, words in condition.clauses}


def plain_gate(condition: Condition | None) -> dict[str, Any]:
    """The `when` of a file or entry, and an `unless` for a clause whose key is taken: reading turned it round."""
    if condition is None:
        return {}
    when: dict[str, list[str]] = {}
    unless: dict[str, list[str]] = {}
    for scope, quantifier, words in condition.clauses:
        key = f"{scope}_{quantifier}"
        if key in when:
            unless[f"{scope}_{_OPPOSITE[quantifier]}"] = list(words)
        else:
            when[key] = list(words)
    return {"when": when, **({"unless": unless} if unless else {})}


def _form(term: Term, preferred: Term) -> str | dict[str, Any]:
    """A variant or an admitted form, as a text where it says nothing else."""
    regex = term.match is MatchMode.regex
    found: dict[str, Any] = {
        "regex" if regex else "text": term.text,
        "action": _unless_default(term.action, default_action(term)),
        "replacement": term.replacement,
        "suggest": term.suggest,
        "choices": list(term.choices) or None,
        "when": term.when and plain_condition(term.when),
        "unless": term.unless and plain_condition(term.unless),
        "otherwise": _unless_default(term.otherwise, Action.allow),
        "case": _unless_default(term.case, preferred.case),
        "match": None if regex else _unless_default(term.match, preferred.match),
        "note": term.note,
    }
    found = {key: value for key, value in found.items() if value is not None}
    return term.text if list(found) == ["text"] else found


def default_action(term: Term) -> Action:
    """What a form does that does not say."""
    if term.kind is not TermKind.variant:
        return Action.allow
    if term.choices:
        return Action.flag
    return Action.suggest if term.suggest is not None else Action.fix


def _test(test: Test) -> dict[str, Any]:
    found: dict[str, Any] = {"in": test.text}
    if test.out is not None:
        found["out"] = test.out
    if test.same:
        found["same"] = True
    if test.flags is not None:
        found["flags"] = test.flags
    if test.source is not None:
        found["source"] = test.source
    return found


def _unless_default(value: Any, default: object) -> str | None:
    return None if value is default else value.value
