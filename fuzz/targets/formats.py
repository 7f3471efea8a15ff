"""Each document format: without an edit the same bytes; an edit changes its own place only, and reads as it should."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable
from itertools import pairwise

from fuzz.choices import Choices
from fuzz.seeds import seeds
from fuzz.targets import BrokenError, Target, demand
from mtfix import registry
from mtfix.errors import SourceError
from mtfix.model import Document, Edit, Format, Patch, Span
from mtfix.splice import apply_text, editable, patches, splice, verify

# Mark-up of each format, so that random documents mean something to its scanner.
_PIECES: dict[str, tuple[str, ...]] = {
    "html": (
        *("<p>", "</p>", "<b>", "</b>", "<br>", "<a href='", "'>", "<td>", "<h1>", "<li>", "<pre>", "<code>", "<!--"),
        *("-->", "&nbsp;", "&amp", "&#x4e;", "&#99999999;", "&shy;", "<script>", "</script>", "<style>", "<title>"),
        *(
            "<textarea>",
            "<svg>",
            "<p translate=no>",
            "<!doctype html>",
            "<![CDATA[",
            "<?x?>",
            "{{ x }}",
            "<p title=Naka>",
        ),
        *(
            "<!-- mtfix: ignore -->",
            "<!-- mtfix: off -->",
            "<!-- mtfix: on -->",
            "<img alt='Naka'>",
            "</",
            "<\0",
            "<p/>",
        ),
    ),
    "markdown": (
        *(
            "\n",
            "\n\n",
            "# ",
            "- ",
            "1. ",
            "> ",
            "    ",
            "\t",
            "```\n",
            "~~~\n",
            "`",
            "*",
            "**",
            "_",
            "[Naka](",
            ")",
            "![",
        ),
        *(
            "[x]: ",
            "[^1]",
            "[^1]: ",
            "|",
            "|--|\n",
            "---\n",
            "+++\n",
            "title: Naka\n",
            "<b>",
            "</b>",
            "<!-- ",
            " -->",
            "&amp;",
        ),
        *(
            "\\",
            "\\*",
            "<https://naka.am>",
            "{{< x >}}",
            "$$",
            "===\n",
            "  \n",
            "<div>\n",
            "</div>\n",
            "<!-- mtfix: off -->",
        ),
    ),
    "json": (
        *("{", "}", "[", "]", ",", ":", '"text"', '"title"', '"content"', '"rendered"', '"slug"', '"body"', ' "Naka"'),
        *(
            '"',
            "\\",
            "\\n",
            "\\u0041",
            "\\ud83d",
            "\\ude00",
            "\\/",
            "\n",
            "null",
            "1e9",
            "<p>",
            "</p>",
            "&amp;",
            "true",
        ),
    ),
    "srt": ("1\n", "00:00:01,000 --> 00:00:02,500\n", "\n", "\n\n", "<i>", "</i>", "{\\an8}", "- ", "--> "),
    "vtt": (
        "WEBVTT\n\n",
        "00:01.000 --> 00:02.500\n",
        "NOTE ",
        "STYLE\n",
        "\n\n",
        "<v Naka>",
        "<c.x>",
        "</c>",
        "&amp;",
        "REGION",
    ),
    "po": (
        'msgid "',
        'msgstr "',
        'msgstr[0] "',
        'msgctxt "',
        '"\n',
        "#: ",
        "#~ ",
        "#, fuzzy\n",
        "\\n",
        '\\"',
        "\n",
        "\\",
    ),
    "xliff": (
        *("<source>", "</source>", "<target>", "</target>", '<g id="1">', "</g>", '<x id="2"/>', "<![CDATA[", "]]>"),
        *(
            "&amp;",
            "&lt;",
            "&#78;",
            "<note>",
            "</note>",
            '<trans-unit id="3">',
            "</trans-unit>",
            "<!--",
            "-->",
            "<mrk>",
            "</mrk>",
        ),
    ),
    "docx": (
        *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", '<w:t xml:space="preserve">', "<w:tab/>", "<w:br/>"),
        *(
            "<w:rPr><w:b/></w:rPr>",
            '<w:ins w:id="1" w:author="a">',
            "</w:ins>",
            '<w:del w:id="2" w:author="a">',
            "</w:del>",
        ),
        *(
            "<w:delText>",
            "</w:delText>",
            "<w:tbl><w:tr><w:tc>",
            "</w:tc></w:tr></w:tbl>",
            "<w:instrText>",
            "</w:instrText>",
        ),
        *(
            '<w:hyperlink r:id="rId1">',
            "</w:hyperlink>",
            "<w:noBreakHyphen/>",
            "<w:softHyphen/>",
            "<w:sdt>",
            "</w:sdt>",
        ),
        *(
            '<w:pPr><w:pStyle w:val="Zitat"/></w:pPr>',
            '<w:fldChar w:fldCharType="begin"/>',
            "&amp;",
            "<mc:AlternateContent>",
        ),
    ),
    "odt": (
        *("<text:p>", "</text:p>", "<text:h>", "</text:h>", "<text:span>", "</text:span>", '<text:s text:c="3"/>'),
        *(
            "<text:tab/>",
            "<text:line-break/>",
            "<text:note>",
            "</text:note>",
            "<text:tracked-changes>",
            "&amp;",
            "<text:a>",
        ),
    ),
    "epub": (
        "<p>",
        "</p>",
        "<i>",
        "</i>",
        "<br/>",
        "&amp;",
        "<h1>",
        "</h1>",
        "<pre>",
        "</pre>",
        "<li>",
        "</li>",
        "&#160;",
    ),
}
_WORDING = (
    "Nagorno-Karabakh",
    "",
    "x",
    "Dağlıq «Qarabağ»",
    "<b>&amp;*_`[",
    "]]>",
    "a\nb",
    '"\\',
    " ",
    "\u202e\x1b[",
    "纳卡",
)


def _documents(format: Format, choices: Choices) -> bytes:
    """A sample that was damaged, or a document made of pieces of the format's mark-up."""
    samples = seeds(format.name)
    sample = choices.pick(samples)
    if format.container:
        return _archive(sample, choices, _PIECES.get(format.name, ()))
    if choices.byte() % 3 == 0:
        return choices.text(40, _PIECES.get(format.name, ())).encode()
    return _damaged(sample, choices, _PIECES.get(format.name, ()))


def _damaged(sample: bytes, choices: Choices, pieces: tuple[str, ...]) -> bytes:
    for _ in range(choices.number(4)):
        start = choices.number(len(sample))
        end = start + choices.number(9)
        raw = bytes(choices.byte() for _ in range(choices.number(2)))
        filler = raw if choices.byte() < 40 else choices.text(3, pieces).encode()
        sample = sample[:start] + filler + sample[end:]
    return sample


def _archive(sample: bytes, choices: Choices, pieces: tuple[str, ...]) -> bytes:
    """The archive with damage to its bytes, or, so that more than the zip is tried, to one of its members."""
    if choices.byte() < 50:
        return _damaged(sample, choices, pieces)
    out = io.BytesIO()
    members = _members(sample)
    names = list(members)
    biggest = max(names, key=lambda name: len(members[name]))
    victim = biggest if choices.byte() < 200 else choices.pick(names)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            data = members[name]
            archive.writestr(zipfile.ZipInfo(name), _damaged(data, choices, pieces) if name == victim else data)
    return out.getvalue()


@functools.cache
def _members(sample: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _edits(document: Document, choices: Choices) -> list[Edit]:
    """Edits of places that can be edited, in order, none overlapping."""
    out: list[Edit] = []
    for start, end in sorted(choices.span(len(document.text)) for _ in range(choices.number(4))):
        span = Span(start, end)
        free = not out or span.start > out[-1].span.end
        if free and editable(document, span) and not any(one.overlaps(span) for one in document.protected):
            out.append(Edit(span, choices.pick(_WORDING)))
    return out


def check_document(format: Format, data: bytes, choices: Choices) -> None:
    """Read `data`, splice random edits and see that all promises of a format hold."""
    try:
        document = format.read(data, "a", None)
    except SourceError as error:
        demand(str(error).startswith("a"), "an error names its article")
        return
    _check_rows(document)
    demand(splice(document, [], format) == data, "without an edit the bytes are the same")
    verify(document, [], data, format)
    edits = _edits(document, choices)
    if not edits:
        return
    try:
        changes, output = patches(document, edits, format), splice(document, edits, format)
        verify(document, edits, output, format)
    except SourceError:
        return  # refused: nothing is written
    again, wanted = format.read(output, "a", document.encoding).text, apply_text(document.text, edits)
    demand(_words(again) == _words(wanted), "reads as edited")  # blanks at the edge of a paragraph may go
    if not format.container:
        demand(_outside(data, changes) == _outside(output, _moved(changes)), "no byte changes outside an edit")


def _words(text: str) -> list[str]:
    return text.replace("\ufffc", " ").split()


def _check_rows(document: Document) -> None:
    """Rows and blocks are in order and inside; a verbatim row is what the source says."""
    spans = [row.span for row in document.source_map.rows]
    demand(all(0 <= one.start <= one.end <= len(document.text) for one in spans), "rows are inside the text")
    demand(all(one.end <= two.start for one, two in pairwise(spans)), "rows are in order")
    blocks = [block.span for block in document.blocks]
    demand(all(0 <= one.start < one.end <= len(document.text) for one in blocks), "blocks are inside the text")
    demand(all(one.end <= two.start for one, two in pairwise(blocks)), "blocks are in order")
    for row in document.source_map.rows:
        if row.verbatim and not row.part:
            raw = document.source[row.byte_start : row.byte_end]
            shown = document.text[row.span.start : row.span.end]
            demand(raw.decode(document.encoding) == shown, "a verbatim row is the source's very text")


def _outside(data: bytes, changes: list[Patch]) -> list[bytes]:
    edges = [0, *(edge for change in changes for edge in (change.start, change.end)), len(data)]
    return [data[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _moved(changes: list[Patch]) -> list[Patch]:
    out, shift = [], 0
    for change in changes:
        start = change.start + shift
        out.append(Patch(change.part, start, start + len(change.data), b""))
        shift += len(change.data) - (change.end - change.start)
    return out


def _target(format: Format) -> Callable[[bytes], None]:
    def one(data: bytes) -> None:
        choices = Choices(data)
        try:
            made = _documents(format, choices)
        except UnicodeEncodeError as error:  # the generator makes no surrogates
            raise BrokenError(str(error)) from error
        check_document(format, made, choices)

    return one


def _raw_target(format: Format) -> Callable[[bytes], None]:
    def one(data: bytes) -> None:
        cut = data.rfind(b"\xff\xff")
        document, rest = (data, b"") if cut < 0 else (data[:cut], data[cut + 2 :])
        check_document(format, document, Choices(rest))

    return one


targets: dict[str, Target] = {}
for _format in registry.discover("mtfix.formats", "format", Format):
    targets[f"format-{_format.name}"] = _target(_format)
    targets[f"bytes-{_format.name}"] = _raw_target(_format)
