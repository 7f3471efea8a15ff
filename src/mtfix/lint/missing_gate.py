"""A glossary that is open to every article.

## What it does
Tells of a file with variants that edit and without a `when`. Off by default: a desk's own glossary needs none.

## Why it matters
A glossary that is installed for everybody must leave articles about something else alone.

## Example
A file that turns "Naka" into "Nagorno-Karabakh", in sports news, too.

## Fix safety
No fix: name the words that make an article one of this region or desk.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.model import Action
from mtfix.glossary.survey import HEAD, Check, Defect, Survey
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each such file, at its first variant that nothing holds back."""
    told: set[int] = set()
    for use in survey.variants:
        ungated = survey.glossaries[use.file].when is None and not use.guarded
        if ungated and use.term.action is Action.fix and use.file not in told:
            told.add(use.file)
            yield survey.defect(use, "this glossary has no 'when', so it changes any article. Add one at the top.")


check = Check(
    name="glossary.missing-gate",
    summary="a glossary that is open to every article",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    enabled=False,
    examples=(Example(HEAD + "- {preferred: Karabakh, variants: [Naqqa, Nakka]}\n", ("Naqqa",)),),
    counterexamples=(
        Example("mtfix: 1\nwhen: {document_any: [Baku]}\nentries:\n- {preferred: Karabakh, variants: [Naqqa]}\n"),
        Example(HEAD + "- {preferred: Karabakh, variants: [{text: Naqqa, action: flag}]}\n"),
    ),
)
