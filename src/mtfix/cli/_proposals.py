"""What `glossary suggest` and `corpus suggest` share: print proposals, or put them into a glossary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from mtfix import api, mining
from mtfix.cli._run import print_bytes
from mtfix.errors import UsageError
from mtfix.glossary.document import read_glossary_document
from mtfix.matching.suggest import Proposal
from mtfix.wording import number

Write: TypeAlias = Annotated[
    str | None,
    typer.Option("--write", metavar="GLOSSARY", help="Put the proposals into this file.", show_default=False),
]
Least: TypeAlias = Annotated[
    float, typer.Option("--least", min=0.0, max=1.0, metavar="SCORE", help="Show no proposal below this score.")
]
OutputFormat: TypeAlias = Annotated[str, typer.Option("--output-format", "-f", metavar="FORMAT", help="yaml or json.")]


class Proposals:
    """Where proposals go: to standard output as YAML or JSON, or into the glossary `write`."""

    def __init__(self, output_format: str, write: str | None) -> None:
        """Read the glossary to write to, before any work is done. Raises `UsageError`, `MtfixError`."""
        if output_format not in ("yaml", "json"):
            raise UsageError(f"--output-format: unknown format {output_format!r}. Choose one of: yaml, json.")
        self._json = output_format == "json"
        self._write = write
        self._text = "" if write is None else read_glossary_document(api.read_bytes(write), write).text

    def tell(self, proposals: Sequence[Proposal], session: api.Session) -> None:
        """Print the proposals or write them."""
        if self._json:
            typer.echo(json.dumps(mining.as_data(proposals), indent=2, ensure_ascii=False))
        elif self._write is None:
            print_bytes(mining.as_entries(proposals, session))
        if self._write is not None:
            made = mining.put_in(self._text, self._write, proposals, session)
            if made != self._text:
                api.write_atomic(Path(self._write), made.encode())

    def summary(self, proposals: Sequence[Proposal]) -> str:
        """How many there are, and where they went."""
        concepts = len({one.concept.id for one in proposals})
        where = f", put into {self._write}" if self._write is not None and proposals else ""
        return f"{number(len(proposals), 'variant')} of {number(concepts, 'concept')}{where}"
