"""The change report as Markdown, to be read, mailed or posted beside an article.

Words of the article are escaped: no mark-up, no HTML, no link of theirs survives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtfix.model import Document, Renderer, RenderOptions, Report, Result, Span, Status
from mtfix.summary import Change, Located, changes, located
from mtfix.text.excerpt import excerpt
from mtfix.text.visible import markdown_text as escaped
from mtfix.wording import by_sentence, headline, remarks

_ONE_LINE = 10**9


def render(report: Report, options: RenderOptions) -> str:
    """All articles with findings: what was changed as a table, then what to look at, worst first."""
    lines = ["# Change report", "", headline(report)]
    for result in report.results:
        if result.findings:
            lines += _article(result, report, options)
    return "\n".join(lines) + "\n"


def _article(result: Result, report: Report, options: RenderOptions) -> Iterator[str]:
    findings = located(result)
    yield from ("", f"## {escaped(result.document.path)}")
    if done := changes(findings, report):
        yield from ("", "### Changed", "", "| now | was | times | lines |", "|---|---|---:|---|")
        yield from map(_row, done)
    if left := [one for one in findings if one.open]:
        yield from ("", "### To look at", "")
        for sentence, group in by_sentence(result.document, left):
            yield from _group(result.document, sentence, group, options)
    if ignored := [one for one in findings if one.judged.status is Status.ignored]:
        yield from ("", "### Ignored", "")
        yield from (f"- {_head(one)} ({escaped(one.judged.reason or 'ignored')})" for one in ignored)


def _row(change: Change) -> str:
    lines = ", ".join(map(str, dict.fromkeys(change.lines)))
    after = change.after or "(nothing)"
    return f"| {escaped(after)} | {escaped(change.before)} | {len(change.lines)} | {lines} |"


def _group(document: Document, sentence: Span, group: Sequence[Located], options: RenderOptions) -> Iterator[str]:
    shown = document.text[sentence.start : sentence.end]
    for one in group:
        yield f"- {_head(one)}"
        yield from (f"  - {escaped(remark)}" for remark in remarks(one, shown, options.verbose))
    spans = sorted({one.finding.span for one in group})
    pieces = [piece for line in excerpt(document.text, sentence, spans, _ONE_LINE) for piece in line.pieces]
    yield from ("", "  > " + "".join(map(_marked, pieces)), "")


def _marked(piece: tuple[str, int | None]) -> str:
    text, place = piece
    if place is None:
        return escaped(text)
    # bold mark-up must touch a letter
    return text.replace(text.strip(), f"<b>{escaped(text.strip())}</b>") if text.strip() else text


def _head(one: Located) -> str:
    where = f"line {one.place.line}, column {one.place.column}"
    if one.place.part:
        where = f"{escaped(one.place.part)}, {where}"
    return f"**{one.finding.severity}** {escaped(one.finding.rule)}, {where}: {escaped(one.finding.message)}"


renderer = Renderer(
    name="markdown",
    suffixes=(".md", ".markdown"),
    render=render,
    summary="the change report as Markdown",
)
