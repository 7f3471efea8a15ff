"""Hides from a Markdown parser what is no Markdown: template code, attribute lists, footnote marks.

Hugo: ``{{< x >}}``, ``{{% x %}}``; Jekyll, Jinja: ``{{ x }}``, ``{% x %}``, ``{# x #}``; kramdown, Pandoc: ``{: .x}``,
``{#x}``; footnotes: ``[^1]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix import lazy
from mtfix.text.builder import OBJECT

_OPENING = lazy.compile(r"\{\{[<%]?|\{%|\{#(?![A-Za-z])|\{(?=:|[#.][A-Za-z])|\[\^[^\]\s]{1,100}\]")
_IN_HTML = lazy.compile(r"\{\{|\{%|\{#|<\?php|<\?=|<%")
_CLOSING = {
    "<?php": "?>",
    "<?=": "?>",
    "<%": "%>",
    "{{<": ">}}",
    "{{%": "%}}",
    "{{": "}}",
    "{%": "%}",
    "{#": "#}",
    "{": "}",
}
_BLANK_LINE = lazy.compile(r"\n[ \t\r]*\n")
_END = lazy.compile(r"\Z")
_LINE_END = lazy.compile(r"[\r\n]")
# Between the two tags of these there is code.
_CODE = lazy.compile(r"[\s-]*(highlight|raw|comment|verbatim|code|mermaid|math|katex)\b")
_ATTACHED = lazy.compile(r"[^\s>]")


def masked(source: str) -> str:
    """`source`, of the same length, with object signs in place of what is no Markdown; line ends stay."""
    return _masked(source, _OPENING)


def masked_templates(source: str) -> str:
    """`source`, of the same length, with object signs in place of template and server code in HTML."""
    return _masked(source, _IN_HTML)


def _masked(source: str, opening: re.Pattern[str]) -> str:
    pieces: list[str] = []
    last = 0
    for start, end in _hidden(source, opening):
        pieces += (source[last:start], re.sub(r"[^\r\n]", OBJECT, source[start:end]))
        last = end
    return "".join((*pieces, source[last:])).replace("\0", OBJECT)


def _hidden(source: str, opening: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    search = _Search(source)
    last = 0
    for match in opening.finditer(source):
        start, sign = match.start(), match[0]
        if start < last:
            continue
        if sign.startswith("[^"):
            defines = source.startswith(":", match.end())
            if not defines or (start and _ATTACHED.match(source, start - 1)):
                last = match.end()
                yield start, last
            continue
        end = search.text(_CLOSING[sign], match.end())
        limits = {"{": _LINE_END, "<?php": _END, "<?=": _END, "<%": _END}
        if end > search.pattern(limits.get(sign, _BLANK_LINE), start):
            continue
        last = end + len(_CLOSING[sign])
        if sign != "{" and (code := _CODE.match(source, match.end())):
            last = max(last, search.closing_tag(code[1], last))
        yield start, last


class _Search:
    """Looks forward in one text and remembers what it found, so that many questions take linear time."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.known: dict[object, tuple[int, int]] = {}

    def text(self, wanted: str, at: int) -> int:
        """Where `wanted` stands next from `at` on; the end and more if it does not."""
        asked, found = self.known.get(wanted, (0, -1))
        if not asked <= at <= found:
            found = self.source.find(wanted, at)
            found = len(self.source) + 1 if found < 0 else found
            self.known[wanted] = at, found
        return found

    def pattern(self, wanted: re.Pattern[str], at: int) -> int:
        """Where `wanted` matches next from `at` on; the end if it does not."""
        asked, found = self.known.get(wanted, (0, -1))
        if not asked <= at <= found:
            match = wanted.search(self.source, at)
            found = match.start() if match else len(self.source)
            self.known[wanted] = at, found
        return found

    def closing_tag(self, name: str, at: int) -> int:
        """The end of the tag that closes `name`, or -1."""
        tag = re.compile(rf"\{{%-?\s*end{name}\b[^%{{}}]*%\}}|\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}")
        start = self.pattern(tag, at)
        match = tag.match(self.source, start)
        return match.end() if match else -1
