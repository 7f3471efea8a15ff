"""CSV: one entry a row (see `mtfix.glossary.table`), UTF-8 with a mark so that Excel reads it right.

A cell that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes away again (OWASP,
"CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from mtfix import lazy
from mtfix.errors import SourceError
from mtfix.glossary.table import glossary_of, table_of
from mtfix.model import ExchangeFormat

_FORMULA = lazy.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_GUARDED = lazy.compile(r"'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
# A definition may be long, but no cell is a book.
_LARGEST_CELL = 1 << 20
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(data: bytes, path: str) -> tuple[Mapping[str, object], Sequence[str]]:
    """The glossary in a CSV file; commas, semicolons or tabs part its cells. Raises `SourceError`."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not valid {encoding} at byte {error.start}. Save the table as UTF-8.") from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_LARGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SourceError(f"{path}: not a usable table: {error}. Check the quotation marks.") from None
    plain = [[cell[1:] if _GUARDED.match(cell) else cell for cell in row] for row in rows]
    return glossary_of(plain, path)


def write(glossary: Mapping[str, object]) -> tuple[bytes, Sequence[str]]:
    """The glossary as CSV, safe to open in a spreadsheet."""
    rows, notes = table_of(glossary, "CSV")
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(
        [f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows
    )
    return out.getvalue().encode("utf-8-sig"), notes


exchange = ExchangeFormat("csv", (".csv", ".tsv"), read, write, "a table, one entry a row")
