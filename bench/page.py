"""Write the page of figures: Markdown tables and one plot, from what `run.py` measured. No figure stands here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import plot

Tools = Mapping[str, Mapping[str, Any]]

_INTRODUCTION = """# Benchmarks

mtfix and the tools that people use today, measured on the same generated text in one run of `python bench/run.py`.
The figures are user plus system time, the least of all runs.
Every process stays on one processor, and the tools take turns.
In the ratios, 2.0x says that mtfix takes half the time.

- Machine: {processor}, {processors} processors, {system}, Python {python}{node}; {date}.
- Tools: {versions}; mtfix at revision {revision}.
- Text: news-like English made by `bench/corpus.py` (SHA-256 {corpus}...).
  As in machine-translated news, 3.2 of 100 words begin a name; the glossary of 100,000 terms lists them all.
  In *raw* copy 1.2 of 100 words begin a wrong rendering, as a machine leaves them; in *edited* copy 0.06.
- A glossary of N terms has N wrong renderings, half of them of several words.
  mtfix and flashtext2 also look for the right names; typos and codespell know single words only and get those."""


def write(figures: Mapping[str, Any], path: Path) -> None:
    """Write the page to `path`, and the plot beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [_introduction(figures["about"])]
    if rows := figures.get("whole"):
        drawing = path.with_suffix(".svg")
        drawing.write_text(plot.throughput(rows), encoding="utf-8")
        parts += _whole(rows, drawing.name)
    if rows := figures.get("matching"):
        parts += _matching(rows)
    if rows := figures.get("article"):
        parts += _articles(rows, figures["folder"])
    if found := figures.get("first_use"):
        parts += _first_use(found)
    if rows := figures.get("slow"):
        parts += _slow(rows, figures["grammar"])
    path.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")


def _introduction(about: Mapping[str, Any]) -> str:
    node = f", Node.js {about['node']}" if about["node"] else ""
    return _INTRODUCTION.format(**about | {"node": node, "versions": ", ".join(about["versions"].values())})


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, the first column to the left and figures to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _grid(rows: Sequence[Mapping[str, Any]], cell: Callable[[Mapping[str, Any], Mapping[str, Any]], str]) -> str:
    """Tools down, sizes of glossary across, then the ratios of mtfix to each peer."""
    names = list(dict.fromkeys(name for row in rows for name in row["tools"]))
    body = [[name, *(cell(row, row["tools"][name]) if name in row["tools"] else "" for row in rows)] for name in names]
    body += [[f"mtfix to {name}", *(_ratio(row["tools"], name) for row in rows)] for name in names if name != "mtfix"]
    return table(["", *(f"{row['terms']:,} terms" for row in rows)], body)


def _seconds(found: Mapping[str, Any]) -> float:
    return float(found["cpu"] if "cpu" in found else found["seconds"])


def _ratio(tools: Tools, peer: str) -> str:
    if peer == "mtfix" or peer not in tools or "mtfix" not in tools:
        return ""
    return f"{_seconds(tools[peer]) / _seconds(tools['mtfix']):.2g}x"


def _speed(row: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    return f"{_seconds(found):.2f} s, {row['megabytes'] / _seconds(found):.3g} MB/s"


def _whole(rows: Sequence[Mapping[str, Any]], drawing: str) -> list[str]:
    out = [
        "## Whole process",
        "One command over one large file: `mtfix check --select term` with its JSON report.\n"
        f"\n![Throughput of each tool by size of glossary]({drawing})",
    ]
    for copy, size in dict.fromkeys((row["copy"], row["megabytes"]) for row in rows):
        some = [row for row in rows if (row["copy"], row["megabytes"]) == (copy, size)]
        out += [f"### {size:.3g} MB of {copy} copy", _grid(some, _speed)]
        out += ["Peak memory, and places reported:", _grid_plain(some)]
    return out


def _grid_plain(rows: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row["tools"]))
    body = []
    for name in names:
        found = [row["tools"].get(name) for row in rows]
        body.append([name, *(f"{one['memory']:.0f} MB, {one['hits']:,}" if one else "" for one in found)])
    return table(["", *(f"{row['terms']:,} terms" for row in rows)], body)


def _matching(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    out = [
        "## Matching alone",
        "Inside one process, from the decoded text to the list of names with their places, "
        "the glossary loaded and the tables built.\n"
        "mtfix verifies each place on the original text (case, addresses and code, conditions), flashtext2 does not.",
    ]
    for size in dict.fromkeys(row["megabytes"] for row in rows):
        some = [row for row in rows if row["megabytes"] == size]
        out += [f"{size:.3g} MB:", _grid(some, _speed)]
        out += ["Getting ready (loading the glossary and the first call less a later one), and names found:"]
        names = list(some[0]["tools"])
        body = [[name, *(_getting_ready(row["tools"][name]) for row in some)] for name in names]
        out += [table(["", *(f"{row['terms']:,} terms" for row in some)], body)]
    return out


def _getting_ready(found: Mapping[str, float]) -> str:
    return f"{found['ready'] + max(found['first'] - found['seconds'], 0):.2f} s, {found['found']:,}"


def _articles(rows: Sequence[Mapping[str, Any]], folder: Mapping[str, Any]) -> list[str]:
    def cell(_: Mapping[str, Any], found: Mapping[str, Any]) -> str:
        return f"{1000 * found['cpu']:.0f} ms"

    size = folder["bytes"] / 1e6
    body = [
        [name, f"{found['cpu']:.2f} s", f"{folder['articles'] / found['cpu']:,.0f}", _ratio(folder["tools"], name)]
        for name, found in folder["tools"].items()
    ]
    return [
        "## Articles",
        "One article of 300 words in a cold process, the glossary compiled before:",
        _grid(rows, cell),
        f"{folder['articles']:,} articles ({size:.2g} MB) in one process, {folder['terms']:,} terms; "
        "*again* is a second check of articles that did not change:",
        table(["", "time", "articles a second", "mtfix to it"], body),
    ]


def _first_use(found: Mapping[str, Mapping[str, float]]) -> list[str]:
    body = [[f"{int(terms):,}", f"{one['cpu']:.2f} s", f"{one['memory']:.0f} MB"] for terms, one in found.items()]
    return [
        "## First use of a glossary",
        "The run that reads the YAML, checks it and compiles it; later ones find the compiled form by its digest.",
        table(["terms", "time", "peak memory"], body),
    ]


def _slow(rows: Sequence[Mapping[str, Any]], grammar: Mapping[str, Any]) -> list[str]:
    out = []
    if any("textlint" in row["tools"] for row in rows):
        out += [
            "## textlint-rule-terminology",
            f"It makes one pass for each term, so it gets {rows[0]['megabytes']:.2g} MB:",
        ]
        out += [_grid(rows, _speed)]
    head = ["", "size", "time", "MB/s", "places"]
    body = [
        [name, f"{size:.2g} MB", f"{found['cpu']:.2f} s", f"{size / found['cpu']:.2g}", f"{found['hits']:,}"]
        for size, tools in (
            (grammar["megabytes"], grammar["tools"]),
            (grammar["large"]["megabytes"], grammar["large"]["tools"]),
        )
        for name, found in tools.items()
    ]
    return [
        *out,
        "## Grammar",
        "The garbled-sentence rules of mtfix against Harper, whose rules are more and other: only the time compares.\n"
        "The made-up sentences are right in form and have no sense.",
        table(head, body),
    ]
