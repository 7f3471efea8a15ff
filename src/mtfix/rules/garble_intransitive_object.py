"""An object after a verb that takes none: "emerges new problems".

## What it does
Finds verbs of appearing, ending and belonging ("emerge", "arise", "evaporate", "disappear", "belong", "arrive") with an
object right behind them.

## Why it matters
In Chinese, Japanese and Russian the thing that appears may follow the verb; in English it must come first, and the
sentence is turned inside out.

## Example
"The industry emerges “new problems”."

## Fix safety
None is offered: the sentence has to be turned round.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span

_VERBS = """emerge emerges emerged arise arises arose arisen evaporate evaporates evaporated vanish vanishes vanished
    disappear disappears disappeared elapse elapses elapsed happen happens happened occur occurs occurred belong belongs
    belonged depend depends depended listen listens listened participate participates participated consist consists
    consisted arrive arrives arrived""".split()
_VERB = rf"(?:{'|'.join(_VERBS)})"
_ANY = frozenset(_VERBS) | {verb.capitalize() for verb in _VERBS}
# What may follow there: the first words of the objects below.
_OBJECTS = frozenset(
    """a an the many some several multiple various new hundreds thousands millions billions tens nearly about more over
    " “""".split()
)
_FOUND = lazy.compile(
    rf"(?<!there )(?<!it )\b{_VERB} (?:[\"“](?=[a-z])|(?:an?|the|many|some|several|multiple|various|new"
    rf"|hundreds of|thousands of"
    r"|millions of|billions of|tens of|nearly \d|about \d|more than \d|over \d) )(?!(?:day|week|month|year"
    r"|morning|afternoon"
    r"|evening|night|minute|moment|hour|time|same|other|previous|following|next|first|last|second|third|few|little|bit|while"
    r"|times|years|days|weeks|months|hours|minutes|long|more|less|once|number of times)\b)[\"“]?\w+",
    re.IGNORECASE,
)
_TIME = lazy.compile(
    r"(?:day|week|month|year|hour|minute|time|moment|night|morning|decade|second|way)s?\b", re.IGNORECASE
)
_CLAUSE = lazy.compile(
    r"\b(?:once|until|till|when|whenever|if|as|while|after|before|where|because|since|that|what|whatever|which|who)\b[^,.;]*\Z",
    re.IGNORECASE,
)
_SCORE = 0.7


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each object of an intransitive verb."""
    for tagged in context.tagged:
        for match in _FOUND.finditer(tagged.text) if _has_object(tagged.words) else ():
            if _TIME.search(tagged.text, match.start(), match.end() + 12):
                continue  # "arrived the day before", "emerged several hours later"
            if match.group().split()[1] in ("a", "an", "the") and _CLAUSE.search(tagged.text[: match.start()]):
                continue  # "until that happens the work goes on"
            base = tagged.sentence.span.start
            span = Span(base + match.start(), base + match.end())
            verb = match.group().split()[0]
            yield flag_span(rule, tagged, span, f"{verb!r} takes no object", _SCORE)


def _has_object(words: Sequence[str]) -> bool:
    """Whether a verb and the first word of an object stand side by side; the pattern is slow to make and to search."""
    return not _ANY.isdisjoint(words) and any(
        word in _ANY and after.lower() in _OBJECTS for word, after in itertools.pairwise(words)
    )


rule = Rule(
    name="garble.intransitive-object",
    summary="an object after a verb that takes none",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The industry emerges “new problems”.", flagged=("emerges “new",)),
        Example("The firm's value evaporated hundreds of millions.", flagged=("evaporated hundreds of millions",)),
    ),
    counterexamples=(
        Example(
            "He arrived the next day; there emerged a new plan. It happens every day, and it happened two years ago."
        ),
        Example("She disappeared several hours later. New problems emerged in the north."),
        Example("Until that happens the work goes on. Once they disappear the town is empty."),
    ),
)
