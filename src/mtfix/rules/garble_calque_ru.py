"""Russian or Ukrainian turned into English word by word.

## What it does
Finds renderings that are literal and mislead: "told in the press service", "it became known that", "in 2020 year",
"the meeting passed in Moscow", "on the eve" without "of".
On copy whose source language is not known, only those run that no English text would have.

## Why it matters
The words are English, but no English paper says so, and some mean something else.

## Example
"This was told in the press service of the ministry."

## Fix safety
None is offered: the message says what is meant, and the sentence often has to be rebuilt around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span

# Letters of which each match has some, what stands in the copy, the Russian behind it, what it means, and how sure the
# reading is.
_LITERAL = (
    ("in the |at the ",
     r"(?:told|reported|said|noted|informed|clarified|explained|assured|specified|stated) (?:in"
     r"|at) the (?:press[- ]service"
     r"|department|ministry|agency|headquarters|administration|embassy|company|edition|editorial office)\b",
     "сообщили в пресс-службе", "the press service said", 0.5),
    ("0 year|1 year|2 year|3 year|4 year|5 year|6 year|7 year|8 year|9 year|th year|st year|nd year|rd year",
     r"(?:in|of|from|since|by|until) (?:the )?(?:19|20)\d\d(?:th|st|nd|rd)? years?\b",
     "в 2020 году", "in 2020", 0.8),
    ("became known",
     r"(?:it|It) became known (?:that|about)\b|[Aa]s it became known\b",
     "стало известно", "it has emerged that", 0.4),
    ("pass in|pass on|pass at|passed in|passed on|passed at|passes in|passes on|passes at",
     r"(?:meeting|conference|match|rally|festival|concert|exhibition|election|talks|game)s? "
     r"(?:(?:will|has|have) )?pass(?:ed|es)? (?:in|on|at)\b",
     "прошла", "was held", 0.6),
    ("n the eve,|n the eve.|n the eve ",
     r"[Oo]n the eve(?=[,.]| (?:it|he|she|they|the|in)\b)",
     "накануне", "the day before", 0.6),
    ("from the side of",
     r"from the side of\b",
     "со стороны", "by", 0.5),
    ("ccording to the words of",
     r"[Aa]ccording to the words of\b",
     "по словам", "according to", 0.7),
    ("in quality of",
     r"in quality of\b",
     "в качестве", "as", 0.6),
    ("for today",
     r"for today\b(?=,? (?:there|the|it|we|they))",
     "на сегодня", "as of today", 0.5),
    ("to the address of",
     r"to the address of\b(?! \d)",
     "в адрес", "to, or: against", 0.5),
    (" noodles",
     r"hang(?:s|ing)? noodles\b",
     "вешать лапшу", "pull someone's leg", 0.9),
    (" data of",
     r"(?:by|at) (?:the )?data of\b",
     "по данным", "according to", 0.6),
    ("given moment|given case",
     r"at the given moment\b|in the given (?:case|moment)\b",
     "в данный момент", "at present", 0.6),
    ("relatively of|regarding to",
     r"relatively of\b|regarding to\b",
     "относительно", "about", 0.6),
    ("as reports |as writes |as informs |as tells |as transfers ",
     r"as (?:reports|writes|informs|tells|transfers) (?:the )?[A-Z]\w+",
     "как сообщает", "X reports", 0.6),
    ("transfers ",
     r"transfers (?:the )?(?:correspondent|[A-Z]\w+)\b",
     "передаёт", "reports", 0.5),
    ("on the fact of",
     r"initiated a criminal case on the fact of\b|on the fact of (?:the )?(?:death|murder|fire|accident|incident)\b",
     "по факту", "over", 0.6),
)  # fmt: skip
_EACH = tuple(
    (keys.split("|"), lazy.compile(pattern), russian, meaning, score)
    for keys, pattern, russian, meaning, score in _LITERAL
)
_UNMISTAKABLE = 0.6  # a score that English copy of unknown origin does not reach by chance


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each literal rendering."""
    least = 0 if context.source_language else _UNMISTAKABLE
    for keys, pattern, russian, meaning, score in _EACH:
        for tagged in context.having(*keys) if score >= least else ():
            base = tagged.sentence.span.start
            for match in pattern.finditer(tagged.text):
                if tagged.text[match.start() - 1 : match.start()].isalnum():
                    continue  # a part of a longer word
                span = Span(base + match.start(), base + match.end())
                message = f"a literal rendering, perhaps of {russian!r} ({meaning})"
                yield flag_span(rule, tagged, span, message, score)


rule = Rule(
    name="garble.calque-ru",
    summary="Russian or Ukrainian turned into English word by word",
    error_type=ErrorType.accuracy_mistranslation,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    languages=("ru", "uk"),
    examples=(
        Example("This was told in the press service of the ministry.", flagged=("told in the press service",)),
        Example("The festival passed in Kazan in 2020 year.", flagged=("festival passed in", "in 2020 year")),
        Example("On the eve, the house burnt down.", flagged=("On the eve",)),
    ),
    counterexamples=(
        Example("On the eve of the vote he was told at the door. The law passed in May 2020, a good year."),
    ),
)
