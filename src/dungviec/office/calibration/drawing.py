"""Drawings of the calibration pages as SVG: read by position and by figures, never by colour alone; each stands beside its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.calibration.levels import LEVELS

CUTS = (50, 70, 90)
"""Thresholds of the levels (NĐ 335/2025 Điều 20); drawn only where the points follow it."""
_LOW = 40


def level_bars(counts: Mapping[str, int], most: int | None, *, spoken: str) -> SafeString:
    """One bar a level with its number at the end; a tick on the first says how many may be excellent."""
    top = max([*counts.values(), most or 0, 1])
    step = 130 / top
    rows = format_html_join(
        "",
        '<text class="cal-name" x="0" y="{0}">{1}</text><rect class="cal-bar cal-{2}" x="112" y="{3}" width="{4}" height="11" rx="1.5"/><text class="cal-figure" x="{5}" y="{0}">{6}</text>',
        (
            (14 + i * 20, word, key, 5 + i * 20, f"{max(counts[key] * step, 0.75):.1f}", f"{118 + max(counts[key], (most or 0) if key == 'excellent' else 0) * step:.1f}", counts[key])
            for i, (key, word) in enumerate(LEVELS.items())
        ),
    )  # fmt: skip
    tick = ""
    if most is not None:
        x = f"{112 + most * step:.1f}"
        tick = format_html('<path class="cal-quota" d="M{0} 1V20M{1} 1h8"/>', x, f"{112 + most * step - 4:.1f}")
    return format_html('<svg class="cal-bars" viewBox="0 0 275 84" role="img" aria-label="{}">{}{}</svg>', spoken, rows, tick)  # fmt: skip


def strip(points: Sequence[float], *, spoken: str, cuts: bool) -> SafeString:
    """The points of a group as dots on one axis from 40 to 100, stacked where they meet; the thresholds as lines with their numbers."""
    stacks: dict[int, int] = {}
    dots = []
    for value in points:
        x = round(min(max(value, _LOW), 100))
        stacks[x] = stacks.get(x, 0) + 1
        dots.append((_x(x), 52 - min(stacks[x], 9) * 5))
    circles = format_html_join("", '<circle class="cal-dot" cx="{}" cy="{}" r="2.2"/>', dots)
    lines = format_html_join(
        "", '<path class="cal-cut" d="M{0} 6V54"/><text class="cal-tick" x="{0}" y="66">{1}</text>',
        ((_x(c), c) for c in (CUTS if cuts else ())),
    )  # fmt: skip
    return format_html(
        '<svg class="cal-strip" viewBox="0 0 275 70" role="img" aria-label="{}"><path class="cal-axis" d="M5 54H270"/><text class="cal-tick" x="8" y="66">{}</text><text class="cal-tick" x="266" y="66">100</text>{}{}</svg>',
        spoken, _LOW, lines, circles,
    )  # fmt: skip


def _x(points: float) -> str:
    return f"{5 + (points - _LOW) * 265 / (100 - _LOW):.1f}"


def interval(raw: float | None, value: float, low: float, high: float, span: tuple[float, float], *, zero: bool = False) -> SafeString:  # fmt: skip
    """A whisker with a filled dot for the estimate and a hollow square for the raw mean; the figures stand in the table beside it."""
    first, last = span
    wide = max(last - first, 1e-9)

    def at(number: float) -> str:
        return f"{4 + min(max((number - first) / wide, 0.0), 1.0) * 152:.1f}"

    line = format_html('<path class="cal-cut" d="M{0} 1V19"/>', at(0.0)) if zero else ""
    square = format_html('<rect class="cal-raw" x="{}" y="6.500" width="7" height="7"/>', f"{float(at(raw)) - 3.5:.1f}") if raw is not None else ""  # fmt: skip
    return format_html(
        '<svg class="cal-interval" width="160" height="20" viewBox="0 0 160 20" aria-hidden="true" focusable="false">{}<path class="cal-whisker" d="M{} 10H{}M{} 6v8M{} 6v8"/>{}<circle class="cal-value" cx="{}" cy="10" r="3.600"/></svg>',
        line, at(low), at(high), at(low), at(high), square, at(value),
    )  # fmt: skip


def years_line(years: Sequence[int], values: Sequence[tuple[float, float, float] | None], span: tuple[float, float], *, spoken: str) -> SafeString:  # fmt: skip
    """One unit's gauge over the years: a dot and a whisker a year, joined; years without enough data are gaps."""
    first, last = span
    wide = max(last - first, 1e-9)

    def y(number: float) -> float:
        return 66 - min(max((number - first) / wide, 0.0), 1.0) * 58

    step = 230 / max(len(years) - 1, 1)
    marks: list[tuple[str, str, str, str]] = []
    runs: list[list[str]] = []
    run: list[str] = []
    for k, value in enumerate(values):
        x = 22 + k * step
        if value is None:
            runs.append(run)
            run = []
            continue
        middle, low, high = value
        run.append(f"{x:.1f} {y(middle):.1f}")
        marks.append((f"{x:.1f}", f"{y(low):.1f}", f"{y(high):.1f}", f"{y(middle):.1f}"))
    runs.append(run)
    joined = format_html_join("", '<path class="cal-line" d="M{}"/>', ((" L".join(r),) for r in runs if len(r) > 1))
    points = format_html_join("", '<path class="cal-whisker" d="M{0} {1}V{2}"/><circle class="cal-value" cx="{0}" cy="{3}" r="3.200"/>', marks)  # fmt: skip
    names = format_html_join("", '<text class="cal-tick" x="{}" y="80">{}</text>', ((f"{22 + k * step:.1f}", year) for k, year in enumerate(years)))  # fmt: skip
    return format_html(
        '<svg class="cal-years" viewBox="0 0 275 84" role="img" aria-label="{}"><path class="cal-cut" d="M8 {}H268"/><text class="cal-tick" x="4" y="{}">0</text>{}{}{}</svg>',
        spoken, f"{y(0.0):.1f}", f"{y(0.0) - 3:.1f}", joined, points, names,
    )  # fmt: skip


def spoken_levels(counts: Mapping[str, int], most: int | None) -> str:
    """The bars in words."""
    told = ", ".join(f"{word} {counts[key]}" for key, word in LEVELS.items())
    return told if most is None else told + ". " + _("Hạn mức xuất sắc: %d") % most
