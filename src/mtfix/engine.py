"""Check, select, apply: pure functions from a document to a result.

`check`, `fix`, the review page and the language server are this one pipeline; they differ only in who selects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mtfix.model import (
    Block,
    Document,
    Edit,
    ErrorType,
    Finding,
    Fix,
    Format,
    Judged,
    Note,
    OptionValue,
    Result,
    Rule,
    Severity,
    SourceMap,
    Span,
    Status,
    Suppression,
)
from mtfix.selection import Policy, culprits, edits_of, mended, select
from mtfix.splice import apply_text, failing, reread, splice

if TYPE_CHECKING:
    from mtfix.matching.context import Context
    from mtfix.matching.exact import Finder
    from mtfix.matching.mentions import Mentions

# Rounds of dropping edits that would make a rule fire again; in the last all edits are dropped.
_ROUNDS = 4


class Look(Struct, frozen=True):
    """What a document shows before anything is selected; `consistency` is the share of names with one rendering."""

    findings: tuple[Finding, ...]
    fingerprints: tuple[str, ...]
    consistency: float


class Engine(Struct, frozen=True):
    """Rules with their options and the glossaries, ready for many documents."""

    rules: tuple[Rule, ...]
    finder: Finder
    options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    source_language: str | None = None

    def check(self, document: Document, source: Document | None = None) -> tuple[list[Finding], Context]:
        """All findings of the document, ordered by place, and the context they were made in."""
        # imported here, as an article that was seen before needs none of them
        from mtfix.matching.context import Context
        from mtfix.matching.mentions import find_mentions
        from mtfix.text.language import guess_language

        source = source or _paired_source(document)
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
            if rule.languages and language is not None and language not in rule.languages:
                continue
            context.options = self.options.get(rule.name, {})
            if rule.options:
                defaults = {name: option.default for name, option in rule.options.items()}
                context.options = {**defaults, **context.options}
            findings += rule.check(document, context)
        findings += unused_suppressions(document, findings)
        return sorted(set(findings), key=_place), context

    def look(self, document: Document, source: Document | None = None) -> tuple[Look, Mentions]:
        """The findings of the document with their fingerprints, and the mentions they were made from."""
        from mtfix.fingerprint import fingerprints

        findings, context = self.check(document, source)
        marks = fingerprints(document, findings, context.mentions)
        return Look(tuple(findings), tuple(marks), _consistency(context.mentions, ())), context.mentions

    def run(
        self,
        document: Document,
        format: Format,
        policy: Policy,
        source: Document | None = None,
        look: Look | None = None,
    ) -> Result:
        """Check the document, select fixes by `policy` and apply them; `look` saves taking it again.

        The corrected text is proved stable: an edit that would make a safe fix fire again is dropped.
        """
        mentions: Mentions | None = None
        if look is None:
            look, mentions = self.look(document, source)
        findings, marks = look.findings, look.fingerprints
        barred: dict[Fix, str] = {}
        for round_ in range(_ROUNDS + 1):
            judged, edits, output, again = _carried_out(document, findings, marks, policy, barred, format)
            if not edits:
                break
            second = self._second_run(again, format, policy, source)
            if policy.threshold is None or round_ == _ROUNDS or not second.edits:
                judged = mended(judged, edits, second.findings)
                break
            barred.update(culprits(judged, edits, second.edits, drop_all=round_ == _ROUNDS - 1))
        after = look.consistency
        if edits:
            after = _consistency(mentions or self.look(document, source)[1], edits)
        notes = _notes(judged) if format.comments and policy.threshold is not None else ()
        return result_of(document, judged, format, None if notes else output, (look.consistency, after), notes)

    def _second_run(self, again: Document, format: Format, policy: Policy, source: Document | None) -> _Second:
        findings, _ = self.check(again, source)
        _, edits, _, _ = _carried_out(again, findings, [""] * len(findings), Policy(policy.threshold), {}, format)
        return _Second(findings, edits)


def unedited(document: Document, format: Format, policy: Policy, look: Look) -> Result | None:
    """The result of checking where `policy` carries nothing out, for which no rule is needed; None where it does."""
    judged, edits, output, _ = _carried_out(document, look.findings, look.fingerprints, policy, {}, format)
    if edits or policy.threshold is not None:
        return None
    return result_of(document, judged, format, output, (look.consistency, look.consistency))


def _carried_out(
    document: Document,
    findings: Sequence[Finding],
    marks: Sequence[str],
    policy: Policy,
    barred: dict[Fix, str],
    format: Format,
) -> tuple[list[Judged], list[Edit], bytes, Document]:
    """Select, apply and read again; fixes after which the article would not read as it should are `barred`.

    To delete the only words of a heading takes the heading itself away, and a word may become mark-up.
    """
    attempt = 0
    while True:
        judged = select(document, findings, marks, policy, barred)
        edits = edits_of(one.fix for one in judged if one.status is Status.applied and one.fix)
        output = splice(document, edits, format)
        again = reread(document, output, format) if edits else document
        bad = failing(document, edits, again) if edits else ()
        if again is not None and not bad:
            return judged, edits, output, again
        wrong = set(bad if attempt < _ROUNDS else edits)
        applied = (one.fix for one in judged if one.status is Status.applied and one.fix)
        barred.update((fix, "would change the structure of the article") for fix in applied if wrong & set(fix.edits))
        attempt += 1


def result_of(
    document: Document,
    judged: Sequence[Judged],
    format: Format,
    output: bytes | None = None,
    consistency: tuple[float, float] = (1.0, 1.0),
    notes: tuple[Note, ...] = (),
) -> Result:
    """The result of judged findings; `output` saves splicing again where it is known."""
    applied = tuple(one.fix for one in judged if one.status is Status.applied and one.fix)
    edits = edits_of(applied)
    return Result(
        document=document,
        findings=tuple(judged),
        applied=applied,
        skipped=tuple((one.fix, one.reason or "") for one in judged if one.status is Status.skipped and one.fix),
        corrected=apply_text(document.text, edits),
        output=splice(document, edits, format, notes) if output is None else output,
        consistency=consistency,
        edits=tuple(edits),
        notes=notes,
    )


def _paired_source(document: Document) -> Document | None:
    """The original as a document of its own, where the format carries it beside the translation."""
    if not document.source_text:
        return None
    text, blocks = "", []
    for _, original in document.source_text:
        blocks.append(Block(Span(len(text), len(text) + len(original))))
        text += original + "\n\n"
    return Document(text, tuple(blocks), b"", SourceMap(()), document.path, document.format)


def _notes(judged: Sequence[Judged]) -> tuple[Note, ...]:
    """What a person should look at, as remarks for formats that have comments."""
    return tuple(
        Note(one.finding.span, "; ".join([f"{one.finding.rule}: {one.finding.message}", *_offers(one.finding)]))
        for one in judged
        if one.status in (Status.flagged, Status.offered, Status.skipped) and one.finding.severity > Severity.neutral
    )


def _offers(finding: Finding) -> list[str]:
    return [fix.title for fix in finding.fixes[:3]]


class _Second(Struct, frozen=True):
    """What a second run would find in the corrected article, and what it would change."""

    findings: list[Finding]
    edits: list[Edit]


def _place(finding: Finding) -> tuple[int, int, str, str]:
    return finding.span.start, finding.span.end, finding.rule, finding.message


def unused_suppressions(document: Document, findings: Iterable[Finding]) -> Iterable[Finding]:
    """A finding for each suppression comment that silences nothing."""
    found = list(findings)
    for one in document.suppressions:
        if not any(one.span.overlaps(f.span) and (not one.rules or f.rule in one.rules) for f in found):
            names = ", ".join(sorted(one.rules)) or "all rules"
            yield Finding(
                rule="suppression.unused",
                span=one.place,
                message=f"{_comment(one)} ignores {names}, but nothing is found there. Remove it.",
                error_type=ErrorType.configuration,
                severity=Severity.minor,
            )


def _comment(one: Suppression) -> str:
    return "this comment" if one.line is None else f"the comment in line {one.line}"


def _consistency(mentions: Mentions, edits: Sequence[Edit]) -> float:
    """The share of concepts named twice or more that have one rendering only; right forms count as one."""
    mended = {edit.span.end for edit in edits}
    renderings: dict[str, list[str]] = {}
    for concept, _, end, wording in mentions.named():
        renderings.setdefault(concept, []).append("" if end in mended else wording)
    repeated = [forms for forms in renderings.values() if len(forms) > 1]
    return sum(len(set(forms)) == 1 for forms in repeated) / len(repeated) if repeated else 1.0
