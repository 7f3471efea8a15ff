"""A note on source or editor: "[Source: ...]", "(Editor: ...)".

## What it does
Finds such notes at the end of a paragraph or on a line of their own.

## Why it matters
They belong to the page that carried the original.

## Example
"The talks went on. (Editor: Wang Li)"

## Fix safety
Unsafe: the note is removed.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span
from mtfix.text.lines import removal

_WHO = (
    r"(?:(?:[Aa]rticle |[Nn]ews |[Pp]hoto |[Oo]riginal )?[Ss]ources?|(?:[Rr]esponsible "
    r"|[Dd]uty )?[Ee]ditors?(?: in charge|-in-charge)?"
    r"|[Pp]roofread(?:er|ing)|[Rr]eviewe[dr](?: by)?|[Cc]omprehensive(?: (?:news|report))?)"
)
_NOTE = lazy.compile(
    rf"\s*[（(\[【]\s*{_WHO}\s*[:：/][^()（）\[\]【】\n]{{1,80}}[）)\]】]|\A{_WHO}\s*[:：/] ?[^.!?\n]{{1,80}}\.?\Z"
)
_KEYS = "ource", "ditor", "roofread", "eviewe", "omprehensive"
_SCORE = 0.85


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each note."""
    for tagged in context.having(*_KEYS):
        if ":" not in tagged.text and "：" not in tagged.text and "/" not in tagged.text:
            continue
        for match in _NOTE.finditer(tagged.text):
            base = tagged.sentence.span.start
            whole = Span(base + match.start(), base + match.end())
            shown = Span(whole.end - len(match.group().lstrip()), whole.end)
            fix = removal(document, tagged.sentence.block, whole, "drop the note", 0.8)
            yield flag_span(rule, tagged, shown, "a note of the page on source or editor", _SCORE, fixes=(fix,))


rule = Rule(
    name="page.source-note",
    summary="a note on source or editor",
    error_type=ErrorType.design_markup,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    examples=(
        Example("Talks went on. (Editor: Wang Li)", flagged=("(Editor: Wang Li)",)),
        Example("Talks end. (Editor: Wang Li)", flagged=("(Editor: Wang Li)",), fixed="Talks end."),
        Example("[Source: City News]", flagged=("[Source: City News]",), fixed=""),
    ),
    counterexamples=(Example("The source: a well in the hills. He (the editor) left, sources said."),),
)
