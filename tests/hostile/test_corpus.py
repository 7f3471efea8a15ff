"""Cases that fuzzing found once: each must pass for ever, and within its second."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))

from fuzz.targets import BrokenError, all_targets, demand  # noqa: E402 - lives beside the tests, not in a package

CORPUS = Path(__file__).parent / "corpus"
CASES = [pytest.param(case.parent.name, case, id=f"{case.parent.name}-{case.name}") for case in CORPUS.glob("*/*")]
SECONDS = 5.0  # fuzzing allows one; this leaves room for a busy machine


@pytest.mark.parametrize(("target", "case"), CASES)
def test_a_case_that_failed_once(target: str, case: Path) -> None:
    run = all_targets()[target]
    run(b"")  # what is made once is no part of a case
    before = time.process_time()
    run(case.read_bytes())
    assert time.process_time() - before < SECONDS


@pytest.mark.parametrize("target", all_targets())
def test_every_target_runs(target: str) -> None:
    run = all_targets()[target]
    for seed in (b"", b"\0", bytes(range(256)), b"\xff" * 64, b"\x80\x01\x40" * 40):
        run(seed)


def test_a_broken_promise_is_a_failure() -> None:
    with pytest.raises(BrokenError, match="x holds"):
        demand(False, "x holds")
