"""Glossaries in layers: entries of one id in several glossaries are one concept, and the later one has the say.

Layers are the glossaries as they were named: each stands above those before it, the files of one folder stand side by
side. An entry in a higher layer may retire the concept, prefer another form, or list a form in another standing; what
it does not mention stays as the lower layers have it. An entry that is only proposed changes nothing below it. Side by
side nobody has the say, so a contradiction is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from mtfix.glossary.model import Action, Concept, EntryStatus, Term, TermKind
from mtfix.glossary.spelling import one_spelling

# What adds up over the layers, name by name or item by item.
_MAPPINGS = ("source", "forms")
_LISTS = ("not_to_be_confused_with", "seen", "refs")
_TERMS = ("preferred", "admitted", "variants")
_OFF = (EntryStatus.deprecated, EntryStatus.retired)
_DEFAULT = Concept("", Term("", TermKind.preferred))


def has_say(concept: Concept) -> bool:
    """Whether an entry counts for the layers below it: what is only proposed does not."""
    return concept.status is not EntryStatus.proposed


def is_off(concept: Concept) -> bool:
    """Whether an entry says that its concept is not to be looked for."""
    return concept.status in _OFF


def merged(entries: Sequence[Concept]) -> Concept:
    """The one concept that `entries` of one id make, the lowest layer first. Its place is that of the last."""
    top = entries[-1]
    values: dict[str, Any] = {}
    for name in Concept.__struct_fields__:
        given = [getattr(one, name) for one in entries]
        if name in _MAPPINGS:
            values[name] = {key: value for one in given for key, value in one.items()}
        elif name in _LISTS:
            values[name] = tuple(dict.fromkeys(item for one in given for item in one))
        elif name not in (*_TERMS, "id", "status", "when", "glossary", "line", "tests"):
            values[name] = next((one for one in reversed(given) if one and one != getattr(_DEFAULT, name)), given[-1])
    kept: list[Term] = [*top.terms[1:]]
    for number in range(len(entries) - 2, -1, -1):
        above = entries[number + 1 :]
        kept += (left for term in entries[number].terms if (left := standing(term, above)) is not None)
    values["admitted"] = tuple(term for term in kept if term.kind is TermKind.admitted)
    values["variants"] = tuple(term for term in kept if term.kind is TermKind.variant)
    return structs.replace(top, **values)


def standing(term: Term, above: Sequence[Concept]) -> Term | None:
    """What a form of a lower layer is under entries of its concept in the layers above, the lowest first.

    None where they switch the concept off or list the form themselves. A form that was preferred is admitted once
    another is; a wording that was made for the old preferred form is only suggested.
    """
    if not above:
        return term
    top = above[-1]
    if is_off(top) or one_spelling(term.text) in {one_spelling(form.text) for one in above for form in one.terms}:
        return None
    if term.kind is TermKind.preferred:
        return structs.replace(term, kind=TermKind.admitted, action=Action.allow)
    if term.replacement and term.action is Action.fix and not term.replacement.startswith(top.preferred.text):
        return structs.replace(term, action=Action.suggest)
    return term


def conflict(one: Concept, other: Concept) -> str | None:
    """What two entries of one id, side by side, contradict each other in; None where they only add to each other."""
    if is_off(one) != is_off(other):
        return f"one is {(one if is_off(one) else other).status.value} and the other is in use"
    if one.preferred.text != other.preferred.text:
        return f"one prefers {one.preferred.text!r} and the other {other.preferred.text!r}"
    known = {one_spelling(term.text): term for term in one.terms}
    for term in other.terms:
        same = known.get(one_spelling(term.text))
        if same is None or any((term.when, term.unless, same.when, same.unless)):
            continue
        if (same.kind is TermKind.variant) != (term.kind is TermKind.variant):
            return f"one holds {term.text!r} to be right and the other does not"
        if (same.action, _wording(same)) != (term.action, _wording(term)):
            return f"they do not agree on what becomes of {term.text!r}"
    return None


def _wording(term: Term) -> tuple[str | None, ...]:
    return term.suggest, term.replacement, *term.choices
