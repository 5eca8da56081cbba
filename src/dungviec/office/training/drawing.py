"""The price of the budget as a drawing: what each sum closes, tier by tier; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, LEFT, RIGHT, PANEL, TOP = 720, 40, 40, 92, 26
MILLION = 1_000_000


def budget_curve(points: Sequence[dict[str, Any]]) -> SafeString:
    """One panel for each tier that changes anything: budgets from left to right, what is closed as a line with its figures."""
    lines = [(_("Nghĩa vụ (mức)"), "duty"), (_("Quy hoạch (mức)"), "succession"), (_("Khoảng trống (điểm)"), "gap")]
    lines = [(words, key) for words, key in lines if any(p[key] for p in points)] or lines[2:]
    step = (WIDTH - LEFT - RIGHT) / max(len(points) - 1, 1)
    panels = format_html_join(
        "", "{}", ((_panel(points, key, words, n, step),) for n, (words, key) in enumerate(lines))
    )
    height = TOP + PANEL * len(lines) + 24
    asked = next((n for n, p in enumerate(points) if p["asked"]), None)
    here = SafeString("") if asked is None else format_html(
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="currentColor" stroke-dasharray="4 4" stroke-opacity="0.6"/>'
        '<text x="{0}" y="14" fill="currentColor" font-size="13" text-anchor="middle">{3}</text>',
        f"{LEFT + asked * step:.1f}", TOP - 6, height - 24, _("ngân sách"),
    )  # fmt: skip
    names = format_html_join(
        "", '<text x="{}" y="{}" fill="currentColor" font-size="13" text-anchor="middle">{}</text>',
        ((f"{LEFT + n * step:.1f}", height - 6, _short(p["budget"])) for n, p in enumerate(points)),
    )  # fmt: skip
    spoken = "; ".join(f"{_short(p['budget'])}: {p['duty']}, {p['succession']}, {p['gap']}" for p in points)
    return format_html(
        '<svg class="glide" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        WIDTH,
        height,
        spoken,
        here,
        panels,
        names,
    )


def _panel(points: Sequence[dict[str, Any]], key: str, words: str, row: int, step: float) -> SafeString:
    values = [p[key] for p in points]
    most, floor = max(values) or 1, TOP + PANEL * (row + 1) - 18
    places = [(LEFT + n * step, floor - (PANEL - 52) * v / most) for n, v in enumerate(values)]
    marks = format_html_join(
        "", '<circle cx="{0}" cy="{1}" r="3.5" fill="currentColor"/><text x="{0}" y="{2}" fill="currentColor" font-size="12" text-anchor="middle">{3}</text>',
        ((f"{x:.1f}", f"{y:.1f}", f"{y - 8:.1f}", f"{v:,}".replace(",", ".")) for (x, y), v in zip(places, values, strict=True)),
    )  # fmt: skip
    return format_html(
        '<text x="4" y="{}" fill="currentColor" font-size="13" font-weight="600">{}</text><polyline points="{}" fill="none" stroke="currentColor" '
        'stroke-width="2"/>{}<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="0.25"/>',
        floor - PANEL + 26, words, " ".join(f"{x:.1f},{y:.1f}" for x, y in places), marks, LEFT, WIDTH - RIGHT, floor, floor,
    )  # fmt: skip


def _short(budget: int) -> str:
    return _("%s tr") % f"{round(budget / MILLION):,}".replace(",", ".")
