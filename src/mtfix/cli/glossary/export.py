"""`mtfix glossary export`: a glossary for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mtfix import api, curation
from mtfix.cli.glossary._exchange import format_for
from mtfix.errors import UsageError
from mtfix.glossary.write import plain_glossary


def command(
    glossary: Annotated[str, typer.Argument(metavar="GLOSSARY", help="The glossary file.")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to write; - is standard output.")
    ] = "-",
    format: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="Its format.", show_default="by the suffix")
    ] = None,
) -> None:
    """Write a glossary as CSV, XLSX, TBX, UTX or a list of names.

    What the format cannot say is told, and kept in private notes of the file, so that `import` gives the same glossary.

    Example: `mtfix glossary export house.yaml -o house.tbx`
    """
    chosen = format_for(output, format)
    files = curation.read_glossaries([glossary])
    if len(files) != 1:
        raise UsageError(f"{glossary}: {len(files)} glossaries. Export one file at a time.")
    data, notes = chosen.write(plain_glossary(files[0][1]))
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        api.write_atomic(Path(output), data)
    for note in notes:
        typer.echo(f"{glossary}: {note}", err=True)
