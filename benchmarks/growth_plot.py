"""Three small log-log panels as one SVG: processor seconds, peak of memory and proven gap by number of people."""

from __future__ import annotations

import math
from typing import Any

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, GUTTER = 236, 210, 52, 34, 44, 14
COLOURS = {"core": "#0b5c8a", "sides": "#a34a00"}
NAMES = {"core": "core", "sides": "all side rules"}
PEOPLE = (1_000, 4_000_000)
TICKS = {1_000: "1k", 10_000: "10k", 100_000: "100k", 1_000_000: "1M"}
PANELS = (
    ("processor seconds", "processor", (0.003, 10_000.0)),
    ("peak of memory, GiB", "gibibytes", (0.1, 30.0)),
    ("proven gap", "gap", (3e-8, 1e-2)),
)
"""Title, figure and range of each panel; what lies below the range (a gap of 0) is drawn on the floor."""


def picture(figures: list[dict[str, Any]]) -> str:
    """The picture as text."""
    wide, tall = len(PANELS) * (WIDTH + GUTTER), HEIGHT + TOP + BOTTOM
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" font-family="sans-serif" font-size="11" role="img" '
        'aria-label="Processor seconds, memory and proven gap by number of people">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for at, (title, key, span) in enumerate(PANELS):
        out += _panel(at * (WIDTH + GUTTER), title, key, span, figures)
    for at, kind in enumerate(COLOURS):
        x = 60 + at * 90
        out.append(
            f'<circle cx="{x}" cy="{tall - 9}" r="4" fill="{COLOURS[kind]}"/><text x="{x + 8}" y="{tall - 5}" fill="{COLOURS[kind]}">{NAMES[kind]}</text>'
        )
    out.append(
        f'<text x="{wide - 10}" y="{tall - 5}" text-anchor="end" fill="#444">people (as many posts)</text></svg>'
    )
    return "\n".join(out) + "\n"


def _panel(x: int, title: str, key: str, span: tuple[float, float], figures: list[dict[str, Any]]) -> list[str]:
    left, right, floor = x + LEFT, x + WIDTH, TOP + HEIGHT
    out = [f'<text x="{left}" y="20" fill="#222" font-weight="bold">{title}</text>']
    for people, word in TICKS.items():
        px = _place(people, PEOPLE, left, right)
        out.append(
            f'<line x1="{px}" y1="{TOP}" x2="{px}" y2="{floor}" stroke="#e3e3e3"/><text x="{px}" y="{floor + 15}" text-anchor="middle" fill="#444">{word}</text>'
        )
    low, high = (math.ceil(math.log10(span[0]) - 1e-9), math.floor(math.log10(span[1]) + 1e-9))
    for power in range(low, high + 1):
        py = _place(10.0**power, span, floor, TOP)
        word = f"1e{power}" if power < -3 else f"{10.0**power:,.15g}".replace(",", " ")
        out.append(
            f'<line x1="{left}" y1="{py}" x2="{right}" y2="{py}" stroke="#e3e3e3"/><text x="{left - 5}" y="{py + 4}" text-anchor="end" fill="#444">{word}</text>'
        )
    if any(f[key] < span[0] for f in figures):
        out.append(f'<text x="{left - 5}" y="{floor + 4}" text-anchor="end" fill="#444">0</text>')
    for kind, colour in COLOURS.items():
        points = [
            (_place(f["people"], PEOPLE, left, right), _place(max(f[key], span[0]), span, floor, TOP))
            for f in figures
            if f["kind"] == kind
        ]
        out.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{a},{b}" for a, b in points)}"/>'
        )
        out += [f'<circle cx="{a}" cy="{b}" r="3.5" fill="{colour}"/>' for a, b in points]
    return out


def _place(value: float, span: tuple[float, float], low: float, high: float) -> float:
    """Where a value stands between two pixels, on a logarithmic scale."""
    share = math.log(value / span[0]) / math.log(span[1] / span[0])
    return round(low + share * (high - low), 1)
