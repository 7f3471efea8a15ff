"""Who wins: rank the fixes that a policy allows, take those that do not overlap a better one, and say why not else.

The order is total, so that the result never depends on the order of rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from mtfix.model import Applicability, Decision, Document, Edit, Finding, Fix, Judged, Span, Status
from mtfix.splice import editable, encodable


class Policy(Struct, frozen=True):
    """Who selects: fixes of at least `threshold` are applied (None: nobody selects, as `check` does).

    `decisions` are a person's verdicts by fingerprint; they go before the threshold.
    """

    threshold: Applicability | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)


def edits_of(fixes: Iterable[Fix]) -> list[Edit]:
    """The edits of fixes that do not overlap, in order of place, each once."""
    return sorted({edit for fix in fixes for edit in fix.edits}, key=lambda edit: (edit.span, edit.text))


def select(
    document: Document, findings: Sequence[Finding], marks: Sequence[str], policy: Policy, barred: Mapping[Fix, str]
) -> list[Judged]:
    """Judge every finding: rank the fixes that are allowed, and take those that do not overlap a better one."""
    chosen: dict[int, tuple[Fix, str | None]] = {}
    silenced = _silenced(document, findings)
    for index, (finding, mark) in enumerate(zip(findings, marks, strict=True)):
        decision = policy.decisions.get(mark)
        if index not in silenced and (choice := _choice(document, finding, decision, policy, barred)):
            chosen[index] = choice
    ranked = sorted(
        (index for index, (_, reason) in chosen.items() if reason is None),
        key=lambda index: (not _drops_lines(document, chosen[index][0]), _rank(findings[index], chosen[index][0])),
    )
    taken = _Taken()
    for index in ranked:
        fix = chosen[index][0]
        if (holder := taken.holder(fix)) is not None:
            chosen[index] = (fix, f"overlaps the fix of {findings[holder].rule}")
        else:
            taken.add(fix, index)
    return [
        _judged(finding, mark, chosen.get(index), silenced.get(index), policy.decisions.get(mark))
        for index, (finding, mark) in enumerate(zip(findings, marks, strict=True))
    ]


def _choice(
    document: Document, finding: Finding, decision: Decision | None, policy: Policy, barred: Mapping[Fix, str]
) -> tuple[Fix, str | None] | None:
    """The fix to carry out, with the reason why not; None where nothing may be carried out."""
    if decision is not None and decision.verdict != "accept":
        return None
    if decision is not None and decision.replacement is not None:
        fix = Fix("as decided", (Edit(finding.span, decision.replacement),), Applicability.safe)
    elif not finding.fixes:
        return None
    else:
        fix = finding.fixes[0]
        if decision is None and (policy.threshold is None or fix.applicability < policy.threshold):
            return None
    if fix in barred:
        return fix, barred[fix]
    for edit in fix.edits:
        if not editable(document, edit.span):
            return fix, "stands across mark-up that cannot be edited"
        if not encodable(document, edit.text):
            return fix, f"the encoding {document.encoding} cannot hold {edit.text!r}"
        if any(span.overlaps(edit.span) for span in document.protected):
            return fix, "protected text"
    return fix, None


def _judged(
    finding: Finding,
    mark: str,
    choice: tuple[Fix, str | None] | None,
    silenced: str | None,
    decision: Decision | None,
) -> Judged:
    if silenced is not None:
        return Judged(finding, Status.ignored, silenced, fingerprint=mark)
    if decision is not None and decision.verdict != "accept":
        by = f" by {decision.by}" if decision.by else ""
        verb = "rejected" if decision.verdict == "reject" else "ignored"
        return Judged(finding, Status.ignored, f"{verb}{by}", fingerprint=mark)
    if choice is not None:
        fix, reason = choice
        status = Status.applied if reason is None else Status.skipped
        return Judged(finding, status, reason, fix, mark)
    if finding.fixes and finding.fixes[0].applicability is not Applicability.display:
        return Judged(finding, Status.offered, finding.fixes[0].reason, finding.fixes[0], mark)
    return Judged(finding, Status.flagged, None, finding.fixes[0] if finding.fixes else None, mark)


def _rank(finding: Finding, fix: Fix) -> tuple[int, float, int, int, str, str]:
    return (
        -fix.applicability,
        -fix.confidence,
        -len(finding.span),
        finding.span.start,
        finding.rule,
        fix.title,
    )


def _drops_lines(document: Document, fix: Fix) -> bool:
    """Whether a fix takes whole lines away: what would be mended in them is moot, so that it goes first."""
    if len(fix.edits) != 1 or fix.edits[0].text or not len(fix.edits[0].span):
        return False
    span, text = fix.edits[0].span, document.text
    starts, ends = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return starts in ("", "\n", "\r") and (ends in ("", "\n", "\r") or text[span.end - 1] in "\r\n")


class _Taken:
    """The places already given to a fix, for quick overlap tests in any order of arrival."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._edits: list[tuple[Edit, int]] = []

    def holder(self, fix: Fix) -> int | None:
        """Who holds a place that `fix` needs, if anybody does. The same edit twice is no clash."""
        for edit in fix.edits:
            at = bisect_left(self._starts, edit.span.start)
            # an insertion and an edit behind it start at one place: look at both
            first = bisect_left(self._starts, self._starts[at - 1]) if at else 0
            for other, index in self._edits[first : at + 2]:
                if other != edit and _clash(other.span, edit.span):
                    return index
            for other, index in self._within(edit, at):
                if other != edit:
                    return index
        return None

    def _within(self, edit: Edit, at: int) -> Iterable[tuple[Edit, int]]:
        while at < len(self._edits) and self._edits[at][0].span.start < edit.span.end:
            yield self._edits[at]
            at += 1

    def add(self, fix: Fix, index: int) -> None:
        """Give the places of `fix` to finding number `index`."""
        for edit in fix.edits:
            at = bisect_left(self._starts, edit.span.start)
            self._starts.insert(at, edit.span.start)
            self._edits.insert(at, (edit, index))


def _clash(one: Span, other: Span) -> bool:
    """Overlapping, or an insertion at the same place or at an edge that would be ambiguous."""
    return one.overlaps(other) or one.start == other.start or (not len(one) and one.end == other.end)


def _silenced(document: Document, findings: Sequence[Finding]) -> dict[int, str]:
    """The findings that a comment in the article silences."""
    out: dict[int, str] = {}
    for index, finding in enumerate(findings):
        for one in document.suppressions:
            if one.span.overlaps(finding.span) and (not one.rules or finding.rule in one.rules):
                out[index] = "suppressed by a comment in the article"
                break
    return out


def culprits(judged: Sequence[Judged], edits: Sequence[Edit], again: Sequence[Edit], drop_all: bool) -> dict[Fix, str]:
    """The applied fixes that stand nearest to what a second run would change."""
    reason = "a second run would change the text again"
    applied = [one.fix for one in judged if one.status is Status.applied and one.fix]
    if drop_all:
        return dict.fromkeys(applied, reason)
    ends, shift = [], 0
    for edit in edits:
        shift += len(edit.text) - len(edit.span)
        ends.append(edit.span.end + shift)
    holders: dict[Edit, list[Fix]] = {}
    for fix in applied:
        for edit in fix.edits:
            holders.setdefault(edit, []).append(fix)
    out: dict[Fix, str] = {}
    for next_edit in again:
        at = min(bisect_left(ends, next_edit.span.start), len(edits) - 1)
        near = min(
            range(max(at - 1, 0), min(at + 2, len(edits))), key=lambda index: abs(ends[index] - next_edit.span.end)
        )
        out.update((fix, reason) for fix in holders.get(edits[near], ()))
    return out


def mended(judged: Sequence[Judged], edits: Sequence[Edit], left: Sequence[Finding]) -> list[Judged]:
    """`judged`, where a finding that an applied edit of another one has put right counts as applied."""
    starts = [edit.span.start for edit in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + len(edit.text) - len(edit.span))
    standing: dict[str, list[Span]] = {}
    for finding in left:
        standing.setdefault(finding.rule, []).append(finding.span)
    out = []
    for one in judged:
        span = one.finding.span
        at = bisect_left(starts, span.end)
        touched = next((edit for edit in edits[max(at - 2, 0) : at] if edit.span.overlaps(span)), None)
        if one.status not in (Status.flagged, Status.offered) or touched is None:
            out.append(one)
            continue
        first = bisect_left(starts, span.start)
        now = Span(span.start + shifts[max(first - 1, 0)], span.end + shifts[at])
        if any(other.overlaps(now) for other in standing.get(one.finding.rule, ())):
            out.append(one)
        else:
            out.append(Judged(one.finding, Status.applied, "put right by another fix", None, one.fingerprint))
    return out
