"""How far a long run has come: one line on standard error, after one second, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

_AFTER = 1.0  # seconds
_EVERY = 0.1  # seconds
_WIDTH = 24


class Bar:
    """A line that is drawn over again, and gone at the end."""

    def __init__(self, articles: int, quiet: bool = False) -> None:
        """`articles` is how many there are; `quiet` draws nothing."""
        self._articles = articles
        self._article = 0
        self._on = not quiet and sys.stderr.isatty()
        self._start = self._last = time.monotonic()
        self._shown = False

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def articles(self, files: Iterable[str]) -> Iterator[str]:
        """Pass the files on, each as the next article."""
        for path in files:
            self._article += 1
            if self._articles > 1:
                self._draw(self._article - 1, self._articles, "articles")
            yield path

    def article_done(self) -> None:
        """After the last article what is printed next must stand by itself."""
        if self._article == self._articles:
            self._clear()

    def sentences(self, done: int, of: int) -> None:
        """So many sentences of this article were read."""
        before = f"article {self._article} of {self._articles}: " if self._articles > 1 else ""
        self._draw(done, of, "sentences", before)

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False

    def _draw(self, done: int, of: int, what: str, before: str = "") -> None:
        now = time.monotonic()
        if not self._on or now - self._start < _AFTER or now - self._last < _EVERY:
            return
        full = _WIDTH * done // max(of, 1)
        sys.stderr.write(f"\r{before}[{'#' * full}{'.' * (_WIDTH - full)}] {done} of {of} {what}\x1b[K")
        sys.stderr.flush()
        self._shown, self._last = True, now


@contextmanager
def watched(bar: Bar, model: str | None) -> Iterator[None]:
    """Let the language model, where one is asked for, tell `bar` how far it has come."""
    if model != "lm":
        yield
        return
    from mtfix.lm import watching

    with watching(bar.sentences):
        yield


def progress(files: Sequence[str], quiet: bool) -> Iterator[str]:
    """Pass the files on and say how far the work has come."""
    with Bar(len(files), quiet) as bar:
        yield from bar.articles(files)
