"""The command line: one file a command, imported when it is called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mtfix.workers import FEW_CYCLES

if TYPE_CHECKING:
    from mtfix.cli._app import app as app


def __getattr__(name: str) -> Any:
    # typer is loaded for those who speak to it
    if name != "app":
        raise AttributeError(f"module 'mtfix.cli' has no attribute {name!r}")
    from mtfix.cli._app import app

    return app


def main() -> None:
    """Run the command line; errors that the user can mend are one line on stderr and exit 2."""
    gc.set_threshold(*FEW_CYCLES)  # before all else is imported
    from mtfix.errors import MtfixError

    try:
        _carry_out(sys.argv[1:])
    except MtfixError as error:
        if os.environ.get("MTFIX_DEBUG"):
            raise
        from mtfix.text.visible import visible_lines

        print(visible_lines(str(error)), file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
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


def _carry_out(words: Sequence[str]) -> None:
    """Carry out a plain call; typer, whose import takes longer than a short article, has all others."""
    from mtfix.cli._declared import plain_call

    found = command_modules(__name__).get(words[0]) if words and "_MTFIX_COMPLETE" not in os.environ else None
    command = getattr(importlib.import_module(f"{__name__}.{found}"), "command", None) if found else None
    values = plain_call(command, words[1:]) if command else None
    if command and values is not None:
        command(**values)
        sys.exit(0)
    from mtfix.cli._app import app

    app()


def command_modules(package: str) -> dict[str, str]:
    """The name of each command in a package and its module: one that is a word of Python has an underscore after it."""
    from mtfix.registry import module_names

    return {name.rstrip("_").replace("_", "-"): name for name in module_names(package)}


def _close_output() -> None:
    """Send what is still to be written nowhere, so that the interpreter does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
