"""Measure mtfix and its peers on one generated corpus in one run, and write docs/benchmarks.md with a plot.

    python bench/run.py                   everything, about a quarter of an hour
    python bench/run.py --quick           small sizes and one run, to see that it works
    python bench/run.py --render          write the page again from the last figures

The peers are installed into the folder of `--work` (see `peers.py`); nothing is added to the project's environment.
All processes stay on one processor and take turns (A B A B); the figures are user plus system time, the least of
all runs, because the wall clock also shows what else the machine does.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import measure
import page
import peers
from corpus import COPY, GLOSSARIES
from measure import Run

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
PAGE = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: sizes of text in MB, sizes of glossary in terms, and how often."""

    megabytes: tuple[float, ...] = (5, 20)
    terms: tuple[int, ...] = (2, 1000, 65_000, 100_000)
    runs: int = 5
    article_terms: tuple[int, ...] = (2, 100_000, 1_000_000)
    article_runs: int = 15
    articles: int = 1000
    slow_megabytes: float = 0.5
    grammar_megabytes: float = 0.1
    named_terms: int = 100_000


QUICK = Plan((0.2,), (2, 1000), 1, (2, 1000), 1, 20, 0.05, 0.01, 1000)


@dataclass(slots=True)
class Bench:
    """The state of one run: where things stand, who takes part, and the figures so far."""

    plan: Plan
    work: Path
    tools: list[peers.Peer]
    figures: dict[str, Any] = field(default_factory=dict)
    data: Path = field(init=False)
    compiled: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        # corpora and glossaries are made anew when the generator or what the text names changes
        generator = (BENCH / "corpus.py").read_bytes() + str(self.plan.named_terms).encode()
        self.data = self.work / "data" / hashlib.sha256(generator).hexdigest()[:12]
        self.data.mkdir(parents=True, exist_ok=True)

    def environment(self, terms: int) -> dict[str, str]:
        """Compiled glossaries stand in a cache of our own, a folder for each size."""
        return {"MTFIX_CACHE_DIR": str(self.work / "cache" / str(terms))}

    @property
    def own(self) -> peers.Peer:
        """The tool of this project, always the first."""
        return self.tools[0]

    def text(self, megabytes: float, copy: str = "raw") -> Path:
        """A corpus of that size and kind, made on first use."""
        return self._made(self.data / f"{copy}-{megabytes:g}mb.txt", "text", f"{megabytes}", "--copy", copy)

    def articles(self) -> Path:
        """A folder of articles, a file each."""
        return self._made(self.data / f"articles-{self.plan.articles}", "articles", f"{self.plan.articles}")

    def glossary(self, tool: str, terms: int) -> Path:
        """The glossary of that size in the form of `tool`."""
        made = self._made(self.data / f"glossaries-{terms}", "glossaries", f"{terms}")
        return made / f"{terms}{GLOSSARIES[tool][0]}"

    def _made(self, path: Path, what: str, size: str, *more: str) -> Path:
        # in a process of its own: the memory of this one is the floor of what is measured in its children
        if not path.exists():
            _say(f"making {path.name}")
            aside = path.with_name(f"{path.name}.part")
            command = [sys.executable, str(BENCH / "corpus.py"), what, str(aside), size]
            subprocess.run([*command, "--named-terms", str(self.plan.named_terms), *more], check=True)
            aside.rename(path)
        return path

    def task(self, tool: peers.Peer, terms: int, text: Path) -> Callable[[], Run]:
        """One run of a tool with a glossary of that size over a text."""
        known = tool.name if tool.name in GLOSSARIES else "mtfix"  # Harper takes no glossary
        command = tool.command(tool.program, self.glossary(known, terms), text)
        output = self.output(tool)
        return lambda: measure.run(command, output, tool.accept, self.environment(terms))

    def output(self, tool: peers.Peer) -> Path:
        """Where the output of a tool goes."""
        return self.work / f"{tool.name}.out"

    def compare(self, tools: Iterable[peers.Peer], terms: int, text: Path, runs: int) -> dict[str, Any]:
        """All tools in turn on one text; the figures of each, and how many places it reported."""
        chosen = [tool for tool in tools if terms <= tool.limit]
        found = measure.alternate({tool.name: self.task(tool, terms, text) for tool in chosen}, runs)
        return {
            tool.name: asdict(found[tool.name]) | {"hits": tool.hits(self.output(tool))}
            for tool in chosen
            if tool.name in found
        }


def measure_first_use(bench: Bench) -> None:
    """The first run with a glossary, which reads the YAML and compiles it: no cached form is there."""
    rows = {}
    text = next(iter(sorted(bench.articles().iterdir())))
    for terms in sorted({*bench.plan.terms, *bench.plan.article_terms}):
        _say(f"first use of a glossary of {terms:,} terms")
        shutil.rmtree(bench.environment(terms)["MTFIX_CACHE_DIR"], ignore_errors=True)
        rows[terms] = measure.alternate({"mtfix": bench.task(bench.own, terms, text)}, 1)
    bench.figures["first_use"] = {terms: asdict(found["mtfix"]) for terms, found in rows.items() if "mtfix" in found}


def measure_whole_process(bench: Bench) -> None:
    """Each tool as its users run it: one command over one large file."""
    rows = []
    fast = [tool for tool in bench.tools if tool.name not in ("textlint", "harper")]
    for copy, megabytes, terms in itertools.product(COPY, bench.plan.megabytes, bench.plan.terms):
        _say(f"whole process: {megabytes:g} MB of {copy} copy, {terms:,} terms")
        _warm(bench, terms)
        text = bench.text(megabytes, copy)
        tools = bench.compare(fast, terms, text, bench.plan.runs)
        rows.append({"copy": copy, "megabytes": text.stat().st_size / 1e6, "terms": terms, "tools": tools})
    bench.figures["whole"] = rows


def measure_articles(bench: Bench) -> None:
    """One small article in a cold process, and a folder of articles in one."""
    folder = bench.articles()
    text = next(iter(sorted(folder.iterdir())))
    fast = [tool for tool in bench.tools if tool.name != "harper"]
    rows = []
    for terms in bench.plan.article_terms:
        _say(f"one article, {terms:,} terms")
        _warm(bench, terms)
        rows.append({"terms": terms, "tools": bench.compare(fast, terms, text, bench.plan.article_runs)})
    bench.figures["article"] = rows
    terms = bench.plan.terms[-1]
    _say(f"{bench.plan.articles} articles, {terms:,} terms")
    tools = [tool for tool in fast if tool.name not in ("flashtext2", "textlint")]
    again = peers.mtfix(bench.own.program, bench.own.version, again=True)
    bench.task(again, terms, folder)()
    found = bench.compare([*tools, again], terms, folder, bench.plan.runs)
    size = sum(file.stat().st_size for file in folder.iterdir())
    bench.figures["folder"] = {"terms": terms, "articles": bench.plan.articles, "bytes": size, "tools": found}


def measure_matching(bench: Bench) -> None:
    """Matching alone, inside one process of each tool, in turn."""
    interpreters = {"mtfix": sys.executable}
    interpreters |= {tool.name: str(tool.program) for tool in bench.tools if tool.name == "flashtext2"}
    rows = []
    for megabytes, terms in itertools.product(bench.plan.megabytes, bench.plan.terms):
        _say(f"matching alone: {megabytes:g} MB, {terms:,} terms")
        _warm(bench, terms)
        text = bench.text(megabytes)
        found: dict[str, list[dict[str, float]]] = {name: [] for name in interpreters}
        for _ in range(2):
            for name, interpreter in interpreters.items():
                command = [interpreter, str(BENCH / "matching.py"), name, str(bench.glossary(name, terms)), str(text)]
                measure.run(
                    [*command, "--runs", str(bench.plan.runs)],
                    bench.work / "matching.out",
                    (0,),
                    bench.environment(terms),
                )
                found[name].append(json.loads((bench.work / "matching.out").read_text(encoding="utf-8")))
        best = {name: min(runs, key=lambda run: run["seconds"]) for name, runs in found.items()}
        rows.append({"megabytes": text.stat().st_size / 1e6, "terms": terms, "tools": best})
    bench.figures["matching"] = rows


def measure_slow(bench: Bench) -> None:
    """textlint-terminology, which is too slow for megabytes; and grammar: the rules of mtfix against Harper."""
    rows = []
    text = bench.text(bench.plan.slow_megabytes)
    tools = [tool for tool in bench.tools if tool.name in ("mtfix", "textlint")]
    for terms in [terms for terms in bench.plan.terms if terms <= 1000]:
        _say(f"textlint: {terms:,} terms")
        _warm(bench, terms)
        found = bench.compare(tools, terms, text, min(bench.plan.runs, 3))
        rows.append({"megabytes": text.stat().st_size / 1e6, "terms": terms, "tools": found})
    bench.figures["slow"] = rows
    _say("grammar")
    own = peers.mtfix(bench.own.program, bench.own.version, "garble")
    grammar = [own, *(tool for tool in bench.tools if tool.name == "harper")]
    text = bench.text(bench.plan.grammar_megabytes)
    found = bench.compare(grammar, bench.plan.terms[0], text, min(bench.plan.runs, 3))
    large = bench.compare([own], bench.plan.terms[0], bench.text(bench.plan.megabytes[0]), 1)
    bench.figures["grammar"] = {
        "megabytes": text.stat().st_size / 1e6,
        "tools": found,
        "large": {"megabytes": bench.text(bench.plan.megabytes[0]).stat().st_size / 1e6, "tools": large},
    }


def _warm(bench: Bench, terms: int) -> None:
    """Compile the glossary of that size beforehand, as any earlier run would have done."""
    if terms not in bench.compiled:
        bench.compiled.add(terms)
        bench.task(bench.own, terms, next(iter(sorted(bench.articles().iterdir()))))()


def describe(bench: Bench) -> dict[str, Any]:
    """The machine class, the versions and the date."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "processor": model,
        "processors": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "node": peers.node_version(),
        "revision": _git("rev-parse", "--short", "HEAD") + ("+" if _git("status", "--porcelain", "src") else ""),
        "corpus": hashlib.sha256(bench.text(bench.plan.megabytes[0]).read_bytes()).hexdigest()[:12],
        "versions": {tool.name: f"{tool.package} {tool.version}" for tool in bench.tools},
    }


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


PARTS: dict[str, Callable[[Bench], None]] = {
    "first": measure_first_use,
    "whole": measure_whole_process,
    "articles": measure_articles,
    "matching": measure_matching,
    "slow": measure_slow,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, keep the figures as JSON in the work folder, and write the page."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--work", type=Path, default=ROOT / ".bench", help="folder for peers, corpora and figures")
    cli.add_argument("--page", type=Path, default=PAGE, help="the Markdown page to write; the plot stands beside it")
    cli.add_argument("--quick", action="store_true", help="small sizes, one run")
    cli.add_argument("--alone", action="store_true", help="mtfix without its peers")
    cli.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS), help="measure only these parts")
    cli.add_argument("--render", action="store_true", help="only write the page from the last figures")
    given = cli.parse_args(arguments)
    given.work.mkdir(parents=True, exist_ok=True)
    (given.work / ".gitignore").write_text("*\n", encoding="utf-8")
    kept = given.work / "figures.json"
    if not given.render:
        measure.pin()
        program = Path(sys.executable).with_name("mtfix")
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
        tools = [peers.mtfix(program, version), *([] if given.alone else peers.install(given.work / "peers"))]
        bench = Bench(QUICK if given.quick else Plan(), given.work.resolve(), tools)
        if kept.exists() and set(given.parts) != set(PARTS):
            bench.figures = json.loads(kept.read_text(encoding="utf-8"))
        for part in given.parts:
            PARTS[part](bench)
            bench.figures["about"] = describe(bench)
            kept.write_text(json.dumps(bench.figures, indent=1), encoding="utf-8")
    page.write(json.loads(kept.read_text(encoding="utf-8")), given.page)
    _say(f"written: {given.page}")


if __name__ == "__main__":
    main()
