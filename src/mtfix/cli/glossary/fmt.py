"""`mtfix glossary fmt`: one order, one way of quoting, comments kept."""

from __future__ import annotations

from typing import Annotated

import typer

from mtfix import api
from mtfix.errors import GlossaryError, Problem
from mtfix.glossary.canonical import canonical
from mtfix.glossary.document import read_glossary_document
from mtfix.wording import number


def command(
    glossaries: Annotated[list[str], typer.Argument(metavar="GLOSSARY...", help="Files or folders.")],
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 where a file would change.")] = False,
) -> None:
    """Put glossary files in canonical form: keys in order, one way of quoting, comments kept.

    Example: `mtfix glossary fmt --check glossaries`
    """
    problems: list[Problem] = []
    changed = 0
    files = api.glossary_files(glossaries)
    for path in files:
        data = api.read_bytes(str(path))
        text = read_glossary_document(data, str(path)).text
        try:
            made = canonical(text, str(path)).encode()
        except GlossaryError as error:
            problems += error.problems
            continue
        if made != data:
            changed += 1
            typer.echo(f"{path}: {'not in canonical form' if check else 'formatted'}")
            if not check:
                api.write_atomic(path, made)
    if problems:
        raise GlossaryError(problems=problems)
    typer.echo(f"{number(len(files), 'file')}, {changed} {'to format' if check else 'changed'}", err=True)
    if check and changed:
        raise typer.Exit(1)
