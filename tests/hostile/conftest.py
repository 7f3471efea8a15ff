"""Runs the command line inside the test, with a cache of its own."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from mtfix import cli
from mtfix.config import forget_found

GLOSSARY = """mtfix: 1
entries:
- preferred: Nagorno-Karabakh
  type: place
  variants: [Naqqa]
"""


class Done(NamedTuple):
    """How a run ended: exit status and what it printed."""

    status: int
    out: bytes
    err: str


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a glossary `g.yaml` and an article `a.txt`."""
    monkeypatch.setenv("MTFIX_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "g.yaml").write_text(GLOSSARY)
    (folder / "a.txt").write_bytes(b"Talks on the Naqqa issue.\n")
    return folder


@pytest.fixture
def mtfix(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Callable[..., Done]]:
    """Call it with the arguments of the command line."""
    thresholds = gc.get_threshold()

    def run(*arguments: str) -> Done:
        forget_found()
        monkeypatch.setattr(sys, "argv", ["mtfix", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfdbinary.readouterr()
        return Done(int(ended.value.code or 0), out, err.decode("utf-8", "surrogateescape"))

    yield run
    gc.set_threshold(*thresholds)
