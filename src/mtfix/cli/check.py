"""`mtfix check`: report findings and change nothing."""

from __future__ import annotations

import sys
from typing import Annotated

from mtfix import api
from mtfix.cli import _options as given
from mtfix.cli._declared import Option
from mtfix.cli._run import Run, date_of_run, options_for, print_bytes, render, severity, write_reports


def command(
    paths: given.Paths,
    glossary: given.Glossaries = None,
    output_format: Annotated[
        str, Option("--output-format", "-f", metavar="FORMAT", help="What to print: terminal, json, sarif, ...")
    ] = "terminal",
    output: Annotated[
        list[str] | None,
        Option("--output", metavar="[FORMAT=]FILE", help="Also write a report; repeatable.", show_default=False),
    ] = None,
    fail_on: given.FailOn = None,
    exit_zero: given.ExitZero = False,
    decisions: given.DecisionsFile = None,
    changed_since: Annotated[
        str | None,
        Option("--changed-since", metavar="REV", help="Report only lines changed since.", show_default=False),
    ] = None,
    source: given.Source = None,
    source_language: given.SourceLanguage = None,
    select: given.Select = None,
    enable: given.Enable = None,
    ignore: given.Ignore = None,
    config: given.ConfigFile = None,
    encoding: given.Encoding = None,
    stdin_filename: given.StdinFilename = None,
    model: given.Model = None,
    jobs: given.Jobs = 0,
    no_cache: Annotated[
        bool, Option("--no-cache", help="Look at every article anew, also those that did not change.")
    ] = False,
    color: given.Color = "auto",
    reproducible: given.Reproducible = False,
    quiet: given.Quiet = False,
) -> None:
    """Report what is wrong in articles; nothing is changed.

    Exit 0: nothing at or above the gate; 1: findings; 2: the run failed.

    Example: `mtfix check articles/ --output-format json`
    """
    sessions = api.Sessions(
        config,
        remember=not no_cache,
        glossaries=tuple(glossary) if glossary else None,
        select=tuple(select) if select else None,
        enable=tuple(enable) if enable else None,
        ignore=tuple(ignore) if ignore else None,
        source_language=source_language,
        encoding=encoding,
        decisions=decisions,
        model=model,
        fail_on=severity(fail_on),
    )
    options = options_for(sys.stdout, color, date_of_run(reproducible))
    run = Run(sessions, changed_since)
    for _ in run.over(paths, None, source, stdin_filename, quiet, jobs):
        pass
    report = run.report(fail_on)
    print_bytes(render(report, output_format, options))
    write_reports(report, output or (), options)
    run.finish(report, exit_zero)
