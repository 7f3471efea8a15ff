"""Draw the plot of the page as SVG, without a library: one line for each tool."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 110, 40, 50
# Colours that people with colour blindness tell apart (Okabe and Ito), readable on white and on black.
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00")


def throughput(rows: Sequence[Mapping[str, Any]]) -> str:
    """MB/s of each tool by size of glossary, on the largest raw text; the scale is logarithmic."""
    raw = [row for row in rows if row["copy"] == "raw"]
    largest = max(row["megabytes"] for row in raw)
    some = [row for row in raw if row["megabytes"] == largest]
    names = list(dict.fromkeys(name for row in some for name in row["tools"]))
    speeds = {
        name: [largest / row["tools"][name]["cpu"] if name in row["tools"] else None for row in some] for name in names
    }
    known = [speed for line in speeds.values() for speed in line if speed]
    low, high = 10 ** math.floor(math.log10(min(known))), max(known) * 1.15

    def x(column: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (column / max(len(some) - 1, 1))

    def y(speed: float) -> float:
        share = math.log(speed / low) / math.log(high / low)
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * share

    out = [_text(_LEFT, 20, f"MB/s of processor time, whole process, {largest:.3g} MB of raw copy", "start")]
    for mark in _marks(low, high):
        out.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y(mark):.1f}" y2="{y(mark):.1f}" stroke="#8885"/>'
            + _text(_LEFT - 8, y(mark) + 4, f"{mark:g}", "end")
        )
    for column, row in enumerate(some):
        out.append(_text(x(column), _HEIGHT - _BOTTOM + 20, f"{row['terms']:,}", "middle"))
    out.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, "terms in the glossary", "middle"))
    ends = _apart([(name, y(line[-1])) for name, line in speeds.items() if line[-1]])
    for name, colour in zip(names, _COLOURS, strict=False):
        points = [(x(column), y(speed)) for column, speed in enumerate(speeds[name]) if speed]
        path = " ".join(f"{at:.1f},{height:.1f}" for at, height in points)
        width = 3 if name == "mtfix" else 1.5
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>')
        out += [f'<circle cx="{at:.1f}" cy="{height:.1f}" r="3" fill="{colour}"/>' for at, height in points]
        if name in ends:
            out.append(_text(_WIDTH - _RIGHT + 10, ends[name] + 4, name, "start", colour))
    body = "\n".join(out)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="Throughput by size of glossary" font-family="sans-serif" font-size="12">\n{body}\n</svg>\n'
    )


def _marks(low: float, high: float) -> list[float]:
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [step * 10.0**power for power in decades for step in (1, 2, 5) if low <= step * 10.0**power <= high]


def _apart(ends: Sequence[tuple[str, float]], gap: float = 15) -> dict[str, float]:
    """Heights for the names at the ends of the lines, moved down where they would overlap."""
    out: dict[str, float] = {}
    last = -math.inf
    for name, height in sorted(ends, key=lambda end: end[1]):
        last = out[name] = max(height, last + gap)
    return out


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#777") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{text}</text>'
