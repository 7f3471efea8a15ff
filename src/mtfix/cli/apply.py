"""`mtfix apply`: carry out decisions on the articles of a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix import api, replay
from mtfix.decisions import load_decisions
from mtfix.errors import UsageError


def command(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A JSON report of `mtfix check` or `mtfix fix`.")],
    decisions: Annotated[str, typer.Argument(metavar="DECISIONS", help="The decisions file.")],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE|DIR", help="Where to write.", show_default="in place")
    ] = None,
    root: Annotated[str, typer.Option("--root", metavar="FOLDER", help="No article outside is touched.")] = ".",
) -> None:
    """Write each article of a report as the decisions say.

    Fixes that the run made stay unless they were rejected; offered ones are made where they were accepted.

    Example: `mtfix apply report.json .mtfix-decisions.jsonl`
    """
    verdicts = load_decisions(Path(decisions))
    files = replay.read_report(Path(report))
    if output is not None and len(files) > 1 and not Path(output).is_dir():
        raise UsageError(f"{output}: not a folder, and the report has {len(files)} articles. Name a folder.")
    made = []
    for file in files:
        place = replay.place_of(file, Path(root))
        made.append((_target(place, output), replay.apply_report(file, verdicts, api.read_bytes(str(place)))))
    for target, data in made:  # all could be made: now write
        api.write_atomic(target, data)
        typer.echo(f"wrote {target}", err=True)


def _target(place: Path, output: str | None) -> Path:
    if output is None:
        return place
    return Path(output) / place.name if Path(output).is_dir() else Path(output)
