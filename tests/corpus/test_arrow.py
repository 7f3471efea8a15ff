"""Tables of Arrow: the function that goes into Spark's mapInArrow and Daft, and Parquet through a corpus run."""

from __future__ import annotations

import datetime
import importlib.util
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mtfix.corpus import ArrowFixer, Settings, _input, _output
from mtfix.corpus._fixing import Fixing
from mtfix.errors import SourceError, UsageError

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'mtfix[parquet]'")
from pyarrow import parquet  # noqa: E402 - there only where pyarrow is

GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, Naqqa]}\n"
TEXTS = ["They met in Naqqa.", "Nothing here.", None, "Naka's end"]
FIXED = ["They met in Nagorno-Karabakh.", "Nothing here.", None, "Nagorno-Karabakh's end"]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTFIX_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    return {"glossaries": ("g.yaml",), "select": ("term",)}


def table(kind: Any = None) -> Any:
    days = [datetime.date(2022, 1, n) for n in range(1, 5)]
    texts = pyarrow.array(TEXTS, kind or pyarrow.string())
    return pyarrow.table({"id": [b"\x00\xff", b"b", b"c", b"d"], "text": texts, "day": days})


def test_record_batches_keep_their_columns_and_gain_what_was_found(config: dict[str, Any]) -> None:
    given = table()
    fixer = pickle.loads(pickle.dumps(ArrowFixer(**config)))
    seen: Iterator[Any] = fixer(iter(given.to_batches(max_chunksize=3)))
    made = pyarrow.Table.from_batches(list(seen))
    assert made.schema == given.schema.append(pyarrow.field("mtfix", pyarrow.string()))
    assert made.column("text").to_pylist() == FIXED
    assert made.select(["id", "day"]) == given.select(["id", "day"])
    told = [json.loads(one) for one in made.column("mtfix").to_pylist()]
    assert [finding["rule"] for finding in told[0]["findings"]] == ["term.variant"]
    assert told[1] == {"findings": []}
    assert "no text" in told[2]["error"]


@pytest.mark.parametrize("kind", ["large_string", "string_view", "dictionary"])
def test_other_types_of_text_stay_as_they_are(config: dict[str, Any], kind: str) -> None:
    chosen = pyarrow.dictionary(pyarrow.int32(), pyarrow.string()) if kind == "dictionary" else getattr(pyarrow, kind)()
    given = pyarrow.table({"text": pyarrow.array(TEXTS, pyarrow.string()).cast(chosen)})
    made = ArrowFixer(**config).batch(given)
    assert made.schema.field("text").type == chosen
    assert made.column("text").to_pylist() == FIXED


def test_no_rows_and_a_second_pass(config: dict[str, Any]) -> None:
    fixer = ArrowFixer(**config)
    assert fixer.batch(table().slice(0, 0)).num_rows == 0
    once = fixer.batch(table())
    again = fixer.batch(once)
    assert again.schema == once.schema
    assert again.column("text") == once.column("text")


def test_a_missing_column_is_told(config: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"'body'.*only: id, text, day"):
        ArrowFixer(Settings(config, text="body")).batch(table())


def test_parquet_stays_parquet_and_bad_rows_are_set_aside(config: dict[str, Any], tmp_path: Path) -> None:
    parquet.write_table(table(), "in.parquet", row_group_size=3)
    shards = _input.plan("in.parquet")
    job = Fixing(Settings(config))
    for out in (tmp_path / "one", tmp_path / "two"):
        with _output.claimed(out):
            for shard in _output.left_to_do(out, shards, job.manifest(shards), restart=False):
                job.start(out)(shard)
    made = parquet.read_table(tmp_path / "one/shard-000000.parquet")
    assert made.column("text").to_pylist() == FIXED[:2]
    assert made.column("day").to_pylist() == [datetime.date(2022, 1, 1), datetime.date(2022, 1, 2)]
    bad = json.loads((tmp_path / "one/shard-000000.bad.jsonl").read_text())
    assert bad["at"] == "in.parquet:0:2"
    assert json.loads(bad["raw"])["day"] == "2022-01-03"
    for file in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / file.name).read_bytes() == file.read_bytes()
    assert _output.summary(tmp_path / "one", shards).bad == 1


def test_a_changed_row_group_is_other_input(config: dict[str, Any]) -> None:
    digests = []
    for last in ("aaaa", "bbbb"):
        parquet.write_table(pyarrow.table({"text": ["one", "two", last]}), "in.parquet", row_group_size=2)
        digests.append([_input.digest(shard) for shard in _input.plan("in.parquet")])
    assert digests[0][0] == digests[1][0]
    assert digests[0][1] != digests[1][1]


def test_what_is_no_parquet_file_is_told(config: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("no")
    with pytest.raises(SourceError, match=r"x\.parquet: not a Parquet file"):
        _input.plan("x.parquet")


@pytest.mark.skipif(importlib.util.find_spec("daft") is None, reason="Daft is not installed: pip install daft")
def test_daft_takes_it_in_three_lines(config: dict[str, Any]) -> None:
    import daft

    frame = daft.from_pydict({"text": TEXTS})
    fixer = ArrowFixer(**config)
    fix = daft.func.batch(return_dtype=daft.DataType.string())(lambda texts: fixer.texts(texts.to_arrow()))
    assert frame.with_column("text", fix(frame["text"])).to_pydict()["text"] == FIXED
