"""The command line: one file a command, imported when it is called."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

from mtfix.workers import FEW_CYCLES

if TYPE_CHECKING:
    from mtfix.cli._app import app as app


def __getattr__(name: str) -> Any:
    # typer is loaded for those who speak to it, which worker processes do not
    if name != "app":
        raise AttributeError(f"module 'mtfix.cli' has no attribute {name!r}")
    from mtfix.cli._app import app

    return app


def main() -> None:
    """Run the command line; errors that the user can mend are one line on stderr and exit 2."""
    gc.set_threshold(*FEW_CYCLES)  # before all else is imported
    from mtfix.cli._app import app
    from mtfix.errors import MtfixError

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
