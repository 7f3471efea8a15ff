"""The review page: one self-contained file in which a person judges every finding of a run.

The page holds the JSON report, the text of each article and a small script; it loads nothing and talks to nobody.
Its policy allows only the very script and style that stand in it, and words of the article travel as JSON that the
script puts on the page as text, so that nothing in an article is ever obeyed.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Collection, Iterator
from importlib.resources import files
from string import Template
from typing import Any

from mtfix import registry
from mtfix.model import Format, Renderer, RenderOptions, Report, Result
from mtfix.positions import SourceText
from mtfix.text.visible import xml_text
from mtfix.wording import headline

_SCRIPTS = ("model.js", "decisions.js", "article.js", "cards.js", "files.js", "page.js")
# Signs that a format must write as they are, so that the page may write a person's own words by itself: all of ASCII,
# or at least those of plain words (files.js knows the same).
_EVERY_SIGN = "".join(map(chr, range(0x20, 0x7F))) + " <a> --> [b](c) *d* \n"
_PLAIN_WORDS = "Plain words, no. 1: O’Neil’s \u201cwell-known\u201d aide \u2013 now 'here'"


def render(report: Report, options: RenderOptions) -> str:
    """The page as HTML; the same report gives the same bytes."""
    # without a date: decisions that a browser keeps for this report belong to a page made again as well
    data = registry.load("mtfix.reports", "json", "renderer", Renderer).render(report, RenderOptions())
    page = {
        "key": hashlib.sha256(data.encode()).hexdigest(),
        "rules": _summaries(report),
        "articles": [_article(result) for result in report.results],
    }
    style, script = _part("page.css"), "\n".join(map(_part, _SCRIPTS))
    paths = [result.document.path for result in report.results]
    return Template(_part("page.html")).substitute(
        title=xml_text(paths[0] if len(paths) == 1 else f"{len(paths)} articles"),
        headline=xml_text(headline(report)),
        version=xml_text(report.version),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        # nothing in a data block can end it, and its letters are those of JSON
        report=data.replace("<", "\\u003c"),
        page=json.dumps(page, separators=(",", ":")).replace("<", "\\u003c"),
    )


def _part(name: str) -> str:
    return files("mtfix.reports").joinpath("_page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy calls the hash of an inline script or style."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _summaries(report: Report) -> dict[str, str]:
    """What each rule that found something looks for."""
    met = {judged.finding.rule for result in report.results for judged in result.findings}
    return {name: report.rules[name].summary for name in sorted(met) if name in report.rules}


def _article(result: Result) -> dict[str, Any]:
    """The text that the report's positions count in, how it is laid out, and what the page may write by itself."""
    document = result.document
    source = SourceText(document)
    format = registry.load("mtfix.formats", document.format, "format", Format)
    places = source.places([block.span for block in document.blocks])
    container = source.container or bool(format.container)
    return {
        "text": source.text,
        "language": document.language,
        "encoding": document.encoding,
        "blocks": [
            [place.start, place.end, block.kind.value] for place, block in zip(places, document.blocks, strict=True)
        ],
        "markup": [] if container else [point for gap in _markup(source) for point in gap],
        # a strict reading of UTF-8 gives the same bytes back; other encodings the browser can read but not write
        "savable": document.encoding == "utf-8" and not container,
        "mark": document.encoding == "utf-8" and document.source.startswith(b"\xef\xbb\xbf"),
        "wording": _wording(format, {row.quoting for row in document.source_map.rows}),
    }


def _wording(format: Format, quotings: Collection[str]) -> str:
    """Which words of a person the page can write into an article by itself, without the escapes of its format."""
    for kind, words in (("any", _EVERY_SIGN), ("plain", _PLAIN_WORDS)):
        if all(format.escape(words, quoting) == words for quoting in quotings):
            return kind
    return "none"


def _markup(source: SourceText) -> Iterator[tuple[int, int]]:
    """The stretches of the source that are no readable text: tags, comments, times; in code points."""
    rows = sorted((row.byte_start, row.byte_end) for row in source.document.source_map.rows)
    chars = source.chars(point for row in rows for point in row)
    at = 0
    for first, last in rows:
        if chars[first] > at:
            yield at, chars[first]
        at = max(at, chars[last])
    if at < len(source.text):
        yield at, len(source.text)


renderer = Renderer(
    name="html",
    suffixes=(".html", ".htm"),
    render=render,
    summary="the review page: judge every finding in a browser, save the article and the decisions",
)
