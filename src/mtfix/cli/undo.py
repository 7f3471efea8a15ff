"""`mtfix undo`: take a run back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix import api, replay, reported


def command(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The JSON report of `mtfix fix --report r.json`.")],
    rebase: Annotated[
        bool, typer.Option("--rebase", help="The article changed since: take back what can still be found.")
    ] = False,
    root: Annotated[str, typer.Option("--root", metavar="FOLDER", help="No article outside is touched.")] = ".",
    config: Annotated[str | None, typer.Option("--config", metavar="FILE", help="With --rebase.", hidden=True)] = None,
) -> None:
    """Bring the articles of a report back to what they were, to the byte.

    Example: `mtfix undo report.json`
    """
    made = []
    for file in reported.read_report(Path(report)):
        place = reported.place_of(file, Path(root))
        data = api.read_bytes(str(place))
        lost = 0
        if rebase and not file.is_corrected(data):
            back, lost = replay.rebase_undo(file, data, api.Sessions(config).of(str(place)))
        else:
            back = replay.undo_report(file, data)
        made.append((place, back, lost))
    for place, back, lost in made:
        api.write_atomic(place, back)
        rest = f"; {lost} edits were not found again" if lost else ""
        typer.echo(f"undid {place}{rest}", err=True)
