"""XLSX: one entry a row (see `mtfix.glossary.table`) on the first sheet. Needs the extra ``mtfix[xlsx]``.

Every cell is written as text, so that none is run as a formula; a formula in a file that is read is left out and told.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtfix import lazy
from mtfix.errors import SourceError, UsageError
from mtfix.glossary.table import glossary_of, table_of
from mtfix.model import ExchangeFormat
from mtfix.text.archive import Archive

# What XML cannot hold, and the escapes that spreadsheets know for it ("_x0041_").
_ESCAPED = lazy.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_UNESCAPED = lazy.compile("_x([0-9A-Fa-f]{4})_")
_WIDTHS = {"preferred": 28, "admitted": 28, "variants": 36, "note": 40}


def read(data: bytes, path: str) -> tuple[Mapping[str, object], Sequence[str]]:
    """The glossary on the first sheet of a workbook. Raises `SourceError`, or `UsageError` without the extra."""
    openpyxl = _openpyxl(path)
    archive = Archive(data, path)
    for name in archive.names:
        if name.endswith((".xml", ".rels")) and b"<!" in archive[name][:2048]:
            raise SourceError(f"{path}: its part {name} has a document type, which is refused. Save it again.")
    notes: list[str] = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        sheet = book.worksheets[0]
        rows = list(_rows(sheet, notes))
    except Exception as error:
        # openpyxl raises whatever it stumbles over: KeyError, ValueError, its own kinds
        raise SourceError(f"{path}: not a usable workbook: {error}. Save it again as .xlsx.") from None
    glossary, more = glossary_of(rows, path)
    return glossary, [*notes, *more]


def _rows(sheet: Any, notes: list[str]) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            value = "" if cell.value is None else str(cell.value)
            if cell.value is not None and cell.data_type == "f":
                notes.append(f"cell {cell.coordinate} is a formula, left out")
                value = ""
            cells.append(_UNESCAPED.sub(lambda match: chr(int(match[1], 16)), value))
        yield cells


def write(glossary: Mapping[str, object]) -> tuple[bytes, Sequence[str]]:
    """The glossary as a workbook. Raises `UsageError` without the extra."""
    openpyxl = _openpyxl("")
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    rows, notes = table_of(glossary, "XLSX")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "glossary"
    sheet.freeze_panes = "C2"
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text) or None
            cell.data_type = "s" if text else "n"  # openpyxl takes "=..." for a formula and "#N/A" for an error
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for column, name in enumerate(rows[0], 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, 16)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), notes


def _openpyxl(path: str) -> Any:
    try:
        import openpyxl
    except ImportError:
        where = f"{path}: " if path else ""
        raise UsageError(f"{where}spreadsheets need openpyxl. Install it with: pip install 'mtfix[xlsx]'") from None
    return openpyxl


exchange = ExchangeFormat("xlsx", (".xlsx",), read, write, "a spreadsheet, one entry a row")
