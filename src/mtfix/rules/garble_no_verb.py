"""A sentence without a finite verb.

## What it does
Finds a closed sentence of six words or more in which no word can be a finite verb.
A headline may leave its verb out; it is flagged only when nothing else holds its words together: no verb, no
preposition, no punctuation, and a comparison or adjective left hanging at its end, or eight words and more in a pile.

## Why it matters
The verb carries the news; without it the reader cannot tell who did what.

## Example
"His attempts to support and provide failure to protect the forests in the north."

## Fix safety
None is offered: only the original knows the verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity
from mtfix.text.flagging import flag
from mtfix.text.segment import SentenceKind
from mtfix.text.tagging import Tagged

# Whatever may be a finite verb where it stands; see mtfix.text.lexicon for the letters.
_FINITE = lazy.compile(
    r"[bhkmRzDI]"
    r"|(?<![dpJq#'t(])E|E(?![NSxZJgvP])"  # not "the released prisoners"
    r"|Z(?=[qdor])|,Z(?=[tpA])"  # "the rise (10%) hides the rest", "the map, old as it is, points to it"
    r"|(?<=A)F(?=d)|(?<!t)(?<!t[Vvx]c)V|(?<=[NxgPrUSZowA])Z(?=[^.?!])"
    r"|(?<=[SZrPwcToAC])[xvY](?=[^.?!])"  # not "to provide", "the plans"
    r"|(?:^|[\")\-:;,])A?[xvY]"  # an order: "Want more?"
)
_HELD = lazy.compile(r"[ptsTw:;,.\-()?!\"]")
_PILE = lazy.compile(r"^[^bhkmRzDIEe]*[CJA]$")
_WORD = lazy.compile(r"[A-Za-z']")
_OPENS = lazy.compile(r"[dqoN'JxPSZ#g\"A]")
_BRIEF = frozenset(
    "No Not Hardly Obviously Either Neither Such What Hence Similarly Likewise Enough Same More Thanks".split()
)
_LEAST, _LEAST_HEADLINE, _LONG_PILE = 6, 5, 8
_SURE, _LOOK, _HEADLINE = 0.8, 0.55, 0.7


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each sentence or headline without a verb."""
    for tagged in context.tagged:
        if tagged.sentence.kind is SentenceKind.sentence:
            if not _FINITE.search(tagged.letters):
                yield from _sentence(tagged)
        elif tagged.sentence.kind is SentenceKind.headline and not _HELD.search(tagged.letters):
            yield from _headline(tagged)


def _sentence(tagged: Tagged) -> Iterator[Finding]:
    letters = tagged.letters.rstrip('")')
    count = len(_WORD.findall(letters))
    if count < _LEAST or letters[-1:] not in ".?!" or tagged.words[len(letters) - 1] in ("...", "…"):
        return
    if letters.endswith("#.") and letters.count(",") > 2:
        return  # a book with its publisher and year
    if letters.startswith("A,") or tagged.words[0] in _BRIEF:
        return  # "Lastly, a word on names." "No point in asking." are meant to be short
    if not _OPENS.match(letters) or not set(letters) & set("dpq"):
        return  # "Better to be late"; "Xinhua News Agency, Beijing, February 11"
    sure = letters[-1] == "." and letters[0] not in '"A' and letters.count(",") < 2
    yield flag(
        rule, tagged, (0, len(tagged.words)), "no word of this sentence can be its verb", _SURE if sure else _LOOK,
        severity=Severity.major if sure else Severity.minor,
    )  # fmt: skip


def _headline(tagged: Tagged) -> Iterator[Finding]:
    letters = tagged.letters
    hanging = len(letters) >= _LEAST_HEADLINE and _PILE.match(letters)
    pile = len(letters) >= _LONG_PILE and not _FINITE.search(letters)
    if hanging or pile:
        yield flag(
            rule, tagged, (0, len(letters)), "nothing holds the words of this headline together", _HEADLINE,
            severity=Severity.minor,
        )  # fmt: skip


rule = Rule(
    name="garble.no-verb",
    summary="a sentence without a finite verb",
    error_type=ErrorType.grammar,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "His attempts to support and provide failure to protect the forests in the north.",
            flagged=("His attempts to support and provide failure to protect the forests in the north.",),
        ),
        Example("Cyprus and Malta Vienna trade talks harder", flagged=("Cyprus and Malta Vienna trade talks harder",)),
    ),
    counterexamples=(
        Example("The prisoners released by the court went home. Next time, perhaps."),
        Example("The movement, Hamas, claimed responsibility for the attacks on the road."),
        Example("Teachers plan a strike in the north of the country over pay and hours."),
        Example("Dozens dead after ferry fire off the coast of Greece"),
        Example("Bank shares higher"),
        Example("The average (10.1%) hides the gap. Lastly, a word on the names. No point in going to the north."),
        Example("The file lists these servers and the usual ports."),
    ),
)
