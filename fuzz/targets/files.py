"""Files that a run reads beside articles: decisions, JSON reports, configurations. Each is read or refused."""

from __future__ import annotations

import atexit
import functools
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fuzz.choices import Choices
from fuzz.targets import Target, demand
from mtfix import replay, reported
from mtfix.api import all_rules
from mtfix.config import SETTINGS, load_config
from mtfix.decisions import dump_decisions, load_decisions
from mtfix.errors import ConfigError, SourceError
from mtfix.model import Decision


@functools.cache
def _folder() -> Path:
    made = tempfile.mkdtemp(prefix="mtfix-fuzz-")
    atexit.register(shutil.rmtree, made, True)
    return Path(made)


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


_VALUES: tuple[Any, ...] = (
    *(None, True, 0, 1, -1, 1 << 70, 1.5, float("nan"), "", "text", "docx", "utf-8", "utf-16", "rot13", "nope", "\0"),
    *("v1:00", "accept", "reject", "../../etc/passwd", "/etc/passwd", "applied", [], [[]], {}, {"start": 0}, "Zm9v"),
)
_JSON = tuple(json.dumps(value) for value in _VALUES)
_DECISION = '{"fingerprint": "v1:00", "verdict": "accept"}'
_DECISION_PIECES = (
    *(
        '"fingerprint": ',
        '"verdict": ',
        '"replacement": ',
        '"by": ',
        '"x": ',
        "{",
        "}",
        ", ",
        "\n",
        '"v1:0"',
        '"accept"',
    ),
    *(*_JSON, _DECISION, "[" * 50, "\u2028", "\x85", "Infinity"),
)


def decisions(data: bytes) -> None:
    """What is read can be written and read again."""
    choices = Choices(data)
    raw = choices.rest() if choices.byte() < 30 else choices.text(20, _DECISION_PIECES).encode()
    try:
        found = load_decisions(_file("decisions.jsonl", raw))
    except SourceError:
        return
    path = _file("again.jsonl", dump_decisions(found.values()).encode("utf-8", "surrogatepass"))
    demand(load_decisions(path) == found, "decisions survive a round trip")


_ARTICLE = "Talks on the Naqqa issue and Naka.\r\n纳卡\n".encode()


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _finding() -> dict[str, Any]:
    edit = {"start": 13, "end": 18, "before": "Naqqa", "after": "Nagorno-Karabakh"}
    return {
        "fingerprint": "v1:00",
        "rule": "term.variant",
        "span": {"start": 13, "end": 18},
        "text": "Naqqa",
        "fixes": [{"edits": [edit]}],
        "status": "applied",
        "reason": None,
        "concept": None,
    }


def _report(choices: Choices) -> dict[str, Any]:
    """A good report, in which some values were replaced by others."""
    result: dict[str, Any] = {
        "path": "a.txt",
        "format": "text",
        "encoding": "utf-8",
        "digest": _digest(_ARTICLE),
        "corrected_digest": _digest(_ARTICLE),
        "findings": [_finding() for _ in range(choices.number(2) + 1)],
    }
    report: dict[str, Any] = {"schema_version": 1, "results": [result]}
    for _ in range(choices.number(3)):
        holder: Any = report
        while isinstance(holder, dict | list) and holder:
            key = choices.pick(list(holder)) if isinstance(holder, dict) else choices.number(len(holder) - 1)
            if choices.byte() < 70 or not isinstance(holder[key], dict | list):
                holder[key] = choices.number(60) if choices.byte() < 120 else json.loads(choices.pick(_JSON))
                break
            holder = holder[key]
    if choices.byte() < 60:
        result["restore"] = {"start": choices.number(60), "end": choices.number(60), "data": choices.pick(_VALUES)}
    return report


def replayed(data: bytes) -> None:
    """A report is read or refused; what is read leads to an article, or to an error, and never out of its folder."""
    choices = Choices(data)
    if choices.byte() < 60:
        raw = choices.rest() if choices.byte() < 60 else choices.text(20, _JSON).encode()
    else:
        raw = json.dumps(_report(choices)).encode()
    try:
        files = reported.read_report(_file("report.json", raw))
    except SourceError:
        return
    verdicts = {"v1:00": Decision("v1:00", "accept", "x")} if choices.byte() % 2 else {}
    for file in files:
        for step in _steps(file, verdicts):
            try:
                step()
            except SourceError:
                continue


def _steps(file: reported.ReportedFile, verdicts: dict[str, Decision]) -> list[Callable[[], object]]:
    def place() -> None:
        demand(reported.place_of(file, _folder()).is_relative_to(_folder().resolve()), "no path leaves the root")

    return [
        place,
        lambda: replay.apply_report(file, verdicts, _ARTICLE),
        lambda: replay.undo_report(file, _ARTICLE),
    ]


_TOML = (
    *(f"{key.replace('_', '-')} = " for key in SETTINGS),
    *(
        'extend = "mtfix.toml"\n',
        "extend = ",
        '"other.toml"',
        '[rules."term.variant"]\n',
        "[formats.docx]\n",
        "[tool.mtfix]\n",
    ),
    *(
        "\n",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        ".",
        ",",
        '""',
        '"term"',
        '["term.variant"]',
        '"shipped"',
        "1",
        "true",
        "1979-05-27",
    ),
    *('"zh"', '"major"', "x = 1\n", '"""', "\\", "inf", '"none"', '"/dev/null"', '"\\u0000"', '"../.."'),
)


def config(data: bytes) -> None:
    """A configuration is read or refused with its problems."""
    choices = Choices(data)
    name = choices.pick(("mtfix.toml", "pyproject.toml"))
    raw = choices.rest() if choices.byte() < 30 else choices.text(20, _TOML).encode()
    try:
        loaded = load_config(_file(name, raw), all_rules())
    except ConfigError as error:
        demand(all(str(_folder()) in str(one) for one in error.problems), "errors say where")
        return
    demand(len(loaded.digest) == 64, "a configuration has a digest")


targets: dict[str, Target] = {"decisions": decisions, "replay": replayed, "config": config}
