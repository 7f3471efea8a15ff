"""Correct tables of Apache Arrow: what Spark, Daft, Ray Data and Parquet files are made of."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from mtfix.corpus import _input
from mtfix.corpus._fixing import Fixer
from mtfix.corpus.base import Settings, Shard
from mtfix.errors import UsageError

_REPORT = "mtfix"


class ArrowFixer:
    """Corrects record batches: the text column, and a column "mtfix" with what was found, as JSON.

    It pickles; each process that it comes to makes its own engine ready, once. A row that cannot be done keeps its
    text and says why: ``{"error": "..."}``.
    """

    def __init__(self, settings: Settings | None = None, **config: Any) -> None:
        """Take all `settings`, or only the options of the configuration: ``glossaries=("house.yaml",)``."""
        self.settings = settings or Settings(config)
        self._fixer: Fixer | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return ArrowFixer, (self.settings,)

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Each `pyarrow.RecordBatch` corrected. Raises `UsageError` where the text column is missing."""
        for batch in batches:
            yield self.batch(batch)

    def batch(self, batch: Any) -> Any:
        """One `pyarrow.RecordBatch` (or Table) corrected."""
        fixer = self._ready()
        told: list[dict[str, Any]] = []
        rows = _rows(batch, self.settings)
        texts = [row[self.settings.text] for row in rows]
        for number, row in enumerate(rows):
            made = fixer.ledger.each("", str, partial(fixer.row, row))
            if made is None:
                told.append({"error": json.loads(fixer.ledger.bad.pop())["reason"]})
            else:
                texts[number] = made[self.settings.text]
                told.append(made[_REPORT])
        return _with(batch, self.settings.text, texts, told)

    def texts(self, texts: Any) -> Any:
        """A `pyarrow.Array` of articles corrected; what cannot be done stays as it is."""
        import pyarrow

        return self.batch(pyarrow.table({self.settings.text: texts})).column(self.settings.text).combine_chunks()

    def _ready(self) -> Fixer:
        if self._fixer is None:
            self._fixer = Fixer(self.settings, self.settings.session())
        return self._fixer


def corrected_row_group(shard: Shard, fixer: Fixer) -> bytes:
    """A row group of a Parquet file corrected, as a file of its own; rows that cannot be done are set aside."""
    import pyarrow.parquet

    table = _input.parquet_file(shard.path).read_row_group(shard.start)
    kept, made = [], []
    for number, row in enumerate(_rows(table, fixer.settings)):
        at = f"{shard.path}:{shard.start}:{number}"
        one = fixer.ledger.each(at, partial(_raw, table, number), partial(fixer.row, row))
        kept.append(one is not None)
        if one is not None:
            made.append(one)
    good = table.filter(pyarrow.array(kept, pyarrow.bool_()))
    text = fixer.settings.text
    corrected = _with(good, text, [row[text] for row in made], [row[_REPORT] for row in made])
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(corrected, buffer)
    return buffer.getvalue()


def _rows(table: Any, settings: Settings) -> list[dict[str, Any]]:
    """What is needed of each row."""
    names = table.schema.names
    if settings.text not in names:
        raise UsageError(f"no column {settings.text!r} in the table, only: {', '.join(names)}. Name the column.")
    rows: list[dict[str, Any]] = table.select(
        [name for name in dict.fromkeys((settings.text, settings.source, "format")) if name in names]
    ).to_pylist()
    return rows


def _raw(table: Any, number: int) -> str:
    return json.dumps(table.slice(number, 1).to_pylist()[0], ensure_ascii=False, default=str)


def _with(table: Any, name: str, texts: list[str], told: list[dict[str, Any]]) -> Any:
    """The table with other texts and the column of what was found, which goes to the end."""
    import pyarrow

    at = table.schema.get_field_index(name)
    table = table.set_column(at, table.schema.field(at), pyarrow.array(texts, table.schema.field(at).type))
    if _REPORT in table.schema.names:
        table = table.remove_column(table.schema.get_field_index(_REPORT))
    report = pyarrow.array([json.dumps(one, ensure_ascii=False) for one in told], pyarrow.string())
    return table.add_column(table.num_columns, pyarrow.field(_REPORT, pyarrow.string()), report)
