"""`mtfix glossary schema`: the JSON Schema of the glossary format, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from mtfix import api
from mtfix.glossary.json_schema import glossary_schema


def command(
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to write it; - is standard output.")
    ] = "-",
) -> None:
    """Print the JSON Schema of the glossary format, so that an editor completes keys and marks mistakes.

    Editors with the YAML language server take it from a comment on the first line of a glossary:
    `# yaml-language-server: $schema=glossary.schema.json`

    Example: `mtfix glossary schema -o glossary.schema.json`
    """
    text = json.dumps(glossary_schema(), indent=2, ensure_ascii=False) + "\n"
    if output == "-":
        typer.echo(text, nl=False)
    else:
        api.write_atomic(Path(output), text.encode())
