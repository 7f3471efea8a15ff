"""`mtfix decisions prune`: forget verdicts on findings that are gone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix import api
from mtfix.cli import _options as given
from mtfix.cli._run import Run
from mtfix.decisions import FILE_NAME, dump_decisions, load_decisions


def command(
    paths: given.Paths,
    file: Annotated[str, typer.Option("--file", metavar="FILE", help="The decisions file.")] = FILE_NAME,
    glossary: given.Glossaries = None,
    config: given.ConfigFile = None,
    source: given.Source = None,
) -> None:
    """Check the articles, and drop the decisions on findings that no longer occur.

    Example: `mtfix decisions prune articles/`
    """
    known = load_decisions(Path(file))
    run = Run(api.Sessions(config, glossaries=tuple(glossary) if glossary else None))
    for _ in run.over(paths, None, source):
        pass
    if not run.errors:  # an article that could not be read may still need its decisions
        seen = {judged.fingerprint for result in run.results for judged in result.findings}
        kept = [one for one in known.values() if one.fingerprint in seen]
        api.write_atomic(Path(file), dump_decisions(kept).encode())
        typer.echo(f"{file}: kept {len(kept)}, dropped {len(known) - len(kept)}", err=True)
    run.finish(run.report(None), exit_zero=True)
