"""Letters broken by a wrong encoding, and entities left from a web page.

## What it does
Finds UTF-8 text that was read as Windows-1252 ("Ã©", "â€™"), replacement characters and HTML entities ("&amp;quot;").

## Why it matters
Readers see rubbish; names with accents come out unreadable.

## Example
"The cafÃ© was closed."

## Fix safety
Unsafe: where the broken letters decode cleanly, the decoded text is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Applicability, Document, Edit, ErrorType, Example, Finding, Fix, Rule, Severity, Span
from mtfix.text.flagging import flag_span

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BROKEN = lazy.compile(
    rf"(?:[ÃÂ][\u00a0-\u00bf\u0080-\u009f{_CP1252}]|[âðåæçèéä][\u0080-\u00bf{_CP1252}]{{2,3}})+"
    r"|\ufffd+|ï¿½"
    r"|&(?:amp|quot|nbsp|lt|gt|apos|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|#\d{2,5}|#x[0-9a-fA-F]{2,5});"
)
_KEYS = tuple("&ÃÂâðåæçèéä\ufffd¿")
_SCORE = 0.9


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each run of broken letters."""
    for tagged in context.having(*_KEYS):
        for match in _BROKEN.finditer(tagged.text):
            span = Span(tagged.sentence.span.start + match.start(), tagged.sentence.span.start + match.end())
            right = _repaired(match.group())
            fixes = (Fix(f"write {right!r}", (Edit(span, right),), Applicability.unsafe, 0.8),) if right else ()
            yield flag_span(rule, tagged, span, f"broken letters: {match.group()!r}", _SCORE, fixes=fixes)


def _repaired(broken: str) -> str:
    if broken[0] == "&":
        import html

        return html.unescape(broken)
    try:
        return broken.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


rule = Rule(
    name="garble.mojibake",
    summary="letters broken by a wrong encoding, and entities left from a web page",
    error_type=ErrorType.character_encoding,
    severity=Severity.major,
    check=check,
    explanation=__doc__,
    examples=(
        Example("The cafÃ© was closed.", flagged=("Ã©",), fixed="The café was closed."),
        Example("He said &quot;no&quot; twice.", flagged=("&quot;", "&quot;"), fixed='He said "no" twice.'),
        Example("The caf\ufffd was closed.", flagged=("\ufffd",)),
    ),
    counterexamples=(Example("São Paulo’s café — “à la carte” – charges £5 & more; Âge d’or."),),
)
