"""The command line: one file a command, imported when it is called."""

from __future__ import annotations

import importlib
import os
import sys

import typer
from typer.core import TyperGroup

from mtfix import __version__
from mtfix.errors import MtfixError
from mtfix.registry import module_names


class _Commands(TyperGroup):
    """Finds each command in its own module: a call imports no command but its own."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # typer's own context type
        """The names of the modules of this package."""
        return module_names("mtfix.cli")

    def get_command(self, ctx: typer.Context, cmd_name: str):  # type: ignore[no-untyped-def,override]
        """The command of that module: its `command` function, or its `app` of sub-commands."""
        if cmd_name not in module_names("mtfix.cli"):
            return None
        module = importlib.import_module(f"mtfix.cli.{cmd_name}")
        app = getattr(module, "app", None)
        if app is None:
            app = typer.Typer(add_completion=False)
            app.command(cmd_name)(module.command)
        found = typer.main.get_command(app)
        found.name = cmd_name
        return found


app = typer.Typer(
    cls=_Commands,
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


def main() -> None:
    """Run the command line; errors that the user can mend are one line on stderr and exit 2."""
    try:
        app()
    except MtfixError as error:
        if os.environ.get("MTFIX_DEBUG"):
            raise
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except BrokenPipeError:
        # the reader has gone (`mtfix ... | head`): nothing is wrong, and nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
