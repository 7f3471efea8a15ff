"""Sessions that notice when a configuration, a glossary or the decisions change on disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import structs

from mtfix import api
from mtfix.config import Config, find_config, forget_found, load_config
from mtfix.decisions import FILE_NAME

# What tells that a file is another one: its path, time of change and size; no time where it is missing.
_Stamp = tuple[str, int, int]


class FreshSessions:
    """The session for each article, made anew when a file that it was made from has changed.

    The decisions file is the one that the configuration names, else `.mtfix-decisions.jsonl` beside the configuration,
    else in the `root` folder of the editor, else beside the article.
    """

    def __init__(self, root: Path | None = None, config: str | None = None, glossaries: Sequence[str] = ()) -> None:
        """`config` is a file to use for all articles; `glossaries` go before those that it names."""
        self.root = root
        self._config = config
        self._glossaries = tuple(glossaries) or None
        self._known: dict[tuple[str, str], tuple[tuple[_Stamp, ...], api.Session]] = {}

    def of(self, path: str) -> api.Session:
        """The session for the article at `path`. Raises `MtfixError`."""
        config, decisions = self._settings(path)
        key = (config.path or "", str(decisions))
        stamps = tuple(_stamps(self._files(config, decisions)))
        known = self._known.get(key)
        if known is None or known[0] != stamps:
            known = stamps, api.Session(config)
            self._known[key] = known
        return known[1]

    def decisions_file(self, path: str) -> Path:
        """Where verdicts on the article at `path` are kept. Raises `ConfigError`."""
        return self._settings(path)[1]

    def _settings(self, path: str) -> tuple[Config, Path]:
        forget_found()
        folder = Path(path).absolute().parent
        found = Path(self._config) if self._config else find_config(folder)
        config = Config() if found is None else load_config(found, api.all_rules())
        config = config.with_options(glossaries=self._glossaries)
        beside = Path(config.path).parent if config.path else self.root or folder
        decisions = Path(config.decisions) if config.decisions else beside / FILE_NAME
        there = str(decisions) if decisions.is_file() else None
        return structs.replace(config, decisions=there), decisions

    def _files(self, config: Config, decisions: Path) -> Iterable[Path]:
        if config.path:
            yield Path(config.path)
        yield decisions
        yield from api.glossary_files(config.glossaries)


def _stamps(paths: Iterable[Path]) -> Iterable[_Stamp]:
    for path in paths:
        try:
            found = os.stat(path)
        except OSError:
            yield str(path), 0, 0
        else:
            yield str(path), found.st_mtime_ns, found.st_size
