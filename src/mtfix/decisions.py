"""Verdicts of people on findings: one Decision a line of JSON, sorted; baseline, review and "ignore" are one file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import structs

from mtfix import lazy
from mtfix.errors import Problem, SourceError
from mtfix.model import Decision

FILE_NAME = ".mtfix-decisions.jsonl"
VERDICTS = ("accept", "reject", "ignore")
# What would part a line, steer a terminal, hide, or not be UTF-8: it stands as an escape of JSON.
_UNSEEN = lazy.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_FIELDS = set(Decision.__struct_fields__)


def load_decisions(path: Path) -> dict[str, Decision]:
    """The decisions of a file, by fingerprint. Raises `SourceError` naming every bad line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # U+2028 ends no line
    except OSError as error:
        raise SourceError(f"{path}: cannot read the decisions: {error.strerror}. Check the path.") from None
    except UnicodeDecodeError:
        raise SourceError(f"{path}: not valid UTF-8. Save the decisions as UTF-8.") from None
    import json  # few articles have decisions

    out: dict[str, Decision] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            decision = _decision(json.loads(line))
        except (ValueError, TypeError, RecursionError) as error:
            problems.append(Problem(f"{error}. Mend or delete the line.", str(path), number, 1, line[:200]))
            continue
        out[decision.fingerprint] = decision
    if problems:
        raise SourceError(problems=problems)
    return out


def _decision(row: object) -> Decision:
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if unknown := sorted(set(row) - _FIELDS):
        raise ValueError(f"unknown key {unknown[0]!r}")
    if not isinstance(row.get("fingerprint"), str) or not row["fingerprint"].startswith("v1:"):
        raise ValueError(f"fingerprint {row.get('fingerprint')!r} is not of the form 'v1:...'")
    if row.get("verdict") not in VERDICTS:
        raise ValueError(f"verdict {row.get('verdict')!r} is none of {', '.join(VERDICTS)}")
    for key, value in row.items():
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{key} is {value!r}, not a string")
    return Decision(**row)


def dump_decisions(decisions: Iterable[Decision]) -> str:
    """The text of a decisions file: one line each, sorted by fingerprint, empty fields left out."""
    import json

    lines = []
    for decision in sorted(decisions, key=lambda one: one.fingerprint):
        row = {name: value for name, value in structs.asdict(decision).items() if value is not None}
        text = json.dumps(row, ensure_ascii=False)
        lines.append(_UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n")
    return "".join(lines)


def decider() -> str | None:
    """Who decides, for `Decision.by`: the name of the user; None where the system does not know it."""
    import getpass  # it loads what asks for a password

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without an entry, as in containers
        return None
