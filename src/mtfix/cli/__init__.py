"""The command line: one file a command, imported when it is called."""

from __future__ import annotations

import gc
import os
import sys

import typer

from mtfix import __version__
from mtfix.cli._lazy import group
from mtfix.errors import MtfixError
from mtfix.workers import FEW_CYCLES

app = typer.Typer(
    cls=group(__name__),
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
    gc.set_threshold(*FEW_CYCLES)
    try:
        app()
    except MtfixError as error:
        if os.environ.get("MTFIX_DEBUG"):
            raise
        from mtfix.text.visible import visible_lines

        print(visible_lines(str(error)), file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except BrokenPipeError:
        # the reader has gone (`mtfix ... | head`): nothing is wrong, and nobody is left to tell
        _close_output()
        sys.exit(141)
    except OSError as error:  # a full disk behind standard output: never the 1 of "there are findings"
        if os.environ.get("MTFIX_DEBUG"):
            raise
        _close_output()
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}cannot go on: {error.strerror}. Make room or check the rights.", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    finally:
        # at its end the interpreter looks for cycles in all that was made, 30 ms for memory that is given back anyway
        gc.freeze()


def _close_output() -> None:
    """Send what is still to be written nowhere, so that the interpreter does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
