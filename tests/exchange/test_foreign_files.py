"""Files as Pontoon, Weblate, IATE, AAMT and the JRC write them, and files that mean harm."""

from __future__ import annotations

import csv as csv_reader
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mtfix import registry
from mtfix.errors import SourceError
from mtfix.exchange import csv, names, tbx, utx, xlsx
from mtfix.glossary.load import parse_glossary
from mtfix.glossary.write import glossary_text
from mtfix.model import ExchangeFormat

FILES = Path(__file__).parent / "files"


def entries(name: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The entries of a file, which must make a valid glossary, and the notes."""
    format = registry.load("mtfix.exchange", name.rpartition(".")[2], "exchange", ExchangeFormat)
    found, notes = format.read((FILES / name).read_bytes(), name)
    plain: dict[str, Any] = dict(found)
    parse_glossary(glossary_text(plain), name)
    return plain["entries"], list(notes)


def test_pontoon() -> None:
    found, notes = entries("pontoon.tbx")
    assert found == [
        {
            "preferred": "Nagorno-Karabakh",
            "id": "c1",
            "source": {"zh-CN": ["纳卡"]},
            "note": "About the conflict.\nRegion in the South Caucasus.\nFighting in Nagorno-Karabakh.",
        }
    ]
    assert notes == ["pontoon.tbx: entry c2: no English term that may be used, left out"]


def test_weblate_writes_version_2() -> None:
    found, notes = entries("weblate.tbx")
    assert [entry["preferred"] for entry in found] == ["OSCE", "People's Liberation Army"]
    assert found[0]["source"] == {"zh-Hans": ["欧安组织"]}
    assert found[1]["admitted"] == ["PLA"]
    assert found[1]["variants"] == ["Chinese Peoples' Liberation Army"]
    assert found[1]["note"] == "Spell out at first mention & abbreviate later."
    assert notes == []


def test_iate_writes_elements_instead_of_attributes() -> None:
    found, _ = entries("iate.tbx")
    assert found == [
        {
            "preferred": "Minsk Group",
            "id": "3590236",
            "source": {"ru": ["Минская группа"]},
            "admitted": ["OSCE Minsk Group"],
            "variants": ["Minsk group of the OSCE"],
            "note": "Body that mediates between the parties.",
        }
    ]


def test_weblate_table_has_a_source_of_unknown_language() -> None:
    found, notes = entries("weblate.csv")
    assert [(entry["preferred"], entry["source"]) for entry in found] == [
        ("Biden", {"und": ["拜登"]}),
        ("Joe Biden", {"und": ["拜登"]}),
        ("Zelenskyy", {"und": ["泽连斯基"]}),
    ]
    assert notes == [
        "column 'context' is unknown, left out",
        "the source column does not say its language. Give it with --source-language",
    ]


def test_a_translators_table_has_one_row_a_variant() -> None:
    found, notes = entries("translator.csv")
    assert found == [{"preferred": "Armenia", "variants": ["=cmd|calc", "Asia"], "note": "do not run"}]
    assert notes == ["row 5: no right form, left out"]


def test_utx() -> None:
    found, _ = entries("aamt.utx")
    assert found == [
        {"preferred": "Nagorno-Karabakh", "id": "1", "source": {"zh-CN": ["纳卡"]}, "variants": ["Naka"]},
        {"preferred": "safety", "source": {"zh-CN": ["安全"]}, "admitted": ["security"]},
    ]


def test_jrc_names_are_only_proposed() -> None:
    data = (FILES / "jrc.names").read_bytes()
    found, notes = names.exchange.read(data, "jrc.names")
    assert found["entries"] == [
        {
            "preferred": "Muammar Gaddafi",
            "type": "person",
            "status": "proposed",
            "source": {"ru": ["Муаммар Каддафи"], "ar": ["معمر القذافي"]},
            "variants": ["Moammar Kadhafi"],
        },
        {"preferred": "AT+T", "type": "organisation", "status": "proposed"},
    ]
    assert notes == [
        "77: no name in Latin letters, left out",
        "2 entries are proposed: mtfix suggests their names and changes nothing",
    ]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "=cmd|' /C calc'!A0"]


def test_no_cell_of_a_csv_is_a_formula() -> None:
    data, _ = csv.exchange.write({"mtfix": 1, "entries": [{"preferred": "A", "variants": [one]} for one in FORMULAS]})
    rows = list(csv_reader.reader(io.StringIO(data.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@＝\t\r")]
    assert [row[5] for row in rows[1:]] == [f"'{one}" for one in FORMULAS]


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    import openpyxl

    data, _ = xlsx.exchange.write({"mtfix": 1, "entries": [{"preferred": one} for one in [*FORMULAS, "#N/A", "TRUE"]]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_a_formula_in_a_workbook_is_left_out_and_told() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["preferred", "variants", "note"])
    book.active.append(["Armenia", "Asia", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    found, notes = xlsx.exchange.read(out.getvalue(), "t.xlsx")
    assert found["entries"] == [{"preferred": "Armenia", "variants": ["Asia"]}]
    assert notes == ["cell C2 is a formula, left out"]


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b"<tbx><text><body><conceptEntry><langSec><termSec><term>&b;</term></termSec></langSec></conceptEntry></body></text></tbx>"
)


@pytest.mark.parametrize(
    ("format", "data", "message"),
    [
        (tbx.exchange, BOMB, "declares entities"),
        (tbx.exchange, b"<!DOCTYPE tbx SYSTEM 'file:///etc/passwd'><tbx>&x;</tbx>", "declares entities"),
        (tbx.exchange, b"<tbx>" + b"<a>" * 100, "nested more than 60 deep"),
        (tbx.exchange, b"<tbx><text>", "x:1:12: not well-formed XML"),
        (tbx.exchange, b"<html/>", "its root is <html>"),
        (csv.exchange, b"\xff\xfe\x00", "not valid utf-16"),
        (csv.exchange, b"a,b\n1,2\n", "no column for the right form"),
        (csv.exchange, b'preferred,mtfix\nA,"{"\n', "x:2: its private mtfix note is damaged"),
        (csv.exchange, b'preferred\n"A\n', "not a usable table"),
        (csv.exchange, b"", "no column for the right form"),
        (xlsx.exchange, b"PK", "not a usable zip archive"),
        (utx.exchange, b"A\tB\n", "not a UTX file"),
        (utx.exchange, b"#UTX 1.20; en/zh\n", "not English"),
        (names.exchange, b"1\tP\n", "x:1: a line of 2 columns"),
    ],
)
def test_what_cannot_be_used_is_an_error(format: ExchangeFormat, data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        format.read(data, "x")


def test_other_programs_changes_win_and_the_private_part_adds() -> None:
    plain = {
        "mtfix": 1,
        "entries": [{"preferred": "A", "variants": ["B", {"text": "C", "action": "flag"}], "tests": [{"in": "B"}]}],
    }
    data, notes = csv.exchange.write(plain)
    assert "tests (1)" in notes[0]
    assert "conditions of variants (1)" in notes[0]
    edited = data.replace(b'"B\nC"', b'"C\nD"')
    assert edited != data
    assert csv.exchange.read(edited, "t.csv")[0]["entries"] == [
        {"preferred": "A", "variants": [{"text": "C", "action": "flag"}, "D"], "tests": [{"in": "B"}]}
    ]


def test_written_tbx_says_the_standing_of_each_term() -> None:
    data, _ = tbx.exchange.write(
        {
            "mtfix": 1,
            "entries": [{"preferred": "A & B", "admitted": ["AB"], "variants": ["<AB>"], "source": {"zh": ["甲"]}}],
        }
    )
    text = data.decode()
    assert '<term>A &amp; B</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>' in text
    assert "<term>&lt;AB&gt;</term>" in text
    assert text.count("supersededTerm-admn-sts") == 1
    assert '<langSec xml:lang="zh">' in text


def test_semicolons_part_forms_in_tables_of_others_only() -> None:
    found, _ = csv.exchange.read("source:zh,target,variants\n甲；乙,A,B; C\n".encode(), "t.csv")
    assert found["entries"] == [{"preferred": "A", "source": {"zh": ["甲", "乙"]}, "variants": ["B", "C"]}]
    plain = {"mtfix": 1, "entries": [{"preferred": "A", "variants": ["B; C", "D|E"]}]}
    assert csv.exchange.read(csv.exchange.write(plain)[0], "t.csv")[0]["entries"] == plain["entries"]
