"""The counts of fuzzing as a Markdown table: `python fuzz/table.py FILE...`, files that `run.py --record` wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def table(records: list[str]) -> str:
    """One row a target: cases of all runs, the slowest case in seconds, and what was found."""
    totals: dict[str, tuple[int, float, set[str]]] = {}
    for line in records:
        row = json.loads(line)
        cases, slowest, finds = totals.get(row["target"], (0, 0.0, set()))
        totals[row["target"]] = (cases + row["cases"], max(slowest, row["slowest"]), finds | set(row["finds"]))
    out = ["| target | cases | slowest (s) | found |", "|---|---:|---:|---|"]
    for name, (cases, slowest, finds) in sorted(totals.items()):
        found = "; ".join(sorted(finds)) or "nothing"
        out.append(f"| {name} | {cases:,} | {slowest:.2f} | {found} |")
    out.append(f"| all | {sum(cases for cases, _, _ in totals.values()):,} | | |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table([line for path in sys.argv[1:] for line in Path(path).read_text("utf-8").splitlines()]))
