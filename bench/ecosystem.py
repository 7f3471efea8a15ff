"""What a change does to real texts: the findings gained, lost and changed against another revision, as Markdown.

    python bench/ecosystem.py REVISION FOLDER [-g GLOSSARY]... [--select RULES] [--shown 20]

The other revision is checked out into a temporary worktree. Both run under the interpreter that runs the script and
with its libraries, so that all that differs is mtfix itself. Meant for the description of a change, so it prints
Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
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
    now = findings(ROOT, given.folder, options)
    with checked_out(given.revision) as tree:
        before = findings(tree, given.folder, options)
    print(compared(before, now, given.revision, given.folder, given.shown))


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """The files of another revision, while the context lasts."""
    with tempfile.TemporaryDirectory(prefix="mtfix-ecosystem-") as temporary:
        tree = Path(temporary, "tree")
        _run("git", "-C", str(ROOT), "worktree", "add", "--quiet", "--detach", str(tree), revision)
        try:
            yield tree
        finally:
            _run("git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree))


def _run(*command: str, **environment: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: ended with {done.returncode}\n{done.stderr.strip()}")
    return done.stdout


def findings(tree: Path, folder: Path, options: Sequence[str]) -> Findings:
    """All findings of the mtfix in `tree` over the folder, by place."""
    command = [sys.executable, "-m", "mtfix", "check", "--quiet", "--exit-zero", "--output-format", "json"]
    said = _run(*command, *options, str(folder), PYTHONPATH=str(tree / "src"))
    return {
        (result["path"], one["rule"], one["span"]["start"], one["span"]["end"]): one
        for result in json.loads(said)["results"]
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
                lines = [
                    _line(key, found[key], before.get(key) if name == "changed" else None, folder)
                    for key in some[:shown]
                ]
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
    if old is not None:
        told = _told if _told(old) != remedy else _edits  # of the same title: what it does
        remedy = f"{told(old)}; now {told(finding)}"
    return f"- `{where}:{finding['span']['line']}` `{words}` {remedy}"


def _told(finding: Mapping[str, Any]) -> str:
    if not finding["fixes"]:
        return "flag"
    fix = finding["fixes"][0]
    return f"{fix['applicability']}: {fix['title']}"


def _edits(finding: Mapping[str, Any]) -> str:
    edits = [edit for fix in finding["fixes"][:1] for edit in fix["edits"]]
    words = [f"{_short(edit['before'])} → {_short(edit['after'])}" for edit in edits]
    return f"{finding['severity']}: {', '.join(words) or 'no edit'}"


def _short(text: str) -> str:
    whole = " ".join(text.split()).replace("`", "'")
    return f"`{whole[:_AROUND]}{'…' if len(whole) > _AROUND else ''}`" if whole else "nothing"


if __name__ == "__main__":
    main()
