"""What repeated rejections teach a glossary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from mtfix.model import Decision


def learn(decisions: Iterable[Decision], least: int = 2) -> Iterator[tuple[str, list[Decision], str]]:
    """What repeated rejections teach: (concept, the rejections, a proposal in glossary YAML).

    Only renderings rejected at least `least` times count. Where somebody also accepted the rendering, the words that
    stand in every rejected context and in no accepted one become an exception; else the variant becomes flag-only.
    """
    groups: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        if one.concept and one.text:
            groups.setdefault((one.concept, one.text), []).append(one)
    for (concept, text), some in sorted(groups.items()):
        rejected = [one for one in some if one.verdict in ("reject", "ignore")]
        accepted = [one for one in some if one.verdict == "accept"]
        if len(rejected) < least:
            continue
        yield concept, rejected, _proposal(text, rejected, accepted)


def _proposal(text: str, rejected: Sequence[Decision], accepted: Sequence[Decision]) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    if not accepted:
        return f"- {{text: {quoted}, action: flag}}"
    kept = {word for one in accepted for word in _words(one.context)}
    telling = set.intersection(*(_words(one.context) for one in rejected)) - kept - _words(text)
    if not telling:
        return f"- {{text: {quoted}, action: suggest}}"
    words = ", ".join(json.dumps(word, ensure_ascii=False) for word in sorted(telling)[:5])
    return f"- {{text: {quoted}, unless: {{window_any: [{words}]}}}}"


def _words(text: str | None) -> set[str]:
    """The words that could tell a context: names and longer words."""
    words = (word.strip(".,;:!?\"'“”’()") for word in (text or "").split())
    return {word for word in words if len(word) > 3}
