"""`mtfix glossary import`: a glossary from other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from mtfix import api
from mtfix.cli.glossary._exchange import format_for
from mtfix.errors import UsageError
from mtfix.glossary import schema
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.table import UNKNOWN
from mtfix.glossary.write import glossary_text


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV, XLSX, TBX or UTX file, or a list of names.")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="The glossary to write; - is standard output.")
    ] = "-",
    format: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="Its format.", show_default="by the suffix")
    ] = None,
    source_language: Annotated[
        str | None,
        typer.Option("--source-language", metavar="CODE", help="Language of a source column without one: zh, ru, ..."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a glossary that is there.")] = False,
) -> None:
    """Make a glossary of a table, a term base or a list of names; what could not be read is told.

    Example: `mtfix glossary import terms.tbx -o house.yaml`
    """
    if source_language is not None and not schema.LANGUAGE.fullmatch(source_language):
        raise UsageError(
            f"--source-language: {source_language!r} is no language code. Write for instance zh or zh-Hant."
        )
    if output != "-" and Path(output).exists() and not force:
        raise UsageError(f"{output}: it exists. Choose another name, or replace it with --force.")
    found, notes = format_for(file, format).read(api.read_bytes(file), file)
    plain: dict[str, Any] = dict(found)
    if source_language is not None:
        notes = [note for note in notes if "--source-language" not in note]
        for entry in plain["entries"]:
            _name_source(entry, source_language)
    text = glossary_text(plain)
    glossary = parse_glossary(text, file if output == "-" else output)
    if output == "-":
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        api.write_atomic(Path(output), text.encode())
    for note in notes:
        typer.echo(f"{file}: {note}", err=True)
    typer.echo(f"{len(glossary.concepts)} entries", err=True)


def _name_source(entry: dict[str, Any], language: str) -> None:
    """Give the source forms of a language that was not said to `language`."""
    forms = dict(entry.get("source", {}))
    if UNKNOWN in forms:
        unnamed = forms.pop(UNKNOWN)
        entry["source"] = {**forms, language: list(dict.fromkeys((*forms.get(language, ()), *unnamed)))}
