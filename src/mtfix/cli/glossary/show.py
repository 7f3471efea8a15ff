"""`mtfix glossary show`: one concept, from every glossary in force."""

from __future__ import annotations

from typing import Annotated

import typer

from mtfix import curation
from mtfix.cli import _options as given
from mtfix.config import SHIPPED
from mtfix.errors import UsageError
from mtfix.glossary.describe import described, names


def command(
    concept: Annotated[str, typer.Argument(metavar="CONCEPT", help="Its id or any of its names.")],
    glossaries: given.Glossaries = None,
) -> None:
    """Show what a concept is called, what matches under which conditions, and where that stands.

    Example: `mtfix glossary show Nagorno-Karabakh`
    """
    files = [glossary for _, glossary in curation.read_glossaries(tuple(glossaries or (SHIPPED,)))]
    found = [(file, one) for file in files for one in file.concepts if concept == one.id or concept in names(one)]
    if not found:
        low = concept.casefold()
        alike = {
            one.id for file in files for one in file.concepts if any(low in name.casefold() for name in names(one))
        }
        hint = f" Like it: {', '.join(sorted(alike)[:8])}." if alike else " `mtfix glossary add` adds it."
        raise UsageError(f"no concept {concept!r} in {len(files)} glossaries.{hint}")
    typer.echo("\n\n".join(described(file, one) for file, one in found))
    if len(glossaries or ()) > 1 and len({one.id for _, one in found}) < len(found):
        typer.echo("entries of one id are one concept: what stands last has the say", err=True)
