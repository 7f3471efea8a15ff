"""`mtfix learn`: turn repeated rejections into proposals for the glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix import learning
from mtfix.decisions import FILE_NAME, load_decisions


def command(
    decisions: Annotated[str, typer.Argument(metavar="[DECISIONS]", help="The decisions file.")] = FILE_NAME,
    least: Annotated[int, typer.Option("--least", min=1, help="How many rejections make a proposal.")] = 2,
) -> None:
    """Propose conditions for variants that people reject again and again.

    Prints variants to paste over the entry's own, with the rejected places as comments.

    Example: `mtfix learn .mtfix-decisions.jsonl`
    """
    proposals = list(learning.learn(load_decisions(Path(decisions)).values(), least))
    for concept, rejected, proposal in proposals:
        typer.echo(f"# {concept}: rejected {len(rejected)} times")
        for one in rejected[:3]:
            typer.echo(f"#   {' '.join((one.context or one.text or '').split())}")
        typer.echo(proposal)
    if not proposals:
        typer.echo(f"nothing was rejected {least} times or more", err=True)
