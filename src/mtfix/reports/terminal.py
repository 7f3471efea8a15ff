"""The report for people: what was made one, then what to look at, worst first, each place underlined.

`mtfix fix` prints it as its change report. Changes are counted by name, because "Naqqa ×5" is quicker to judge than
five places; what a person should look at comes with its sentence.
"""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from mtfix.model import Applicability, Document, Renderer, RenderOptions, Report, Result, Severity, Span, Status
from mtfix.positions import SourceText
from mtfix.summary import Change, Located, changes, located, totals, worst_first
from mtfix.text.excerpt import excerpt
from mtfix.text.segment import sentences
from mtfix.text.visible import visible

_BOLD, _DIM, _RED, _GREEN, _YELLOW, _CYAN = "1", "2", "31", "32", "33", "36"
_COLORS = {Severity.critical: "1;31", Severity.major: _RED, Severity.minor: _YELLOW, Severity.neutral: _CYAN}
_LINES_SHOWN = 6
_NOTES_SHOWN = 3
_QUOTED = 30
_INDENT = "    "


def render(report: Report, options: RenderOptions) -> str:
    """The report, article by article, and one line that sums it up."""
    writer = _Writer(report, options)
    lines: list[str] = []
    for result in report.results:
        if result.findings:
            lines += writer.article(result)
    return "\n".join([*lines, writer.last_line()]) + "\n"


class _Writer:
    def __init__(self, report: Report, options: RenderOptions) -> None:
        self.report = report
        self.options = options
        self.width = max(options.width, 40)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.options.color and text else text

    def article(self, result: Result) -> Iterator[str]:
        """The lines of one article: its name, what was changed, what is left to look at."""
        source = SourceText(result.document)
        findings = located(result, source=source)
        done = changes(findings, self.report)
        left = [one for one in findings if one.open or (self.options.verbose and one.judged.status is Status.ignored)]
        yield self.paint(visible(result.document.path), _BOLD)
        if done:
            yield from self.changed(done)
        if done and left:
            yield ""
        for number, group in enumerate(_by_sentence(result.document, left)):
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
        wrapped = textwrap.wrap(
            head + ", ".join(items),
            self.width,
            initial_indent="  ",
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(wrapped):
            named = number == 0 and head and line.startswith(f"  {head.rstrip()}")
            yield f"  {self.paint(head.rstrip(), _GREEN)}{line[len(head.rstrip()) + 2 :]}" if named else line

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
        yield f"{where} {severity} {self.paint(finding.rule, _DIM)} {visible(finding.message)}"
        for note in self.notes(one, sentence):
            yield from textwrap.wrap(
                note, self.width, initial_indent=_INDENT, subsequent_indent=_INDENT + "  ", break_long_words=False
            )

    def notes(self, one: Located, sentence: str) -> Iterator[str]:
        status, fix, reason = one.judged.status, one.judged.fix, visible(one.judged.reason or "")
        if status is Status.ignored:
            yield f"ignored: {reason}"
        elif status is Status.skipped:
            yield f"not done: {visible(fix.title if fix else 'the fix')}, because {reason}"
        elif status is Status.offered and fix is not None:
            how = "can be fixed" if fix.applicability is Applicability.safe else "suggestion"
            yield f"{how}: {visible(fix.title)}" + (f" (not certain: {reason})" if reason else "")
        others = [remedy.fix for remedy in one.remedies if remedy.fix != fix or status is Status.flagged]
        for other in others if self.options.verbose else others[:_NOTES_SHOWN]:
            yield f"perhaps: {visible(other.title)}"
        opening = sentence[:_QUOTED]
        evidence = [visible(text) for text in one.finding.evidence if opening not in text]  # it is shown below
        yield from evidence if self.options.verbose else evidence[:_NOTES_SHOWN]

    def last_line(self) -> str:
        """The run in one line."""
        counts = totals(self.report)
        articles = _number(len(self.report.results), "article")
        if not counts.findings:
            return self.paint(f"No findings in {articles}.", _GREEN)
        look = counts.findings - counts.applied - counts.statuses["ignored"] - counts.fixable
        parts = [
            f"{counts.applied} fixed" if counts.applied else "",
            f"{counts.fixable} can be fixed by `mtfix fix`" if counts.fixable else "",
            f"{look} to look at" if look else "",
            f"{counts.statuses['ignored']} ignored" if counts.statuses["ignored"] else "",
        ]
        line = f"{_number(counts.findings, 'finding')} in {articles}: {', '.join(part for part in parts if part)}."
        before, after = counts.consistency
        if after > before:
            line += f" Names with one rendering only: {before:.0%} before, {after:.0%} after."
        return self.paint(line, _BOLD)


def _by_sentence(document: Document, findings: Sequence[Located]) -> list[tuple[Span, list[Located]]]:
    """The findings grouped by the sentence they start in, the group with the worst finding first."""
    starts = [block.span.start for block in document.blocks]
    wanted = sorted({max(bisect_right(starts, one.finding.span.start) - 1, 0) for one in findings})
    blocks = tuple(document.blocks[index] for index in wanted if index < len(starts))
    spans = [sentence.span for sentence in sentences(replace(document, blocks=blocks))]
    groups: dict[Span, list[Located]] = {}
    for one in findings:
        span = one.finding.span
        index = bisect_right(spans, span.start, key=lambda sentence: sentence.start) - 1
        home = spans[index] if index >= 0 and span.start <= spans[index].end else span
        groups.setdefault(home, []).append(one)
    out = []
    for home, group in groups.items():
        reach = Span(
            min(home.start, group[0].finding.span.start), max(home.end, *(one.finding.span.end for one in group), 0)
        )
        out.append((reach, group))
    return sorted(out, key=lambda pair: min(map(worst_first, pair[1])))


def _counted(change: Change, wording: str) -> str:
    lines = list(dict.fromkeys(change.lines))
    shown = ", ".join(map(str, lines[:_LINES_SHOWN])) + (", …" if len(lines) > _LINES_SHOWN else "")
    words = visible(wording) if len(wording) <= 80 else f"{visible(wording[:77])}…"
    return f"{words} ×{len(change.lines)} ({'line' if len(lines) == 1 else 'lines'} {shown})"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


renderer = Renderer(
    name="terminal",
    suffixes=(".txt",),
    render=render,
    summary="for people: changes by name, then what to look at with its sentence, worst first",
)
