"""The glide path as a drawing that needs no colour: each line has its own dash and its name at its end; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.streamlining.glide_path import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR = 720, 300, 48, 132, 16, 268
_GAP = 14


def glide_drawing(path: Path, spoken: str, told: Callable[[int], str]) -> SafeString:
    """The path of one unit: the band hatched between its low and high ends, the median drawn through, the target as a bar.

    ``told`` writes a number as the page does.
    """
    values = [v for b in path.years for v in (b.low, b.high, b.retired_only)] + ([path.target] if path.target is not None else [])  # fmt: skip
    least, most = min(values), max(values)
    margin = 1.0 if least == most else (most - least) * 0.08
    low, high = least - margin, most + margin
    step = (WIDTH - LEFT - RIGHT) / max(len(path.years) - 1, 1)

    def x(n: int) -> float:
        return LEFT + n * step

    def y(value: float) -> float:
        return FLOOR - (value - low) / (high - low) * (FLOOR - TOP)

    def points(line: Sequence[int]) -> str:
        return " ".join(f"{x(n):.1f},{y(v):.1f}" for n, v in enumerate(line))

    lows, medians, highs = [b.low for b in path.years], [b.median for b in path.years], [b.high for b in path.years]
    band = f"{points(highs)} " + " ".join(f"{x(n):.1f},{y(v):.1f}" for n, v in reversed(list(enumerate(lows))))
    alone = [b.retired_only for b in path.years]
    lines: list[tuple[str, Sequence[int], str, str, str]] = [
        ("alone", alone, "1 4", "1.5", _("chỉ nghỉ hưu %s") % told(alone[-1])),
        ("high", highs, "6 4", "1", _("cao %s") % told(highs[-1])),
        ("median", medians, "", "2.5", _("giữa %s") % told(medians[-1])),
        ("low", lows, "6 4", "1", _("thấp %s") % told(lows[-1])),
    ]
    ends = [(y(line[-1]), words) for _key, line, _dash, _width, words in lines]
    if path.target is not None:
        ends.append((y(path.target), _("đích %s") % told(path.target)))
    drawn = format_html_join(
        "", '<polyline points="{}" fill="none" stroke="currentColor" stroke-dasharray="{}" stroke-width="{}"/>',
        ((points(line), dash or "none", width) for _key, line, dash, width, _words in lines),
    )  # fmt: skip
    target = SafeString("") if path.target is None else format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-width="5" stroke-opacity="0.35"/>', LEFT, f"{x(len(path.years) - 1):.1f}",
        f"{y(path.target):.1f}", f"{y(path.target):.1f}",
    )  # fmt: skip
    names = format_html_join(
        "", '<text x="{}" y="{}" fill="currentColor" font-size="13">{}</text>',
        ((f"{x(len(path.years) - 1) + 10:.1f}", f"{at:.1f}", words) for at, words in _apart(ends)),
    )  # fmt: skip
    years = format_html_join(
        "", '<text x="{}" y="{}" fill="currentColor" font-size="13" text-anchor="middle">{}</text>',
        ((f"{x(n):.1f}", FLOOR + 22, b.year) for n, b in enumerate(path.years) if len(path.years) <= 12 or n % 2 == 0),
    )  # fmt: skip
    marks = format_html_join(
        "", '<circle cx="{}" cy="{}" r="3.5" fill="currentColor"/>', ((f"{x(n):.1f}", f"{y(v):.1f}") for n, v in enumerate(medians))
    )  # fmt: skip
    return format_html(
        '<svg class="glide" viewBox="0 0 {} {}" role="img" aria-label="{}"><defs><pattern id="hatch-{}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="currentColor" stroke-width="1" stroke-opacity="0.45"/></pattern></defs>'
        '<polygon points="{}" fill="url(#hatch-{})"/><line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="0.5"/>{}{}{}{}{}</svg>',
        WIDTH, HEIGHT, spoken, path.of, band, path.of, LEFT, f"{x(len(path.years) - 1):.1f}", FLOOR, FLOOR, target, drawn, marks, names, years,
    )  # fmt: skip


def _apart(ends: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The names at the ends of the lines, moved so that none covers another and none leaves the drawing."""
    found: list[tuple[float, str]] = []
    for at, words in sorted(ends):
        found.append((max(at + 4, found[-1][0] + _GAP) if found else max(at + 4, TOP), words))
    over = found[-1][0] - (FLOOR + 4) if found else 0
    return [(at - over if over > 0 else at, words) for at, words in found]
