"""A right form that contains what another entry calls wrong.

## What it does
Tells of preferred and admitted forms that contain another entry's variant (one that is fixed), or another entry's
preferred form in other spelling.

## Why it matters
"Al Qaeda in Iraq" beside "Al-Qaeda" with the variant "Al Qaeda": the house cannot want both.

## Example
"Kiev Oblast" is preferred, and another entry turns "Kiev" into "Kyiv".

## Fix safety
No fix: spell both alike, or give the variant a condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mtfix import lazy
from mtfix.glossary.model import Action
from mtfix.glossary.spelling import one_spelling, plain
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use, one_concept, same_form
from mtfix.model import Example, Severity

_WORD = lazy.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NO_LETTER = lazy.compile(r"[\W_]+")
_LONGEST = 8  # words of a form that is looked for inside others
_SHORTEST = 5  # letters: "al qa" may be anything


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each right form, naming the entry that it contradicts."""
    preferred = {
        _NO_LETTER.sub("", plain(use.text)): use
        for use in survey.right_forms
        if use.term is use.concept.preferred and len(use.text) >= _SHORTEST
    }
    for use in survey.right_forms:
        for part in _parts(use.text):
            if message := _wrong(survey, use, part) or _spelled(survey, use, part, preferred):
                yield survey.defect(use, message)
                break


def _parts(text: str) -> Iterator[str]:
    """Every run of words of a form, less the whole of it."""
    words = [match.span() for match in _WORD.finditer(text)]
    for first in range(len(words)):
        for last in range(first, min(len(words), first + _LONGEST)):
            if last - first + 1 < len(words):
                yield text[words[first][0] : words[last][1]]


def _wrong(survey: Survey, use: Use, part: str) -> str | None:
    for other in survey.variants_by_spelling.get(one_spelling(part).casefold(), ()):
        if (
            not one_concept(other, use)
            and not survey.overruled(other, use)
            and other.term.action is Action.fix
            and not other.guarded
            and one_spelling(part) == one_spelling(other.text)
            and not survey.apart(use, other)
        ):
            return (
                f"{use.text!r} contains {part!r}, which {survey.where(other, use)} calls a variant of "
                f"{other.concept.preferred.text!r}. Spell both alike."
            )
    return None


def _spelled(survey: Survey, use: Use, part: str, preferred: Mapping[str, Use]) -> str | None:
    if len(part) < _SHORTEST:
        return None
    other = preferred.get(_NO_LETTER.sub("", plain(part)))
    if other is None or one_concept(other, use) or part.islower() or same_form(use.term, other.term):
        return None
    if one_spelling(part).casefold() == one_spelling(other.text).casefold():
        return None
    return f"{use.text!r} contains {part!r}, which {survey.where(other, use)} spells {other.text!r}. Spell both alike."


check = Check(
    name="glossary.contradictory-spelling",
    summary="a right form that contains what another entry calls wrong",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + "- {preferred: Kyiv, variants: [Kiev]}\n- {preferred: Kiev Oblast}\n", ("Kiev Oblast",)),
        Example(HEAD + "- {preferred: Al-Qaeda}\n- {preferred: Al Qaeda in Iraq}\n", ("Al Qaeda in Iraq",)),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Kyiv, variants: [kiev]}\n- {preferred: Kiev Oblast}\n"),
        Example(HEAD + "- {preferred: Al-Qaeda}\n- {preferred: Al-Qaeda in Iraq}\n"),
    ),
)
