"""What a command takes, declared as data that two readers share.

typer reads every call and tells what is wrong with it; but to import it takes longer than to check a short article.
So a call in which every word is plain is read here, and all others are left to typer.
"""

from __future__ import annotations

import functools
import os
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints


class Parameter:
    """An option or argument of a command; `more` is what typer takes besides its names: metavar, help, ..."""

    def __init__(self, *names: str, **more: Any) -> None:
        """Nothing is looked at yet."""
        self.names = names
        self.more = more


class Option(Parameter):
    """An option: ``--fail-on``."""


class Argument(Parameter):
    """What stands in the call without a name of its own."""


def for_typer(command: Callable[..., None]) -> Callable[..., None]:
    """The command with its parameters in typer's words; those of a command that says them so stay as they are."""
    import inspect

    import typer

    def in_its_words(one: object) -> object:
        if isinstance(one, Parameter):
            return typer.Argument(**one.more) if isinstance(one, Argument) else typer.Option(*one.names, **one.more)
        return one

    @functools.wraps(command)
    def called(**values: Any) -> None:
        command(**values)

    called.__annotations__ = hints = get_type_hints(command, include_extras=True)
    for name, hint in hints.items():
        kind, *extras = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        own = [in_its_words(one) for one in extras]
        hints[name] = Annotated[(kind, *own)] if own else hint
    plain = inspect.signature(command)
    parameters = [one.replace(annotation=hints[name]) for name, one in plain.parameters.items()]
    called.__signature__ = plain.replace(parameters=parameters)  # type: ignore[attr-defined]
    return called


def plain_call(command: Callable[..., None], words: Sequence[str]) -> dict[str, Any] | None:
    """The values by parameter that `words` give a command; None where they are for typer to read."""
    known = dict(_parameters(command))
    options = {flag: (name, kind, one) for name, (kind, one) in known.items() for flag in one.names}
    arguments = [name for name, (_, one) in known.items() if isinstance(one, Argument)]
    if len(arguments) != 1 or os.name == "nt":  # on Windows typer expands *.txt
        return None
    values: dict[str, Any] = {arguments[0]: []}
    rest = iter(words)
    for word in rest:
        if word == "-" or not word.startswith("-"):
            values[arguments[0]].append(word)
            continue
        flag, equals, value = word.partition("=")
        if flag not in options or (equals and not flag.startswith("--")):
            return None
        name, kind, one = options[flag]
        if kind is bool and not equals:
            values[name] = True
            continue
        # a value that is missing is read as what no option takes
        made = _value(kind, one, value if equals else next(rest, "--"))
        if made is None:
            return None
        values[name] = [*values.get(name, ()), *made] if isinstance(made, list) else made
    return values if values[arguments[0]] else None


def _parameters(command: Callable[..., None]) -> Iterator[tuple[str, tuple[object, Parameter]]]:
    """The kind of each parameter that is declared here: ``bool``, ``list[str]``, ...; None with it does not count."""
    for name, hint in get_type_hints(command, include_extras=True).items():
        kind, *extras = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        if get_origin(kind) in (Union, types.UnionType):
            kind = next(one for one in get_args(kind) if one is not type(None))
        for one in extras:
            if isinstance(one, Parameter):
                yield name, (kind, one)


def _value(kind: object, one: Parameter, text: str) -> object:
    """What `text` gives an option; None where it is not plain."""
    if text.startswith("-") and text != "-":
        return None
    if kind is str:
        return text
    if kind == list[str]:
        return [text]
    if kind is int and text.isascii() and text.isdecimal():
        number = int(text)
        return number if one.more.get("min", number) <= number <= one.more.get("max", number) else None
    return None
