"""`mtfix glossary suggest`: find variants that no glossary lists, in articles at hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from mtfix import api, mining
from mtfix.cli import _options as given
from mtfix.cli._articles import source_of
from mtfix.cli._progress import progress
from mtfix.cli._proposals import Proposals
from mtfix.errors import UsageError
from mtfix.model import Document
from mtfix.wording import number


def command(
    paths: given.Paths,
    source: given.Source = None,
    glossaries: given.Glossaries = None,
    write: Annotated[
        str | None,
        typer.Option("--write", metavar="GLOSSARY", help="Put the proposals into this file.", show_default=False),
    ] = None,
    least: Annotated[
        float, typer.Option("--least", min=0.0, max=1.0, metavar="SCORE", help="Show no proposal below this score.")
    ] = 0.0,
    source_language: given.SourceLanguage = None,
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="FORMAT", help="yaml or json.")
    ] = "yaml",
    quiet: given.Quiet = False,
) -> None:
    """Find wrong renderings that no glossary lists, and print them as entries ready to paste.

    The best come first; above each stand its counts, what speaks for it and two quotations. The entries have
    `status: proposed`, so that they only suggest until a person approves them. With --source far more is found, and
    more surely. --write adds them to a glossary, whose comments and order stay.

    Example: `mtfix glossary suggest articles/ --source originals/ -g house.yaml --write house.yaml`
    """
    told = Proposals(output_format, write)
    sessions = api.Sessions(glossaries=tuple(glossaries) if glossaries else None, source_language=source_language)
    session = sessions.of(api.STDIN)
    files = api.expand(paths)
    if not files:
        raise UsageError(f"{', '.join(paths)}: no article here. Name a file, or a folder with .txt or .md files.")
    proposals = mining.mine(_articles(files, source, session, quiet), session, least)
    told.tell(proposals, session)
    if not quiet:
        typer.echo(f"{number(len(files), 'article')}, {told.summary(proposals)}", err=True)


def _articles(
    files: list[str], source: str | None, session: api.Session, quiet: bool
) -> Iterator[tuple[Document, Document | None]]:
    for path in progress(files, quiet):
        yield api.read_document(path, session=session)[0], source_of(path, source)
