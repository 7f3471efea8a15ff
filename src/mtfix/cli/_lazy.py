"""A group of commands that are found by the names of modules and imported when they are called."""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

from mtfix.cli import command_modules
from mtfix.cli._declared import for_typer


def group(package: str) -> type[TyperGroup]:
    """The group of the commands in `package`: each module has a `command` function, or an `app` of sub-commands."""

    class Commands(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:
            return list(command_modules(package))

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            modules = command_modules(package)
            if cmd_name not in modules:
                return None
            module = importlib.import_module(f"{package}.{modules[cmd_name]}")
            app = getattr(module, "app", None)
            if app is None:
                app = typer.Typer(add_completion=False, rich_markup_mode="markdown")
                app.command(cmd_name)(for_typer(module.command))
            found = typer.main.get_command(app)
            found.name = cmd_name
            return found

    return Commands


def sub_app(package: str, help: str) -> typer.Typer:
    """An app for the sub-commands in `package`."""
    app = typer.Typer(
        cls=group(package),
        no_args_is_help=True,
        rich_markup_mode="markdown",
        help=help,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(lambda: None)
    return app
