"""The errors mtfix raises on purpose; everything else is a bug.

    MtfixError
    ├── UsageError       the call is wrong: an unknown option, name or combination
    ├── ConfigError      a mtfix.toml or [tool.mtfix] that cannot be used
    ├── GlossaryError    a glossary that cannot be used
    └── SourceError      an article that cannot be read, written or trusted

A message reads ``<where>: <what is wrong, quoting the value>. <what to do>.``
The command line prints it on one line and exits with 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from msgspec import Struct


class Problem(Struct, frozen=True):
    """One defect in a file: where it is, what is wrong and what to do.

    ``line`` and ``column`` count from 1; 0 means that the whole file is meant.
    """

    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    source_line: str = ""

    def __str__(self) -> str:
        where = self.path
        if self.line:
            where = f"{where}:{self.line}:{self.column}"
        head = f"{where}: {self.message}" if where else self.message
        if not self.source_line:
            return head
        # as wide as what stands before the place, so that the caret is right below it
        before = self.source_line[: max(self.column - 1, 0)].ljust(self.column - 1)
        caret = "".join("\u3000" if east_asian_width(letter) in "WF" else " " for letter in before) + "^"
        return f"{head}\n    {self.source_line}\n    {caret}"


class MtfixError(Exception):
    """Base of all errors that a user can mend; carries one or more problems."""

    def __init__(self, message: str = "", problems: Sequence[Problem] = ()) -> None:
        """Keep `problems`; `message` alone makes a problem without a place."""
        self.problems: tuple[Problem, ...] = tuple(problems) or (Problem(message),)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UsageError(MtfixError):
    """The call is wrong: an unknown option, name or combination."""


class ConfigError(MtfixError):
    """A configuration file that cannot be used."""


class GlossaryError(MtfixError):
    """A glossary that cannot be used."""


class SourceError(MtfixError):
    """An article that cannot be read, written or trusted."""
