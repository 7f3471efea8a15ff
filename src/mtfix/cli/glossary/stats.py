"""`mtfix glossary stats`: what each entry and form does for a folder of articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from mtfix import api
from mtfix.cli import _options as given
from mtfix.cli._articles import source_of
from mtfix.cli._progress import progress
from mtfix.errors import UsageError
from mtfix.glossary.model import Action
from mtfix.model import Document, Format
from mtfix.text.visible import visible
from mtfix.usage import EntryUse, FormUse, Usage, usage
from mtfix.wording import number

_FAMILIES = ("term", "title")


def command(
    paths: given.Paths,
    glossaries: given.Glossaries = None,
    source: given.Source = None,
    dead: Annotated[bool, typer.Option("--dead", help="List the variants that are never met.")] = False,
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="FORMAT", help="terminal or json.")
    ] = "terminal",
    quiet: given.Quiet = False,
) -> None:
    """Count over articles: the places of each entry and variant, what is corrected, and what is never met.

    The success rate is the share of wrong renderings that `mtfix fix` corrects; consistency is the share of repeated
    names with one rendering. Nothing is written.

    Example: `mtfix glossary stats articles/ -g house.yaml --dead`
    """
    if output_format not in ("terminal", "json"):
        raise UsageError(f"--output-format: unknown format {output_format!r}. Choose one of: terminal, json.")
    names = tuple(glossaries) if glossaries else None
    sessions = api.Sessions(glossaries=names, select=_FAMILIES)
    session, files = sessions.of(api.STDIN), sessions.files(paths)
    found = usage(_articles(files, source, session, quiet), session)
    if output_format == "json":
        typer.echo(json.dumps(_data(found), indent=2, ensure_ascii=False))
    else:
        for line in _lines(found, dead):
            typer.echo(visible(line))


def _articles(
    files: list[str], source: str | None, session: api.Session, quiet: bool
) -> Iterator[tuple[Document, Format, Document | None]]:
    for path in progress(files, quiet):
        document, format = api.read_document(path, session=session)
        yield document, format, source_of(path, source)


def _lines(found: Usage, dead: bool) -> Iterator[str]:
    used = [entry for entry in found.entries if entry.count("places") or entry.count("held")]
    if used:
        yield " places articles  fixed   left   held"
    for entry in used:
        yield f"{_row(entry)}  {entry.concept.preferred.text}  ({entry.concept.glossary}:{entry.concept.line})"
        for form in sorted(entry.forms.values(), key=lambda one: (-one.places, one.term.text)):
            if form.wrong and (form.places or form.held):
                yield f"{_form_row(form)}    {form.term.text}{_action(form)}"
    if dead:
        yield from (["", "never met:"] if found.dead else ())
        for entry, form in found.dead:
            yield f"  {form.term.text}  ({entry.concept.preferred.text}, {form.glossary}:{form.term.line})"
    yield from ([""] if used else ())
    yield from _summary(found, len(used))


def _row(entry: EntryUse) -> str:
    return _cells(entry.count("places"), entry.articles, *(entry.count(name) for name in ("fixed", "left", "held")))


def _form_row(form: FormUse) -> str:
    return _cells(form.places, form.articles, form.fixed, form.left, form.held)


def _cells(*counts: int) -> str:
    widths = (7, 8, 6, 6, 6)
    return " ".join(f"{count or '-':>{width}}" for count, width in zip(counts, widths, strict=True))


def _action(form: FormUse) -> str:
    return "" if form.term.action is Action.fix else f"  [{form.term.action.value}]"


def _summary(found: Usage, used: int) -> Iterator[str]:
    wrong, right = found.count("places", wrong=True), found.count("places", wrong=False)
    entries, dead = len(found.entries), len(found.dead)
    yield f"{number(found.articles, 'article')}; {used:,} of {entries:,} entries met, {dead:,} variants never"
    if found.success is not None:
        share = f"{found.success:.1%}"
        yield f"success: {found.count('fixed'):,} of {wrong:,} wrong renderings corrected ({share})"
    if total := wrong + right:
        yield f"right forms: {right / total:.1%} before, {(right + found.count('fixed')) / total:.1%} after"
    before, after = found.consistency
    yield f"consistency: {before:.1%} before, {after:.1%} after"


def _data(found: Usage) -> dict[str, Any]:
    wrong, right = found.count("places", wrong=True), found.count("places", wrong=False)
    return {
        "articles": found.articles,
        "entries": [_entry(entry) for entry in found.entries],
        "summary": {
            "right": right,
            "wrong": wrong,
            "fixed": found.count("fixed"),
            "left": found.count("left"),
            "success_rate": None if found.success is None else round(found.success, 4),
            "consistency": dict(zip(("before", "after"), (round(one, 4) for one in found.consistency), strict=True)),
            "dead_variants": len(found.dead),
        },
    }


def _entry(entry: EntryUse) -> dict[str, Any]:
    return {
        "concept": entry.concept.id,
        "preferred": entry.concept.preferred.text,
        "glossary": entry.concept.glossary,
        "line": entry.concept.line,
        "places": entry.count("places"),
        "articles": entry.articles,
        "forms": [
            {
                "form": form.term.text,
                "kind": form.term.kind.value,
                "glossary": form.glossary,
                "line": form.term.line,
                "places": form.places,
                "articles": form.articles,
                "fixed": form.fixed,
                "left": form.left,
                "held": form.held,
            }
            for form in entry.forms.values()
        ],
    }
