"""An article or possessive followed by a word that cannot follow it.

## What it does
Finds two articles or possessives in a row ("a their", "the his"), an article before a preposition, an auxiliary, a
conjunction or a pronoun ("the of", "a is", "the and"), and a possessive before "is" or "was" ("the wife's is").

## Why it matters
The noun between them is lost, or two half sentences were glued together.

## Example
"They made the town a their home."

## Fix safety
None is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag

_PAIR = lazy.compile(r"d(?=[dpcbmhtkroTw])")
_ARTICLES = frozenset("the a an their its our my your".split())
_COMPARED = lazy.compile(r"\b(?:than|like|as|mine|yours|hers|theirs|ours|same|mother|father)\b")
_IMPOSSIBLE = frozenset(
    """the a an their its our my your and or of to is are was were am has had have would could should can't won't isn't
    aren't wasn't weren't with from into by at for because if him them us me he she they we himself themselves itself
    that which whose whom does did""".split()
)
_POSSESSIVE = lazy.compile(r"(?<=d)'b")
_A_LATIN = frozenset("priori posteriori fortiori cappella la propos".split())
_SURE, _LOOK, _OWNER = 0.9, 0.7, 0.5


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each impossible pair."""
    for tagged in context.tagged:
        for match in _PAIR.finditer(tagged.letters):
            at = match.start()
            first, second = tagged.words[at], tagged.words[at + 1]
            if second == "a" and tagged.words[at + 2 : at + 3] and tagged.words[at + 2] in _A_LATIN:
                continue
            if first.lower() in _ARTICLES and second in _IMPOSSIBLE and first.lower() != second:
                sure = tagged.letters[at + 1] == "d"
                yield flag(
                    rule,
                    tagged,
                    (at, at + 2),
                    f"{second!r} cannot follow {first!r}",
                    _SURE if sure else _LOOK,
                    severity=Severity.major if sure else Severity.minor,
                )
        for match in _POSSESSIVE.finditer(tagged.letters):
            if not _COMPARED.search(tagged.text):
                yield flag(rule, tagged, match.span(), "the owner's thing is missing", _OWNER, severity=Severity.minor)


rule = Rule(
    name="garble.orphan-article",
    summary="an article or possessive followed by a word that cannot follow it",
    error_type=ErrorType.grammar,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example("They made the town a their home.", flagged=("a their",)),
        Example("On the way the wife's is joined to it.", flagged=("wife's is",)),
        Example("The of the council met on Friday.", flagged=("The of",)),
    ),
    counterexamples=(
        Example(
            "The in-house team, the then minister and the above all met; my every move was his.  The past is past."
        ),
        Example("The a priori method and the a cappella choir failed."),
        Example("The the-or-a question is a has-been's."),
    ),
)
