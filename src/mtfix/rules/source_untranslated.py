"""Words of the original that were left as they were.

## What it does
Where the original is written in Latin letters, finds runs of four words or more that the article has in common with it,
names and titles left aside. Letters of other scripts are found without the original, by `garble.foreign-script`.

## Why it matters
A machine now and then hands a clause over untranslated, and a spelling checker drowns in names.

## Example
"The minister said la situation est sous contrôle."

## Fix safety
None is offered: it must be translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtfix.glossary.spelling import WORD, plain
from mtfix.matching.context import Context
from mtfix.matching.vocabulary import Word
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span

_LEAST = 4
_SMALL_LETTERS = 3  # names and titles are the same in both languages


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each run of words that the original has too."""
    original = " ".join(text for text, _ in context.pairs)
    if not original.strip() or sum(letter.isascii() for letter in original) < 0.8 * len(original):
        return
    words = [plain(match[0]) for match in WORD.finditer(original)]
    known = {tuple(words[at : at + _LEAST]) for at in range(len(words) - _LEAST + 1)}
    for line in context.lines:
        for first, last in _runs(line, known):
            run = line[first:last]
            if sum(not word.capital for word in run) >= _SMALL_LETTERS:
                span = Span(run[0].span.start, run[-1].span.end)
                yield Finding(
                    rule=rule.name,
                    span=span,
                    message=f"left untranslated: {document.text[span.start : span.end]}",
                    error_type=rule.error_type,
                    severity=rule.severity,
                    evidence=(f"the original has the same {len(run)} words",),
                    score=0.9,
                )


def _runs(line: Sequence[Word], known: set[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Stretches of a sentence whose every four words stand in the original."""
    at = 0
    while at + _LEAST <= len(line):
        end = at
        while tuple(word.plain for word in line[end : end + _LEAST]) in known:
            end += 1
        if end > at:
            yield at, end + _LEAST - 1
            at = end + _LEAST - 1
        else:
            at += 1


rule = Rule(
    name="source.untranslated",
    summary="words of the original that were left as they were",
    error_type=ErrorType.accuracy_untranslated,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example(
            "The minister said la situation est sous contrôle on Monday.",
            flagged=("la situation est sous contrôle",),
            source="Le ministre a dit lundi que la situation est sous contrôle.",
        ),
    ),
    counterexamples=(
        Example("The Banque de France de Paris was open.", source="La Banque de France de Paris était ouverte."),
        Example("It works.", source="Es funktioniert."),
    ),
    needs_source=True,
)
