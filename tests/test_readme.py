"""The README shows what really happens."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_report_in_the_readme_is_the_real_one() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "update_readme.py"))
    readme = (ROOT / "README.md").read_text("utf-8")
    assert script["with_report"](readme, script["printed_report"]()) == readme, "run scripts/update_readme.py"
