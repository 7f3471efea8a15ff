"""`mtfix config show`: each value in force, and where it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix import api
from mtfix.config import SETTINGS, Config, find_config, load_config
from mtfix.model import Severity


def command(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="The article or folder it is for.")] = ".",
) -> None:
    """Print each setting, its value and its origin.

    Example: `mtfix config show articles/today.txt`
    """
    place = Path(path).absolute()
    found = find_config(place if place.is_dir() else place.parent)
    config = Config() if found is None else load_config(found, api.all_rules(), api.all_formats())
    typer.echo(f"# configuration: {config.path or 'none found, all defaults'}")
    for name, setting in SETTINGS.items():
        key = name.replace("_", "-")
        typer.echo(f"{key} = {_toml(getattr(config, name))}  # {config.origin(name)}; {setting.help}")


def _toml(value: object) -> str:
    if value is None:
        return '""'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Severity | str):
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_toml(one)}' for key, one in value.items()) + "}"
    return str(value)
