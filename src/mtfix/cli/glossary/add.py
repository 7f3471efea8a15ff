"""`mtfix glossary add`: put a name and its wrong renderings into a glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from mtfix import api
from mtfix.errors import UsageError
from mtfix.glossary import schema
from mtfix.glossary.document import read_glossary_document
from mtfix.glossary.insert import with_entry

_MANY = {"show_default": False}


def command(
    glossary: Annotated[str, typer.Argument(metavar="GLOSSARY", help="The file; made if it is not there.")],
    preferred: Annotated[str | None, typer.Option("-p", "--preferred", help="The right form.", **_MANY)] = None,
    variant: Annotated[list[str] | None, typer.Option("-v", "--variant", help="A wrong rendering.", **_MANY)] = None,
    admitted: Annotated[list[str] | None, typer.Option("-a", "--admitted", help="Another right form.", **_MANY)] = None,
    source: Annotated[
        list[str] | None, typer.Option("-s", "--source", metavar="CODE=FORM", help="A form of the original.", **_MANY)
    ] = None,
    type: Annotated[
        str | None, typer.Option("-t", "--type", help=f"{', '.join(schema.TYPES)}.", show_default="term")
    ] = None,
    when: Annotated[
        list[str] | None,
        typer.Option(
            "--when", metavar="CLAUSE=WORD,WORD", help="Gates the variants: document_any=Baku,Armenia", **_MANY
        ),
    ] = None,
    action: Annotated[
        str | None, typer.Option("--action", help="What the variants do: fix, suggest or flag.", show_default="fix")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="A remark to people.", **_MANY)] = None,
    test: Annotated[
        list[str] | None, typer.Option("--test", metavar="IN=>OUT", help="A sentence and what becomes of it.", **_MANY)
    ] = None,
) -> None:
    """Add an entry, or more forms to an entry that is there. Without --preferred it asks.

    The rest of the file stays as it is, comments and order too.

    Example: `mtfix glossary add house.yaml -p Nagorno-Karabakh -v Naqqa -s zh=纳卡 -t place`
    """
    variants = list(variant or ())
    if preferred is None:
        preferred = typer.prompt("Right form").strip()
        if not variants:
            answer = typer.prompt("Wrong renderings, parted by semicolons", default="", show_default=False)
            variants = [one.strip() for one in answer.split(";") if one.strip()]
        if type is None:
            type = typer.prompt(f"Type ({', '.join(schema.TYPES)})", default="term").strip()
        if not source:
            answer = typer.prompt("In the original, as zh=纳卡", default="", show_default=False)
            source = [answer.strip()] if answer.strip() else []
    gate = {"action": action, "when": _pairs(when, "--when", ",") or None}
    long = {key: value for key, value in gate.items() if value is not None}
    entry: dict[str, Any] = {
        "preferred": preferred,
        "type": None if type in (None, "term") else type,
        "source": _pairs(source, "--source", None),
        "admitted": list(admitted or ()),
        "variants": [{"text": one, **long} if long else one for one in variants],
        "note": note,
        "tests": [_test(one) for one in test or ()],
    }
    path = Path(glossary)
    text = read_glossary_document(api.read_bytes(glossary), glossary).text if path.exists() else ""
    made = with_entry(text, glossary, {key: value for key, value in entry.items() if value not in (None, [], {})})
    if made == text:
        typer.echo(f"{glossary}: it has all of this already", err=True)
        return
    api.write_atomic(path, made.encode())
    typer.echo(f"{glossary}: {preferred}", err=True)


def _pairs(given: list[str] | None, option: str, comma: str | None) -> dict[str, list[str]]:
    """What stands behind each name of NAME=VALUE options; `comma` parts the values of one."""
    found: dict[str, list[str]] = {}
    for one in given or ():
        name, equals, value = (part.strip() for part in one.partition("="))
        if not equals or not name or not value:
            raise UsageError(
                f"{option}: {one!r} is no NAME=VALUE. Write for instance zh=纳卡 or document_any=Armenia,Baku."
            )
        values = [part.strip() for part in value.split(comma)] if comma else [value]
        found.setdefault(name, []).extend(part for part in values if part)
    return found


def _test(given: str) -> dict[str, Any]:
    before, arrow, after = (part.strip() for part in given.partition("=>"))
    if not arrow:
        raise UsageError(f"--test: {given!r} has no =>. Write the sentence, =>, and what becomes of it.")
    return {"in": before, "same": True} if before == after else {"in": before, "out": after}
