"""Text of an article as it may be shown: nothing in it can steer a terminal, a page or a log.

Reports carry words of the article; whoever reads them must see them, and no program on the way may obey them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import msgspec

from mtfix import lazy

# C1 controls, line and paragraph separators, bidi controls, invisible format characters, lone surrogates and
# noncharacters (which XML forbids).
_HIDDEN = (
    "\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
_STEERING = lazy.compile(f"[\x00-\x1f{_HIDDEN}]")
_HIDDEN_IN_JSON = lazy.compile(f"[{_HIDDEN}]")
_BREAK = lazy.compile(r"\r\n?|[\n\t]")


def visible(text: str) -> str:
    """`text` on one line, with every control character as a sign: an escape becomes ``␛``, others ``<U+202E>``."""
    if text.isprintable():  # nearly all is, and then holds none of these
        return text
    return _STEERING.sub(_sign, _BREAK.sub(" ", text))


def visible_lines(text: str) -> str:
    """The same for a text of several lines, such as an error that shows where it stands; its lines stay."""
    return "\n".join(map(visible, text.split("\n")))


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def xml_text(text: str) -> str:
    """`text` on one line, for an XML element or a quoted attribute."""
    import html

    return html.escape(visible(text))


def json_text(data: object, lists: AbstractSet[str] = frozenset()) -> str:
    """`data` as JSON: letters as they are, what cannot be seen escaped, nothing lost.

    Indented; where `lists` names members of objects that are long lists (any iterable will do), each item of them has a
    line of its own instead, which still reads well in a diff.
    """
    return "".join((*_in_lines(data, lists), "\n")) if lists else f"{_encoded(data, indent=1)}\n"


def _in_lines(data: object, lists: AbstractSet[str]) -> Iterator[str]:
    """The pieces of the JSON, so that a long report is put together once."""
    if not isinstance(data, dict) or not lists & data.keys():
        yield _encoded(data)
        return
    lead = "{"
    for name, value in data.items():
        yield f"{lead}{_encoded(name)}: "
        if name in lists:
            between = "[\n"
            for item in value:
                yield between
                yield from _in_lines(item, lists)
                between = ",\n"
            yield "[]" if between == "[\n" else "\n]"
        else:
            yield _encoded(value)
        lead = ", "
    yield "}"


def _encoded(data: object, indent: int = 0) -> str:
    """JSON as `json.dumps` lays it out, made several times faster; on one line where `indent` is 0."""
    try:
        made = msgspec.json.format(msgspec.json.encode(data), indent=indent).decode()
    except UnicodeEncodeError:  # a lone surrogate, as in a file name that is no UTF-8
        import json  # msgspec does without

        made = json.dumps(data, ensure_ascii=False, indent=indent or None)
    return made if made.isascii() and "\x7f" not in made else _HIDDEN_IN_JSON.sub(_unicode_escape, made)


def _unicode_escape(match: re.Match[str]) -> str:
    import json

    return json.dumps(match.group())[1:-1] if match.group() != "\x7f" else "\\u007f"


# What Markdown takes for mark-up inside a line.
_MARKUP = lazy.compile(r"([\\`*_{}\[\]|~^$])")


def markdown_text(text: str) -> str:
    """`text` for the inside of a Markdown line: no mark-up, no HTML, no table cell, no link; nobody is mentioned."""
    plain = _MARKUP.sub(r"\\\1", visible(text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u2060")


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: two for wide (CJK) letters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def fitting(text: str, width: int) -> int:
    """How many code points from the start of `text` fit into `width` columns."""
    used = 0
    for count, letter in enumerate(text):
        used += _width(letter)
        if used > width:
            return count
    return len(text)
