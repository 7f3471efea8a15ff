"""The name of a finding that outlives edits elsewhere: what decisions, baselines and code scanning refer to.

``v1:`` + SHA-256 of the rule, the matched text and three words on each side. A glossary mention counts as its concept,
so that fixing a neighbour does not change the name. Equal findings are told apart by their order of occurrence.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence

from mtfix import lazy
from mtfix.matching.mentions import Mentions
from mtfix.model import Document, Finding, Span

_WORD = lazy.compile(r"\w+")
_WORDS_EACH_SIDE = 3
# Code points to look for them: few first, for speed, since the words asked for mostly stand near.
_SHORT_REACH, _REACH = 60, 400
# How many findings alike (same rule, words and neighbours) are told apart when looking for one again.
_ALIKE = 20


def fingerprints(document: Document, findings: Sequence[Finding], mentions: Mentions) -> list[str]:
    """One fingerprint for each finding, unique within the document."""
    seen: Counter[str] = Counter()
    out = []
    for finding in findings:
        found = document.text[finding.span.start : finding.span.end]
        body = _body(finding.rule, found, document.text, finding.span, mentions)
        seen[body] += 1
        out.append(_digest(body, seen[body]))
    return out


def marks_of(rule: str, found: str, text: str, span: Span, mentions: Mentions) -> list[str]:
    """The fingerprints that a finding could have that marked the words `found` where text[span] stands now."""
    body = _body(rule, found, text, span, mentions)
    return [_digest(body, number) for number in range(1, _ALIKE + 1)]


def _body(rule: str, found: str, text: str, span: Span, mentions: Mentions) -> str:
    before = _neighbours(lambda reach: _words(text, max(0, span.start - reach), span.start, mentions))
    after = _neighbours(lambda reach: _words(text, span.end, span.end + reach, mentions))
    return "\x1f".join([rule, found, "\x1e", *before[-_WORDS_EACH_SIDE:], "\x1e", *after[:_WORDS_EACH_SIDE]])


def _neighbours(look: Callable[[int], list[str]]) -> list[str]:
    """The words that `look` finds within a short reach if they are enough, (the outermost may be cut), else a long."""
    words = look(_SHORT_REACH)
    return words if len(words) > _WORDS_EACH_SIDE else look(_REACH)


def _digest(body: str, number: int) -> str:
    if number > 1:
        body += f"\x1f{number}"
    return "v1:" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _words(text: str, low: int, high: int, mentions: Mentions) -> list[str]:
    """The words of text[low:high], each mention in it as one word: its concept's id."""
    out: list[str] = []
    at = low
    for concept, start, end, _ in mentions.named(low, high):
        out += _WORD.findall(text, at, max(at, start))
        out.append(f"\x1d{concept}")
        at = max(at, end)
    return out + _WORD.findall(text, at, max(at, min(high, len(text))))
