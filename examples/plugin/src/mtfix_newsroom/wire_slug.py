"""A working title of the wire left in the copy: SLUG: ...

## What it does
Finds a line that begins with "SLUG:", by which agencies name a story among themselves.

## Why it matters
Readers are not to see it.

## Example
"SLUG: KARABAKH-TALKS"

## Fix safety
Safe: the line says nothing to readers. The words after the colon go with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import Applicability, Context, Document, Finding, Fix, Severity, Span
from mtfix.model import Edit, ErrorType, Example, Option, Rule

_LINE = re.compile(r"^(\w+):[ \t]*[A-Z0-9-]+[ \t]*$\n?", re.MULTILINE)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such line."""
    for match in _LINE.finditer(document.text):
        if match[1] != context.options["word"]:
            continue
        line = Span(match.start(), match.start() + len(match[0].rstrip("\n")))
        fix = Fix("delete the line", (Edit(Span(*match.span()), ""),), Applicability.safe)
        yield Finding(
            rule=rule.name,
            span=line,
            message="a working title of the wire",
            error_type=rule.error_type,
            severity=rule.severity,
            fixes=(fix,),
        )


rule = Rule(
    name="page.wire-slug",
    summary="a working title of the wire left in the copy",
    error_type=ErrorType.accuracy_addition,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    options={"word": Option("SLUG", "the word before the colon")},
    examples=(
        Example("SLUG: KARABAKH-TALKS\nTalks begin.", flagged=("SLUG: KARABAKH-TALKS",), fixed="Talks begin."),
        Example("WIRE: TALKS\nTalks begin.", flagged=("WIRE: TALKS",), fixed="Talks begin.", options={"word": "WIRE"}),
    ),
    counterexamples=(Example("Slug: the animal in your garden."), Example("The SLUG: KARABAKH-TALKS stays.")),
)
