"""The language server: places go there and back in every encoding of columns, and any text is answered for."""

from __future__ import annotations

import functools
from pathlib import Path

from fuzz.choices import Choices
from fuzz.targets import Target, demand
from fuzz.targets.glossary import HEADS, PIECES
from mtfix import api
from mtfix.config import Config
from mtfix.lsp.columns import Columns
from mtfix.lsp.keys import completions

_ENCODINGS = ("utf-8", "utf-16", "utf-32")
_UNITS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_LINES = ("\n", "\r\n", "\r", "\u2028", "\x0c", "😀", "𝔑", "e\u0301", "\ud83d", "\udc00", "纳卡", "Naqqa ", "\t")


def columns(data: bytes) -> None:
    """Any code point has a line and column, and they lead back; places that are not there lead to the nearest."""
    choices = Choices(data)
    encoding = choices.pick(_ENCODINGS)
    text = choices.text(20, _LINES)
    made = Columns(text, encoding)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    before = (-1, -1)
    for offset in range(min(len(text), 400) + 1):
        if text[max(offset - 1, 0) : offset + 1] == "\r\n":
            continue  # no place to stand: inside a line end
        line, column = made.position(offset)
        demand((line, column) > before, "places are in order")
        before = line, column
        size = len(lines[line].encode(_CODECS[encoding], "surrogatepass")) // _UNITS[encoding]
        demand(column <= size, "a column is inside its line")
        demand(made.offset(line, column) == offset, "a place leads back")
    line, column = choices.number(len(lines) + 2), choices.number(600)
    demand(0 <= made.offset(line, column) <= len(text), "any place leads into the text")


def keys(data: bytes) -> None:
    """Completion answers anywhere in a text that is being typed."""
    choices = Choices(data)
    text = choices.pick(HEADS) + choices.text(30, PIECES)
    for _ in range(4):
        found = completions(text, choices.number(len(text)))
        demand(all(word.replace("-", "_").isidentifier() for word in found), "what is offered is a word of glossaries")


_WORDING = ("mtfix: 1\nentries:\n", "- preferred: Naka\n", "  variants: [Naqqa]\n", *_LINES)


@functools.cache
def _session() -> api.Session:
    return api.Session(Config(glossaries=("shipped",)))


def answers(data: bytes) -> None:
    """Every answer on an article or a glossary that is being typed points into its text."""
    from lsprotocol import types

    from mtfix.lsp import answers as asked
    from mtfix.lsp.checked import OpenFile, check_article, check_glossary, format_for, is_glossary

    choices = Choices(data)
    name = choices.pick(("a.txt", "a.md", "a.html", "a.yaml"))
    text = choices.text(20, _WORDING if name == "a.yaml" else _LINES)[:2000]
    text = f"mtfix: 1\nentries:\n{text}" if name == "a.yaml" and choices.byte() % 2 else text
    file = OpenFile(Path("/x", name).as_uri(), name, 1, text, "", choices.pick(_ENCODINGS))
    format = format_for(file)
    if is_glossary(file.path, file.text):
        checked = check_glossary(file)
    elif format is not None:
        checked = check_article(file, format, _session())
    else:
        return
    last = file.columns.position(len(text))
    for one in asked.diagnostics(checked):
        start, end = one.range.start, one.range.end
        places = (start.line, start.character), (end.line, end.character)
        demand((0, 0) <= places[0] <= places[1] <= last, "a diagnostic stands in the text")
    here = types.Position(*file.columns.position(choices.number(len(text))))
    asked.actions(checked, types.Range(here, types.Position(*last)), None)
    asked.hover(checked, here)
    asked.definition(checked, here)


targets: dict[str, Target] = {"lsp-columns": columns, "lsp-keys": keys, "lsp-answers": answers}
