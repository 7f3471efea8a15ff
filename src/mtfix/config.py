"""Configuration: `mtfix.toml` or `[tool.mtfix]` in `pyproject.toml`, the nearest one upward from the file checked.

Only the nearest file counts, and what it names with `extend`; nothing is merged silently. Each value knows its origin.
Options of a rule are declared in the rule's own file, and set in a table of its name: ``[rules."term.variant"]``.
A file may come from a stranger: what it names stays in its repository, or in its folder where there is none, or in
MTFIX_ROOT. The command line may name anything.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field, json
from msgspec.structs import replace

from mtfix.errors import ConfigError, Problem
from mtfix.model import Format, Option, OptionValue, Rule, Severity

FILE_NAME = "mtfix.toml"
SHIPPED = "shipped"
_DEFAULT = "default"


class Config(Struct, frozen=True):
    """What is in force for a file. Paths are absolute; `origins` says where each value comes from.

    `glossaries` are paths or the word "shipped"; `select`, `enable` and `ignore` are names of rules or families.
    """

    glossaries: tuple[str, ...] = (SHIPPED,)
    select: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    source_language: str | None = None
    encoding: str | None = None
    fail_on: Severity = Severity.minor
    decisions: str | None = None
    model: str | None = None
    rules: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    formats: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    path: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    def origin(self, name: str) -> str:
        """Where the value of a setting comes from."""
        return self.origins.get(name, _DEFAULT)

    def with_options(self, **given: Any) -> Config:
        """The configuration with options of the command line, which go before the file; None is "not given"."""
        values = {name: value for name, value in given.items() if value is not None}
        return replace(self, **values, origins={**self.origins, **dict.fromkeys(values, "command line")})

    @property
    def digest(self) -> str:
        """SHA-256 of all values, for reports: equal configurations give equal reports."""
        values = {name: _plain(getattr(self, name)) for name in SETTINGS}
        return hashlib.sha256(json.encode(values, order="sorted")).hexdigest()


class Place(Struct, frozen=True):
    """Where a configuration file stands: its `folder`, and the `root` that its paths may not leave."""

    folder: Path
    root: Path

    def path(self, name: str) -> Path:
        """The path that `name` stands for. Raises `ValueError` where it leads out of the root, by links too."""
        path = self.folder / name
        try:
            inside = path.resolve().is_relative_to(self.root)
        except (OSError, ValueError, RuntimeError):
            inside = False  # a NUL, or links in a circle
        if not inside:
            raise ValueError(
                f"{name!r} leads out of {self.root}. Keep the file inside, name it in the call, or set MTFIX_ROOT."
            )
        return path


def _root_of(folder: Path) -> Path:
    if given := os.environ.get("MTFIX_ROOT"):
        return Path(given).resolve()
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)


class Setting(Struct, frozen=True):
    """A key of the configuration file: how a value is read and what it is for."""

    read: Callable[[object, Place], Any]
    help: str


def find_config(start: Path) -> Path | None:
    """The nearest configuration file in the folder `start` or above it."""
    return _find(start.resolve())


@functools.cache
def _find(folder: Path) -> Path | None:
    own = folder / FILE_NAME
    if own.is_file():
        return own
    project = folder / "pyproject.toml"
    if project.is_file() and b"[tool.mtfix" in project.read_bytes():
        return project
    return _find(folder.parent) if folder.parent != folder else None


def forget_found() -> None:
    """Let `find_config` look again: in a process that lives long, such as a language server, files come and go."""
    _find.cache_clear()


def load_config(path: Path, rules: Sequence[Rule] | None = None, formats: Sequence[Format] | None = None) -> Config:
    """The configuration in `path`, with what it extends. Raises `ConfigError` with all its problems.

    `rules` and `formats` are the known ones, whose names and options are checked where they are given.
    """
    path = path.absolute()
    place = Place(path.parent.resolve(), _root_of(path.parent.resolve()))
    try:
        place.path(path.name)
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from None
    return _load(path.resolve(), place.root, rules, formats, ())


def _load(
    path: Path,
    root: Path,
    rules: Sequence[Rule] | None,
    formats: Sequence[Format] | None,
    above: tuple[Path, ...],
) -> Config:
    if path in above:
        raise ConfigError(f"{path}: 'extend' goes round in a circle. Remove one of the lines.")
    table, text = _table(path)
    problems: list[Problem] = []
    base, place = Config(), Place(path.parent, root)
    extended = table.pop("extend", None)
    if extended is not None:
        try:
            base = _load(_extended(extended, place), root, rules, formats, (*above, path))
        except ValueError as error:
            problems.append(_problem(path, text, "extend", f"extend: {error}"))
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        setting = SETTINGS.get(name)
        if setting is None or "_" in key:
            problems.append(_problem(path, text, key, f"unknown key {key!r}.{_meant(key, _KEYS)}"))
            continue
        try:
            values[name] = setting.read(value, place)
        except ValueError as error:
            problems.append(_problem(path, text, key, f"{key}: {error}"))
    if rules is not None:
        problems += _rule_problems(values, rules, path, text)
    if formats is not None:
        declared = {one.name: one.options for one in formats}
        problems += _option_problems(values.get("formats", {}), declared, "format", path, text)
    if problems:
        raise ConfigError(problems=problems)
    origins = {**base.origins, **dict.fromkeys(values, str(path))}
    return replace(base, **values, path=str(path), origins=origins)


def _extended(value: object, place: Place) -> Path:
    path = place.path(value) if isinstance(value, str) else None
    if path is None or not path.is_file():
        raise ValueError(f"no such file: {value!r}. Give a path from here.")
    return path.resolve()


def _table(path: Path) -> tuple[dict[str, Any], str]:
    import tomllib  # most articles stand where nothing is configured

    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}. Check the path.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not valid UTF-8. Save the configuration as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}. Mend the line.") from None
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("mtfix", {})
    return dict(table), text


def _rule_problems(values: Mapping[str, Any], rules: Sequence[Rule], path: Path, text: str) -> Iterable[Problem]:
    known = {name: rule for rule in rules for name in (rule.name, *rule.aliases)}
    families = {name.partition(".")[0] for name in known}
    for key in ("select", "enable", "ignore"):
        for name in values.get(key, ()):
            if name not in known and name not in families:
                hint = _meant(name, [*known, *families])
                yield _problem(path, text, name, f"{key}: unknown rule {name!r}.{hint} `mtfix rule` lists all.")
    declared = {name: rule.options for name, rule in known.items()}
    yield from _option_problems(values.get("rules", {}), declared, "rule", path, text)


def _option_problems(
    tables: Mapping[str, Mapping[str, OptionValue]],
    known: Mapping[str, Mapping[str, Option]],
    what: str,
    path: Path,
    text: str,
) -> Iterable[Problem]:
    """What is wrong with tables of options; `known` are the options by the name of the rule or format."""
    for name, options in tables.items():
        if name not in known:
            lists = " `mtfix rule` lists all." if what == "rule" else f" There are: {', '.join(sorted(known))}."
            key = name if what == "rule" else f"{what}s.{name}"
            yield _problem(path, text, key, f"unknown {what} {name!r}.{_meant(name, known)}{lists}")
            continue
        for option, value in options.items():
            declared = known[name].get(option)
            if declared is None:
                hint = _meant(option, known[name]) or " It has no such option."
                yield _problem(path, text, option.replace("_", "-"), f"{name}: unknown option {option!r}.{hint}")
            elif not _fits(value, declared.default):
                wanted = type(declared.default).__name__.replace("tuple", "list of strings")
                yield _problem(
                    path, text, option.replace("_", "-"), f"{name}: {option} is {value!r}. It takes a {wanted}."
                )


def _fits(value: OptionValue, default: OptionValue) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)


def _meant(given: str, known: Iterable[str]) -> str:
    import difflib  # only for an error

    close = difflib.get_close_matches(given, [name.replace("_", "-") for name in known], 1, 0.6)
    return f" Did you mean {close[0]!r}?" if close else ""


def _problem(path: Path, text: str, key: str, message: str) -> Problem:
    """A problem at the line that holds `key`; TOML parsers do not tell lines."""
    at = re.search(rf"(?m)^.*?(?<![\w.-])[\"']?({re.escape(key)})(?![\w-])", text)
    if at is None:
        return Problem(message, str(path))
    line = text.count("\n", 0, at.start(1)) + 1
    start = text.rfind("\n", 0, at.start(1)) + 1
    return Problem(message, str(path), line, at.start(1) - start + 1, text[start:].split("\n", 1)[0].rstrip("\r"))


def _strings(value: object, _: Place) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f'{value!r} is not a list of strings. Write ["..."].')
    return tuple(value)


def _glossaries(value: object, place: Place) -> tuple[str, ...]:
    out = []
    for one in _strings(value, place):
        if one != SHIPPED and not place.path(one).exists():
            raise ValueError(f'no such file: {one!r}. Give paths from the configuration file, or "shipped".')
        out.append(one if one == SHIPPED else str(place.path(one)))
    return tuple(out)


def _string(value: object, _: Place) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a string. Write it in quotes.")
    return value


def _path(value: object, place: Place) -> str:
    return str(place.path(_string(value, place)))


def _severity(value: object, place: Place) -> Severity:
    name = _string(value, place)
    if name not in Severity.__members__:
        raise ValueError(f"{name!r} is no severity. Choose one of: {', '.join(Severity.__members__)}.")
    return Severity[name]


def _model(value: object, place: Place) -> str:
    if value not in ("none", "lm"):
        raise ValueError(f"{value!r} is no model. Choose one of: none, lm.")
    return _string(value, place)


def _tables(value: object, _: Place) -> dict[str, dict[str, OptionValue]]:
    if not isinstance(value, dict):
        raise ValueError('this is a table of tables: [rules."term.variant"].')
    out: dict[str, dict[str, OptionValue]] = {}
    for name, options in value.items():
        if not isinstance(options, dict):
            raise ValueError(f'{name} is not a table. Put the rule\'s name in quotes: [rules."{name}"].')
        out[name] = {
            key.replace("-", "_"): tuple(one) if isinstance(one, list) else one for key, one in options.items()
        }
    return out


SETTINGS: Mapping[str, Setting] = {
    "glossaries": Setting(_glossaries, 'glossary files or folders, and "shipped" for those that come with mtfix'),
    "select": Setting(_strings, "run only these rules or families (default: all that are on by default)"),
    "enable": Setting(_strings, "run these rules or families as well"),
    "ignore": Setting(_strings, "never run these rules or families"),
    "exclude": Setting(_strings, "patterns of files to pass over in folders, from the configuration file on"),
    "source_language": Setting(_string, "language that the articles were translated from: zh, ru, ar, ..."),
    "encoding": Setting(_string, "encoding of articles without a byte order mark (default: utf-8)"),
    "fail_on": Setting(_severity, "lowest severity for which `check` exits with 1"),
    "decisions": Setting(_path, "file of decisions (baseline)"),
    "model": Setting(_model, "second opinion on garbled sentences: none or lm"),
    "rules": Setting(_tables, "options of rules, a table each"),
    "formats": Setting(_tables, "options of document formats, a table each"),
}
_KEYS = ("extend", *SETTINGS)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.name if isinstance(value, Severity) else value
