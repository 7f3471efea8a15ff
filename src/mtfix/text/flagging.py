"""Make the finding of a rule that judges sentences: marked words, the sentence they stand in, a score."""

from __future__ import annotations

import functools

from mtfix.model import Finding, Fix, Rule, Severity, Span
from mtfix.text.tagging import Tagged

_LONGEST = 160


@functools.lru_cache(maxsize=64)
def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + " ..."


def flag(
    rule: Rule,
    tagged: Tagged,
    words: tuple[int, int],
    message: str,
    score: float,
    *,
    severity: Severity | None = None,
    fixes: tuple[Fix, ...] = (),
) -> Finding:
    """A finding of `rule` on the words from ``words[0]`` up to ``words[1]``; `severity` is the rule's unless given."""
    return flag_span(rule, tagged, tagged.span(*words), message, score, severity=severity, fixes=fixes)


def flag_span(
    rule: Rule,
    tagged: Tagged,
    span: Span,
    message: str,
    score: float,
    *,
    severity: Severity | None = None,
    fixes: tuple[Fix, ...] = (),
) -> Finding:
    """The same for a stretch of the document that is not whole words."""
    return Finding(
        rule=rule.name,
        span=span,
        message=message,
        error_type=rule.error_type,
        severity=rule.severity if severity is None else severity,
        fixes=fixes,
        evidence=(f"in the {tagged.sentence.kind}: {_shown(tagged.text)}",),
        score=score,
    )
