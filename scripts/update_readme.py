"""Put the report that `mtfix fix` really prints into the README (the tests compare them)."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLE = "examples/nagorno-karabakh/article.txt"
_BLOCK = re.compile(r"(<!-- report -->\n```text\n).*?(```\n<!-- /report -->)", re.DOTALL)


def printed_report() -> str:
    """What an editor sees on stderr, without colours."""
    call = [sys.executable, "-m", "mtfix", "fix", ARTICLE, "--exit-zero", "--color", "never"]
    return subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT).stderr


def with_report(readme: str, report: str) -> str:
    """The README with the report in its place."""
    return _BLOCK.sub(lambda match: match[1] + report + match[2], readme)


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_report(path.read_text("utf-8"), printed_report()), "utf-8")
