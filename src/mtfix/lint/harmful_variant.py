"""A variant that would change English that is right.

## What it does
Runs the glossaries over articles known to be right, where such are given, and tells of variants that would edit one.

## Why it matters
What a variant does to other people's articles is seen only there. A list of common words catches a part of it.

## Example
"State Council" as a variant, in a folder of clean English news in which it stands twelve times.

## Fix safety
No fix: write a `when` or an `unless`; the evidence shows where it would strike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.model import Action
from mtfix.glossary.survey import HEAD, Check, Defect, Survey, Use
from mtfix.matching.exact import Finder
from mtfix.matching.mentions import MentionKind, find_mentions
from mtfix.model import Example, Severity

_SHOWN = 3  # places that the evidence quotes
_AROUND = 30  # characters on each side of a place


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each variant that would edit a clean text, the most harmful first."""
    if not survey.clean:
        return
    finder = Finder(tuple(compile_glossary(glossary) for glossary in survey.glossaries))
    struck: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for document in survey.clean:
        for mention in find_mentions(document, finder).notable:
            if mention.kind is MentionKind.variant and mention.action is Action.fix:
                key = mention.concept.glossary, mention.term.line, mention.term.column
                start, end = mention.span.start, mention.span.end
                quote = " ".join(document.text[max(0, start - _AROUND) : end + _AROUND].split())
                struck[key].append(f"{document.path}: …{quote}…")
    for use in sorted(survey.variants, key=lambda use: -len(struck.get(_key(use), ()))):
        if places := struck.get(_key(use)):
            times = "once" if len(places) == 1 else f"{len(places)} times"
            yield survey.defect(
                use,
                f"{use.text!r} stands {times} in English that is right. Hold it back with 'when' or 'unless'.",
                evidence=tuple(places[:_SHOWN]),
            )


def _key(use: Use) -> tuple[str, int, int]:
    return use.concept.glossary, use.term.line, use.term.column


check = Check(
    name="glossary.harmful-variant",
    summary="a variant that would change English that is right",
    severity=Severity.major,
    find=find,
    explanation=__doc__,
    counterexamples=(Example(HEAD + "- {preferred: Karabakh, variants: [Naqqa]}\n"),),
)
