"""`mtfix rule`: list the rules, or explain one."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from mtfix import api
from mtfix.errors import UsageError
from mtfix.model import Rule


def command(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A rule or a family.", show_default=False)
    ] = None,
    output_format: Annotated[
        str, typer.Option("--output-format", "-f", metavar="FORMAT", help="text or json.")
    ] = "text",
) -> None:
    """List all rules, or explain one.

    Example: `mtfix rule term.variant`
    """
    if output_format not in ("text", "json"):
        raise UsageError(f"--output-format: unknown format {output_format!r}. Choose one of: text, json.")
    rules = [rule for rule in api.all_rules() if name is None or _is_called(rule, name)]
    if not rules:
        raise UsageError(f"unknown rule {name!r}. `mtfix rule` lists all.")
    if output_format == "json":
        typer.echo(json.dumps([_plain(rule) for rule in rules], indent=2, ensure_ascii=False))
    elif name is not None and len(rules) == 1:
        typer.echo(_page(rules[0]))
    else:
        width = max(len(rule.name) for rule in rules)
        for rule in rules:
            state = "" if rule.enabled else "(off) "
            typer.echo(f"{rule.name:<{width}}  {rule.severity!s:<8}  {state}{rule.summary}")


def _is_called(rule: Rule, name: str) -> bool:
    return name in (rule.name, rule.name.partition(".")[0], *rule.aliases)


def _plain(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name,
        "summary": rule.summary,
        "error_type": rule.error_type.value,
        "severity": rule.severity.name,
        "enabled": rule.enabled,
        "languages": list(rule.languages),
        "needs_source": rule.needs_source,
        "options": {key: {"default": option.default, "help": option.help} for key, option in rule.options.items()},
        "since": rule.since,
        "aliases": list(rule.aliases),
        "explanation": rule.explanation,
    }


def _page(rule: Rule) -> str:
    lines = [f"# {rule.name}", "", (rule.explanation or rule.summary).strip(), ""]
    lines += [f"Severity: {rule.severity}. Error type (MQM): {rule.error_type}. Since {rule.since}."]
    lines += [f"{'On' if rule.enabled else 'Off'} by default."]
    if rule.languages:
        lines.append(f"For copy translated from: {', '.join(rule.languages)}.")
    if rule.needs_source:
        lines.append("Runs only with the original (`--source`).")
    if rule.options:
        lines += ["", "## Options", "", f'In `mtfix.toml`, under `[rules."{rule.name}"]`:', ""]
        lines += [
            f"- `{key.replace('_', '-')}` (default `{json.dumps(option.default)}`): {option.help}"
            for key, option in rule.options.items()
        ]
    if rule.examples:
        lines += ["", "## Flagged", ""]
        lines += [f"- {example.text!r}: {', '.join(map(repr, example.flagged))}" for example in rule.examples]
    if rule.counterexamples:
        lines += ["", "## Not flagged", ""]
        lines += [f"- {example.text!r}" for example in rule.counterexamples]
    return "\n".join(lines)
