"""Concepts, terms and conditions in words, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import (
    Action,
    ArticleUse,
    CaseMode,
    Concept,
    Condition,
    EntryStatus,
    Glossary,
    MatchMode,
    Term,
)

_DOES = {
    Action.fix: "replaced",
    Action.suggest: "suggested",
    Action.flag: "flagged",
    Action.allow: "allowed",
}
_PLACES = {
    "document": "the article",
    "sentence": "its sentence",
    "window": "ten words around",
    "source": "the original",
}


def names(concept: Concept) -> set[str]:
    """Every name of a concept, source forms too."""
    return {term.text for term in concept.terms} | {form for forms in concept.source.values() for form in forms}


def in_words(condition: Condition) -> str:
    """A condition as a clause after "if"."""
    return " and ".join(clause_in_words(*clause) for clause in condition.clauses)


def clause_in_words(scope: str, quantifier: str, words: tuple[str, ...]) -> str:
    """One clause: "the article has one of Armenia, Baku"."""
    listed = ", ".join(words)
    has = {"any": "has" if len(words) == 1 else "has one of", "all": "has", "none": "has none of"}[quantifier]
    if quantifier == "all" and len(words) > 1:
        listed = f"all of {listed}"
    if quantifier == "none" and len(words) == 1:
        has = "has no"
    verb = has if scope != "window" else has.replace("has", "have", 1)
    return f"{_PLACES[scope]} {verb} {listed}"


def term_in_words(term: Term) -> str:
    """What a variant or an admitted form does, and when."""
    said = [_DOES[term.action]]
    if term.choices:
        said.append(f"choose of {', '.join(term.choices)}")
    elif wording := term.suggest or term.replacement:
        said[0] += f" by {wording}"
    if term.when:
        said.append(f"if {in_words(term.when)}")
    if term.unless:
        said.append(f"unless {in_words(term.unless)}")
    if (term.when or term.unless) and term.otherwise is not Action.allow:
        said.append(f"else {_DOES[term.otherwise]}")
    if term.case is not CaseMode.smart:
        said.append({CaseMode.exact: "case as listed", CaseMode.fold: "in any case"}[term.case])
    if term.match is MatchMode.anywhere:
        said.append("inside words as well")
    if term.note:
        said.append(f"note: {term.note}")
    return "; ".join(said)


def described(glossary: Glossary, concept: Concept) -> str:
    """A concept on some lines, with the places of its names in the file."""
    return "\n".join(_lines(glossary, concept))


def _lines(glossary: Glossary, concept: Concept) -> Iterator[str]:
    state = "" if concept.status is EntryStatus.approved else f", {concept.status.value}"
    yield f"{concept.preferred.text}  ({concept.type.value}{state})"
    for label, value in _rows(glossary, concept):
        if value:
            yield f"  {label:<9} {value}"


def _rows(glossary: Glossary, concept: Concept) -> Iterator[tuple[str, str]]:
    """What is known of a concept, each with its label; what is not known is empty."""
    yield "id", concept.id
    yield "stands", f"{glossary.path}:{concept.line}"
    for label, gate in (("file", glossary.when), ("entry", concept.when)):
        yield label, f"only if {in_words(gate)}" if gate else ""
    yield "article", {ArticleUse.the: "with the", ArticleUse.none: "without the"}.get(concept.article, "")
    yield from ((language, ", ".join(forms)) for language, forms in concept.source.items())
    yield from concept.forms.items()
    for label, terms in (("admitted", concept.admitted), ("variant", concept.variants)):
        for term in terms:
            pattern = "pattern " if term.match is MatchMode.regex else ""
            yield label, f"{pattern}{term.text}  (line {term.line}: {term_in_words(term)})"
    yield "note", " ".join((concept.note or "").split())
    yield "beware of", ", ".join(concept.not_to_be_confused_with)
    yield "refs", ", ".join(concept.refs)
    yield "tests", str(len(concept.tests) or "")
