"""Carry out decisions on what a JSON report says, or take a run back, without running any rule again.

So decisions taken on a page, in an editor or by a colleague can be applied later, and a whole run undone to the byte.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mtfix import api
from mtfix.errors import SourceError
from mtfix.fingerprint import marks_of
from mtfix.matching.mentions import Mentions, find_mentions
from mtfix.model import Decision, Document, Edit, Format, Span
from mtfix.positions import SourceText
from mtfix.reported import Reported, ReportedFile
from mtfix.splice import apply_text, editable, encodable, failing, reread, splice, verify
from mtfix.text.decode import decode


class Applied(Struct, frozen=True):
    """An article after decisions: how many changes stand in it, and which could not be made, with the reason."""

    data: bytes
    count: int
    left: tuple[tuple[Reported, str], ...] = ()


class _Wish(Struct, frozen=True):
    """A finding whose change is to stand: its edits in the terms of the source, and what they claim and write there.

    `proved` are the same as edits of `Document.text`, where these are known: in containers, and of a person's wording.
    """

    finding: Reported
    decided: bool
    edits: tuple[Edit, ...]
    claims: tuple[tuple[Span, str], ...]
    proved: tuple[Edit, ...] = ()


class _Left(dict[str, tuple[Reported, str]]):
    """The findings whose change cannot be made, by fingerprint, with the reason."""

    def add(self, finding: Reported, reason: str) -> None:
        self[finding.fingerprint] = finding, reason


def apply_report(
    file: ReportedFile, decisions: Mapping[str, Decision], data: bytes, format: Format | None = None
) -> Applied:
    """The article after `decisions`, made from the original or from the corrected article.

    Changes of the run stay unless they were decided otherwise, accepted ones are made. Raises `SourceError` where
    `data` is neither. `format` is that of the file with other options.
    """
    format = format or file.format
    original = data
    if not file.is_original(data) and file.is_corrected(data):
        original = undo_report(file, data)
    if not file.is_original(original):
        raise SourceError(f"{file.path}: changed since the report was made. Make a new report and decide again.")
    document = format.read(original, file.path, None if format.container else file.encoding)
    source, left = SourceText(document), _Left()
    standing, output = _carried_out(document, list(_wishes(file, decisions, source, left)), left, format)
    if not source.container:
        output = _edited(original, document.encoding, file.path, _merged(wish.edits for wish in standing))
        format.read(output, file.path, document.encoding)  # it must still be one
    return Applied(output, len(standing), tuple(left.values()))


def _carried_out(document: Document, wishes: Sequence[_Wish], left: _Left, format: Format) -> tuple[list[_Wish], bytes]:
    """The wishes that can stand together and leave the structure as it is, and the article with what was proved."""
    while True:
        standing = _standing([wish for wish in wishes if wish.finding.fingerprint not in left], left)
        edits = _merged(wish.proved for wish in standing)
        output = splice(document, edits, format)
        bad = set(failing(document, edits, reread(document, output, format))) if edits else set()
        if not bad:
            verify(document, edits, output, format)
            return standing, output
        for wish in standing:
            if bad.intersection(wish.proved):
                left.add(wish.finding, "would change the structure of the article")


def _wishes(file: ReportedFile, decisions: Mapping[str, Decision], source: SourceText, left: _Left) -> Iterator[_Wish]:
    """What is to stand; `left` takes what cannot."""
    document, owns = source.document, dict[Edit, Reported]()
    for finding in file.findings:
        decision = decisions.get(finding.fingerprint)
        accepted = decision is not None and decision.verdict == "accept"
        if decision is not None and accepted and decision.replacement is not None:
            span = source.span(finding.span.start, finding.span.end)
            if span is None or not editable(document, span):
                left.add(finding, "stands across mark-up that cannot be edited")
            elif not encodable(document, decision.replacement):
                left.add(finding, f"cannot be written in {document.encoding}: {decision.replacement!r}")
            else:
                owns[Edit(span, decision.replacement)] = finding
        elif accepted or (decision is None and finding.applied):
            known = finding.edits if source.container else ()
            if not finding.edits:
                left.add(finding, "offers no change that could be made")
            elif not all(editable(document, edit.span) for edit in known):
                left.add(finding, "stands across mark-up that cannot be edited")
            else:
                claims = tuple((edit.span, edit.text) for edit in finding.edits)
                yield _Wish(finding, accepted, finding.edits, claims, known)
    for own, edits in source.edits(owns).items():
        lowered = tuple(Edit(Span(one.start, one.end), one.after) for one in edits)
        yield _Wish(owns[own], True, lowered, ((owns[own].span, own.text),), (own,))


def _standing(wishes: Iterable[_Wish], left: _Left) -> list[_Wish]:
    """The wishes that can stand together: decided ones go before others, then earlier ones; all edits or none."""
    taken: list[tuple[Span, str]] = []
    out = []
    for wish in sorted(wishes, key=lambda one: (not one.decided, one.claims)):
        if any(_clashes(taken, claim) for claim in wish.claims):
            if wish.decided:
                left.add(wish.finding, "overlaps another change")
            continue
        for claim in wish.claims:
            place = bisect_left(taken, claim)
            if taken[place : place + 1] != [claim]:
                taken.insert(place, claim)
        out.append(wish)
    return out


def _clashes(taken: Sequence[tuple[Span, str]], claim: tuple[Span, str]) -> bool:
    """Whether a stretch overlaps one of those taken, which stand apart; the same change twice is no clash."""
    span = claim[0]
    place = bisect_left(taken, claim)
    for at in range(place - 1, -1, -1):
        if taken[at][0].end < span.start:
            break
        if taken[at] != claim and _clash(taken[at][0], span):
            return True
    for at in range(place, len(taken)):
        if taken[at][0].start > span.end:
            break
        if taken[at] != claim and _clash(taken[at][0], span):
            return True
    return False


def _clash(one: Span, other: Span) -> bool:
    return one.overlaps(other) or one == other


def _merged(groups: Iterable[Iterable[Edit]]) -> list[Edit]:
    """The edits of all groups in order of place, each once."""
    return sorted({edit for group in groups for edit in group}, key=lambda edit: (edit.span, edit.text))


def undo_report(file: ReportedFile, data: bytes) -> bytes:
    """The article before the run, to the byte. Raises `SourceError` where it changed since."""
    if not file.is_corrected(data):
        raise SourceError(
            f"{file.path}: changed since it was corrected. Say --rebase to take back the edits that can still be found."
        )
    if file.restore is not None:
        start, end, kept = file.restore
        original = data[:start] + kept + data[end:]
    elif data and file.format.container and any(finding.applied for finding in file.findings):
        raise SourceError(f"{file.path}: the report cannot undo a {file.format.name} file. Use the original.")
    else:
        original = _edited(data, file.encoding, file.path, _reversal(file))
    if not file.is_original(original):
        raise SourceError(f"{file.path}: the report does not lead back to the original. Nothing was written.")
    return original


def rebase_undo(file: ReportedFile, data: bytes, session: api.Session) -> tuple[bytes, int]:
    """Take back the edits that can still be found in an article that changed; how many could not.

    An edit is found where undoing it gives the very fingerprint of its finding.
    """
    document = file.format.read(data, file.path, None)
    mentions = find_mentions(document, session.engine.finder)
    lost = 0
    found: list[Edit] = []
    for finding in file.findings:
        if not finding.applied:
            continue
        place = _place_now(finding, document.text, mentions) if len(finding.edits) == 1 else None
        if place is None or any(_clash(place.span, other.span) for other in found):
            lost += 1
        else:
            found.append(place)
    return splice(document, sorted(found, key=lambda edit: edit.span), file.format), lost


def _place_now(finding: Reported, text: str, mentions: Mentions) -> Edit | None:
    (edit,), (before,) = finding.edits, finding.befores
    at = text.find(edit.text) if edit.text else -1
    while at >= 0:
        span = Span(at, at + len(edit.text))
        if finding.fingerprint in marks_of(finding.rule, finding.text, text, span, mentions):
            return Edit(span, before)
        at = text.find(edit.text, at + 1)
    return None


def _reversal(file: ReportedFile) -> list[Edit]:
    """The edits that take the run back, in the terms of the corrected file."""
    rows = sorted(
        {
            (edit.span, edit.text, before)
            for finding in file.findings
            if finding.applied
            for edit, before in zip(finding.edits, finding.befores, strict=True)
        }
    )
    out, shift = [], 0
    for span, text, before in rows:
        start = span.start + shift
        out.append(Edit(Span(start, start + len(text)), before))
        shift += len(text) - len(span)
    return out


def _edited(data: bytes, encoding: str, path: str, edits: Sequence[Edit]) -> bytes:
    text, encoding, skip = decode(data, path, encoding)
    return data[:skip] + apply_text(text, edits).encode(encoding)
