"""Check, select, apply: pure functions from a document to a result.

`check`, `fix`, the review page and the language server are this one pipeline; they differ only in who selects.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mtfix.fingerprint import fingerprints
from mtfix.matching.context import Context
from mtfix.matching.exact import Finder
from mtfix.matching.mentions import Mention, MentionKind, find_mentions
from mtfix.model import (
    Applicability,
    Decision,
    Document,
    Edit,
    ErrorType,
    Finding,
    Fix,
    Format,
    Judged,
    OptionValue,
    Result,
    Rule,
    Severity,
    Span,
    Status,
)
from mtfix.splice import apply_text, editable, encodable, splice
from mtfix.text.language import guess_language

# Rounds of dropping edits that would make a rule fire again; then all edits of the rule are dropped.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Policy:
    """Who selects: fixes of at least `threshold` are applied (None: nobody selects, as `check` does).

    `decisions` are a person's verdicts by fingerprint; they go before the threshold.
    """

    threshold: Applicability | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Engine:
    """Rules with their options and the glossaries, ready for many documents."""

    rules: tuple[Rule, ...]
    finder: Finder
    options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    source_language: str | None = None

    def check(self, document: Document, source: Document | None = None) -> tuple[list[Finding], Context]:
        """All findings of the document, ordered by place, and the context they were made in."""
        language = self.source_language or (guess_language(source.text) if source else None)
        context = Context(
            document,
            lambda: find_mentions(document, self.finder, source),
            source=source,
            source_language=language,
            glossaries=self.finder.glossaries,
        )
        findings: list[Finding] = []
        for rule in self.rules:
            if rule.needs_source and source is None:
                continue
            if rule.languages and language not in rule.languages:
                continue
            defaults = {name: option.default for name, option in rule.options.items()}
            context.options = {**defaults, **self.options.get(rule.name, {})}
            findings += rule.check(document, context)
        findings += unused_suppressions(document, findings)
        return sorted(set(findings), key=_place), context

    def run(self, document: Document, format: Format, policy: Policy, source: Document | None = None) -> Result:
        """Check the document, select fixes by `policy` and apply them.

        The corrected text is proved stable: an edit that would make a safe fix fire again is dropped.
        """
        findings, context = self.check(document, source)
        marks = fingerprints(document, findings, context.mentions)
        barred: dict[Fix, str] = {}
        for round_ in range(_ROUNDS + 1):
            judged = _select(document, findings, marks, policy, barred)
            edits = edits_of(one.fix for one in judged if one.status is Status.applied and one.fix)
            corrected = apply_text(document.text, edits)
            if not edits or policy.threshold is None or round_ == _ROUNDS:
                break
            again = self._refiring(document, edits, format, policy, source)
            if not again:
                break
            barred.update(_culprits(judged, edits, again, drop_all=round_ == _ROUNDS - 1))
        output = splice(document, edits, format)
        return Result(
            document=document,
            findings=tuple(judged),
            applied=tuple(one.fix for one in judged if one.status is Status.applied and one.fix),
            skipped=tuple(
                (one.fix, one.reason or "") for one in judged if one.status is Status.skipped and one.fix is not None
            ),
            corrected=corrected,
            output=output,
            edits=tuple(edits),
            consistency=(_consistency(context.mentions, ()), _consistency(context.mentions, edits)),
        )

    def _refiring(
        self, document: Document, edits: Sequence[Edit], format: Format, policy: Policy, source: Document | None
    ) -> list[Edit]:
        """The edits that a second run would make to the corrected article."""
        again = format.read(splice(document, edits, format), document.path, document.encoding)
        findings, _ = self.check(again, source)
        judged = _select(again, findings, [""] * len(findings), Policy(policy.threshold), {})
        return edits_of(one.fix for one in judged if one.status is Status.applied and one.fix)


def edits_of(fixes: Iterable[Fix]) -> list[Edit]:
    """The edits of fixes that do not overlap, in order of place, each once."""
    return sorted({edit for fix in fixes for edit in fix.edits}, key=lambda edit: (edit.span, edit.text))


def _place(finding: Finding) -> tuple[int, int, str, str]:
    return finding.span.start, finding.span.end, finding.rule, finding.message


def _select(
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
        key=lambda index: _rank(findings[index], chosen[index][0]),
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


class _Taken:
    """The places already given to a fix, for quick overlap tests in any order of arrival."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._edits: list[tuple[Edit, int]] = []

    def holder(self, fix: Fix) -> int | None:
        """Who holds a place that `fix` needs, if anybody does. The same edit twice is no clash."""
        for edit in fix.edits:
            at = bisect_left(self._starts, edit.span.start)
            for other, index in self._edits[max(at - 1, 0) : at + 2]:
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


def unused_suppressions(document: Document, findings: Iterable[Finding]) -> Iterable[Finding]:
    """A finding for each suppression comment that silences nothing."""
    found = list(findings)
    for one in document.suppressions:
        if not any(one.span.overlaps(f.span) and (not one.rules or f.rule in one.rules) for f in found):
            names = ", ".join(sorted(one.rules)) or "all rules"
            yield Finding(
                rule="suppression.unused",
                span=one.place,
                message=f"this comment ignores {names}, but nothing is found here. Remove it.",
                error_type=ErrorType.configuration,
                severity=Severity.minor,
            )


def _culprits(judged: Sequence[Judged], edits: Sequence[Edit], again: Sequence[Edit], drop_all: bool) -> dict[Fix, str]:
    """The applied fixes that stand nearest to what a second run would change."""
    reason = "a second run would change the text again"
    applied = [one.fix for one in judged if one.status is Status.applied and one.fix]
    if drop_all:
        return dict.fromkeys(applied, reason)
    ends, shift = [], 0
    for edit in edits:
        shift += len(edit.text) - len(edit.span)
        ends.append(edit.span.end + shift)
    out: dict[Fix, str] = {}
    for next_edit in again:
        at = min(bisect_left(ends, next_edit.span.start), len(edits) - 1)
        near = min(
            range(max(at - 1, 0), min(at + 2, len(edits))), key=lambda index: abs(ends[index] - next_edit.span.end)
        )
        out.update((fix, reason) for fix in applied if edits[near] in fix.edits)
    return out


def _consistency(mentions: Sequence[Mention], edits: Sequence[Edit]) -> float:
    """The share of concepts named twice or more that have one rendering only; right forms count as one."""
    mended = {edit.span.end for edit in edits}
    renderings: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.kind is MentionKind.fuzzy:
            continue
        right = mention.kind is not MentionKind.variant or mention.span.end in mended
        renderings.setdefault(mention.concept.id, []).append("" if right else mention.term.text)
    repeated = [forms for forms in renderings.values() if len(forms) > 1]
    return sum(len(set(forms)) == 1 for forms in repeated) / len(repeated) if repeated else 1.0
