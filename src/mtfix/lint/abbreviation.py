"""A variant of a few capitals.

## What it does
Tells of a variant of at most four capitals, or of at most two letters, that has no condition.

## Why it matters
"SEC" for China's CSRC is somebody else in the next article, and short letters stand for many things.

## Example
"SEC" as a variant of "CSRC", in a glossary without a gate.

## Fix safety
No fix: write a `when` or an `unless`, or `action: flag` in a glossary with a gate.
Major where nothing holds back the edit, minor where the gate of the file does.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use
from mtfix.model import Example, Severity

_SHORT = lazy.compile(r"[A-Z](?:\.?[A-Z]){1,3}\.?|[A-Za-z]{1,2}")
_NO_LETTER = lazy.compile(r"[\W_]+")


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each exposed variant that is so short."""
    for use in survey.variants:
        if not _SHORT.fullmatch(use.text) or _is_own_spelling(use):
            continue
        if (severity := survey.exposed(use)) is not None:
            yield survey.defect(
                use,
                f"{use.text!r} can stand for many things. Say with 'when' or 'unless' where it stands for "
                f"{use.concept.preferred.text!r}.",
                severity,
            )


def _is_own_spelling(use: Use) -> bool:
    """Whether the letters are those of a right form: "DPA" for "dpa"."""
    letters = _NO_LETTER.sub("", use.text).lower()
    return any(_NO_LETTER.sub("", term.text).lower() == letters for term in use.concept.terms if term is not use.term)


check = Check(
    name="glossary.abbreviation",
    summary="a variant of a few capitals, which can stand for many things",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    examples=(Example(HEAD + "- {preferred: CSRC, variants: [SEC, C.S.R., Li]}\n", ("SEC", "C.S.R.", "Li")),),
    counterexamples=(
        Example(HEAD + "- {preferred: CSRC, variants: [CSRCC, Securities Commission]}\n"),
        Example(HEAD + "- {preferred: dpa, variants: [DPA, D.P.A.]}\n"),
        Example(HEAD + "- {preferred: CSRC, when: {document_any: [Beijing]}, variants: [SEC]}\n"),
    ),
)
