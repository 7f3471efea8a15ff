"""`mtfix init`: a configuration and a glossary to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix.config import FILE_NAME
from mtfix.errors import UsageError

_CONFIG = """\
# mtfix: https://pypi.org/project/mtfix/  (`mtfix config show` prints what is in force)
glossaries = ["shipped", "glossaries/house.yaml"]
# source-language = "zh"        # language the articles were translated from
# fail-on = "major"             # `mtfix check` exits 1 from this severity on
# enable = ["style"]            # rules that are off by default; `mtfix rule` lists all
# ignore = ["page.byline"]

# [rules."term.variant"]
# in-quotations = false
"""
_GLOSSARY = """\
# House glossary. Check it with: mtfix glossary lint glossaries/house.yaml && mtfix glossary test glossaries/house.yaml
mtfix: 1
title: House names
language: en-US
entries:
- preferred: Example City
  type: place
  source: {zh: [范例市]}
  variants:
  - Fanli City
  tests:
  - {in: "the mayor of Fanli City", out: "the mayor of Example City"}
"""


def command(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Where to put them.")] = ".",
) -> None:
    """Write a `mtfix.toml` and a first house glossary; existing files are never touched.

    Example: `mtfix init newsroom/`
    """
    root = Path(folder)
    files = {root / FILE_NAME: _CONFIG, root / "glossaries" / "house.yaml": _GLOSSARY}
    standing = [str(path) for path in files if path.exists()]
    if standing:
        raise UsageError(f"{standing[0]}: already exists. Delete it or choose another folder.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        typer.echo(f"wrote {path}")
    typer.echo("Next: mtfix fix article.txt")
