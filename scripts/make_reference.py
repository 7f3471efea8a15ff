"""Write the reference pages and the man page from the program itself (the tests compare them with what is committed).

Run ``python scripts/make_reference.py`` after a change of a rule, a command, a setting, a glossary key or the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from mtfix import __version__, api, registry
from mtfix.cli import app
from mtfix.config import SETTINGS, Config
from mtfix.glossary import schema
from mtfix.glossary.survey import Check
from mtfix.lint import checks
from mtfix.model import Example, Renderer, Rule, Severity

ROOT = Path(__file__).parents[1]
REFERENCE = Path("docs/reference")
MAN = Path("docs/man/mtfix.1")
_MADE = "<!-- made by scripts/make_reference.py -->\n\n"


def pages() -> dict[Path, str]:
    """The text of every generated file, by its path from the root of the project."""
    out = {REFERENCE / "rules" / f"{rule.name}.md": rule_page(rule) for rule in api.all_rules()}
    out[REFERENCE / "rules" / "index.md"] = rules_page(api.all_rules())
    out[REFERENCE / "checks.md"] = checks_page(checks())
    out[REFERENCE / "commands.md"] = commands_page()
    out[REFERENCE / "config.md"] = config_page()
    out[REFERENCE / "glossary-keys.md"] = keys_page()
    out[REFERENCE / "report.md"] = report_page()
    made = {path: _MADE + re.sub(r"\n{3,}", "\n\n", text.rstrip()) + "\n" for path, text in out.items()}
    return made | {MAN: man_page()}


def rule_page(rule: Rule) -> str:
    """One rule: what it does, its options and its examples."""
    lines = [f"# {rule.name}", "", _prose(rule.explanation or rule.summary), "", "## Facts", ""]
    lines += [
        "| | |",
        "|---|---|",
        f"| severity | {rule.severity} |",
        f"| error type (MQM) | {rule.error_type.value} |",
    ]
    lines += [f"| by default | {'on' if rule.enabled else 'off'} |", f"| since | {rule.since} |"]
    if rule.languages:
        lines.append(f"| for copy translated from | {', '.join(rule.languages)} |")
    if rule.needs_source:
        lines.append("| needs | the original (`--source`) |")
    if rule.aliases:
        lines.append(f"| also called | {', '.join(rule.aliases)} |")
    if rule.options:
        lines += ["", "## Options", "", f'In `mtfix.toml`, under `[rules."{rule.name}"]`:', ""]
        lines += ["| option | default | meaning |", "|---|---|---|"]
        lines += [
            f"| `{name.replace('_', '-')}` | {_value(option.default)} | {_cell(option.help)} |"
            for name, option in rule.options.items()
        ]
    return "\n".join([*lines, *_examples(rule.examples, rule.counterexamples)])


def rules_page(rules: tuple[Rule, ...]) -> str:
    """All rules, by family."""
    lines = [
        "# Rules",
        "",
        "`mtfix rule` lists them, and `mtfix rule NAME` shows one of these pages in the terminal.",
        "",
    ]
    lines += ["| rule | severity | what it finds |", "|---|---|---|"]
    for rule in rules:
        off = "" if rule.enabled else " (off by default)"
        lines.append(f"| [{rule.name}]({rule.name}.md) | {rule.severity} | {_cell(rule.summary)}{off} |")
    return "\n".join(lines)


def checks_page(found: tuple[Check, ...]) -> str:
    """The checks of glossaries."""
    lines = ["# Checks of glossaries", "", "What `mtfix glossary lint` and the language server look for in a glossary."]
    for check in found:
        off = "" if check.enabled else " Off by default."
        body = re.sub(r"^## ", "### ", _prose(check.explanation or check.summary), flags=re.MULTILINE)
        lines += ["", f"## {check.name}", "", f"Severity: {check.severity}.{off}", "", body]
    return "\n".join(lines)


def _examples(flagged: tuple[Example, ...], left: tuple[Example, ...]) -> Iterator[str]:
    if flagged:
        yield from ("", "## Flagged", "")
    for example in flagged:
        yield from _fenced(example.text)
        yield f"Marked: {', '.join(_code(one) for one in example.flagged)}"
        if example.fixed is not None:
            yield from ("", "After its fixes:", "", *_fenced(example.fixed))
        yield ""
    if left:
        yield from ("", "## Not flagged", "")
    for example in left:
        yield from _fenced(example.text)


def _fenced(text: str) -> Iterator[str]:
    fence = "~" * max(3, 1 + max((len(run) for run in re.findall("~+", text)), default=0))
    yield from (f"{fence}text", *text.split("\n"), fence, "")


def _code(text: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{' '.join(text.split())}{pad}{ticks}"


def _prose(text: str) -> str:
    """Text of a docstring that is no mark-up: tags and links in it are examples of defects."""
    parts = re.split(r"(`+[^`]*`+)", text.strip())
    return "".join(one if n % 2 else one.replace("<", "&lt;").replace("](", "]\\(") for n, one in enumerate(parts))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _value(value: object) -> str:
    shown = list(value) if isinstance(value, tuple) else value
    if isinstance(shown, Severity):
        shown = shown.name
    text = json.dumps(shown, ensure_ascii=False)
    return _code(text if len(text) < 200 else f"{text[:180]} ...").replace("|", "\\|")


def commands() -> Iterator[tuple[str, Any]]:
    """Every command and group of commands with its full name, depth first."""
    return _commands("mtfix", typer.main.get_command(app))


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    if hasattr(command, "list_commands"):
        for own in command.list_commands(None):
            yield from _commands(f"{name} {own}", command.get_command(None, own))


def usage(name: str, command: Any) -> str:
    """How a command is called."""
    if hasattr(command, "list_commands"):
        return f"{name} COMMAND ..."
    words = [_argument(one) for one in command.params if one.param_type_name == "argument"]
    return " ".join([name, "[OPTIONS]", *words])


def _argument(one: Any) -> str:
    shown = str(one.metavar or one.name.upper())
    return shown if one.required or shown.startswith("[") or one.name == "paths" else f"[{shown}]"


def _rows(command: Any) -> Iterator[tuple[str, str, str]]:
    """Each argument and option: how it is written, what it does, and its default ("" where there is none to tell)."""
    for one in command.params:
        if getattr(one, "hidden", False) or one.name.endswith("_completion"):
            continue
        if one.param_type_name == "argument":
            yield _argument(one), one.help or "", _default(one)
        else:
            names = ", ".join([*one.opts, *one.secondary_opts])
            value = "" if one.is_flag else f" {one.metavar or one.type.name.upper()}"
            yield f"{names}{value}", one.help or "", _default(one)


def _default(one: Any) -> str:
    if isinstance(one.show_default, str):
        return one.show_default
    if not one.show_default or one.default in (None, False, (), "") or getattr(one, "is_flag", False):
        return ""
    return str(one.default)


def commands_page() -> str:
    """All commands with their options and examples."""
    lines = ["# Commands", "", "`-h` after any command shows the same."]
    lines += ["Exit status: 0, nothing at or above the gate; 1, findings; 2, the run failed.", ""]
    for name, command in commands():
        lines += [f"## {name}", "", "```text", usage(name, command), "```", "", (command.help or "").strip(), ""]
        rows = list(_rows(command))
        if rows:
            lines += ["| | meaning | default |", "|---|---|---|"]
            lines += [
                f"| {_cell(_code(written))} | {_cell(help_)} | {_cell(default)} |" for written, help_, default in rows
            ]
            lines.append("")
    return "\n".join(lines)


def config_page() -> str:
    """All settings of mtfix.toml."""
    lines = [
        "# Configuration",
        "",
        "`mtfix.toml`, or `[tool.mtfix]` in `pyproject.toml`: the nearest one above the article counts.",
    ]
    lines += ["It names with `extend` another file that it builds on; nothing else is merged."]
    lines += ["`mtfix config show` prints each value with where it comes from.", ""]
    lines += [
        "| key | meaning | default |",
        "|---|---|---|",
        "| `extend` | a configuration that this one builds on | |",
    ]
    for name, setting in SETTINGS.items():
        default = getattr(Config(), name)
        shown = "" if default is None or default == {} else _value(default)
        lines.append(f"| `{name.replace('_', '-')}` | {_cell(setting.help)} | {shown} |")
    lines += ["", "## Options of rules", "", "They stand in a table of the rule's name.", ""]
    lines += ["| rule | option | default | meaning |", "|---|---|---|---|"]
    for rule in api.all_rules():
        for name, option in rule.options.items():
            link = f"[{rule.name}](rules/{rule.name}.md)"
            lines.append(f"| {link} | `{name.replace('_', '-')}` | {_value(option.default)} | {_cell(option.help)} |")
    lines += ["", "## Document formats", "", "| format | suffixes |", "|---|---|"]
    for format in sorted(api.all_formats(), key=lambda one: one.name):
        lines.append(f"| {format.name} | {', '.join(format.suffixes)} |")
    return "\n".join(lines)


def keys_page() -> str:
    """The keys of glossaries and the values that they may have."""
    parts = {
        "The file": schema.FILE_KEYS,
        "An entry": schema.ENTRY_KEYS,
        "A variant": schema.VARIANT_KEYS,
        "An admitted form": schema.ADMITTED_KEYS,
        "A test": schema.TEST_KEYS,
        "`forms`": schema.FORM_KEYS,
        "`name`": schema.NAME_KEYS,
        "`review`": schema.REVIEW_KEYS,
        "`valid`": schema.VALID_KEYS,
        "`when` and `unless`": tuple(schema.CLAUSES),
    }
    values: dict[str, Mapping[str, object]] = {
        "type": schema.TYPES,
        "status": schema.STATUSES,
        "action, otherwise": schema.ACTIONS,
        "case": schema.CASES,
        "match": schema.MATCHES,
        "article": schema.ARTICLES,
        "gender": schema.GENDERS,
        "order": schema.ORDERS,
    }
    lines = ["# Keys of a glossary", "", f"Glossary version {schema.VERSION}.", "", "| part | keys |", "|---|---|"]
    lines += [f"| {part} | {', '.join(f'`{key}`' for key in keys)} |" for part, keys in parts.items()]
    lines += ["", "| key | values |", "|---|---|"]
    lines += [f"| `{key}` | {', '.join(f'`{one}`' for one in known)} |" for key, known in values.items()]
    return "\n".join(lines)


def report_page() -> str:
    """The formats of reports, and the fields of the JSON report as its schema has them."""
    lines = ["# Reports", "", "| format | suffixes | what it is |", "|---|---|---|"]
    for one in registry.discover("mtfix.reports", "renderer", Renderer):
        lines.append(f"| `{one.name}` | {', '.join(one.suffixes)} | {_cell(one.summary)} |")
    found = json.loads((ROOT / "src/mtfix/schemas/report-v1.schema.json").read_text("utf-8"))
    lines += ["", "## JSON, schema version 1", "", found["description"]]
    lines += ["The schema itself is `mtfix/schemas/report-v1.schema.json` in the package.", ""]
    lines += ["| field | type | meaning |", "|---|---|---|"]
    lines += [
        f"| `{path}` | {_cell(kind)} | {_cell(meaning)} |" for path, kind, meaning in _fields("", found, found["$defs"])
    ]
    return "\n".join(lines)


def _fields(path: str, node: Mapping[str, Any], defs: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each field below `node`: its path, its type and its meaning; a reference is followed once a path."""
    for name, value in node.get("properties", {}).items():
        yield from _field(f"{path}.{name}" if path else name, value, defs)
    if isinstance(node.get("items"), dict):
        yield from _fields(f"{path}[]", _resolved(node["items"], defs), defs)


def _field(path: str, node: Mapping[str, Any], defs: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    described = node.get("description", "")
    node = _resolved(node, defs)
    kinds = [_resolved(one, defs) for one in node.get("anyOf", [node])]
    shown = " or ".join(dict.fromkeys(_type(kind) for kind in kinds))
    yield path, shown, described or node.get("description", "") or kinds[0].get("description", "")
    for kind in kinds:
        yield from _fields(path, kind, defs)


def _resolved(node: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**defs[node["$ref"].rpartition("/")[2]], **node} if "$ref" in node else node


def _type(node: Mapping[str, Any]) -> str:
    if "enum" in node:
        return " or ".join(map(str, node["enum"]))
    kind = node.get("const", node.get("type", ""))
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def man_page() -> str:
    """The manual page, in the macros of man(7)."""
    root = typer.main.get_command(app)
    summary, _, rest = (root.help or "").partition("\n\n")
    lines = ['.\\" made by scripts/make_reference.py', f'.TH MTFIX 1 "" "mtfix {__version__}" "User Commands"']
    lines += [".SH NAME", f"mtfix \\- {_roff(summary.rstrip('.').lower())}", ".SH SYNOPSIS", ".B mtfix", "COMMAND ..."]
    lines += [".SH DESCRIPTION", _roff(rest), ".SH COMMANDS"]
    for name, command in commands():
        if command is root or hasattr(command, "list_commands"):
            continue
        lines += [f".SS {_roff(usage(name, command))}"]
        for paragraph in (command.help or "").strip().split("\n\n"):
            lines += [_roff(" ".join(paragraph.split())), ".PP"]
        for written, help_, default in _rows(command):
            lines += [".TP", f".B {_roff(written)}", _roff(help_ + (f" (default: {default})" if default else ""))]
    lines += [".SH EXIT STATUS", ".TP", "0", "Nothing at or above the gate.", ".TP", "1", "Findings.", ".TP", "2"]
    lines += ["The run failed: a path, a glossary, the configuration or an article cannot be used.", ".SH ENVIRONMENT"]
    lines += [".TP", ".B NO_COLOR", "No colours.", ".TP", ".B MTFIX_CACHE_DIR", "Where compiled glossaries are kept."]
    lines += [".SH FILES", ".TP", ".I mtfix.toml", "Configuration: the nearest one above the article counts."]
    lines += [".TP", ".I .mtfix\\-decisions.jsonl", "Verdicts on findings."]
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "").replace("**", "")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


def write() -> None:
    """Write every page, and remove those of rules that are gone."""
    wanted = pages()
    for stale in (ROOT / REFERENCE).rglob("*.md"):
        if stale.relative_to(ROOT) not in wanted:
            stale.unlink()
    for path, text in wanted.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
