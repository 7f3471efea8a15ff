"""The words of glossary version 1: the keys of each part, in their canonical order, and the values they may have."""

from __future__ import annotations

from mtfix import lazy
from mtfix.glossary.model import Action, ArticleUse, CaseMode, ConceptType, EntryStatus, MatchMode

VERSION = 1
FILE_KEYS = ("mtfix", "title", "language", "when", "unless", "entries")
ENTRY_KEYS = (
    *("preferred", "id", "type", "status", "article", "gender", "name", "case", "match"),
    *("when", "unless", "source", "forms", "admitted", "variants", "not_to_be_confused_with"),
    *("note", "seen", "refs", "review", "valid", "tests"),
)
VARIANT_KEYS = (
    *("text", "regex", "action", "replacement", "suggest", "choices", "when", "unless", "otherwise"),
    *("case", "match", "note", "seen"),
)
ADMITTED_KEYS = ("text", "regex", "action", "case", "match", "note", "seen")
TEST_KEYS = ("in", "out", "same", "flags", "source", "note")
FORM_KEYS = ("plural", "adjective", "demonym")
NAME_KEYS = ("family", "given", "order")
REVIEW_KEYS = ("by", "on", "recheck")
VALID_KEYS = ("from", "to")

# The key of a condition is its scope and quantifier: "document_any".
CLAUSES = {
    f"{scope}_{quantifier}": (scope, quantifier)
    for scope in ("document", "sentence", "window", "source")
    for quantifier in ("any", "all", "none")
}
TYPES = {kind.value: kind for kind in ConceptType}
TYPE_ALIASES = {**TYPES, "org": ConceptType.organisation, "organization": ConceptType.organisation}
ACTIONS = {action.value: action for action in Action}
# A right form is never fixed.
ADMITTED_ACTIONS = {name: action for name, action in ACTIONS.items() if action is not Action.fix}
STATUSES = {status.value: status for status in EntryStatus}
CASES = {case.value: case for case in CaseMode}
# A regex has a key of its own.
MATCHES = {match.value: match for match in MatchMode if match is not MatchMode.regex}
ARTICLES = {use.value: use for use in ArticleUse}
GENDERS = {name: name for name in ("female", "male", "neuter")}
ORDERS = {name: name for name in ("family-given", "given-family")}
# BCP 47: a language, and subtags for script and region.
LANGUAGE = lazy.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
