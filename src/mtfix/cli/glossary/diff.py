"""`mtfix glossary diff`: what changed between two glossaries, concept by concept."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from msgspec import structs

from mtfix import curation
from mtfix.errors import UsageError
from mtfix.glossary.compare import compare


def command(
    before: Annotated[str, typer.Argument(metavar="A", help="The old file or folder.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The new one.")],
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="FORMAT", help="text or json.")
    ] = "text",
) -> None:
    """Show concepts and terms that were added, removed or changed; order and layout do not count. Exit 1 if any.

    Example: `mtfix glossary diff old.yaml new.yaml`
    """
    if output_format not in ("text", "json"):
        raise UsageError(f"--output-format: unknown format {output_format!r}. Choose one of: text, json.")
    changes = compare(
        [one for _, file in curation.read_glossaries([before]) for one in file.concepts],
        [one for _, file in curation.read_glossaries([after]) for one in file.concepts],
    )
    if output_format == "json":
        typer.echo(json.dumps([structs.asdict(one) for one in changes], indent=2, ensure_ascii=False))
    else:
        signs = {"added": "+", "removed": "-", "changed": "~"}
        for one in changes:
            typer.echo(f"{signs[one.kind]} {one.preferred}  ({one.id})")
            for line in one.lines:
                typer.echo(f"    {line}")
    typer.echo(f"{len(changes)} concepts differ", err=True)
    if changes:
        raise typer.Exit(1)
