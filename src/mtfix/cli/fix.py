"""`mtfix fix`: correct articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from mtfix import api
from mtfix.cli import _options as given
from mtfix.cli._declared import Option
from mtfix.cli._run import Run, date_of_run, options_for, print_bytes, render, severity, write_reports
from mtfix.errors import SourceError, UsageError
from mtfix.model import Applicability, Result


def command(
    paths: given.Paths,
    glossary: given.Glossaries = None,
    output: Annotated[
        str | None,
        Option("-o", "--output", metavar="FILE|DIR", help="Where to write the correction.", show_default=False),
    ] = None,
    in_place: Annotated[bool, Option("--in-place", help="Replace the article, atomically.")] = False,
    diff: Annotated[bool, Option("--diff", help="Print a patch for `git apply`; change nothing.")] = False,
    report: Annotated[
        list[str] | None,
        Option("--report", metavar="[FORMAT=]FILE", help="Write a change report; repeatable.", show_default=False),
    ] = None,
    clean: Annotated[bool, Option("--clean", help="DOCX: no tracked changes and no comments.")] = False,
    unsafe: Annotated[bool, Option("--unsafe", help="Also apply fixes that a person should look at.")] = False,
    fail_on: given.FailOn = None,
    exit_zero: given.ExitZero = False,
    decisions: given.DecisionsFile = None,
    source: given.Source = None,
    source_language: given.SourceLanguage = None,
    select: given.Select = None,
    enable: given.Enable = None,
    ignore: given.Ignore = None,
    config: given.ConfigFile = None,
    encoding: given.Encoding = None,
    stdin_filename: given.StdinFilename = None,
    model: given.Model = None,
    jobs: given.Jobs = 0,
    color: given.Color = "auto",
    reproducible: given.Reproducible = False,
    quiet: given.Quiet = False,
) -> None:
    """Correct articles: what is certain is fixed, the rest is listed.

    Without -o, --in-place or --diff the corrected article is printed and the change report goes to stderr.

    Exit 0: nothing is left at or above the gate; 1: findings are left; 2: the run failed.

    Example: `mtfix fix article.txt -o article.fixed.txt --report changes.json`
    """
    if sum((output is not None, in_place, diff)) > 1:
        raise UsageError("-o, --in-place and --diff exclude each other. Choose one.")
    date = date_of_run(reproducible)
    sessions = api.Sessions(
        config,
        {"docx": {"date": date, **({"tracked": False} if clean else {})}},
        glossaries=tuple(glossary) if glossary else None,
        select=tuple(select) if select else None,
        enable=tuple(enable) if enable else None,
        ignore=tuple(ignore) if ignore else None,
        source_language=source_language,
        encoding=encoding,
        decisions=decisions,
        model=model,
        fail_on=severity(fail_on),
    )
    options = options_for(sys.stderr, color, date)
    files = sessions.files(paths)
    if len(files) > 1 and not (in_place or diff or output):
        raise UsageError(f"{len(files)} articles do not fit one output. Say -o DIR, --in-place or --diff.")
    run = Run(sessions)
    target = _Target(paths, output, in_place, diff, len(files))
    threshold = Applicability.unsafe if unsafe else Applicability.safe
    for result in run.over(paths, threshold, source, stdin_filename, quiet, jobs):
        try:
            target.take(result)
        except SourceError as error:
            run.errors.append(error)
            run.results.pop()  # no report tells of what was not written
    made = run.report(fail_on)
    if diff:
        print_bytes(render(made, "diff", options))
    if not quiet:
        sys.stderr.write(render(made, "terminal", options))
    write_reports(made, report or (), options)
    run.finish(made, exit_zero)


class _Target:
    """Where the corrected articles go."""

    def __init__(self, paths: list[str], output: str | None, in_place: bool, diff: bool, count: int) -> None:
        self._folders = [path for path in paths if Path(path).is_dir()]
        self._output = Path(output) if output else None
        self._in_place = in_place
        self._diff = diff
        self._many = count > 1 or bool(self._folders) or (output or "").endswith("/")
        if in_place and api.STDIN in paths:
            raise UsageError("-: standard input cannot be changed in place. Leave out --in-place.")

    def take(self, result: Result) -> None:
        """Put one corrected article where it belongs."""
        if self._diff:
            return
        if self._in_place:
            if result.output != result.document.source:
                self._refuse_links_out(result.document.path)
                api.write_atomic(Path(result.document.path), result.output)
        elif self._output is None:
            sys.stdout.buffer.write(result.output)
            sys.stdout.buffer.flush()
        else:
            api.write_atomic(self._place(result.document.path), result.output)

    def _refuse_links_out(self, path: str) -> None:
        """A folder may come from a stranger: a link in it changes nothing outside of it."""
        folder = next((one for one in self._folders if Path(path).is_relative_to(one)), None)
        if folder is not None and not Path(path).resolve().is_relative_to(Path(folder).resolve()):
            raise SourceError(f"{path}: a link out of {folder}, left as it was. Name the file itself to change it.")

    def _place(self, path: str) -> Path:
        assert self._output is not None  # noqa: S101 - `take` has asked
        if not self._many and not self._output.is_dir():
            return self._output
        folder = next((one for one in self._folders if Path(path).is_relative_to(one)), None)
        place = self._output / (Path(path).relative_to(folder) if folder else Path(path).name)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place
