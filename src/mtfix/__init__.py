"""mtfix turns machine-translated articles into publishable copy.

>>> import mtfix
>>> mtfix.fix("Talks on the Naqqa issue between Armenia and Azerbaijan.").corrected
'Talks on the Nagorno-Karabakh issue between Armenia and Azerbaijan.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mtfix.api import Session, check, fix
    from mtfix.config import Config
    from mtfix.errors import ConfigError, GlossaryError, MtfixError, SourceError, UsageError
    from mtfix.matching.context import Context
    from mtfix.model import Applicability, Document, Finding, Fix, Report, Result, Severity, Span

# Where each public name lives; a name is imported when it is first used.
_HOMES = {
    "mtfix.api": ("Session", "check", "fix"),
    "mtfix.config": ("Config",),
    "mtfix.errors": ("ConfigError", "GlossaryError", "MtfixError", "SourceError", "UsageError"),
    "mtfix.matching.context": ("Context",),
    "mtfix.model": ("Applicability", "Document", "Finding", "Fix", "Report", "Result", "Severity", "Span"),
}
__all__ = [
    "Applicability",
    "Config",
    "ConfigError",
    "Context",
    "Document",
    "Finding",
    "Fix",
    "GlossaryError",
    "MtfixError",
    "Report",
    "Result",
    "Session",
    "Severity",
    "SourceError",
    "Span",
    "UsageError",
    "check",
    "fix",
]


def __getattr__(name: str) -> Any:
    import importlib

    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module 'mtfix' has no attribute {name!r}")
