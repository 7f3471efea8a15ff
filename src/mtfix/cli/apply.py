"""`mtfix apply`: carry out decisions on the articles of a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix import api, replay, reported
from mtfix.cli import _options as given
from mtfix.cli._run import date_of_run
from mtfix.config import Config, find_config, load_config
from mtfix.decisions import load_decisions
from mtfix.errors import UsageError
from mtfix.text.visible import visible


def command(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A JSON report of `mtfix check` or `mtfix fix`.")],
    decisions: Annotated[str, typer.Argument(metavar="DECISIONS", help="The decisions file.")],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE|DIR", help="Where to write.", show_default="in place")
    ] = None,
    root: Annotated[str, typer.Option("--root", metavar="FOLDER", help="No article outside is touched.")] = ".",
    clean: Annotated[bool, typer.Option("--clean", help="DOCX: no tracked changes.")] = False,
    reproducible: given.Reproducible = False,
) -> None:
    """Write each article of a report as the decisions say.

    Fixes that the run made stay unless they were rejected; offered ones are made where they were accepted.
    The article may be the original or the corrected one.

    Exit 0: all was carried out; 1: some decision could not be; 2: the run failed, and nothing was written.

    Example: `mtfix apply report.json .mtfix-decisions.jsonl`
    """
    verdicts = load_decisions(Path(decisions))
    files = reported.read_report(Path(report))
    options: api.FormatOptions = {"docx": {"date": date_of_run(reproducible), **({"tracked": False} if clean else {})}}
    if output is not None and len(files) > 1 and not Path(output).is_dir():
        raise UsageError(f"{output}: not a folder, and the report has {len(files)} articles. Name a folder.")
    made = []
    for file in files:
        place = reported.place_of(file, Path(root))
        format = api.configured(file.format, _config(place).formats, options)
        applied = replay.apply_report(file, verdicts, api.read_bytes(str(place)), format)
        made.append((file, _target(place, output), applied))
    for file, target, applied in made:  # all could be made: now write
        api.write_atomic(target, applied.data)
        typer.echo(f"wrote {target}: {applied.count} changes", err=True)
        for finding, reason in applied.left:
            typer.echo(f"{visible(file.path)}: {visible(finding.text)!r} was left: it {reason}", err=True)
    if any(applied.left for _, _, applied in made):
        raise typer.Exit(1)


def _config(place: Path) -> Config:
    """The configuration of an article, for the options of its format."""
    found = find_config(place.parent)
    return Config() if found is None else load_config(found)


def _target(place: Path, output: str | None) -> Path:
    if output is None:
        return place
    return Path(output) / place.name if Path(output).is_dir() else Path(output)
