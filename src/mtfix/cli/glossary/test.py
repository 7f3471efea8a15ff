"""`mtfix glossary test`: does every entry do what its tests say?"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mtfix import api, curation
from mtfix.cli import _options as given
from mtfix.cli._run import failing, options_for, print_bytes, render, severity, write_reports
from mtfix.config import SHIPPED, Config
from mtfix.glossary.tests import count_tests
from mtfix.wording import number


def command(
    glossaries: Annotated[
        list[str] | None, typer.Argument(metavar="[GLOSSARY]...", help="Files or folders.", show_default="shipped")
    ] = None,
    over: given.Over = None,
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="FORMAT", help="What to print.")
    ] = "terminal",
    output: Annotated[
        list[str] | None,
        typer.Option("--output", metavar="[FORMAT=]FILE", help="Also write a report; repeatable.", show_default=False),
    ] = None,
    fail_on: given.FailOn = None,
    color: given.Color = "auto",
) -> None:
    """Run the tests of all entries, with all entries of all files in force, and those of --over in layers below them.

    Only the name rules run: a test of an entry says nothing about garbled sentences.

    Example: `mtfix glossary test glossaries/house.yaml`
    """
    names = tuple(glossaries or (SHIPPED,))
    files = curation.read_glossaries(names)
    session = api.Session(Config().with_options(glossaries=(*(over or ()), *names), select=("term", "title")))
    made = curation.report(curation.test_glossaries(files, session), session, severity(fail_on))
    options = options_for(sys.stdout, color)
    count = sum(count_tests(glossary) for _, glossary in files)
    if output_format != "terminal" or failing(made):
        print_bytes(render(made, output_format, options))
    write_reports(made, output or (), options)
    failed = sum(len(result.findings) for result in made.results)
    typer.echo(f"{number(count, 'test')}, {failed} failed", err=True)
    if failing(made):
        raise typer.Exit(1)
