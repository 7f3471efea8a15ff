"""The name of a finding that outlives edits elsewhere: what decisions, baselines and code scanning refer to.

``v1:`` + SHA-256 of the rule, the matched text and three words on each side. A glossary mention counts as its concept,
so that fixing a neighbour does not change the name. Equal findings are told apart by their order of occurrence.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from mtfix.matching.mentions import Mention
from mtfix.model import Document, Finding, Span

_WORD = re.compile(r"\w+")
_WORDS_EACH_SIDE = 3
# Code points to look for them: few first, for speed, since the words asked for mostly stand near.
_NEAR, _REACH = 60, 400
# How many findings alike (same rule, words and neighbours) are told apart when looking for one again.
_ALIKE = 20


def fingerprints(document: Document, findings: Sequence[Finding], mentions: Sequence[Mention]) -> list[str]:
    """One fingerprint for each finding, unique within the document."""
    starts = [mention.span.start for mention in mentions]
    seen: Counter[str] = Counter()
    out = []
    for finding in findings:
        found = document.text[finding.span.start : finding.span.end]
        body = _body(finding.rule, found, document.text, finding.span, mentions, starts)
        seen[body] += 1
        out.append(_digest(body, seen[body]))
    return out


def marks_of(rule: str, found: str, text: str, span: Span, mentions: Sequence[Mention]) -> list[str]:
    """The fingerprints that a finding could have that marked the words `found` where text[span] stands now."""
    starts = [mention.span.start for mention in mentions]
    body = _body(rule, found, text, span, mentions, starts)
    return [_digest(body, number) for number in range(1, _ALIKE + 1)]


def _body(rule: str, found: str, text: str, span: Span, mentions: Sequence[Mention], starts: Sequence[int]) -> str:
    for reach in (_NEAR, _REACH):  # a word that the reach cuts may not count
        before = _words(text, max(0, span.start - reach), span.start, mentions, starts)
        after = _words(text, span.end, span.end + reach, mentions, starts)
        if min(len(before), len(after)) > _WORDS_EACH_SIDE:
            break
    before, after = before[-_WORDS_EACH_SIDE:], after[:_WORDS_EACH_SIDE]
    return "\x1f".join([rule, found, "\x1e", *before, "\x1e", *after])


def _digest(body: str, number: int) -> str:
    if number > 1:
        body += f"\x1f{number}"
    return "v1:" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _words(text: str, low: int, high: int, mentions: Sequence[Mention], starts: Sequence[int]) -> list[str]:
    """The words of text[low:high], each mention in it as one word: its concept's id."""
    out: list[str] = []
    at = low
    first = max(bisect_left(starts, low) - 1, 0)
    for mention in mentions[first : bisect_right(starts, high)]:
        if mention.span.end <= at or mention.span.start >= high:
            continue
        out += _WORD.findall(text, at, max(at, mention.span.start))
        out.append(f"\x1d{mention.concept.id}")
        at = mention.span.end
    return out + _WORD.findall(text, at, max(at, min(high, len(text))))
