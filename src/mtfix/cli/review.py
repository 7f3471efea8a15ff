"""`mtfix review`: let a person judge every finding of an article, on a page or in the terminal."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Annotated

import typer

from mtfix import api
from mtfix.cli import _options as given
from mtfix.cli._run import Run, options_for, render
from mtfix.decisions import FILE_NAME, decider, dump_decisions, load_decisions
from mtfix.model import Applicability


def command(
    path: Annotated[str, typer.Argument(metavar="PATH", help="The article.", show_default=False)],
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE", help="Write a page for a browser.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the corrected article.", show_default=False),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Replace the article when done.")] = False,
    decisions: Annotated[str, typer.Option("--decisions", metavar="FILE", help="Where verdicts are kept.")] = FILE_NAME,
    glossary: given.Glossaries = None,
    source: given.Source = None,
    source_language: given.SourceLanguage = None,
    select: given.Select = None,
    enable: given.Enable = None,
    ignore: given.Ignore = None,
    config: given.ConfigFile = None,
    encoding: given.Encoding = None,
    color: given.Color = "auto",
) -> None:
    """Judge findings one by one; verdicts go into the decisions file.

    Without --html, questions are asked in the terminal, in the manner of `git add -p`.

    Example: `mtfix review article.txt --html review.html`
    """
    sessions = api.Sessions(
        config,
        glossaries=tuple(glossary) if glossary else None,
        select=tuple(select) if select else None,
        enable=tuple(enable) if enable else None,
        ignore=tuple(ignore) if ignore else None,
        source_language=source_language,
        encoding=encoding,
    )
    run = Run(sessions)
    if html is not None:
        for _ in run.over([path], Applicability.safe, source):
            pass
        report = run.report(None)
        api.write_atomic(Path(html), render(report, "html", options_for(sys.stdout, color)).encode())
        typer.echo(f"wrote {html}: open it in a browser", err=True)
        run.finish(report, exit_zero=True)
        return
    _ask(run, path, source, decisions, output, in_place)


def _ask(run: Run, path: str, source: str | None, decisions: str, output: str | None, in_place: bool) -> None:
    from mtfix.review.prompts import Prompts

    known = load_decisions(Path(decisions)) if Path(decisions).exists() else {}
    for result, format in run.over([path], None, source, quiet=True):
        prompts = Prompts(
            input,
            typer.echo,
            by=decider(),
            at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        )
        taken = prompts.review(result, known)
        known = {**known, **taken}
        api.write_atomic(Path(decisions), dump_decisions(known.values()).encode())
        typer.echo(f"{decisions}: {len(taken)} new verdicts", err=True)
        target = path if in_place else output
        session = run.session
        if target is not None and session is not None:
            session.decisions = known
            made = session.run(result.document, format, session.policy(None), None)
            api.write_atomic(Path(target), made.output)
            typer.echo(f"wrote {target}: {len(made.applied)} changes", err=True)
    run.finish(run.report(None), exit_zero=True)
