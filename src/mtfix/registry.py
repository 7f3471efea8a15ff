"""Find plug-ins: one module = one value. Third parties add theirs through entry points.

A folder such as ``mtfix.rules`` is a package whose modules each define one value under a fixed name
(``rule``, ``format``, ``renderer``). Nothing is registered by hand, so adding a plug-in is adding a file.
"""

from __future__ import annotations

import functools
import importlib
import os
import pkgutil
import sys
from typing import TYPE_CHECKING, TypeVar

from mtfix.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")


@functools.cache
def module_names(package: str) -> tuple[str, ...]:
    """The plug-in modules of `package`, sorted; names that start with an underscore are not plug-ins."""
    path = importlib.import_module(package).__path__
    return tuple(sorted(info.name for info in pkgutil.iter_modules(path) if not info.name.startswith("_")))


def discover(package: str, attribute: str, kind: type[T]) -> tuple[T, ...]:
    """All values called `attribute` in the modules of `package` and in the entry points of that group, by name.

    Raises `UsageError` when a module has no such value or it is of another type.
    """
    found = [load(package, name, attribute, kind) for name in module_names(package)]
    for entry in _entry_points(package):
        found.append(_value(entry.load(), attribute, kind, f"entry point {entry.name!r} of {package}"))
    return tuple(found)


def load(package: str, name: str, attribute: str, kind: type[T]) -> T:
    """The one plug-in `name` of `package`, importing no other. Raises `UsageError` listing the known names."""
    module = name.replace("-", "_")
    if module in module_names(package):
        return _value(importlib.import_module(f"{package}.{module}"), attribute, kind, f"{package}.{module}")
    for entry in _entry_points(package):
        if entry.name == name:
            return _value(entry.load(), attribute, kind, f"entry point {name!r} of {package}")
    noun = package.rpartition(".")[2].removesuffix("s")
    raise UsageError(f"unknown {noun} {name!r}. Choose one of: {', '.join(names(package))}.")


def names(package: str) -> list[str]:
    """The names under which `load` finds the plug-ins of `package`."""
    own = [name.replace("_", "-") for name in module_names(package)]
    return sorted({*own, *(entry.name for entry in _entry_points(package))})


def packages_adding(package: str) -> set[str]:
    """The top packages of others that add plug-ins to `package`."""
    return {entry.module.partition(".")[0] for entry in _entry_points(package)}


@functools.cache
def _entry_points(package: str) -> tuple[EntryPoint, ...]:
    if not _somebody_adds():
        return ()
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=package), key=lambda entry: entry.name))


@functools.cache
def _somebody_adds() -> bool:
    """Whether any installed distribution names an entry point group of mtfix.

    Looking into the files costs a tenth of importing `importlib.metadata`, which most users never need.
    """
    for folder in sys.path:
        try:
            found = [
                entry.path for entry in os.scandir(folder or ".") if entry.name.endswith((".dist-info", ".egg-info"))
            ]
        except OSError:
            continue
        for path in found:
            try:
                with open(os.path.join(path, "entry_points.txt"), "rb") as file:
                    if b"[mtfix." in file.read():
                        return True
            except OSError:
                continue
    return False


def _value(holder: object, attribute: str, kind: type[T], where: str) -> T:
    value = holder if isinstance(holder, kind) else getattr(holder, attribute, None)
    if not isinstance(value, kind):
        raise UsageError(f"{where}: no {kind.__name__} called {attribute!r}. Define one at the end of the module.")
    return value
