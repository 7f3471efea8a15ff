"""`mtfix lsp`: the language server for editors."""

from __future__ import annotations

import importlib.util
from typing import Annotated

import typer

from mtfix.cli import _options as given
from mtfix.errors import UsageError


def command(
    glossary: given.Glossaries = None,
    config: given.ConfigFile = None,
    delay: Annotated[
        int, typer.Option("--delay", metavar="MS", min=0, help="Milliseconds without a keystroke before a check.")
    ] = 300,
) -> None:
    """Serve an editor over standard input and output: findings, fixes and concepts while you write.

    Editors start it themselves: see `examples/editors` for VS Code, Neovim, Helix, Emacs and Sublime Text.

    Example: `mtfix lsp --glossary house.yaml`
    """
    if importlib.util.find_spec("pygls") is None:
        raise UsageError("mtfix lsp: the extra 'lsp' is not installed. Install it: pip install 'mtfix[lsp]'")
    from mtfix.lsp.server import make_server

    make_server(config, tuple(glossary or ()), delay / 1000).start_io()
