"""`mtfix glossary suggest`: find variants that no glossary lists, in articles at hand."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from mtfix import api, mining
from mtfix.cli import _options as given
from mtfix.cli._articles import source_of
from mtfix.cli._progress import progress
from mtfix.cli._proposals import Least, OutputFormat, Proposals, Write
from mtfix.model import Document
from mtfix.wording import number


def command(
    paths: given.Paths,
    source: given.Source = None,
    glossaries: given.Glossaries = None,
    write: Write = None,
    least: Least = 0.0,
    source_language: given.SourceLanguage = None,
    output_format: OutputFormat = "yaml",
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
    session, files = sessions.of(api.STDIN), sessions.files(paths)
    proposals = mining.mine(_articles(files, source, session, quiet), session, least)
    told.tell(proposals, session)
    if not quiet:
        typer.echo(f"{number(len(files), 'article')}, {told.summary(proposals)}", err=True)


def _articles(
    files: list[str], source: str | None, session: api.Session, quiet: bool
) -> Iterator[tuple[Document, Document | None]]:
    for path in progress(files, quiet):
        yield api.read_document(path, session=session)[0], source_of(path, source)
