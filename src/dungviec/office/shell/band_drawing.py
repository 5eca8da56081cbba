"""People year by year as a drawing that needs no colour: each line has its own dash and its name at its end; the table beside it says
the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR = 720, 300, 48, 132, 16, 268
_GAP = 14


@dataclass(frozen=True, slots=True)
class Ahead:
    """Whole numbers year by year: the band's low end, its middle and high end, a line below or above it with its word, and a target
    (one value a year; empty for none) with its word."""

    key: str
    years: Sequence[int]
    low: Sequence[int]
    median: Sequence[int]
    high: Sequence[int]
    other: Sequence[int]
    other_word: str
    target: Sequence[int] = ()
    target_word: str = ""


def band_drawing(ahead: Ahead, spoken: str, told: Callable[[int], str]) -> SafeString:
    """The band hatched between its low and high ends, the median drawn through, the target as a bar; ``told`` writes a number as the page does."""
    lows, medians, highs, other = ahead.low, ahead.median, ahead.high, ahead.other
    values = [*lows, *highs, *other, *ahead.target]
    least, most = min(values), max(values)
    margin = 1.0 if least == most else (most - least) * 0.08
    low, high = least - margin, most + margin
    end = len(ahead.years) - 1
    step = (WIDTH - LEFT - RIGHT) / max(end, 1)

    def x(n: int) -> float:
        return LEFT + n * step

    def y(value: float) -> float:
        return FLOOR - (value - low) / (high - low) * (FLOOR - TOP)

    def points(line: Sequence[int]) -> str:
        return " ".join(f"{x(n):.1f},{y(v):.1f}" for n, v in enumerate(line))

    band = f"{points(highs)} " + " ".join(f"{x(n):.1f},{y(v):.1f}" for n, v in reversed(list(enumerate(lows))))
    lines: list[tuple[str, Sequence[int], str, str, str]] = [
        ("other", other, "1 4", "1.5", f"{ahead.other_word} {told(other[-1])}"),
        ("high", highs, "6 4", "1", _("cao %s") % told(highs[-1])),
        ("median", medians, "", "2.5", _("giữa %s") % told(medians[-1])),
        ("low", lows, "6 4", "1", _("thấp %s") % told(lows[-1])),
    ]
    ends = [(y(line[-1]), words) for _key, line, _dash, _width, words in lines]
    if ahead.target:
        ends.append((y(ahead.target[-1]), f"{ahead.target_word} {told(ahead.target[-1])}"))
    drawn = format_html_join(
        "", '<polyline points="{}" fill="none" stroke="currentColor" stroke-dasharray="{}" stroke-width="{}"/>',
        ((points(line), dash or "none", width) for _key, line, dash, width, _words in lines),
    )  # fmt: skip
    target = SafeString("") if not ahead.target else format_html(
        '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="5" stroke-opacity="0.35"/>', points(ahead.target)
    )  # fmt: skip
    names = format_html_join(
        "", '<text x="{}" y="{}" fill="currentColor" font-size="13">{}</text>',
        ((f"{x(end) + 10:.1f}", f"{at:.1f}", words) for at, words in _apart(ends)),
    )  # fmt: skip
    years = format_html_join(
        "", '<text x="{}" y="{}" fill="currentColor" font-size="13" text-anchor="middle">{}</text>',
        ((f"{x(n):.1f}", FLOOR + 22, year) for n, year in enumerate(ahead.years) if len(ahead.years) <= 12 or n % 2 == 0),
    )  # fmt: skip
    marks = format_html_join(
        "", '<circle cx="{}" cy="{}" r="3.5" fill="currentColor"/>', ((f"{x(n):.1f}", f"{y(v):.1f}") for n, v in enumerate(medians))
    )  # fmt: skip
    return format_html(
        '<svg class="glide" viewBox="0 0 {} {}" role="img" aria-label="{}"><defs><pattern id="hatch-{}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="currentColor" stroke-width="1" stroke-opacity="0.45"/></pattern></defs>'
        '<polygon points="{}" fill="url(#hatch-{})"/><line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="0.5"/>{}{}{}{}{}</svg>',
        WIDTH, HEIGHT, spoken, ahead.key, band, ahead.key, LEFT, f"{x(end):.1f}", FLOOR, FLOOR, target, drawn, marks, names, years,
    )  # fmt: skip


def _apart(ends: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The names at the ends of the lines, moved so that none covers another and none leaves the drawing."""
    found: list[tuple[float, str]] = []
    for at, words in sorted(ends):
        found.append((max(at + 4, found[-1][0] + _GAP) if found else max(at + 4, TOP), words))
    over = found[-1][0] - (FLOOR + 4) if found else 0
    return [(at - over if over > 0 else at, words) for at, words in found]
