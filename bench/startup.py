"""Where the time of a cold start goes: `mtfix check` on one article against bare Python and `import typer`.

    python bench/startup.py [ARTICLE] [-g GLOSSARY] [--runs 15]

Prints Markdown: the cost of each start, and the modules whose import costs most, to find what should be lazy.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import measure
from page import table

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "examples" / "nagorno-karabakh" / "article.txt"
_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| (\s*)(\S+)")
_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Module:
    """An imported module: microseconds of its own and with all that it imports, and how deep it stands."""

    name: str
    own: int
    total: int
    depth: int


def imports(command: list[str]) -> list[Module]:
    """The modules that a Python command imports, each after those it needs."""
    call = [sys.executable, "-X", "importtime", *command]
    subprocess.run(call, capture_output=True, check=False)  # compiles what is not compiled yet
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    return [
        Module(match[4], int(match[1]), int(match[2]), len(match[3]) // 2)
        for line in done.stderr.splitlines()
        if (match := _LINE.match(line))
    ]


def by_package(modules: list[Module]) -> Counter[str]:
    """Microseconds of own time for each top-level package."""
    total: Counter[str] = Counter()
    for module in modules:
        total[module.name.partition(".")[0]] += module.own
    return total


def roots(modules: list[Module], package: str) -> Iterator[tuple[str, Module]]:
    """The modules that modules of `package` import from elsewhere, with who imports them first; dearest first."""
    found = []
    above: list[Module] = []
    for module in reversed(modules):  # parents come after their children
        del above[module.depth :]
        importer = above[-1].name if above else ""
        above.append(module)
        if importer.partition(".")[0] == package != module.name.partition(".")[0]:
            found.append((importer, module))
    yield from sorted(found, key=lambda pair: -pair[1].total)


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    cli.add_argument("-g", "--glossary", type=Path)
    cli.add_argument("--runs", type=int, default=15)
    cli.add_argument("--work", type=Path, default=ROOT / ".bench")
    given = cli.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    (given.work / ".gitignore").write_text("*\n", encoding="utf-8")
    glossary = ["-g", str(given.glossary)] if given.glossary else []
    check = ["check", "--exit-zero", *glossary, str(given.article)]
    program = str(Path(sys.executable).with_name("mtfix"))
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import typer'": [sys.executable, "-c", "import typer"],
        "mtfix --version": [program, "--version"],
        "mtfix check": [program, *check],
        "mtfix check --select term": [program, *check, "--select", "term"],
    }
    measure.pin()
    output = given.work / "startup.out"
    tasks = {name: lambda command=command: measure.run(command, output) for name, command in commands.items()}
    found = measure.alternate(tasks, given.runs)
    bare = found["python -c 'import typer'"].cpu
    rows = [
        [f"`{name}`", f"{1000 * one.cpu:.0f} ms", f"{1000 * (one.cpu - bare):+.0f} ms", f"{one.memory:.0f} MB"]
        for name, one in found.items()
    ]
    print(table(["command", "user + system", "to `import typer`", "peak memory"], rows))
    modules = imports(["-c", f"import sys; sys.argv = {['mtfix', *check]!r}; from mtfix.cli import main; main()"])
    packages = by_package(modules)
    print(f"\n{len(modules)} modules, {sum(packages.values()) / 1000:.0f} ms under -X importtime; by package:\n")
    print(table(["package", "own time"], [[f"`{n}`", f"{us / 1000:.1f} ms"] for n, us in packages.most_common(12)]))
    own = sorted((one for one in modules if one.name.startswith("mtfix")), key=lambda one: -one.own)[:_SHOWN]
    print("\nModules of mtfix by the time of their own statements (patterns compiled, classes made):\n")
    print(table(["module", "own time"], [[f"`{one.name}`", f"{one.own / 1000:.1f} ms"] for one in own]))
    print("\nWhat modules of mtfix import from elsewhere first, with all that it brings:\n")
    dear = [(importer, module) for importer, module in roots(modules, "mtfix") if module.total > 500][:_SHOWN]
    rows = [[f"`{module.name}`", f"{module.total / 1000:.1f} ms", f"`{importer}`"] for importer, module in dear]
    print(table(["module", "with its imports", "imported by"], rows))


if __name__ == "__main__":
    main()
