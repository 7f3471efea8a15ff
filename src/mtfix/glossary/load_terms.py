"""Read the forms of an entry and the conditions that gate them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mtfix.glossary import schema
from mtfix.glossary.model import Action, Condition, MatchMode, Term, TermKind
from mtfix.glossary.reading import Reader, quoted
from mtfix.glossary.yaml_tree import Mapping as MappingNode
from mtfix.glossary.yaml_tree import Node

MAX_PATTERN = 2000  # characters of a regex
_OPPOSITE = {"any": "none", "none": "any"}


def read_condition(read: Reader, node: Node, where: str) -> Condition | None:
    """A `when` or `unless`: at least one clause, each with at least one word."""
    clauses = []
    found = read.fields(node, schema.CLAUSES, where)
    for name, words_node in found.items():
        words = read.texts(words_node, f"'{name}'")
        if words:
            clauses.append((*schema.CLAUSES[name], words))
        elif not getattr(words_node, "items", True):
            read.complain(words_node, f"'{name}' has no words. List some or remove it.")
    if isinstance(node, MappingNode) and not node.items:
        read.complain(node, f"{where} has no condition. Write for instance {{document_any: [Armenia]}}.")
    return Condition(tuple(clauses)) if clauses else None


def read_gate(read: Reader, found: Mapping[str, Node], where: str) -> Condition | None:
    """The gate of a file or an entry: its `when`, and its `unless` turned round."""
    when = read_condition(read, found["when"], "'when'") if "when" in found else None
    unless = read_condition(read, found["unless"], "'unless'") if "unless" in found else None
    if unless is None:
        return when
    scope, quantifier, words = unless.clauses[0]
    if len(unless.clauses) > 1 or (quantifier == "all" and len(words) > 1):
        message = f"the 'unless' of {where} takes one list, _any or _none. Put the rest in 'when' or in the variants."
        read.complain(found["unless"], message)
        return when
    opposite = (scope, _OPPOSITE.get(quantifier, "none"), words)
    return Condition((*(when.clauses if when else ()), opposite))


class TermReader(Struct):
    """Reads the forms of one entry. `defaults` are its `case` and `match`; `seen` gathers where forms were met."""

    read: Reader
    defaults: Mapping[str, Any]
    seen: list[str]

    def terms(self, node: Node, kind: TermKind) -> tuple[Term, ...]:
        """The forms of a list, short or long."""
        read, terms = self.read, []
        name = "variants" if kind is TermKind.variant else "admitted"
        action = Action.fix if kind is TermKind.variant else Action.allow
        for item in read.items(node, f"'{name}'"):
            if isinstance(item, MappingNode):
                if (term := self._long_form(item, kind)) is not None:
                    terms.append(term)
            elif (text := read.text(item, f"an item of '{name}'")) is not None:
                line, column = read.lines.place(item.index)
                terms.append(Term(text, kind, action, line=line, column=column, **self.defaults))
        return tuple(terms)

    def _long_form(self, node: MappingNode, kind: TermKind) -> Term | None:
        read, variant = self.read, kind is TermKind.variant
        keys = schema.VARIANT_KEYS if variant else schema.ADMITTED_KEYS
        found = read.fields(node, keys, "a variant" if variant else "an admitted form")
        values = {**self.defaults, **read.values(found, self._how(variant))}
        self.seen += values.pop("seen", ())
        place = self._wording(found, values, node)
        if place is None:
            return None
        if values.get("action") is Action.fix and "choices" in values:
            read.complain(found["choices"], "'choices' with 'action: fix'. Nobody can choose: write 'action: flag'.")
        values.setdefault("action", _default_action(kind, values))
        line, column = read.lines.place(place.index)
        return Term(kind=kind, line=line, column=column, **values)

    def _how(self, variant: bool) -> dict[str, Any]:
        """How each key of a form is read, but for `regex`."""
        read = self.read
        actions = schema.ACTIONS if variant else schema.ADMITTED_ACTIONS
        return {
            **dict.fromkeys(("text", "suggest", "replacement"), read.text),
            **dict.fromkeys(("when", "unless"), lambda node, where: read_condition(read, node, where)),
            **dict.fromkeys(("choices", "seen"), read.texts),
            "note": read.prose,
            "action": read.choice_of(actions),
            "otherwise": read.choice_of(schema.ACTIONS),
            "case": read.choice_of(schema.CASES),
            "match": read.choice_of(schema.MATCHES),
        }

    def _wording(self, found: Mapping[str, Node], values: dict[str, Any], node: Node) -> Node | None:
        """The node of `text` or `regex`, of which a form has one; None after a problem."""
        read = self.read
        if "regex" in found and "text" in found:
            read.complain(found["regex"], "both 'text' and 'regex' in one form. Keep one.")
        elif "regex" in found:
            pattern = read.prose(found["regex"], "'regex'")
            if pattern is not None and self._compiles(pattern, found["regex"]):
                values |= {"text": pattern, "match": MatchMode.regex}
                return found["regex"]
        elif "text" in values:
            return found["text"]
        elif "text" not in found:
            read.missing(node, found, "a form without 'text'. Say which words it is about.")
        return None

    def _compiles(self, pattern: str, node: Node) -> bool:
        import regex

        if len(pattern) > MAX_PATTERN:
            self.read.complain(node, f"a regex of {len(pattern)} characters. Keep it under {MAX_PATTERN}.")
            return False
        try:
            regex.compile(pattern)
        except (regex.error, RecursionError, OverflowError, ValueError) as error:
            at = getattr(error, "pos", None)
            where = "" if at is None else f" at position {at + 1}"
            what = "nested too deep" if isinstance(error, RecursionError) else getattr(error, "msg", str(error))
            self.read.complain(node, f"the regex {quoted(pattern)} is broken{where}: {what}. Mend the pattern.")
            return False
        return True


def _default_action(kind: TermKind, values: Mapping[str, Any]) -> Action:
    """What a long form without `action` does: what needs a person is never a fix."""
    if kind is not TermKind.variant:
        return Action.allow
    if "choices" in values:
        return Action.flag
    return Action.suggest if "suggest" in values else Action.fix
