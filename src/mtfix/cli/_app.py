"""The whole command line as typer reads it: help, completion, and what is wrong with a call."""

from __future__ import annotations

import os

import typer

from mtfix import __version__
from mtfix.cli._lazy import group

app = typer.Typer(
    cls=group("mtfix.cli"),
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: `mtfix fix article.txt`",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mtfix {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    """Turn machine-translated articles into publishable copy.

    One name for one thing, every garbled sentence flagged, every change explained and reversible.
    """
    if debug:
        os.environ["MTFIX_DEBUG"] = "1"
