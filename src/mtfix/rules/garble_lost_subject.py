"""A clause that lost its subject: "In addition to a degree, also requires ...".

## What it does
Finds "In addition to ..., also requires" and its like: an opening phrase, a comma and a verb without a subject; and an
order in the middle of a statement (", do not worry", ", open the account").

## Why it matters
Chinese, Japanese, Russian and Spanish clauses may leave the subject out; the English reader cannot tell who acts.

## Example
"In addition to a degree, also requires a height of 170 centimetres."

## Fix safety
None is offered: only the original knows the subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag, flag_span
from mtfix.text.lexicon import word_class
from mtfix.text.segment import SentenceKind
from mtfix.text.tagging import Tagged

_OPENING = r"(?:[Ii]n addition to|[Bb]esides|[Aa]part from|[Aa]side from|[Ii]n order to|[Tt]hrough|[Aa]s for)"
_LOST = lazy.compile(
    rf"(?:\A|[,;:] ){_OPENING} [^,;:.]{{4,90}}, (but |and )?(also |even |still |only |not only )?([a-z]+)\b"
)
_KEYS = "n addition to ", "esides ", "part from ", "side from ", "n order to ", "hrough ", "as for ", "As for "
_FINITE = frozenset("zbhm")
# An order after participles that belong to nobody; "Certain problems, known to all, threaten the peace" is none.
_ORDER = lazy.compile(r"^(?:[GgEFe][^tmkrI\",]*,)+A?[VY](?=d)")
# An order after a statement, which may have more parts but no word that opens a clause inside it.
_DO_NOT = lazy.compile(r"^[^IVvxYwsG\"][^\"w,]*[bhkmzDE][^\"w,]*,(?:c[^\"w,]*,)?kn[Vvx]")
# A time and at once its verb: ", this time organizes a tour".
_TIMED = lazy.compile(r", (?:this|that) (?:time|year|month|week|day) (?:also )?([a-z]+)\b")
# "According to the report, said that": the speaker is only in the opening.
_QUOTING = lazy.compile(
    r"\AAccording to [^,]{3,90}, (?:also )?(?:said|says|believes|stated|noted|added|shows|indicates|announced"
    r"|revealed)\b"
)
# "Was born in Rome.": a verb that asks, in a sentence that does not.
_ASKING = lazy.compile(r"^[bh]A?[EeFG](?=[^.?!]{2,}\.$)")
_SURE, _LOOK, _ORDERED = 0.8, 0.6, 0.5


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each clause without a subject."""
    for tagged in context.having(*_KEYS):
        yield from _after_opening(tagged)
    for tagged in context.tagged:
        yield from _opened(tagged)
        if tagged.sentence.kind is not SentenceKind.sentence or "," not in tagged.letters:
            continue
        match = _ORDER.match(tagged.letters) if tagged.letters[0] in "GgEFe" else None
        if match is None and "kn" in tagged.letters:
            match = _DO_NOT.match(tagged.letters)
        if match:
            start = tagged.letters.rindex(",", 0, match.end()) + 1
            if (
                tagged.letters[start] != "k" or tagged.words[start] == "do"
            ):  # "did not" may go on after a bracketing comma
                yield flag(rule, tagged, (start, match.end()), "an order inside a statement", _ORDERED)


def _opened(tagged: Tagged) -> Iterator[Finding]:
    if tagged.letters.startswith(("b", "h")) and (asking := _ASKING.match(tagged.letters)):
        yield flag(rule, tagged, asking.span(), "no subject stands before this verb", _LOOK)
    quoting = _QUOTING.match(tagged.text) if tagged.text.startswith("According to ") else None
    if quoting:
        last = tagged.sentence.span.start + quoting.end()
        verb = Span(last - len(quoting[0].rsplit(" ", 1)[1]), last)
        yield flag_span(rule, tagged, verb, "no subject stands before this verb", _SURE)
    timed = _TIMED.search(tagged.text) if ", th" in tagged.text else None
    if timed and word_class(timed[1]) == "z":
        base = tagged.sentence.span.start
        span = Span(base + timed.start() + 2, base + timed.end())
        yield flag_span(rule, tagged, span, "no subject stands before this verb", _LOOK)


def _after_opening(tagged: Tagged) -> Iterator[Finding]:
    match = _LOST.search(tagged.text)
    if match and (match[2] or match[1]) and word_class(match[3]) in _FINITE:
        base = tagged.sentence.span.start
        span = Span(base + match.start(1 if match[1] else 2), base + match.end())
        score = _SURE if match.start() == 0 else _LOOK
        yield flag_span(rule, tagged, span, "no subject stands before this verb", score)


rule = Rule(
    name="garble.lost-subject",
    summary="a clause that lost its subject",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("In addition to a degree, also requires a height of 170 centimetres.", flagged=("also requires",)),
        Example("The purpose was clear, do not worry about prices.", flagged=("do not worry",)),
        Example("Accompanied by old songs, open the account of the shop.", flagged=("open",)),
        Example("Was born in Rome and worked in the city.", flagged=("Was born",)),
        Example("According to the ministry, said that prices fell.", flagged=("said",)),
        Example("After the first tour, this time organizes one for writers.", flagged=("this time organizes",)),
    ),
    counterexamples=(
        Example("He left, and this time he stays; the fair, this year held in Rome, ends on Friday."),
        Example("In addition to a degree, the school also requires a test. Besides that, only time will tell."),
        Example("According to the police, also known as the yard, nobody was hurt."),
        Example("The teams, based in Rome, did not travel. If it burns, do not enter. To win, open the door."),
        Example("Certain plans, the result of haste, threaten the peace. For example, take the bread."),
        Example("Single parents, most of whom are young, do not suffer. We, on the other hand, do not think so."),
    ),
)
