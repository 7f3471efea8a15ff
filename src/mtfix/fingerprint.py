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
from mtfix.model import Document, Finding

_WORD = re.compile(r"\w+")
_WORDS_EACH_SIDE = 3
_REACH = 400


def fingerprints(document: Document, findings: Sequence[Finding], mentions: Sequence[Mention]) -> list[str]:
    """One fingerprint for each finding, unique within the document."""
    starts = [mention.span.start for mention in mentions]
    seen: Counter[str] = Counter()
    out = []
    for finding in findings:
        start, end = finding.span.start, finding.span.end
        before = _words(document.text, max(0, start - _REACH), start, mentions, starts)[-_WORDS_EACH_SIDE:]
        after = _words(document.text, end, end + _REACH, mentions, starts)[:_WORDS_EACH_SIDE]
        body = "\x1f".join([finding.rule, document.text[start:end], "\x1e", *before, "\x1e", *after])
        seen[body] += 1
        if seen[body] > 1:
            body += f"\x1f{seen[body]}"
        out.append("v1:" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest())
    return out


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
