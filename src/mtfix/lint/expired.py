"""An entry whose time is over.

## What it does
Tells of entries whose `review: recheck` or `valid: to` has passed, or
whose `valid: from` is still to come or after `to`.

## Why it matters
Ministers change; "Foreign Minister Lavrov" is right until it is wrong.

## Example
`review: {recheck: 2020-01-01}` in any later year.

## Fix safety
No fix: look, then move the date, or set `status: retired`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mtfix.glossary.survey import HEAD, Check, Defect, Survey, entry_use
from mtfix.model import Example, Severity


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each date that is wrong today."""
    for file, concept in survey.concepts():
        if concept.review or concept.valid:
            for message in _messages(concept.review, concept.valid, survey.today):
                yield survey.defect(entry_use(file, concept), f"{concept.preferred.text!r} {message}")


def _messages(review: Mapping[str, str], valid: Mapping[str, str], today: str) -> Iterator[str]:
    """Dates may be a year, a month or a day, and last until its end."""
    recheck, start, end = review.get("recheck"), valid.get("from"), valid.get("to")
    if recheck and recheck < today[: len(recheck)]:
        yield f"was to be checked again by {recheck}. Check it and set a new date."
    if start and end and start > end:
        yield f"is valid from {start}, which is after {end}. Mend the dates."
    elif end and end < today[: len(end)]:
        yield f"was valid until {end}. Set 'status: retired', or another date."
    elif start and start > today[: len(start)]:
        yield f"is valid only from {start}. Set 'status: proposed' until then."


check = Check(
    name="glossary.expired",
    summary="an entry whose time is over",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + "- {preferred: Pompeo, review: {recheck: 2020-05-01}}\n", ("Pompeo",)),
        Example(HEAD + "- {preferred: Pompeo, valid: {from: 2018, to: 2021-01}}\n", ("Pompeo",)),
        Example(HEAD + "- {preferred: Pompeo, valid: {from: 2999}}\n", ("Pompeo",)),
        Example(HEAD + "- {preferred: Pompeo, valid: {from: 2999, to: 2998}}\n", ("Pompeo",)),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Baku, review: {recheck: 2999-01-01}, valid: {from: 1991, to: 2999}}\n"),
        Example(HEAD + "- {preferred: Pompeo, status: retired, valid: {to: 2021}}\n"),
    ),
)
