"""Which exchange format a file has."""

from __future__ import annotations

from mtfix import registry
from mtfix.errors import UsageError
from mtfix.model import ExchangeFormat


def format_for(file: str, name: str | None) -> ExchangeFormat:
    """The exchange format of that name, else the one of the file's suffix. Raises `UsageError`."""
    if name is not None:
        return registry.load("mtfix.exchange", name, "exchange", ExchangeFormat)
    known = registry.discover("mtfix.exchange", "exchange", ExchangeFormat)
    for format in known:
        if file.lower().endswith(format.suffixes):
            return format
    names = ", ".join(format.name for format in known)
    raise UsageError(f"{file}: its suffix names no glossary format. Give --format with one of: {names}.")
