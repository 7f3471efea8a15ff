"""The engine: any article with a nasty glossary comes out stable, reversible and unchanged outside its edits."""

from __future__ import annotations

import functools
from itertools import pairwise

from fuzz.choices import WORDS, Choices
from fuzz.targets import Target, demand
from mtfix.api import all_rules, format_named
from mtfix.engine import Engine
from mtfix.glossary.compile import CompiledGlossary, compile_glossary
from mtfix.glossary.model import (
    Action,
    ArticleUse,
    CaseMode,
    Concept,
    ConceptType,
    Condition,
    Glossary,
    MatchMode,
    Term,
    TermKind,
)
from mtfix.matching.exact import Finder
from mtfix.model import Applicability, Document, Edit, Format, Result, Rule, Span
from mtfix.selection import Policy
from mtfix.splice import apply_text, verify

_REGEXES = (r"Na\w+", r"(?i)naka|naqqa", r"\bN\S*a\b", r"", r"\d+", r"(?<=the )N\w*", r"^\w+", r"\s+")
_LONGEST = 60  # code points; the cost of looking for likenesses grows with the square of a name's words
_ARTICLE = 3000  # code points, so that a second is long
_JOINTS = (" ", "-", "’s ", "  ", ". ", "/", "")


def _name(choices: Choices) -> str:
    if choices.byte() < 40:
        text = choices.text(3)[:_LONGEST]
        return text if text.strip() else "Naka"  # the loader refuses blank names
    words = [choices.pick(WORDS) for _ in range(choices.number(2) + 1)]
    return choices.pick(_JOINTS).join(words)


def _condition(choices: Choices) -> Condition | None:
    if choices.byte() < 150:
        return None
    scope = choices.pick(("document", "sentence", "window", "source"))
    return Condition(((scope, choices.pick(("any", "all", "none")), (_name(choices),)),))


def _variant(choices: Choices) -> Term:
    if choices.byte() < 20:
        return Term(choices.pick(_REGEXES), TermKind.variant, match=MatchMode.regex)
    return Term(
        _name(choices),
        TermKind.variant,
        choices.pick((Action.fix, Action.fix, Action.suggest, Action.flag)),
        choices.pick(list(CaseMode)),
        choices.pick((MatchMode.word, MatchMode.word, MatchMode.anywhere)),
        _condition(choices),
        _condition(choices),
        choices.pick(list(Action)),
        replacement=_name(choices) if choices.byte() < 40 else None,
    )


def _glossary(choices: Choices) -> CompiledGlossary:
    """A glossary of overlapping, chained, growing and contradictory entries, built past all checks of the loader."""
    concepts = tuple(
        Concept(
            f"c{number}",
            Term(_name(choices), TermKind.preferred),
            choices.pick(list(ConceptType)),
            tuple(Term(_name(choices), TermKind.admitted) for _ in range(choices.number(1))),
            tuple(_variant(choices) for _ in range(choices.number(3))),
            source={"zh": ("纳卡",)} if choices.byte() < 60 else {},
            article=choices.pick(list(ArticleUse)),
        )
        for number in range(choices.number(2) + 1)
    )
    return compile_glossary(Glossary("g.yaml", concepts))


@functools.cache
def _rules(families: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(one for one in all_rules() if not one.model and (not families or one.name.split(".")[0] in families))


_MARKED = ("<p>", "</p>", "<b>", "</b>", "&amp;", "\n\n", "# ", "*", "`", "<!-- mtfix: off -->", "[x](Naka)")


def engine(data: bytes) -> None:
    """The rules of names, which edit most."""
    _run(data, frozenset({"term", "title", "name"}))


def rules(data: bytes) -> None:
    """All rules together, those that are off by default too."""
    _run(data, frozenset())


def _run(data: bytes, families: frozenset[str]) -> None:
    choices = Choices(data)
    threshold = choices.pick((Applicability.safe, Applicability.safe, Applicability.unsafe))
    format = format_named(choices.pick(("text", "text", "markdown", "html")))
    compiled = _glossary(choices)
    text = choices.text(24, _MARKED if format.name != "text" else ())[:_ARTICLE]
    document = format.read(text.encode(), "a", None)
    source = format_named("text").read("纳卡 2022。".encode(), "s", None) if choices.byte() < 60 else None
    runner = Engine(_rules(families), Finder((compiled,)), source_language="zh" if source else None)
    result = runner.run(document, format, Policy(threshold), source)
    _check(document, format, result)
    if threshold is Applicability.safe:
        again = runner.run(format.read(result.output, "a", None), format, Policy(threshold), source)
        demand(again.output == result.output, "a second run changes nothing")


def _check(document: Document, format: Format, result: Result) -> None:
    verify(document, result.edits, result.output, format)
    for judged in result.findings:
        span = judged.finding.span
        demand(0 <= span.start <= span.end <= len(document.text), "a finding points into the text")
    spans = [edit.span for edit in result.edits]
    demand(all(one.end <= two.start for one, two in pairwise(spans)), "applied edits do not overlap")
    demand(not any(one.overlaps(span) for one in document.protected for span in spans), "protected text stays")
    back, shift = [], 0
    for edit in result.edits:
        start = edit.span.start + shift
        back.append(Edit(Span(start, start + len(edit.text)), document.text[edit.span.start : edit.span.end]))
        shift += len(edit.text) - len(edit.span)
    demand(apply_text(result.corrected, back) == document.text, "every edit can be taken back")


targets: dict[str, Target] = {"engine": engine, "rules": rules}
