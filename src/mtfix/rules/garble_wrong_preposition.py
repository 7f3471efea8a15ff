"""A preposition that the word before it does not take: "famous by", "depends from".

## What it does
Finds some forty pairs of a verb or adjective and a preposition, or an object, that English never joins.

## Why it matters
The machine kept the preposition of the original language.

## Example
"The town is famous by its bridge."

## Fix safety
Unsafe: the usual preposition is offered where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span

# Words, wrong prepositions, the right one ("" drops it). Source: usage notes of learners' grammars.
_PAIRS = (
    ("famous", "by with", "for"),
    ("depend|depends|depended|depending", "from of", "on"),
    ("dependent", "from of", "on"),
    ("consist|consists|consisted", "from by", "of"),
    ("interested", "on about", "in"),
    ("similar", "with", "to"),
    ("responsible", "of", "for"),
    ("discuss|discusses|discussed|discussing", "about", ""),
    ("according|According", "with of by", "to"),
    ("insist|insists|insisted", "to", "on"),
    ("comply|complies|complied", "to of", "with"),
    ("despite", "of", ""),
    ("superior|inferior", "than", "to"),
    ("pay attention|paid attention|pays attention", "on for", "to"),
    ("afraid", "from", "of"),
    ("participate|participates|participated|participating", "to", "in"),
    ("rely|relies|relied|relying", "to from", "on"),
    ("belong|belongs|belonged|belonging", "of for", "to"),
    ("guilty", "in", "of"),
    ("capable", "for", "of"),
    ("resemble|resembles|resembled", "to with", ""),
    ("equal", "with", "to"),
    ("accuse|accuses|accused", "in for", "of"),
    ("aware", "about", "of"),
    ("proud", "with", "of"),
)
_RIGHT = {
    f"{word} {one}": right for words, wrong, right in _PAIRS for word in words.split("|") for one in wrong.split()
}
_WRONG = lazy.compile(rf"\b(?:{'|'.join(_RIGHT)})\b")
_AFTER = lazy.compile(r" (?:far|now|then|here|there|time to|turn|course|example|instance|itself|the (?:start|end))\b")
_SCORE = 0.55


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each wrong pair."""
    for tagged in context.having(*_RIGHT):
        for match in _WRONG.finditer(tagged.text):
            if _AFTER.match(tagged.text, match.end()):
                continue
            base = tagged.sentence.span.start
            start, end = base + match.start() + match.group().rindex(" "), base + match.end()
            right = _RIGHT[match.group()]
            title = f"write {right!r}" if right else "drop the preposition"
            fix = Fix(title, (Edit(Span(start, end), f" {right}".rstrip()),), Applicability.unsafe, 0.6)
            span = Span(base + match.start(), end)
            yield flag_span(rule, tagged, span, f"English does not say {match.group()!r}", _SCORE, fixes=(fix,))


rule = Rule(
    name="garble.wrong-preposition",
    summary="a preposition that the word before it does not take",
    error_type=ErrorType.grammar,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The town is famous by its bridge.",
            flagged=("famous by",),
            fixed="The town is famous for its bridge.",
        ),
        Example("They discussed about it.", flagged=("discussed about",), fixed="They discussed it."),
    ),
    counterexamples=(
        Example("It depends on you; according to her, they rely on it, and he was accused of fraud in May."),
    ),
)
