"""Two entries of one id, side by side, that contradict each other.

## What it does
Tells of an entry that another file of the same layer has as well, with another preferred form or status, or with a form
in another standing.

## Why it matters
Between layers the later one has the say; side by side, as the files of one folder are, nobody has.
`mtfix fix` refuses such glossaries.

## Example
"Kyiv" with the variant "Kiev" in one file, and "Kyiv" that admits "Kiev" in another one of the folder.

## Fix safety
No fix: mend one of the entries, or give one of the files a layer of its own (`-g shared/ -g house.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.layers import conflict
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, entry_use
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each later entry, naming the first one it contradicts."""
    for entries in survey.entries():
        for number, (file, concept) in enumerate(entries):
            for other_file, other in entries[:number]:
                if survey.layers[file] != survey.layers[other_file] or not (why := conflict(other, concept)):
                    continue
                use, first = entry_use(file, concept), entry_use(other_file, other)
                yield survey.defect(
                    use, f"{use.text!r} contradicts {survey.where(first, use)}: {why}. Mend one of the entries."
                )
                break


check = Check(
    name="glossary.conflict",
    summary="two entries of one id, side by side, that contradict each other",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    counterexamples=(Example(HEAD + "- {preferred: Kyiv, variants: [Kiev]}\n- {preferred: Kyiv, admitted: [Kiev]}\n"),),
)
