"""The report for people: what was made one, then what to look at, worst first, each place underlined.

`mtfix fix` prints it as its change report. Changes are counted by name, because "Naqqa ×5" is quicker to judge than
five places; what a person should look at comes with its sentence.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from mtfix.model import Document, Renderer, RenderOptions, Report, Result, Severity, Span, Status
from mtfix.summary import Change, Located, changes, located
from mtfix.text.excerpt import excerpt
from mtfix.text.visible import visible
from mtfix.wording import by_sentence, headline, remarks

_BOLD, _DIM, _RED, _GREEN, _YELLOW, _CYAN = "1", "2", "31", "32", "33", "36"
_COLORS = {Severity.critical: "1;31", Severity.major: _RED, Severity.minor: _YELLOW, Severity.neutral: _CYAN}
_LINES_SHOWN = 6
_LONGEST = 80
_INDENT = "    "


def render(report: Report, options: RenderOptions) -> str:
    """The report, article by article, and one line that sums it up."""
    writer = _Writer(report, options)
    lines: list[str] = []
    for result in report.results:
        if result.findings:
            lines += writer.article(result)
    return "\n".join([*lines, writer.paint(headline(report), _BOLD)]) + "\n"


class _Writer:
    def __init__(self, report: Report, options: RenderOptions) -> None:
        self.report = report
        self.options = options
        self.width = max(options.width, 40)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.options.color and text else text

    def article(self, result: Result) -> Iterator[str]:
        """The lines of one article: its name, what was changed, what is left to look at."""
        findings = located(result)
        done = changes(findings, self.report)
        left = [one for one in findings if one.open or (self.options.verbose and one.judged.status is Status.ignored)]
        yield self.paint(visible(result.document.path), _BOLD)
        if done:
            yield from self.changed(done)
        if done and left:
            yield ""
        for number, group in enumerate(by_sentence(result.document, left)):
            if number:
                yield ""
            yield from self.group(result.document, *group)
        yield ""

    def changed(self, done: Sequence[Change]) -> Iterator[str]:
        """What was put right: one line for each name, with the renderings that it replaced."""
        for name, group in groupby(done, key=lambda change: change.name):
            own = list(group)
            if name:
                yield from self.change_line(f"{visible(name)}: ", [_counted(change, change.before) for change in own])
                continue
            for change in own:
                yield from self.change_line("", [_counted(change, f"{change.before} → {change.after or '(nothing)'}")])

    def change_line(self, head: str, items: Sequence[str]) -> Iterator[str]:
        name = head.rstrip()
        for number, line in enumerate(_wrapped(head + ", ".join(items), self.width, "  ", _INDENT)):
            named = number == 0 and name and line.startswith(f"  {name}")
            yield f"  {self.paint(name, _GREEN)}{line[len(name) + 2 :]}" if named else line

    def group(self, document: Document, sentence: Span, group: Sequence[Located]) -> Iterator[str]:
        """The findings of one sentence, then the sentence with all their places underlined."""
        shown = document.text[sentence.start : sentence.end]
        for one in group:
            yield from self.finding(one, shown)
        spans = sorted({one.finding.span for one in group})
        codes = [_COLORS[max(one.finding.severity for one in group if one.finding.span == span)] for span in spans]
        bar = self.paint("│", _DIM)
        for line in excerpt(document.text, sentence, spans, self.width - 6):
            yield f"{_INDENT}{bar} " + "".join(
                text if index is None else self.paint(text, f"1;{codes[index]}") for text, index in line.pieces
            )
            if marks := line.underline():
                yield f"{_INDENT}{bar} {self.paint(marks, _RED)}"

    def finding(self, one: Located, sentence: str) -> Iterator[str]:
        """One finding: where, how bad, what; then what can be done and why it was not."""
        finding, place = one.finding, one.place
        where = f"{visible(one.path)}{f':{visible(place.part)}' if place.part else ''}:{place.line}:{place.column}"
        severity = self.paint(str(finding.severity), _COLORS[finding.severity])
        yield f"{where} {severity} {self.paint(visible(finding.rule), _DIM)} {visible(finding.message)}"
        for remark in remarks(one, sentence, self.options.verbose):
            yield from _wrapped(visible(remark), self.width, _INDENT, _INDENT + "  ")


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _counted(change: Change, wording: str) -> str:
    lines = list(dict.fromkeys(change.lines))
    shown = ", ".join(map(str, lines[:_LINES_SHOWN])) + (", …" if len(lines) > _LINES_SHOWN else "")
    words = visible(wording if len(wording) <= _LONGEST else wording[: _LONGEST - 1] + "…")
    return f"{words} ×{len(change.lines)} ({'line' if len(lines) == 1 else 'lines'} {shown})"


renderer = Renderer(
    name="terminal",
    suffixes=(".txt",),
    render=render,
    summary="for people: changes by name, then what to look at with its sentence, worst first",
)
