"""A target over time as a drawing that needs no colour: readings as dots, the way asked as a dashed line, the forecast as a bar."""

from __future__ import annotations

from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.programme.board import Row
from dungviec.office.programme.words import told

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR = 720, 240, 24, 150, 18, 206


def target_drawing(row: Row) -> SafeString:
    """Readings, the way from base to goal, and the forecast with its interval; empty where nothing was read yet."""
    if not row.readings:
        return SafeString("")
    aim, forecast = row.aim, row.standing.forecast
    first = min(aim.begins, row.readings[0][0])
    last = max(aim.deadline, row.readings[-1][0])
    values = [v for _d, v in row.readings] + [aim.goal] + ([aim.base] if aim.base is not None else [])
    values += [forecast.low, forecast.high] if forecast is not None else []
    least, most = min(values), max(values)
    margin = 1.0 if least == most else (most - least) * 0.1
    low, high = least - margin, most + margin
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        return LEFT + (day - first).days / days * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return FLOOR - (value - low) / (high - low) * (FLOOR - TOP)

    parts = [
        format_html(
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-width="4" stroke-opacity="0.3"/><text x="{}" y="{}" fill="currentColor" font-size="13">{}</text>',
            LEFT, f"{x(last):.1f}", f"{y(aim.goal):.1f}", f"{y(aim.goal):.1f}", f"{x(last) + 10:.1f}", f"{y(aim.goal) + 4:.1f}", _("yêu cầu %s") % told(aim.goal),
        )
    ]  # fmt: skip
    if aim.base is not None:
        parts.append(
            format_html(
                '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-dasharray="6 4"/>',
                f"{x(aim.begins):.1f}", f"{x(aim.deadline):.1f}", f"{y(aim.base):.1f}", f"{y(aim.goal):.1f}",
            )
        )  # fmt: skip
    points = " ".join(f"{x(d):.1f},{y(v):.1f}" for d, v in row.readings)
    parts.append(format_html('<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2"/>', points))
    parts.append(
        format_html_join(
            "", '<circle cx="{}" cy="{}" r="4" fill="currentColor"/>', ((f"{x(d):.1f}", f"{y(v):.1f}") for d, v in row.readings)
        )
    )  # fmt: skip
    if forecast is not None:
        at = x(aim.deadline)
        near = abs(y(forecast.value) - y(aim.goal)) < 16
        parts.append(
            format_html(
                '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="currentColor" stroke-width="2"/><circle cx="{0}" cy="{3}" r="5" fill="none" stroke="currentColor" stroke-width="2"/>'
                '<text x="{4}" y="{5}" fill="currentColor" font-size="13">{6}</text>',
                f"{at:.1f}", f"{y(forecast.low):.1f}", f"{y(forecast.high):.1f}", f"{y(forecast.value):.1f}", f"{at + 10:.1f}",
                f"{y(forecast.value) + (20 if near else 4):.1f}", _("dự báo %s") % told(round(forecast.value, 1)),
            )
        )  # fmt: skip
    ends = ((LEFT, f"{first:%d/%m/%Y}", "start"), (f"{x(last):.1f}", f"{last:%d/%m/%Y}", "end"))
    parts.append(
        format_html_join(
            "", '<text x="{}" y="{}" fill="currentColor" font-size="13" text-anchor="{}">{}</text>', ((at, FLOOR + 24, anchor, words) for at, words, anchor in ends)
        )
    )  # fmt: skip
    spoken = _("%(t)s: %(v)s, yêu cầu %(g)s") % {
        "t": row.entry.title,
        "v": told(row.standing.value),
        "g": told(aim.goal),
    }
    return format_html(
        '<svg class="glide" viewBox="0 0 {} {}" role="img" aria-label="{}"><line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="0.5"/>{}</svg>',
        WIDTH, HEIGHT, spoken, LEFT, f"{x(last):.1f}", FLOOR, FLOOR, format_html_join("", "{}", ((p,) for p in parts)),
    )  # fmt: skip
