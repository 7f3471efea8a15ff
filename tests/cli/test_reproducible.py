"""Two runs give the same bytes: every report, and every document format, whatever the clock and the hash seed say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from samples import SAMPLES

from mtfix import api, registry

GLOSSARY = "mtfix: 1\nentries:\n- {preferred: Nagorno-Karabakh, type: place, variants: [Naka, 纳卡]}\n"
REPORTS = registry.names("mtfix.reports")


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    (tmp_path / "g.yaml").write_text(GLOSSARY)
    (tmp_path / "mtfix.toml").write_text('glossaries = ["g.yaml"]\n')
    (tmp_path / "articles").mkdir()
    for name, samples in SAMPLES.items():
        suffix = api.format_named(name).suffixes[0]
        for number, data in enumerate(samples):
            (tmp_path / "articles" / f"{name}{number}{suffix}").write_bytes(data)
    return tmp_path


def made(newsroom: Path, seed: str, *options: str, **environment: str) -> dict[str, bytes]:
    """All that one run writes, by name; it may stop at articles that it must refuse."""
    reports = [word for name in REPORTS for word in ("--report", f"{name}=out/report.{name}")]
    (newsroom / "out").mkdir(exist_ok=True)
    call = [sys.executable, "-m", "mtfix", "fix", "articles", "-o", "out", *reports, *options]
    known = {**os.environ, "PYTHONHASHSEED": seed, **environment}
    done = subprocess.run(call, cwd=newsroom, env=known, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    files = sorted(path for path in (newsroom / "out").rglob("*") if path.is_file())
    return {str(path.relative_to(newsroom / "out")): path.read_bytes() for path in files} | {"stderr": done.stderr}


def test_two_runs_give_the_same_bytes(newsroom: Path) -> None:
    first = made(newsroom, "1", "--reproducible", SOURCE_DATE_EPOCH="1")
    assert len(first) == 1 + len(REPORTS) + sum(map(len, SAMPLES.values()))
    assert made(newsroom, "2", "--reproducible", SOURCE_DATE_EPOCH="1000000000") == first


def test_dates_are_those_of_the_source_date_epoch(newsroom: Path) -> None:
    first = made(newsroom, "1", SOURCE_DATE_EPOCH="1000000000")
    date = b"2001-09-09T01:46:40"
    assert {name for name, data in first.items() if date in data} == {"report.json", "report.sarif", "report.junit"}
    with zipfile.ZipFile(newsroom / "out" / "docx0.docx") as archive:
        changes = re.findall(rb"<w:(?:ins|del) [^>]*>", archive.read("word/document.xml"))
    assert changes
    assert all(b'w:date="2001-09-09T01:46:40Z"' in change for change in changes)
    assert made(newsroom, "2", SOURCE_DATE_EPOCH="1000000000") == first


def test_a_date_that_is_none_is_refused(newsroom: Path) -> None:
    call = [sys.executable, "-m", "mtfix", "check", "articles"]
    known = {**os.environ, "SOURCE_DATE_EPOCH": "yesterday"}
    done = subprocess.run(call, cwd=newsroom, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "SOURCE_DATE_EPOCH: 'yesterday' is no number of seconds since 1970. Unset it.\n"
