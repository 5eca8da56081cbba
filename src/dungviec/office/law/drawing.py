"""The line of a parameter as SVG: percentages of its width, so that it fits a desk and a phone, and prints."""

from __future__ import annotations

from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.law.timelines import Line, Step

HEIGHT, BAR, TOP = 46, 22, 2


def draw(line: Line, day: date, reach: tuple[date, date]) -> SafeString:
    """Bars for what a text says, dashed bars for stretches without a text, years below, the day looked at as a hairline.

    Steps that overlap in time (two layers of law) stand under one another.
    """
    first, last = reach
    whole = (last - first).days

    def at(when: date) -> float:
        return 100 * min(max((when - first).days / whole, 0.0), 1.0)

    rows = _rows(line)
    bars = format_html_join(
        "",
        '<svg x="{}%" width="{}%" y="{}" height="{}"><title>{}</title><rect class="{}" width="100%" height="{}" rx="3"/><text x="6" y="15">{}</text></svg>',
        (
            (
                f"{at(s.begins):.2f}", f"{max(0.4, at(s.ends or last) - at(s.begins)):.2f}", TOP + row * (BAR + 3), BAR,
                f"{_says(s)}: {_span(s.begins, s.ends)}", f"stretch stretch-{s.rule.confidence.lower()}" if s.stated else f"stretch-{s.kind}",
                BAR, "?" if s.gap else s.value or "–",
            )
            for s, row in zip(line.steps, rows, strict=True)
        ),
    )  # fmt: skip
    height = TOP + (max(rows) + 1) * (BAR + 3) + 18
    every = 1 if whole < 366 * 8 else 2 if whole < 366 * 16 else 5
    years = [y for y in range(first.year, last.year + 1) if y % every == 0]
    ticks = format_html_join(
        "",
        '<line class="tick" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/><text class="tick-year" x="{0}%" dx="3" y="{2}">{3}</text>',
        ((f"{at(date(y, 1, 1)):.2f}", height - 14, height - 3, y) for y in years if 0 <= at(date(y, 1, 1)) < 95),
    )
    here = format_html('<line class="hair" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>', f"{at(day):.2f}", height - 14)
    spoken = "; ".join(f"{_span(s.begins, s.ends)}: {_says(s)}" for s in line.steps)
    return format_html(
        '<svg class="timeline" width="100%" height="{}" role="img" aria-label="{}: {}">{}{}{}</svg>',
        height, line.name, spoken, ticks, bars, here,
    )  # fmt: skip


def _rows(line: Line) -> list[int]:
    """The row of each step: the first one that is free when it begins."""
    free: list[date] = []
    rows = []
    for step in line.steps:
        ends = step.ends or date.max
        row = next((n for n, until in enumerate(free) if until < step.begins), len(free))
        free[row : row + 1] = [ends]
        rows.append(row)
    return rows


def _says(step: Step) -> str:
    """What held in a stretch, in words."""
    if step.stated:
        return step.value
    return _("chưa có văn bản") if step.gap else _("văn bản khi đó không dùng con số này")


def _span(begins: date, ends: date | None) -> str:
    return f"{begins:%d/%m/%Y}–{f'{ends:%d/%m/%Y}' if ends else ''}"
