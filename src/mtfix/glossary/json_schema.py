"""The JSON Schema of a glossary, for editors that complete and check YAML: made from the tables that the loader reads.

What a schema cannot say is left to `mtfix glossary lint`: ids that are taken, broken patterns, keys that stand twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from mtfix.glossary import schema

Node: TypeAlias = dict[str, Any]

_TEXT: Node = {"type": "string", "pattern": "^(?=.*\\S)[^\\t\\r\\n\\u0085\\u2028\\u2029]*$"}
_PROSE: Node = {"type": "string", "pattern": "\\S"}
_DATE: Node = {
    "anyOf": [
        {"type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"},
        {"type": "integer", "minimum": 1, "maximum": 9999},
    ]
}
_CODE = f"^(?:{schema.LANGUAGE.pattern})$"

# What each key is for, as editors show it.
_HELP: Mapping[str, str] = {
    "mtfix": "The version of the format.",
    "title": "What the glossary is about.",
    "language": "The language of the preferred forms, as en or en-US.",
    "entries": "The concepts, one an entry.",
    "preferred": "The right form: what stands in the article in the end.",
    "id": "The name of the concept among all layers; by default made of the preferred form.",
    "type": "What kind of thing it is. Names are fixed, terms too; the kind decides what is checked around them.",
    "status": "approved, the default; proposed only suggests; deprecated and retired switch the concept off.",
    "article": "How the name is used with 'the'.",
    "gender": "For pronouns.",
    "name": "The parts of a person's name.",
    "case": "smart: as listed, in capitals, or with a capital at a sentence start; exact; fold: in any case.",
    "match": "word: whole words; anywhere: inside runs of letters as well, for scripts without blanks.",
    "when": "The condition that must hold.",
    "unless": "The condition that must not hold.",
    "source": "The forms of the original, by language.",
    "forms": "Other right forms, by name.",
    "admitted": "Other right forms, which stay where they stand.",
    "variants": "Wrong renderings.",
    "not_to_be_confused_with": "Names that look alike and are somebody or something else.",
    "note": "A remark to people.",
    "seen": "Where a form was met.",
    "refs": "Where the right form comes from.",
    "review": "Who looked at it last, when, and when to look again.",
    "valid": "When the name is in use.",
    "tests": "Sentences that prove the entry.",
    "text": "The form.",
    "regex": "A pattern instead of a text.",
    "action": "How far mtfix may go.",
    "replacement": "What stands in its place, instead of the preferred form.",
    "suggest": "What is offered instead of the preferred form.",
    "choices": "Several wordings of which a person takes one.",
    "otherwise": "What it does where the condition fails; by default nothing.",
    "in": "The sentence.",
    "out": "The sentence after the safe fixes.",
    "same": "Nothing may change.",
    "flags": "How many findings are left to a person.",
    "plural": "The plural.",
    "adjective": "The adjective.",
    "demonym": "The people.",
    "family": "The family name.",
    "given": "The given name.",
    "order": "Which of them comes first.",
    "by": "Who.",
    "on": "When.",
    "recheck": "When to look again.",
    "from": "The first day, month or year.",
    "to": "The last day, month or year.",
}


def glossary_schema() -> Node:
    """The schema, draft 2020-12."""
    file = _part(
        schema.FILE_KEYS,
        {
            "mtfix": {"const": schema.VERSION},
            "title": _TEXT,
            "language": {"type": "string", "pattern": _CODE},
            **_gates("gate"),
            "entries": {"type": "array", "items": _ref("entry")},
        },
        ("mtfix", "entries"),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"mtfix glossary, version {schema.VERSION}",
        **file,
        "$defs": {
            "texts": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
            "words": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]},
            "condition": _condition(),
            "negated": _negated(),
            "entry": _entry(),
            "variant": _form(schema.VARIANT_KEYS, schema.ACTIONS),
            "admitted": _form(schema.ADMITTED_KEYS, schema.ADMITTED_ACTIONS),
            "test": _test(),
        },
    }


def _entry() -> Node:
    how: Node = {
        **dict.fromkeys(("preferred", "id"), _TEXT),
        **dict.fromkeys(("not_to_be_confused_with", "seen", "refs"), _ref("texts")),
        **_gates("gate"),
        "type": _one_of(schema.TYPE_ALIASES),
        "status": _one_of(schema.STATUSES),
        "article": _one_of(schema.ARTICLES),
        "gender": _one_of(schema.GENDERS),
        "case": _one_of(schema.CASES),
        "match": _one_of(schema.MATCHES),
        "note": _PROSE,
        "name": _part(schema.NAME_KEYS, {"family": _TEXT, "given": _TEXT, "order": _one_of(schema.ORDERS)}),
        "source": {"type": "object", "propertyNames": {"pattern": _CODE}, "additionalProperties": _ref("texts")},
        "forms": _part(schema.FORM_KEYS, dict.fromkeys(schema.FORM_KEYS, _TEXT)),
        "review": _part(schema.REVIEW_KEYS, dict(zip(schema.REVIEW_KEYS, (_TEXT, _DATE, _DATE), strict=True))),
        "valid": _part(schema.VALID_KEYS, dict.fromkeys(schema.VALID_KEYS, _DATE)),
        **{
            key: {"type": "array", "items": {"anyOf": [_TEXT, _ref(key.rstrip("s"))]}}
            for key in ("admitted", "variants")
        },
        "tests": {"type": "array", "items": _ref("test")},
    }
    return _part(schema.ENTRY_KEYS, how, ("preferred",))


def _form(keys: Collection[str], actions: Iterable[str]) -> Node:
    how: Node = {
        **dict.fromkeys(("text", "suggest", "replacement"), _TEXT),
        **dict.fromkeys(("choices", "seen"), _ref("texts")),
        **_gates("condition"),
        **dict.fromkeys(("note", "regex"), _PROSE),
        "action": _one_of(actions),
        "otherwise": _one_of(schema.ACTIONS),
        "case": _one_of(schema.CASES),
        "match": _one_of(schema.MATCHES),
    }
    node = _part(keys, {key: value for key, value in how.items() if key in keys})
    node["oneOf"] = [{"required": ["text"]}, {"required": ["regex"]}]
    if "choices" in keys:
        node["not"] = {"required": ["choices", "action"], "properties": {"action": {"const": "fix"}}}
    return node


def _test() -> Node:
    how: Node = {
        **dict.fromkeys(("in", "out", "source", "note"), _PROSE),
        "same": {"const": True},
        "flags": {"type": "integer", "minimum": 0, "maximum": 9999},
    }
    node = _part(schema.TEST_KEYS, how, ("in",))
    node["anyOf"] = [{"required": [key]} for key in ("out", "same", "flags")]
    node["not"] = {"required": ["out", "same"]}
    return node


def _condition() -> Node:
    clauses = {name: {**_ref("words"), "description": _clause_help(*clause)} for name, clause in schema.CLAUSES.items()}
    return {"type": "object", "additionalProperties": False, "properties": clauses, "minProperties": 1}


def _negated() -> Node:
    """The `unless` of a file or an entry: one list, and not "all of" several words."""
    few = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": 1}]}
    node = _condition()
    for name, (scope, quantifier) in schema.CLAUSES.items():
        if quantifier == "all":
            node["properties"][name] = {**few, "description": _clause_help(scope, quantifier)}
    node["maxProperties"] = 1
    return node


def _clause_help(scope: str, quantifier: str) -> str:
    where = {"window": "the ten words on each side", "source": "the original"}.get(scope, f"the {scope}")
    return {
        "any": f"One of the words is in {where}.",
        "all": f"All of the words are in {where}.",
        "none": f"None of the words is in {where}.",
    }[quantifier]


def _gates(kind: str) -> Node:
    """`when` and `unless` of a form ("condition"), or of a file or an entry ("gate")."""
    return {"when": _ref("condition"), "unless": _ref("condition" if kind == "condition" else "negated")}


def _part(keys: Iterable[str], how: Mapping[str, Node], required: Collection[str] = ()) -> Node:
    """A mapping with these keys and no others. Raises `KeyError` for a key that has no schema or no description."""
    found = {key: {**how[key], "description": _HELP[key]} for key in keys}
    node: Node = {"type": "object", "additionalProperties": False, "properties": found}
    return {**node, "required": list(required)} if required else node


def _one_of(known: Iterable[str]) -> Node:
    return {"enum": list(known)}


def _ref(name: str) -> Node:
    return {"$ref": f"#/$defs/{name}"}
