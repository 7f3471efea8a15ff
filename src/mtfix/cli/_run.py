"""What `check` and `fix` share: read each article, run it, keep what cannot be read for the end, render reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mtfix import api, registry
from mtfix.cli._articles import Task, outcomes
from mtfix.cli._progress import Bar, watched
from mtfix.errors import MtfixError, SourceError, UsageError
from mtfix.model import (
    Applicability,
    Decision,
    Renderer,
    RenderOptions,
    Report,
    Result,
    Severity,
    Status,
)
from mtfix.text.visible import visible_lines

if TYPE_CHECKING:
    import datetime


class Run(Struct):
    """One call over some articles: the results, and the errors of articles that could not be done."""

    sessions: api.Sessions
    changed_since: str | None = None
    results: list[Result] = field(default_factory=list)
    errors: list[MtfixError] = field(default_factory=list)
    session: api.Session | None = None
    stale: set[str] | None = None

    def over(
        self,
        paths: list[str],
        threshold: Applicability | None,
        source: str | None = None,
        stdin_filename: str | None = None,
        quiet: bool = False,
        jobs: int = 0,
    ) -> Iterator[Result]:
        """Run every article, in order; one that fails is kept in `errors` and the others go on.

        `jobs` processes share the work, 0 for as many as it is worth.
        """
        files = self.sessions.files(paths)
        task = Task(self.sessions, threshold, source, stdin_filename, self.changed_since)
        model = self.sessions.of(files[0]).config.model
        with Bar(len(files), quiet) as bar, watched(bar, model):
            for path, outcome in zip(bar.articles(files), outcomes(task, files, jobs), strict=True):
                if isinstance(outcome, MtfixError) and not isinstance(outcome, SourceError):
                    raise outcome
                self.session = session = self.sessions.of(path)
                if isinstance(outcome, SourceError):
                    self.errors.append(outcome)
                    continue
                self._note_stale(outcome.met, session.decisions)
                self.results.append(outcome.result)
                bar.article_done()
                yield outcome.result

    def _note_stale(self, met: Iterable[str], decisions: Mapping[str, Decision]) -> None:
        if decisions:
            self.stale = set(decisions) if self.stale is None else self.stale
            self.stale.difference_update(met)

    def report(self, fail_on: str | None) -> Report:
        """The report of all results so far."""
        session = self.session or self.sessions.of(api.STDIN)
        return session.report(self.results, severity(fail_on))

    def finish(self, report: Report, exit_zero: bool) -> None:
        """Say what could not be read, and exit: 2 for that, 1 for findings at or above the gate, else 0."""
        for error in self.errors:
            print(visible_lines(str(error)), file=sys.stderr)  # noqa: T201
        if self.stale:
            shown = ", ".join(mark[:15] for mark in sorted(self.stale)[:5])
            more = ", ..." if len(self.stale) > 5 else ""
            print(  # noqa: T201
                f"{len(self.stale)} decisions meet no finding of these articles any more ({shown}{more}). "
                "`mtfix decisions prune PATH...` drops them.",
                file=sys.stderr,
            )
        if self.errors:
            sys.exit(2)
        if not exit_zero and failing(report):
            sys.exit(1)


def failing(report: Report) -> bool:
    """Whether a finding that still stands is at or above the gate."""
    return any(
        judged.finding.severity >= report.fail_on
        for result in report.results
        for judged in result.findings
        if judged.status not in (Status.applied, Status.ignored)
    )


def severity(name: str | None) -> Severity | None:
    """The severity of that name. Raises `UsageError`."""
    if name is None:
        return None
    if name not in Severity.__members__:
        raise UsageError(f"--fail-on: unknown severity {name!r}. Choose one of: {', '.join(Severity.__members__)}.")
    return Severity[name]


def render(report: Report, name: str, options: RenderOptions) -> str:
    """The report in the format of that name. Raises `UsageError`."""
    return registry.load("mtfix.reports", name, "renderer", Renderer).render(report, options)


def print_bytes(text: str) -> None:
    """Print a report; a patch may hold bytes that are no UTF-8, which came in as surrogates."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def write_reports(report: Report, targets: Iterable[str], options: RenderOptions) -> None:
    """Write each ``FORMAT=FILE`` or ``FILE`` (format by its suffix). Raises `UsageError`, `SourceError`."""
    for target in targets:
        name, equals, file = target.partition("=")
        if not equals:
            name, file = _format_by_suffix(target), target
        text = render(report, name, RenderOptions(verbose=True, date=options.date))
        api.write_atomic(Path(file), text.encode("utf-8", "surrogateescape"))


def _format_by_suffix(file: str) -> str:
    known: dict[str, str] = {}
    for name in registry.names("mtfix.reports"):
        for suffix in registry.load("mtfix.reports", name, "renderer", Renderer).suffixes:
            known.setdefault(suffix, name)
    for suffix in sorted(known, key=len, reverse=True):
        if file.lower().endswith(suffix):
            return known[suffix]
    formats = ", ".join(registry.names("mtfix.reports"))
    raise UsageError(f"{file}: its suffix names no report format. Write FORMAT={file} with one of: {formats}.")


def options_for(stream: object, color: str, date: str = "") -> RenderOptions:
    """How to render for a stream: colours on a terminal unless NO_COLOR or --color says otherwise."""
    if color not in ("auto", "always", "never"):
        raise UsageError(f"--color: unknown value {color!r}. Choose one of: auto, always, never.")
    terminal = bool(getattr(stream, "isatty", lambda: False)())
    wanted = color == "always" or (color == "auto" and terminal and not os.environ.get("NO_COLOR"))
    return RenderOptions(wanted, _columns() if terminal else 100, False, date)


def _columns() -> int:
    import shutil  # it loads what packs archives

    return shutil.get_terminal_size((100, 24)).columns


def now() -> datetime.datetime:
    """The time of the run, in UTC; SOURCE_DATE_EPOCH stands for it where it is set. Raises `UsageError`."""
    import datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH: {epoch!r} is no number of seconds since 1970. Unset it.") from None


def date_of_run(reproducible: bool) -> str:
    """When the run was made, as reports and tracked changes tell it; "" for a run that must give the same bytes."""
    return "" if reproducible else f"{now():%Y-%m-%dT%H:%M:%SZ}"
