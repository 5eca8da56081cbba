"""The series of the survey as a line over the years: dots with their values, whiskers for what is not known; the table stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WIDTH, _LEFT, _TOP, _BOTTOM = 275, 24, 20, 56


def series_line(
    years: Sequence[int], values: Sequence[tuple[float, float, float] | None], words: Sequence[str], *, least: float, spoken: str
) -> SafeString:  # fmt: skip
    """Value, lowest and highest possible of each year, or None where too little is known (a gap in the line).

    The height spans at least ``least``, so that a change too small to matter looks small; the first and the last value are written.
    """
    known = [v for v in values if v is not None]
    low, high = min(v[1] for v in known), max(v[2] for v in known)
    wide = max(high - low, least)
    base = (low + high - wide) / 2
    step = (_WIDTH - 2 * _LEFT) / max(len(years) - 1, 1)

    def y(number: float) -> str:
        return f"{_BOTTOM - (number - base) / wide * (_BOTTOM - _TOP):.1f}"

    spots = [(f"{_LEFT + k * step:.1f}", v) for k, v in enumerate(values)]
    runs: list[list[str]] = [[]]
    for x, v in spots:
        if v is None:
            runs.append([])
        else:
            runs[-1].append(f"{x} {y(v[0])}")
    joined = format_html_join("", '<path class="cal-line" d="M{}"/>', ((" L".join(r),) for r in runs if len(r) > 1))
    marks = format_html_join(
        "", '<path class="cal-whisker" d="M{0} {1}V{2}"/><circle class="cal-value" cx="{0}" cy="{3}" r="3.200"/>',
        ((x, y(v[1]), y(v[2]), y(v[0])) for x, v in spots if v is not None),
    )  # fmt: skip
    told = [k for k, v in enumerate(values) if v is not None]
    ends = format_html_join(
        "", '<text class="cal-figure" text-anchor="middle" x="{}" y="{}">{}</text>',
        ((spots[k][0], f"{float(y((values[k] or (0.0, 0.0, 0.0))[2])) - 7:.1f}", words[k]) for k in dict.fromkeys((told[0], told[-1]))),
    )  # fmt: skip
    names = format_html_join("", '<text class="cal-tick" text-anchor="middle" x="{}" y="76">{}</text>', ((x, year) for (x, _v), year in zip(spots, years, strict=True)))  # fmt: skip
    return format_html(
        '<svg class="cal-bars" viewBox="0 0 275 82" role="img" aria-label="{}">{}{}{}{}</svg>',
        spoken, joined, marks, ends, names,
    )  # fmt: skip
