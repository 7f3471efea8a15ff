"""A variant that is the right name of something else.

## What it does
Tells of a variant without a condition that is a well-known place, given name, surname, agency or firm.

## Why it matters
"Australia" for Macao is a real mistranslation (澳), and yet nearly every "Australia" means Australia.

## Example
"Kobe" as a variant of "Kirby", in a glossary without a gate.

## Fix safety
No fix: write a `when` or an `unless`, or `action: flag` in a glossary with a gate.
Major where nothing holds back the edit, minor where the gate of the file does.
"""

from __future__ import annotations

import functools
import pkgutil
from collections.abc import Iterator, Mapping

from mtfix.glossary.model import Concept
from mtfix.glossary.spelling import words_of
from mtfix.glossary.survey import HEAD, Check, Defect, Survey
from mtfix.model import Example, Severity

# The letters of the list that `mtfix.matching.known` searches.
_KINDS = {"p": "a place", "g": "a given name", "s": "a surname", "o": "a body or firm"}


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each exposed variant that names something else."""
    names = _known_names()
    for use in survey.variants:
        if use.text[:1].islower():
            continue
        name = " ".join(words_of(use.text))
        kinds = names.get(name, "")
        if not kinds or name in _own_names(use.concept):
            continue
        severity = survey.exposed(use)
        if severity is not None:
            what = " and ".join(_KINDS[kind] for kind in kinds if kind in _KINDS)
            yield survey.defect(
                use,
                f"{use.text!r} is also {what}. Say with 'when' or 'unless' where it stands for "
                f"{use.concept.preferred.text!r}.",
                severity,
            )


@functools.cache
def _known_names() -> Mapping[str, str]:
    """The kinds of every known name in plain words; searching the list for each variant would take 0.3 ms."""
    lines = (pkgutil.get_data("mtfix.matching", "known_names.txt") or b"").decode().splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))


def _own_names(concept: Concept) -> set[str]:
    """The names of the concept itself: another spelling of a place is no other place."""
    return {" ".join(words_of(term.text)) for term in (concept.preferred, *concept.admitted)}


check = Check(
    name="glossary.known-name",
    summary="a variant that is the right name of something else",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + "- {preferred: Macao, variants: [Australia]}\n", ("Australia",)),
        Example(HEAD + "- {preferred: Kirby, variants: [Kobe, Kebi]}\n", ("Kobe",)),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Nagorno-Karabakh, variants: [Naqqa, Nagorno Karabakh]}\n"),
        Example(HEAD + "- preferred: Macao\n  variants: [{text: Australia, when: {source_any: [澳门]}}]\n"),
    ),
)
