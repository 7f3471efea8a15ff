"""Looks at articles that were taken before: `mtfix check` does not look twice at an article that is as it was.

A look is kept under a digest of all that it depends on: the article and how it was read, its original, the
configuration, the glossaries, and the code itself. Each is a file of JSON in the cache folder, written aside and
renamed, so that any number of processes may share them. What cannot be read is looked at anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import itertools
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import MsgspecError, json

from mtfix import registry
from mtfix.config import Config
from mtfix.engine import Look
from mtfix.glossary.cache import keep, rested, trusted
from mtfix.glossary.compiled import CompiledGlossary
from mtfix.model import Document, OptionValue

_CODE = (".py", ".txt", ".tsv", ".json")  # programs, and the tables that they read


class Memory:
    """The looks that were taken with one configuration, in `folder`."""

    def __init__(
        self,
        folder: Path,
        config: Config,
        formats: Mapping[str, Mapping[str, OptionValue]],
        glossaries: Sequence[CompiledGlossary],
    ) -> None:
        """Nothing is read or written yet; `formats` are the options that the articles are read with."""
        makings = "\0".join(_makings(config, formats, glossaries))
        stamp = hashlib.sha256(makings.encode("utf-8", "surrogatepass")).hexdigest()
        self._folder = folder / "looks" / stamp[:32]

    def look(self, document: Document, source: Document | None, anew: Callable[[], Look]) -> Look:
        """What is seen in the document, from memory where it was seen before, else taken `anew`."""
        read = ((one.format, one.encoding, one.digest) for one in (document, source) if one is not None)
        key = "\0".join(itertools.chain.from_iterable(read))
        path = self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"
        look = _read(path)
        if look is None:
            look = anew()
            _write(path, look)
        return look


def _makings(
    config: Config, formats: Mapping[str, Mapping[str, OptionValue]], glossaries: Sequence[CompiledGlossary]
) -> Iterator[str]:
    """All that a look depends on besides the article. No rule is asked: to import them takes longer than all else."""
    yield from (f"{one.layer} {one.digest}" for one in glossaries)
    yield f"{config.select} {config.enable} {config.ignore} {config.model} {config.source_language}"
    for options in (config.rules, formats):
        yield str(sorted((name, sorted(some.items())) for name, some in options.items()))
    yield sys.version
    yield from _code({__package__, *registry.packages_adding("mtfix.rules")})


def _code(packages: Iterable[str]) -> Iterator[str]:
    """The files of packages by their contents: where they stand and when they were installed does not matter."""
    for package in sorted(packages):
        module = importlib.import_module(package)
        folders = getattr(module, "__path__", None)
        files = _files(folders) if folders else [getattr(module, "__file__", None)]
        for file in filter(None, files):
            with open(file, "rb") as opened:
                yield f"{package} {os.path.basename(file)} {zlib.crc32(opened.read())}"


def _files(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        for place, _, names in sorted(os.walk(folder)):
            yield from (os.path.join(place, name) for name in sorted(names) if name.endswith(_CODE))


def _read(path: Path) -> Look | None:
    try:
        found = os.stat(path)
        if not trusted(path, found):
            return None
        if rested(found):
            keep(path)
        return json.decode(path.read_bytes(), type=Look)
    except (OSError, MsgspecError):
        return None


def _write(path: Path, look: Look) -> None:
    """Keep a look; nobody minds where it cannot be written."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError, UnicodeEncodeError):  # a lone surrogate is no JSON
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # it quotes the article, which others may not be meant to read
            with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(json.encode(look))
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
