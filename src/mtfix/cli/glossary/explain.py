"""`mtfix glossary explain`: which listed forms a sentence has, what becomes of each, and what decided."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from mtfix import api
from mtfix.cli import _options as given
from mtfix.errors import UsageError
from mtfix.matching.verdicts import Verdict, verdicts
from mtfix.text.visible import visible


def command(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="The text; - is standard input.")],
    glossaries: given.Glossaries = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="TEXT", help="The sentence of the original.", show_default=False)
    ] = None,
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="FORMAT", help="text or json.")
    ] = "text",
) -> None:
    """Explain a sentence: every listed form in it, what becomes of it, and each condition with the word that decided.

    A condition that holds is marked +, one that fails -.

    Example: `mtfix glossary explain "Talks on Naka in Baku"`
    """
    if output_format not in ("text", "json"):
        raise UsageError(f"--output-format: unknown format {output_format!r}. Choose one of: text, json.")
    session = api.Sessions(glossaries=tuple(glossaries) if glossaries else None).of(api.STDIN)
    text = sys.stdin.read() if sentence == api.STDIN else sentence
    read = api.format_named("text").read
    original = None if source is None else read(source.encode(), "source", None)
    try:
        document = read(text.encode(), api.STDIN, None)
    except UnicodeEncodeError:
        raise UsageError("SENTENCE: it is not valid UTF-8. Give it through standard input: - .") from None
    found = verdicts(document, session.engine.finder, original)
    if output_format == "json":
        typer.echo(json.dumps([_data(text, one) for one in found], indent=2, ensure_ascii=False))
        return
    for number, one in enumerate(found):
        _print(document.text, one, number > 0)
    if not found:
        count = sum(glossary.size for glossary in session.glossaries)
        typer.echo(f"no form of the {count:,} listed concepts stands here. `mtfix glossary show NAME` shows one.")


def _print(text: str, verdict: Verdict, blank: bool) -> None:
    line = verdict.term.line or verdict.concept.line
    head = f"{text[verdict.span.start : verdict.span.end]!r} at {verdict.span.start + 1}: {verdict.outcome}"
    standing = f"{verdict.term.kind.value} form of {verdict.concept.preferred.text!r}"
    lines: Sequence[str] = (
        *([""] if blank else []),
        head,
        f"    {standing.replace('variant form', 'variant')} ({verdict.glossary}:{line})",
        *(f"  {'+' if step.holds else '-'} {step.text}" for step in verdict.steps),
    )
    for one in lines:
        typer.echo(visible(one))


def _data(text: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "start": verdict.span.start,
        "end": verdict.span.end,
        "text": text[verdict.span.start : verdict.span.end],
        "concept": verdict.concept.id,
        "preferred": verdict.concept.preferred.text,
        "form": verdict.term.text,
        "kind": verdict.term.kind.value,
        "glossary": verdict.glossary,
        "line": verdict.term.line or verdict.concept.line,
        "matched": verdict.matched,
        "outcome": verdict.outcome,
        "steps": [{"holds": step.holds, "text": step.text} for step in verdict.steps],
    }
