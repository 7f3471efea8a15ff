"""The progress line: only on a terminal, only after one second, and gone at the end."""

from __future__ import annotations

import io

import pytest

from mtfix.cli import _progress


class Screen(io.StringIO):
    """A standard error that is a terminal, or is not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which the test sets."""
    now = [100.0]
    monkeypatch.setattr(_progress.time, "monotonic", lambda: now[0])
    return now


def drawn(monkeypatch: pytest.MonkeyPatch, clock: list[float], wait: float, terminal: bool = True, **how: bool) -> str:
    screen = Screen(terminal)
    monkeypatch.setattr("sys.stderr", screen)
    with _progress.Bar(3, **how) as bar:
        next(bar.articles(["a", "b", "c"]))
        clock[0] += wait
        bar.sentences(30, 60)
        bar.article_done()
    return screen.getvalue()


def test_a_long_run_shows_how_far_it_has_come_and_takes_the_line_away(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    line = drawn(monkeypatch, clock, 1.5)
    assert "article 1 of 3: [############............] 30 of 60 sentences" in line
    assert line.endswith("\r\x1b[K")


def test_nothing_is_drawn_in_the_first_second_or_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    assert drawn(monkeypatch, clock, 0.9) == ""
    assert drawn(monkeypatch, clock, 1.5, terminal=False) == ""
    assert drawn(monkeypatch, clock, 1.5, quiet=True) == ""


def test_the_line_is_gone_before_the_last_article_is_printed(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    screen = Screen(True)
    monkeypatch.setattr("sys.stderr", screen)
    with _progress.Bar(1) as bar:
        next(bar.articles(["a"]))
        clock[0] += 1.5
        bar.sentences(1, 2)
        bar.article_done()
        assert screen.getvalue().endswith("1 of 2 sentences\x1b[K\r\x1b[K")
