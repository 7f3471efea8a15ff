"""Reports made by hand, so that each test says what is in them."""

from collections.abc import Iterator

from mtfix.formats import text as plain
from mtfix.matching.context import Context
from mtfix.model import (
    Applicability,
    ConceptRef,
    Document,
    Edit,
    ErrorType,
    Finding,
    Fix,
    GlossaryRef,
    Judged,
    Report,
    Result,
    Rule,
    Severity,
    Span,
    Status,
)
from mtfix.splice import apply_text, splice

ARTICLE = """Talks on the Naqqa conflict

The Naqqa issue and the Naka region: shelling.
The Azerbaijani side later claimed multiple The region was attacked by Asia.
"""

# Everything that a terminal, a page, a log, a table or a spreadsheet may obey.
HOSTILE = (
    "<script>alert(1)</script> \x1b[31mred\x1b[0m \x9b2J %0A::error::x | `code` ``` [a](javascript:b) <!-- --> "
    "\u202eevil\u202c ]]> &amp; =cmd|'/C calc'!A0 @team ##[error] {0} \ufffe \x00 \x08 \"q\" 'q' \u2028 \t -- "
)


def place(text: str, words: str, number: int = 0) -> Span:
    """Where `words` stand the nth time."""
    at = -1
    for _ in range(number + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def finding(
    span: Span,
    after: str | None = None,
    *,
    rule: str = "term.variant",
    severity: Severity = Severity.major,
    message: str = "a message",
    applicability: Applicability = Applicability.safe,
    evidence: tuple[str, ...] = (),
    concept: str | None = None,
    related: tuple[Span, ...] = (),
) -> Finding:
    """A finding with one fix of one edit, or none."""
    fixes = () if after is None else (Fix(f"replace with {after!r}", (Edit(span, after),), applicability, 0.9),)
    return Finding(
        rule, span, message, ErrorType.terminology_inconsistent, severity, fixes, evidence, concept, None, related
    )


def judged(one: Finding, status: Status, reason: str | None = None, mark: str = "") -> Judged:
    """A finding with what became of it; its first fix is the one in question."""
    digest = f"{one.rule}{one.span.start}".encode().hex().ljust(64, "0")[:64]
    return Judged(one, status, reason, one.fixes[0] if one.fixes else None, mark or f"v1:{digest}")


def result(document: Document, *found: Judged) -> Result:
    """The result in which the findings marked applied were carried out."""
    applied = tuple(one.fix for one in found if one.status is Status.applied and one.fix)
    edits = sorted({edit for fix in applied for edit in fix.edits}, key=lambda edit: edit.span)
    skipped = tuple((one.fix, one.reason or "") for one in found if one.status is Status.skipped and one.fix)
    return Result(
        document,
        found,
        applied,
        skipped,
        apply_text(document.text, edits),
        splice(document, edits, plain.format),
        (0.5, 1.0) if applied else (1.0, 1.0),
        tuple(edits),
    )


def report(*results: Result) -> Report:
    """A report with a glossary, a concept and two rules."""
    rule = Rule("term.variant", "a listed wrong rendering", ErrorType.terminology_inconsistent, Severity.major, _none)
    explained = Rule(
        "garble.stray-capital",
        "a capital in mid-sentence",
        ErrorType.unintelligible,
        Severity.major,
        _none,
        explanation="Cap.\n\n## What it does\nFinds a capital.\nIn mid-sentence.\n\n## Why it matters\nBecause.\n",
    )
    return Report(
        results=results,
        version="0.1.0",
        glossaries=(GlossaryRef("caucasus.yaml", "sha256:" + "0" * 64, 12),),
        concepts={"nk": ConceptRef("nk", "Nagorno-Karabakh", "caucasus.yaml", 12)},
        config_digest="sha256:" + "1" * 64,
        rules={one.name: one for one in (rule, explained)},
    )


def _none(document: Document, context: Context) -> Iterator[Finding]:
    return iter(())


def sample(path: str = "news/article.txt") -> Report:
    """A report with a finding of every status."""
    text = ARTICLE
    document = plain.read(text.encode(), path)
    nk = "Nagorno-Karabakh"
    return report(
        result(
            document,
            judged(finding(place(text, "Naqqa"), nk, concept="nk", message="'Naqqa' is wrong"), Status.applied),
            judged(finding(place(text, "Naqqa", 1), nk, concept="nk", message="'Naqqa' is wrong"), Status.applied),
            judged(finding(place(text, "Naka"), nk, concept="nk"), Status.skipped, "overlaps the fix of x"),
            judged(finding(place(text, "shelling"), severity=Severity.minor), Status.ignored, "ignored by Ann"),
            judged(
                finding(
                    place(text, "multiple The region"),
                    rule="garble.stray-capital",
                    message="a sentence seems to start inside a clause",
                    evidence=("measured precision 1.00",),
                    related=(place(text, "The Azerbaijani"),),
                ),
                Status.flagged,
            ),
            judged(
                finding(
                    place(text, "Asia"),
                    "the Armenian side",
                    rule="term.suspect",
                    severity=Severity.critical,
                    applicability=Applicability.unsafe,
                    message="'Asia' may be Armenia",
                ),
                Status.offered,
                "not certain",
            ),
        )
    )


def hostile(path: str = "news/article.txt") -> Report:
    """A report in which every text that comes from outside is hostile."""
    text = f"Naka {HOSTILE}\nsaid {HOSTILE} Asia.\n"
    document = plain.read(text.encode(), path)
    spans = [Span(0, 4), Span(5, 5 + len(HOSTILE)), place(text, "Asia")]
    return report(
        result(
            document,
            judged(finding(spans[0], HOSTILE, message=HOSTILE, evidence=(HOSTILE,)), Status.offered, HOSTILE),
            judged(finding(spans[1], message=HOSTILE, evidence=(HOSTILE,)), Status.flagged, HOSTILE),
            judged(finding(spans[2], HOSTILE, message=HOSTILE), Status.applied),
            judged(finding(spans[2], HOSTILE, message=HOSTILE, rule="x.ignored"), Status.ignored, HOSTILE),
        )
    )
