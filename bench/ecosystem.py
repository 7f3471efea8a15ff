"""What a change does to real texts: the findings gained, lost and changed against another revision, as Markdown.

    python bench/ecosystem.py REVISION FOLDER [-g GLOSSARY]... [--select RULES] [--shown 20]

The other revision is checked out into a temporary worktree and installed into a virtual environment of its own; this
one is the mtfix of the interpreter that runs the script. Meant for the description of a change, so it prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from page import table

ROOT = Path(__file__).resolve().parent.parent
_AROUND = 40
# Where a finding stands and which rule made it: the same in both revisions, as the texts are the same.
Key: TypeAlias = tuple[str, str, int, int]
Findings: TypeAlias = dict[Key, Mapping[str, Any]]


def main() -> None:
    """Run both revisions over the folder and print what differs."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("revision", help="the revision to compare with: a branch, tag or commit")
    cli.add_argument("folder", type=Path, help="texts to check")
    cli.add_argument("-g", "--glossary", action="append", default=[], help="instead of the shipped glossaries")
    cli.add_argument("--select", action="append", default=[], help="only these rules or families")
    cli.add_argument("--shown", type=int, default=20, help="findings shown for each rule")
    given = cli.parse_args()
    options = [part for name in given.glossary for part in ("-g", str(Path(name).resolve()))]
    options += [part for name in given.select for part in ("--select", name)]
    now = findings(Path(sys.executable).with_name("mtfix"), given.folder, options)
    with installed(given.revision) as program:
        before = findings(program, given.folder, options)
    print(compared(before, now, given.revision, given.folder, given.shown))


@contextmanager
def installed(revision: str) -> Iterator[Path]:
    """The mtfix program of another revision, while the context lasts."""
    with tempfile.TemporaryDirectory(prefix="mtfix-ecosystem-") as temporary:
        tree, environment = Path(temporary, "tree"), Path(temporary, "venv")
        _run("git", "-C", str(ROOT), "worktree", "add", "--quiet", "--detach", str(tree), revision)
        try:
            _run(sys.executable, "-m", "venv", str(environment))
            _run(str(environment / "bin" / "pip"), "--disable-pip-version-check", "install", "--quiet", str(tree))
            yield environment / "bin" / "mtfix"
        finally:
            _run("git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree))


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: ended with {done.returncode}\n{done.stderr.strip()}")
    return done.stdout


def findings(program: Path, folder: Path, options: Sequence[str]) -> Findings:
    """All findings of one mtfix over the folder, by place."""
    command = [str(program), "check", "--quiet", "--exit-zero", "--output-format", "json", *options, str(folder)]
    return {
        (result["path"], one["rule"], one["span"]["start"], one["span"]["end"]): one
        for result in json.loads(_run(*command))["results"]
        for one in result["findings"]
    }


def compared(before: Findings, now: Findings, revision: str, folder: Path, shown: int = 20) -> str:
    """The differences as Markdown: counts for each rule, then the findings themselves."""
    gained = [key for key in now if key not in before]
    lost = [key for key in before if key not in now]
    changed = [key for key in now if key in before and _remedy(now[key]) != _remedy(before[key])]
    head = f"## Findings against `{revision}`\n\n{len(now):,} findings, {len(before):,} before"
    head += f": {len(gained):,} gained, {len(lost):,} lost, {len(changed):,} changed."
    if not (gained or lost or changed):
        return f"{head}\n"
    groups = {"gained": (gained, now), "lost": (lost, before), "changed": (changed, now)}
    counts = {name: Counter(rule for _, rule, _, _ in keys) for name, (keys, _) in groups.items()}
    rules = sorted({rule for count in counts.values() for rule in count})
    out = [
        head,
        table(["rule", *groups], [[f"`{rule}`", *(f"{counts[name][rule]:,}" for name in groups)] for rule in rules]),
    ]
    for rule in rules:
        for name, (keys, found) in groups.items():
            some = sorted(key for key in keys if key[1] == rule)
            if some:
                title = f"<details><summary>{rule}: {len(some):,} {name}</summary>\n"
                lines = [_line(key, found[key], before.get(key), folder) for key in some[:shown]]
                more = [f"- and {len(some) - shown:,} more"] if len(some) > shown else []
                out.append("\n".join([title, *lines, *more, "\n</details>"]))
    return "\n\n".join(out) + "\n"


def _remedy(finding: Mapping[str, Any]) -> object:
    """What a finding would do to the text, and how sure it is."""
    return [(fix["applicability"], fix["edits"]) for fix in finding["fixes"]], finding["severity"]


def _line(key: Key, finding: Mapping[str, Any], old: Mapping[str, Any] | None, folder: Path) -> str:
    path, _, start, end = key
    text = Path(path).read_bytes().decode("utf-8-sig", "replace")
    words = text[max(start - _AROUND, 0) : start] + "⟦" + text[start:end] + "⟧" + text[end : end + _AROUND]
    words = " ".join(words.split()).replace("`", "'")
    where = Path(path).relative_to(folder) if Path(path).is_relative_to(folder) else Path(path).name
    remedy = _told(finding)
    if old is not None and _told(old) != remedy:
        remedy = f"{_told(old)}; now {remedy}"
    return f"- `{where}:{finding['span']['line']}` `{words}` {remedy}"


def _told(finding: Mapping[str, Any]) -> str:
    if not finding["fixes"]:
        return "flag"
    fix = finding["fixes"][0]
    return f"{fix['applicability']}: {fix['title']}"


if __name__ == "__main__":
    main()
