"""Two entries with nearly the same preferred form.

## What it does
Tells of preferred forms that differ only in capitals, accents, hyphens, blanks or punctuation, or in nothing.

## Why it matters
They are one thing entered twice, and the copy will have both spellings. Layers may override an entry under its own id.

## Example
"Al-Qaeda" and "Al Qaeda".

## Fix safety
No fix: merge the entries, or tell them apart with `not_to_be_confused_with`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.glossary.spelling import plain
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use, entry_use, one_concept
from mtfix.model import Example, Severity

_NO_LETTER = lazy.compile(r"[\W_]+")


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each later entry, naming the first one."""
    known: dict[str, Use] = {}
    for file, concept in survey.concepts():
        use = entry_use(file, concept)
        first = known.setdefault(_NO_LETTER.sub("", plain(use.text)), use)
        if one_concept(first, use) or _told_apart(first, use):
            continue
        near = "is the preferred form of" if first.text == use.text else "is nearly the same as"
        other = "another entry" if first.text == use.text else repr(first.text)
        yield survey.defect(use, f"{use.text!r} {near} {other} ({survey.where(first, use)}). Merge the entries.")


def _told_apart(one: Use, other: Use) -> bool:
    return other.text in one.concept.not_to_be_confused_with or one.text in other.concept.not_to_be_confused_with


check = Check(
    name="glossary.similar-preferred",
    summary="two entries with nearly the same preferred form",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + "- {preferred: Al-Qaeda}\n- {preferred: Al Qaeda}\n", ("Al Qaeda",)),
        Example(HEAD + "- {preferred: Baku}\n- {preferred: Baku}\n", ("Baku",)),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Polish}\n- {preferred: polish, not_to_be_confused_with: [Polish]}\n"),
    ),
)
