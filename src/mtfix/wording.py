"""What the reports for people say, so that the terminal, Markdown and the review page say it alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from mtfix.model import Applicability, Document, Report, Span, Status
from mtfix.summary import Located, totals, worst_first
from mtfix.text.segment import sentences

# So many code points of a sentence tell that a piece of evidence only quotes it.
_QUOTED = 30
_SOME = 3


def headline(report: Report) -> str:
    """The run in one line: how much was found, fixed and left."""
    counts = totals(report)
    articles = number(len(report.results), report.subject)
    fixer = "mtfix fix" if report.subject == "article" else "mtfix glossary lint --fix"
    if not counts.findings:
        return f"No findings in {articles}."
    ignored = counts.statuses["ignored"]
    look = counts.findings - counts.applied - ignored - counts.fixable
    parts = [
        f"{counts.applied} fixed" if counts.applied else "",
        f"{counts.fixable} can be fixed by `{fixer}`" if counts.fixable else "",
        f"{look} to look at" if look else "",
        f"{ignored} ignored" if ignored else "",
    ]
    line = f"{number(counts.findings, 'finding')} in {articles}: {', '.join(part for part in parts if part)}."
    before, after = counts.consistency
    if after > before:
        line += f" Names with one rendering only: {before:.0%} before, {after:.0%} after."
    return line


def number(count: int, noun: str) -> str:
    """A count with its noun."""
    return (
        f"{count} {noun}" if count == 1 else f"{count} {noun.removesuffix('y')}{'ies' if noun.endswith('y') else 's'}"
    )


def remarks(one: Located, sentence: str = "", every: bool = False) -> Iterator[str]:
    """What can be done about a finding, why it was not done, and the evidence; all of it or the first few.

    Evidence that only quotes `sentence`, which is shown beside it, is left out.
    """
    status, fix, reason = one.judged.status, one.judged.fix, one.judged.reason or ""
    if status is Status.ignored:
        yield f"ignored: {reason}"
    elif status is Status.skipped:
        yield f"not done: {fix.title if fix else 'the fix'}, because {reason}"
    elif status is Status.offered and fix is not None:
        how = "can be fixed" if fix.applicability is Applicability.safe else "suggestion"
        yield f"{how}: {fix.title}" + (f" (not certain: {reason})" if reason else "")
    others = [remedy.fix.title for remedy in one.remedies if remedy.fix != fix or status is Status.flagged]
    yield from (f"perhaps: {title}" for title in (others if every else others[:_SOME]))
    opening = sentence[:_QUOTED]
    evidence = [text for text in one.finding.evidence if not opening or opening not in text]
    yield from evidence if every else evidence[:_SOME]


def by_sentence(document: Document, findings: Sequence[Located]) -> list[tuple[Span, list[Located]]]:
    """The findings grouped by the sentence they start in, the group with the worst finding first.

    Each group comes with the stretch of `Document.text` to show: the sentence, or more where a finding is longer.
    """
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
        end = max(home.end, *(one.finding.span.end for one in group), home.start)
        out.append((Span(min(home.start, group[0].finding.span.start), end), group))
    return sorted(out, key=lambda pair: min(map(worst_first, pair[1])))
