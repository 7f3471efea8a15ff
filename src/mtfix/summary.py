"""What all reports share: findings with their place in the source, worst first, counted and grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from mtfix.model import Applicability, Finding, Fix, Judged, Report, Result, Severity, Status
from mtfix.positions import Place, SourceEdit, SourceText

# Code points of context told on each side of a finding.
_AROUND = 60


class Remedy(Struct, frozen=True):
    """A fix with its edits in the terms of the source; no edits where it cannot be carried out.

    `whole` is the same as one edit, for the formats that know no others; None where the edits stand far apart.
    """

    fix: Fix
    edits: tuple[SourceEdit, ...]
    whole: SourceEdit | None = None


class Located(Struct, frozen=True):
    """A finding with where it stands. `remedies` come best first; the one carried out, if any, comes before all."""

    judged: Judged
    path: str
    source: SourceText
    place: Place
    related: tuple[Place, ...] = ()
    remedies: tuple[Remedy, ...] = ()

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.judged.finding

    @property
    def words(self) -> str:
        """What a reader sees at the place, on one line and without mark-up."""
        span = self.finding.span
        return " ".join(self.source.document.text[span.start : span.end].split())

    @property
    def open(self) -> bool:
        """Whether it still stands: neither fixed nor ignored."""
        return self.judged.status not in (Status.applied, Status.ignored)

    @property
    def score(self) -> float | None:
        """How sure the finding is, 0..1: its own score, else the confidence of its best fix."""
        if self.finding.score is not None:
            return self.finding.score
        return self.finding.fixes[0].confidence if self.finding.fixes else None


def located(result: Result, remedies: bool = True, source: SourceText | None = None) -> list[Located]:
    """The findings of a result in order of place; `remedies` says whether the edits are wanted too."""
    source = SourceText(result.document) if source is None else source
    spans = [span for judged in result.findings for span in (judged.finding.span, *judged.finding.related)]
    places = iter(source.places(spans))
    fixes = [_fixes(judged) if remedies else () for judged in result.findings]
    edits = source.edits(edit for group in fixes for fix in group for edit in fix.edits) if remedies else {}
    return [
        Located(
            judged,
            result.document.path,
            source,
            next(places),
            tuple(next(places) for _ in judged.finding.related),
            tuple(_remedy(fix, [edits[edit] for edit in fix.edits], source) for fix in group),
        )
        for judged, group in zip(result.findings, fixes, strict=True)
    ]


def _remedy(fix: Fix, lowered: Sequence[tuple[SourceEdit, ...]], source: SourceText) -> Remedy:
    if not all(lowered):
        return Remedy(fix, ())
    edits = tuple(sorted((edit for group in lowered for edit in group), key=lambda edit: (edit.start, edit.end)))
    return Remedy(fix, edits, source.joined(edits))


def _fixes(judged: Judged) -> tuple[Fix, ...]:
    if judged.fix is None:
        return judged.finding.fixes
    return (judged.fix, *(fix for fix in judged.finding.fixes if fix != judged.fix))


def worst_first(one: Located) -> tuple[int, int, str, int, int, str]:
    """A sort key: open findings before settled ones, then by severity, path and place."""
    return (not one.open, -one.finding.severity, one.path, one.place.start, one.place.end, one.finding.rule)


class Totals(Struct, frozen=True):
    """Counts over a report. `consistency` is the mean share of repeated names with one rendering, before and after."""

    findings: int
    applied: int
    statuses: dict[str, int]
    rules: dict[str, int]
    severities: dict[str, int]
    consistency: tuple[float, float]
    fixable: int
    unsafe: int


def totals(report: Report) -> Totals:
    """The counts of a report; `fixable` are offered safe fixes, `unsafe` those a person should look at."""
    every = [judged for result in report.results for judged in result.findings]
    offered = [one.fix.applicability for one in every if one.status is Status.offered and one.fix]
    statuses = Counter(one.status for one in every)
    rules = Counter(one.finding.rule for one in every)
    severities = Counter(one.finding.severity for one in every)
    count = len(report.results) or 1
    return Totals(
        findings=len(every),
        applied=statuses[Status.applied],
        statuses={status.value: statuses[status] for status in Status},
        rules={name: rules[name] for name in sorted(rules)},
        severities={severity.name: severities[severity] for severity in sorted(Severity, reverse=True)},
        consistency=(
            sum(result.consistency[0] for result in report.results) / count if report.results else 1.0,
            sum(result.consistency[1] for result in report.results) / count if report.results else 1.0,
        ),
        fixable=offered.count(Applicability.safe),
        unsafe=offered.count(Applicability.unsafe),
    )


class Change(Struct, frozen=True):
    """One wording put in place of another, and where: lines from 1, in order, one for each place.

    `name` is the preferred form of the concept that was named wrongly, "" where the change is no matter of names.
    """

    name: str
    before: str
    after: str
    lines: tuple[int, ...]


def changes(findings: Sequence[Located], report: Report) -> list[Change]:
    """What was changed, each wording once: names first, the most frequent before all."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for one in findings:
        if one.judged.status is not Status.applied or one.judged.fix is None:
            continue
        before, after = _wordings(one)
        concept = report.concepts.get(one.finding.concept or "")
        key = (concept.preferred, before, concept.preferred) if concept else ("", before, after)
        found.setdefault(key, []).append(one.place.line)
    uses: Counter[str] = Counter()
    for (name, _, _), lines in found.items():
        uses[name] += len(lines)
    order = sorted(found, key=lambda key: (not key[0], -uses[key[0]], key[0], -len(found[key]), key))
    return [Change(*key, tuple(sorted(found[key]))) for key in order]


def _wordings(one: Located) -> tuple[str, str]:
    """What stood there and what stands there now, on one line each."""
    remedy = one.remedies[0]
    after = replaced(one, remedy)
    if after is None:
        after = " … ".join(edit.after for edit in remedy.edits if edit.after)
    return one.words, " ".join(after.split())


def replaced(one: Located, remedy: Remedy) -> str | None:
    """The text of the finding's place after `remedy`; None where that reaches beyond the place."""
    place, whole = one.place, remedy.whole
    if whole is None or whole.start < place.start or whole.end > place.end:
        return None
    return place.text[: whole.start - place.start] + whole.after + place.text[whole.end - place.start :]


def context(one: Located) -> str:
    """The words around a finding's place and the place itself, as they stand in the source."""
    place, text = one.place, one.source.text
    low, high = max(place.start - _AROUND, 0), min(place.end + _AROUND, len(text))
    before, after = text[low : place.start], text[place.end : high]
    if low:
        before = before.partition(" ")[2]
    if high < len(text):
        after = after.rpartition(" ")[0]
    return f"{before}{place.text}{after}"
