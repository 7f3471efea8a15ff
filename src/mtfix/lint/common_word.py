"""A variant that is an ordinary English word.

## What it does
Tells of a variant of one word that is in the English dictionary and has no condition.

## Why it matters
"trembling" for Douyin or "Giant" for a firm is right in one article and ruins every other one.

## Example
"trembling" as a variant of "Douyin", in a glossary without a gate.

## Fix safety
No fix: write a `when` or an `unless`, or `action: flag` in a glossary with a gate.
Major where nothing holds back the edit, minor where the gate of the file does.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.glossary.survey import HEAD, Check, Defect, Survey
from mtfix.model import Example, Severity
from mtfix.text.lexicon import UNKNOWN, listed, word_class


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each exposed variant of one English word."""
    for use in survey.variants:
        if _is_word(use.text):
            severity = survey.exposed(use)
            if severity is not None:
                yield survey.defect(
                    use,
                    f"{use.text!r} is an ordinary English word. "
                    "Say with 'when' or 'unless' where it stands for "
                    f"{use.concept.preferred.text!r}.",
                    severity,
                )


def _is_word(text: str) -> bool:
    """Whether a dictionary has the word; of capitalised ones it must be listed: "Bellberk" is not bell and berk."""
    if not (text.isascii() and text.isalpha()):
        return False
    return word_class(text) != UNKNOWN if text.islower() else bool(listed(text.lower()))


check = Check(
    name="glossary.common-word",
    summary="a variant that is an ordinary English word",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + "- {preferred: Douyin, variants: [trembling, Vibrato]}\n", ("trembling", "Vibrato")),
        Example(
            "mtfix: 1\nwhen: {document_any: [Taiwan]}\nentries:\n- {preferred: GIANT, variants: [Giant]}\n", ("Giant",)
        ),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Nagorno-Karabakh, variants: [Naqqa, Bellberk, trembling sound]}\n"),
        Example(HEAD + "- preferred: Douyin\n  variants: [{text: trembling, when: {window_any: [ByteDance]}}]\n"),
    ),
)
