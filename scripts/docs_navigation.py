"""The navigation of the documentation: sections in a reader's order, with the pages that exist."""

from __future__ import annotations

import fnmatch
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

# A page belongs to the first section with a pattern that fits.
SECTIONS = {
    "Tutorials": ("editors.md", "review.md", "ci.md", "glossaries.md"),
    "How-tos": ("howto.md", "howto-*.md"),
    "Reference": (
        *("reference/commands.md", "reference/config.md", "reference/rules/index.md", "reference/report.md"),
        *("reference/glossary-keys.md", "reference/checks.md"),
    ),
    "Rules": ("reference/rules/*.md",),
    "Library": ("library.md",),
    "Quality": ("quality.md", "quality-*.md", "benchmarks.md", "scale.md"),
    "Inside": ("architecture.md", "contributing.md", "security.md"),
}


def navigation(docs: Path) -> list[dict[str, Any] | str]:
    """The `nav` of mkdocs for the pages in `docs`."""
    left = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    left.remove("index.md")
    out: list[dict[str, Any] | str] = ["index.md"]
    for title, patterns in SECTIONS.items():
        pages = [page for pattern in patterns for page in left if fnmatch.fnmatch(page, pattern)]
        pages = list(dict.fromkeys(pages))
        left = [page for page in left if page not in pages]
        if pages:
            out.append({title: pages})
    return out


def on_config(config: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Called by mkdocs before it reads the pages."""
    config["nav"] = navigation(Path(config["docs_dir"]))
    return config
