"""`mtfix glossary lint`: what would make a glossary edit wrongly, in circles, or not at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mtfix import api, curation
from mtfix.cli import _options as given
from mtfix.cli._run import failing, options_for, print_bytes, render, severity, write_reports
from mtfix.config import SHIPPED
from mtfix.model import Applicability, Severity


def command(
    glossaries: Annotated[
        list[str] | None, typer.Argument(metavar="[GLOSSARY]...", help="Files or folders.", show_default="shipped")
    ] = None,
    over: given.Over = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on minor findings as well.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Mend in the files what is mechanical.")] = False,
    clean: Annotated[
        str | None,
        typer.Option("--clean", metavar="PATH", help="Right articles: no variant may match.", show_default=False),
    ] = None,
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
    """Check glossaries, all files together and side by side; with --over, in a layer above others.

    Refused are chains and cycles, a variant that two concepts claim, one that grows with every run, and common words or
    real names as variants without a condition. `mtfix glossary lint` without files checks the shipped ones.

    Exit 0: nothing at or above the gate (default: major); 1: findings; 2: a file could not be read.

    Example: `mtfix glossary lint glossaries/house.yaml --strict`
    """
    gate = severity(fail_on) or (Severity.minor if strict else Severity.major)
    files = [document for document, _ in curation.read_glossaries(tuple(glossaries or (SHIPPED,)))]
    below = [[document for document, _ in curation.read_glossaries([name])] for name in over or ()]
    articles = [api.read_document(path)[0] for path in api.expand([clean])] if clean else []
    results = curation.lint_glossaries(files, Applicability.safe if fix else None, articles, below)
    if fix:
        for result in results:
            if result.applied:
                api.write_atomic(Path(result.document.path), result.output)
    made = curation.lint_report(results, files, gate)
    options = options_for(sys.stdout, color)
    print_bytes(render(made, output_format, options))
    write_reports(made, output or (), options)
    if failing(made):
        raise typer.Exit(1)
