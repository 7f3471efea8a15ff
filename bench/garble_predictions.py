"""Write what the default rules say about single sentences, for a scorer of garble detectors.

    garble_predictions.py SENTENCES [--language zh] > predictions.jsonl

SENTENCES is a file with one sentence a line, or JSON lines with ``id`` and ``text``.
Each line of the output holds ``id``, ``score`` (1 minus the product of 1 minus each rule's score), ``flag``, ``sure``
and the ``spans`` of the findings. With ``--time`` the sentences per second of one core go to standard error.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from pathlib import Path

from mtfix.engine import Engine
from mtfix.formats.text import read
from mtfix.matching.exact import Finder
from mtfix.model import Finding, Rule, Severity
from mtfix.registry import discover


def sentences(path: Path) -> list[tuple[str, str]]:
    """Pairs of id and text."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in lines]
        return [(str(row["id"]), str(row["text"])) for row in rows]
    return [(str(number), line) for number, line in enumerate(lines, start=1)]


def score(findings: list[Finding]) -> float:
    """How likely a sentence is garbled: each rule counts once, as an independent witness."""
    best: dict[str, float] = {}
    for one in findings:
        best[one.rule] = max(best.get(one.rule, 0.0), one.score or 0.0)
    return 1 - math.prod(1 - value for value in best.values())


def main() -> None:
    """Read the arguments and write the predictions."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--language", help="the language the sentences were translated from")
    parser.add_argument("--time", action="store_true")
    arguments = parser.parse_args()
    rules = tuple(r for r in discover("mtfix.rules", "rule", Rule) if r.name.startswith("garble.") and r.enabled)
    engine = Engine(rules, Finder(()), source_language=arguments.language)
    rows = sentences(arguments.sentences)
    for identifier, text in rows[:50] if arguments.time else ():  # what a process makes once: word lists, patterns
        engine.check(read(text.encode(), identifier))
    start = time.process_time()
    for identifier, text in rows:
        findings, _ = engine.check(read(text.encode(), identifier))
        row = {
            "id": identifier,
            "score": round(score(findings), 4),
            "flag": bool(findings),
            "sure": any(one.severity >= Severity.major for one in findings),
            "spans": [[one.span.start, one.span.end] for one in findings],
        }
        sys.stdout.write(json.dumps(row) + "\n")
    if arguments.time:
        sys.stderr.write(f"{len(rows) / (time.process_time() - start):.0f} sentences a second\n")


if __name__ == "__main__":
    main()
