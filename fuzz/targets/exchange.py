"""Glossaries of other programs: any file is read or refused; what makes a glossary survives the way out and back."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from fuzz.choices import Choices
from fuzz.targets import Target, demand
from mtfix import registry
from mtfix.errors import GlossaryError, SourceError, UsageError
from mtfix.glossary import schema
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.table import COLUMNS
from mtfix.glossary.write import glossary_text, plain_glossary
from mtfix.model import ExchangeFormat

_GLOSSARY: Mapping[str, Any] = {
    "mtfix": 1,
    "title": "South Caucasus",
    "language": "en-US",
    "when": {"document_any": ["Armenia", "Baku"]},
    "entries": [
        {
            "preferred": "Nagorno-Karabakh",
            "type": "place",
            "source": {"zh": ["纳卡"], "az": ["Dağlıq Qarabağ"]},
            "admitted": ["Karabakh", {"text": "Artsakh", "action": "flag"}],
            "variants": ["Naqqa", {"text": "Naka", "when": {"window_none": ["Japan"]}}, {"regex": "Na[gk]+a"}],
            "note": "House style\nhyphenates.",
        },
        {"preferred": "=1+1", "id": "x", "status": "proposed", "tests": [{"in": "a", "same": True}]},
    ],
}
_NOTES = (
    *('{"admitted": {"0": {"text": "x"}}}', '{"variants": [1]}', '{"type": []}', '{"when": {"document_any": null}}'),
    *('{"entries": []}', '{"source": {"zh": 1}}', '{"id": {}}', '{"tests": [[]]}', "{}", "[]", "null", "{", "NaN"),
    *('{"variants": {"99999999999999999999": 1}}', '{"note": 1e999}', '{"title": false}', '{"preferred": "y"}'),
)
_TABLE = (
    *(name for names in COLUMNS.values() for name in names[:2]),
    "source:zh",
    "en-GB",
    "zh",
    ",",
    ";",
    "\t",
    "\r\n",
)
_PIECES: Mapping[str, tuple[str, ...]] = {
    "csv": (*_TABLE, '"', '""', "'=", "\n"),
    "names": ("\t", "\n", "P", "O", "u", "en", "zh", "1\tP\ten\tA+B\n", "#mtfix\t", "#mtfix-file\t", "%2B", "+", "%"),
    "utx": (
        *("#UTX 1.20; zh/en;", "#src\ttgt\tterm status\tconcept ID\tcomment\tx-mtfix\n", "\t", "\n", "-", "#"),
        *("approved", "forbidden", "non-standard", "provisional", "#x-mtfix ", "x-mtfix", "concept ID"),
    ),
    "tbx": (
        *("<tbx>", "</tbx>", "<martif>", "<conceptEntry id='c-1'>", "</conceptEntry>", "<langSec xml:lang='en'>"),
        *("<langSec xml:lang='zh'>", "</langSec>", "<termSec>", "</termSec>", "<term>", "</term>", "<note>mtfix:"),
        *("</note>", '<termNote type="administrativeStatus">', "</termNote>", "<titleStmt>", "</titleStmt>", "<hi>"),
        *("<!DOCTYPE tbx SYSTEM 'x'>", "<!DOCTYPE tbx [<!ENTITY a 'b'>]>", "&a;", "&amp;", "<![CDATA[", "<descrip>"),
    ),
    "xlsx": (
        *("<row>", "</row>", "<c t='s'>", "<c r='A1' t='inlineStr'>", "</c>", "<v>0</v>", "<v>99</v>", "<f>1+1</f>"),
        *(
            "<is><t>",
            "</t></is>",
            "<!DOCTYPE x>",
            "_x0041_",
            "_x0000_",
            "<mergeCell ref='A1:B2'/>",
            "r='ZZZZ1'",
            "&lt;",
        ),
    ),
}


@functools.cache
def _sample(format: ExchangeFormat) -> bytes:
    return format.write(_GLOSSARY)[0]


def _file(format: ExchangeFormat, choices: Choices) -> bytes:
    """A good file that was damaged, or one made of pieces."""
    pieces = (*_PIECES.get(format.name, ()), *_NOTES)
    if format.name == "xlsx":
        return _workbook(_sample(format), choices, pieces)
    if choices.byte() % 3 == 0:
        return choices.text(40, pieces).encode()
    return _damaged(_sample(format), choices, pieces)


def _damaged(data: bytes, choices: Choices, pieces: tuple[str, ...]) -> bytes:
    for _ in range(choices.number(4)):
        start = choices.number(len(data))
        end = start + choices.number(9)
        raw = bytes(choices.byte() for _ in range(choices.number(2)))
        filler = raw if choices.byte() < 40 else choices.text(3, pieces).encode()
        data = data[:start] + filler + data[end:]
    return data


def _workbook(sample: bytes, choices: Choices, pieces: tuple[str, ...]) -> bytes:
    if choices.byte() < 30:
        return _damaged(sample, choices, pieces)
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    victim = "xl/worksheets/sheet1.xml" if choices.byte() < 160 else choices.pick(list(members))
    members[victim] = _damaged(members[victim], choices, pieces)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _check(format: ExchangeFormat, data: bytes) -> None:
    try:
        found, _ = format.read(data, "g")
    except SourceError as error:
        demand(str(error).startswith("g"), "an error names its file")
        return
    except UsageError:
        return  # the extra is missing
    demand(set(found) <= set(schema.FILE_KEYS), "only keys of a glossary")
    try:
        glossary = parse_glossary(glossary_text(dict(found)), "g.yaml")
    except GlossaryError:
        return  # a private note that says what no glossary may say: import refuses it
    plain = plain_glossary(glossary)
    again, _ = format.read(format.write(plain)[0], "again")
    back = plain_glossary(parse_glossary(glossary_text(dict(again)), "g.yaml"))
    demand(back == plain, "a glossary survives the way out and back")


def _target(format: ExchangeFormat) -> Target:
    return lambda data: _check(format, _file(format, Choices(data)))


def _raw_target(format: ExchangeFormat) -> Target:
    return lambda data: _check(format, data)


targets: dict[str, Target] = {}
for _format in registry.discover("mtfix.exchange", "exchange", ExchangeFormat):
    targets[f"exchange-{_format.name}"] = _target(_format)
    if _format.name != "xlsx":  # random bytes are no archive
        targets[f"exchange-bytes-{_format.name}"] = _raw_target(_format)
