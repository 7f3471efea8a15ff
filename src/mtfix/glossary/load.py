"""Read a glossary: YAML, version 1, into the types of `mtfix.glossary.model`.

All errors of a file are told at once, each with its line, column, the value and the mend. What is merely dubious (two
entries that claim one variant, a chain) is read as it stands: the engine makes it safe and `mtfix.glossary.lint` tells.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mtfix.errors import GlossaryError
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
    PersonName,
    Term,
    TermKind,
    Test,
)
from mtfix.glossary.reading import Reader, quoted
from mtfix.glossary.yaml_tree import MAX_BYTES, Lines, Node, Scalar, read_tree
from mtfix.glossary.yaml_tree import Mapping as MappingNode

VERSION = 1
FILE_KEYS = ("mtfix", "title", "language", "when", "unless", "entries")
ENTRY_KEYS = (
    "preferred", "type", "article", "source", "admitted", "variants", "when", "unless", "note", "tests", "id", "status",
    "forms", "case", "match", "gender", "name", "not_to_be_confused_with", "seen", "refs", "review", "valid",
)  # fmt: skip
VARIANT_KEYS = (
    "text", "regex", "action", "when", "unless", "otherwise", "suggest", "choices", "replacement", "case", "match",
    "note", "seen",
)  # fmt: skip
ADMITTED_KEYS = ("text", "regex", "action", "case", "match", "note", "seen")
TEST_KEYS = ("in", "out", "same", "flags", "source", "note")
FORM_KEYS = ("plural", "adjective", "demonym")
SCOPES = ("document", "sentence", "window", "source")
QUANTIFIERS = ("any", "all", "none")
CLAUSES = {f"{scope}_{quantifier}": (scope, quantifier) for scope in SCOPES for quantifier in QUANTIFIERS}
TYPES = {**{one.value: one for one in ConceptType}, "org": ConceptType.organisation}
TYPES["organization"] = ConceptType.organisation
MAX_PATTERN = 2000

_ACTIONS = {action.value: action for action in Action}
_ADMITTED_ACTIONS = {name: action for name, action in _ACTIONS.items() if action is not Action.fix}
_STATUSES = {status.value: status for status in EntryStatus}
_CASES = {case.value: case for case in CaseMode}
_MATCHES = {match.value: match for match in MatchMode if match is not MatchMode.regex}
_ARTICLES = {use.value: use for use in ArticleUse}
_GENDERS = {name: name for name in ("female", "male", "neuter")}
_ORDERS = {name: name for name in ("family-given", "given-family")}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NO_SLUG = re.compile(r"[\W_]+")
_OPPOSITE = {"any": "none", "none": "any"}


def load_glossary(path: Path) -> Glossary:
    """The glossary in the file `path`. Raises `GlossaryError` with every problem of the file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GlossaryError(f"{path}: more than {MAX_BYTES:,} bytes. Cut the glossary into several files.")
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: cannot read the glossary: {error.strerror}. Check the path.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not valid UTF-8. Save the glossary as UTF-8.") from None
    return replace(parse_glossary(text, str(path)), digest=hashlib.sha256(data).hexdigest())


def parse_glossary(text: str, path: str) -> Glossary:
    """The glossary that `text` holds; `path` names it in problems. Raises `GlossaryError` with every problem."""
    lines = Lines(text.removeprefix("\ufeff"), path)
    root = read_tree(lines)
    loader = _Loader(Reader(lines), path)
    glossary = loader.glossary(root)
    if loader.reader.problems:
        problems = sorted(loader.reader.problems, key=lambda problem: (problem.line, problem.column))
        raise GlossaryError(problems=problems)
    return glossary


def slug(name: str) -> str:
    """The default id of a concept: its preferred form in small letters, parted by hyphens, without accents."""
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name)
        name = unicodedata.normalize("NFC", "".join(char for char in parts if not unicodedata.combining(char)))
    return _NO_SLUG.sub("-", name.lower()).strip("-") or "concept"


class _Loader:
    """One file on its way from nodes to concepts."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.reader = reader
        self._path = path
        self._ids: dict[str, int] = {}

    def glossary(self, root: Node) -> Glossary:
        read = self.reader
        if not isinstance(root, MappingNode):
            read.complain(root, "not a glossary. Begin with 'mtfix: 1' and put the entries under 'entries:'.")
            return Glossary(self._path, ())
        self._check_version(root)
        found = read.fields(root, FILE_KEYS, "the glossary")
        if "entries" not in found:
            read.complain(root, "no 'entries' in the glossary. Put the list of entries under 'entries:'.")
        values: dict[str, Any] = {}
        self._fill(values, found, {"title": read.text, "language": read.text})
        if (when := self._gate(found, "the glossary")) is not None:
            values["when"] = when
        entries = read.items(found["entries"], "'entries'") if "entries" in found else ()
        concepts = [self._concept(node) for node in entries]
        digest = hashlib.sha256(read.lines.text.encode("utf-8", "surrogatepass")).hexdigest()
        return Glossary(self._path, tuple(one for one in concepts if one is not None), digest=digest, **values)

    def _check_version(self, root: MappingNode) -> None:
        """Stop at another version: its keys are not ours to judge."""
        for key, value in root.pairs():
            if isinstance(key, Scalar) and key.value == "mtfix":
                if isinstance(value, Scalar) and value.plain and value.value == str(VERSION):
                    return
                given = quoted(value.value) if isinstance(value, Scalar) else "not a number"
                message = f"the glossary's version is {given}. This mtfix reads version 1: write 'mtfix: 1'."
                raise GlossaryError(problems=[self.reader.lines.problem(value.index, message)])
        self.reader.complain(root, "no 'mtfix: 1' in the glossary. Put it on the first line.")

    def _fill(self, values: dict[str, Any], found: Mapping[str, Node], how: Mapping[str, Any]) -> None:
        """Read the `found` nodes, each with its reading function, into `values`; what failed stays out."""
        for name in how.keys() & found.keys():
            value = how[name](found[name], f"'{name}'")
            if value is not None:
                values[name] = value

    def _concept(self, node: Node) -> Concept | None:
        read = self.reader
        found = read.fields(node, ENTRY_KEYS, "an entry")
        if "preferred" not in found:
            if found:
                read.complain(node, "an entry without 'preferred'. Say which form is right.")
            return None
        values: dict[str, Any] = {}
        self._fill(values, found, self._entry_values)
        text = read.text(found["preferred"], "'preferred'")
        if text is None:
            text = "?"  # the rest of the entry is still read, for its own problems
        defaults: dict[str, Any] = {name: values.pop(name) for name in ("case", "match") if name in values}
        line, column = read.lines.place(found["preferred"].index)
        preferred = Term(text, TermKind.preferred, line=line, column=column, **defaults)
        seen = list(values.pop("seen", ()))
        admitted = self._terms(found, TermKind.admitted, defaults, seen)
        variants = self._terms(found, TermKind.variant, defaults, seen)
        start, _ = read.lines.place(node.index)
        if (when := self._gate(found, "an entry")) is not None:
            values["when"] = when
        return Concept(
            id=self._unique(values.pop("id", None), text, found.get("id", node), start),
            preferred=preferred,
            admitted=tuple(term for term in admitted if term.text != text or term.match is MatchMode.regex),
            variants=variants,
            seen=tuple(seen),
            glossary=self._path,
            line=start,
            **values,
        )

    @functools.cached_property
    def _entry_values(self) -> Mapping[str, Any]:
        """How each plain value of an entry is read."""
        read = self.reader
        return {
            "id": read.text,
            "type": lambda node, where: read.choice(node, TYPES, "type"),
            "article": lambda node, where: read.choice(node, _ARTICLES, "article"),
            "status": lambda node, where: read.choice(node, _STATUSES, "status"),
            "case": lambda node, where: read.choice(node, _CASES, "case"),
            "match": lambda node, where: read.choice(node, _MATCHES, "match"),
            "gender": lambda node, where: read.choice(node, _GENDERS, "gender"),
            "source": self._source,
            "forms": self._forms,
            "name": self._person_name,
            "note": read.prose,
            "not_to_be_confused_with": read.texts,
            "seen": read.texts,
            "refs": read.texts,
            "review": self._review,
            "valid": self._valid,
            "tests": lambda node, where: tuple(filter(None, map(self._test, read.items(node, where)))),
        }

    def _unique(self, given: str | None, preferred: str, node: Node, line: int) -> str:
        """The id of an entry: the given one, which must be free, or a slug that is."""
        wanted = chosen = given or slug(preferred)
        if given and given in self._ids:
            taken = self._ids[given]
            self.reader.complain(node, f"the id {quoted(given)} belongs to the entry in line {taken}. Choose another.")
        number = 1
        while chosen in self._ids:
            number += 1
            chosen = f"{wanted}-{number}"
        self._ids[chosen] = line
        return chosen

    def _terms(
        self, found: Mapping[str, Node], kind: TermKind, defaults: Mapping[str, Any], seen: list[str]
    ) -> tuple[Term, ...]:
        name = "variants" if kind is TermKind.variant else "admitted"
        if name not in found:
            return ()
        read, terms = self.reader, []
        action = Action.fix if kind is TermKind.variant else Action.allow
        where = f"an item of '{name}'"
        for node in read.items(found[name], f"'{name}'"):
            if isinstance(node, MappingNode):
                if (term := self._long_form(node, kind, defaults, seen)) is not None:
                    terms.append(term)
            elif (text := read.text(node, where)) is not None:
                line, column = read.lines.place(node.index)
                terms.append(Term(text, kind, action, line=line, column=column, **defaults))
        return tuple(terms)

    def _long_form(
        self, node: MappingNode, kind: TermKind, defaults: Mapping[str, Any], seen: list[str]
    ) -> Term | None:
        read = self.reader
        variant = kind is TermKind.variant
        found = read.fields(node, VARIANT_KEYS if variant else ADMITTED_KEYS, f"{_A[kind]} form")
        values: dict[str, Any] = dict(defaults)
        self._fill(values, found, self._term_values)
        seen += values.pop("seen", ())
        if "action" in found:
            values["action"] = read.choice(found["action"], _ACTIONS if variant else _ADMITTED_ACTIONS, "action")
        place = self._wording(found, values, node)
        if place is None:
            return None
        if values.get("action") is None:
            values["action"] = self._default_action(kind, values)
        elif values["action"] is Action.fix and "choices" in values:
            read.complain(found["choices"], "'choices' with 'action: fix'. Nobody can choose: write 'action: flag'.")
        line, column = read.lines.place(place.index)
        return Term(kind=kind, line=line, column=column, **values)

    def _wording(self, found: Mapping[str, Node], values: dict[str, Any], node: Node) -> Node | None:
        """Check that a form has either `text` or `regex`, and return the node of it."""
        read = self.reader
        if "regex" in found and "text" in found:
            read.complain(found["regex"], "both 'text' and 'regex' in one form. Keep one.")
            return None
        if "regex" in found:
            pattern = read.prose(found["regex"], "'regex'")
            if pattern is None or not self._compiles(pattern, found["regex"]):
                return None
            values |= {"text": pattern, "match": MatchMode.regex}
            return found["regex"]
        if "text" not in found:
            if found:
                read.complain(node, "a form without 'text'. Say which words it is about.")
            return None
        return found["text"] if "text" in values else None

    def _compiles(self, pattern: str, node: Node) -> bool:
        import regex

        if len(pattern) > MAX_PATTERN:
            self.reader.complain(node, f"a regex of {len(pattern)} characters. Keep it under {MAX_PATTERN}.")
            return False
        try:
            regex.compile(pattern)
        except (regex.error, RecursionError, OverflowError, ValueError) as error:
            at = getattr(error, "pos", None)
            where = "" if at is None else f" at position {at + 1}"
            what = getattr(error, "msg", None) or type(error).__name__
            self.reader.complain(node, f"the regex {quoted(pattern)} is broken{where}: {what}. Mend the pattern.")
            return False
        return True

    @staticmethod
    def _default_action(kind: TermKind, values: Mapping[str, Any]) -> Action:
        if kind is not TermKind.variant:
            return Action.allow
        if "choices" in values:
            return Action.flag
        return Action.suggest if "suggest" in values else Action.fix

    @functools.cached_property
    def _term_values(self) -> Mapping[str, Any]:
        """How each plain value of a form is read."""
        read = self.reader
        return {
            "text": read.text,
            "when": self._condition,
            "unless": self._condition,
            "otherwise": lambda node, where: read.choice(node, _ACTIONS, "otherwise"),
            "suggest": read.text,
            "choices": read.texts,
            "replacement": read.text,
            "case": lambda node, where: read.choice(node, _CASES, "case"),
            "match": lambda node, where: read.choice(node, _MATCHES, "match"),
            "note": read.prose,
            "seen": read.texts,
        }

    def _condition(self, node: Node, where: str) -> Condition | None:
        read, clauses = self.reader, []
        found = read.fields(node, CLAUSES, where)
        for name, words_node in found.items():
            words = read.texts(words_node, f"'{name}'")
            if words:
                clauses.append((*CLAUSES[name], words))
            elif not getattr(words_node, "items", True):
                read.complain(words_node, f"'{name}' has no words. List some or remove it.")
        if isinstance(node, MappingNode) and not node.items:
            read.complain(node, f"{where} has no condition. Write for instance {{document_any: [Armenia]}}.")
        return Condition(tuple(clauses)) if clauses else None

    def _gate(self, found: Mapping[str, Node], where: str) -> Condition | None:
        """The condition of a file or an entry: `when`, and the opposite of `unless`."""
        when = self._condition(found["when"], "'when'") if "when" in found else None
        unless = self._condition(found["unless"], "'unless'") if "unless" in found else None
        if unless is None:
            return when
        scope, quantifier, words = unless.clauses[0]
        if len(unless.clauses) > 1 or (quantifier == "all" and len(words) > 1):
            self.reader.complain(
                found["unless"],
                f"the 'unless' of {where} takes one list of words, _any or _none. Put the rest in 'when'.",
            )
            return when
        opposite = (scope, _OPPOSITE.get(quantifier, "none"), words)
        return Condition((*(when.clauses if when else ()), opposite))

    def _source(self, node: Node, where: str) -> Mapping[str, tuple[str, ...]]:
        read, forms = self.reader, {}
        for language, (key, value) in read.named(node, where).items():
            if not _LANGUAGE.fullmatch(language):
                read.complain(key, f"{quoted(language)} is no language code. Write for instance zh, ru or zh-Hant.")
            forms[language] = read.texts(value, f"'{language}'")
        return forms

    def _forms(self, node: Node, where: str) -> Mapping[str, str]:
        values: dict[str, str] = {}
        self._fill(values, self.reader.fields(node, FORM_KEYS, where), dict.fromkeys(FORM_KEYS, self.reader.text))
        return values

    def _person_name(self, node: Node, where: str) -> PersonName:
        read = self.reader
        values: dict[str, Any] = {}
        order = lambda node, where: read.choice(node, _ORDERS, "order")  # noqa: E731 - a line of a table
        how = {"family": read.text, "given": read.text, "order": order}
        self._fill(values, read.fields(node, tuple(how), where), how)
        return PersonName(**values)

    def _review(self, node: Node, where: str) -> Mapping[str, str]:
        read = self.reader
        values: dict[str, str] = {}
        how = {"by": read.text, "on": read.date, "recheck": read.date}
        self._fill(values, read.fields(node, tuple(how), where), how)
        return values

    def _valid(self, node: Node, where: str) -> Mapping[str, str]:
        values: dict[str, str] = {}
        how = {"from": self.reader.date, "to": self.reader.date}
        self._fill(values, self.reader.fields(node, tuple(how), where), how)
        return values

    def _test(self, node: Node) -> Test | None:
        read = self.reader
        found = read.fields(node, TEST_KEYS, "a test")
        values: dict[str, Any] = {}
        same = lambda node, where: read.choice(node, {"true": True}, "value of 'same'")  # noqa: E731 - a line of a table
        how = {"in": read.prose, "out": read.prose, "same": same, "flags": read.number, "source": read.prose}
        self._fill(values, found, how)
        if found and "in" not in found:
            read.complain(node, "a test without 'in'. Give the sentence to try.")
        elif "out" in found and "same" in found:
            read.complain(node, "a test with both 'out' and 'same'. Keep one.")
        elif found and not found.keys() & {"out", "same", "flags"}:
            read.complain(node, "a test that asks for nothing. Add 'out', 'same: true' or 'flags'.")
        if "in" not in values:
            return None
        line, column = read.lines.place(node.index)
        return Test(values.pop("in"), line=line, column=column, **values)


_A = {TermKind.variant: "a variant", TermKind.admitted: "an admitted"}
