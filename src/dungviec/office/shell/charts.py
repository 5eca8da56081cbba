"""Small drawings made on the server as SVG: they print, need no script, and carry no inline style."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

FULL = 10_000
"""A full part of a fit."""


def share(value: float, total: float, *, css: str = "") -> SafeString:
    """A bar as wide as its cell, filled by ``value / total``; the figure stands beside it in the table."""
    part = 0.0 if not total else max(0.0, min(1.0, value / total))
    return format_html(
        '<svg class="share {}" width="100%" height="8" aria-hidden="true" focusable="false">'
        '<rect class="share-ground" width="100%" height="8" rx="2"/><rect class="share-fill" width="{}%" height="8" rx="2"/></svg>',
        css, f"{part * 100:.2f}",
    )  # fmt: skip


def fit_bars(parts: Sequence[int], *, labels: bool = False) -> SafeString:
    """Four thin bars one under the other: competence, strengths, record, wishes, each 0 to 10000."""
    words = (_("Năng lực"), _("Sở trường"), _("Kết quả"), _("Nguyện vọng"))
    spoken = ", ".join(f"{word} {round(part / 100)}/100" for word, part in zip(words, parts, strict=True))
    rows = format_html_join(
        "",
        '<rect class="fit-ground" x="0" y="{0}" width="64" height="4" rx="1.5"/><rect class="fit-{2}" x="0" y="{0}" width="{1}" height="4" rx="1.5"/>',
        ((i * 6, f"{64 * part / FULL:.1f}", i) for i, part in enumerate(parts)),
    )
    drawing = format_html(
        '<svg class="fit" width="64" height="22" viewBox="0 0 64 22" role="img" aria-label="{0}"><title>{0}</title>{1}</svg>',
        spoken, rows,
    )  # fmt: skip
    if not labels:
        return drawing
    lines = format_html_join(
        "", '<li><span>{}</span>{}<b class="num">{}</b></li>',
        ((word, share(part, FULL, css=f"fit-{i}"), round(part / 100)) for i, (word, part) in enumerate(zip(words, parts, strict=True))),
    )  # fmt: skip
    return format_html('<ul class="fit-list">{}</ul>', lines)


def year_ahead(months: Sequence[tuple[str, str, int, int]]) -> SafeString:
    """Twelve columns of dots: one dot a term that ends (below) or a retirement (above); each column names its counts.

    ``months`` holds the short name, the year where it begins (or ""), terms and retirements.
    """
    step, top, floor = 54, 18, 130
    most = max([terms + gone for _name, _year, terms, gone in months] or [1]) or 1
    per_dot = max(1, -(-most // 32))
    parts = []
    for i, (name, year, terms, gone) in enumerate(months):
        x = i * step
        kinds = ["term"] * -(-terms // per_dot) + ["retire"] * -(-gone // per_dot)
        dots = format_html_join(
            "", '<circle class="dot-{}" cx="{}" cy="{}" r="4.200"/>',
            ((kind, x + 8 + (n % 4) * 11, floor - 8 - (n // 4) * 11) for n, kind in enumerate(kinds)),
        )  # fmt: skip
        total = format_html(
            '<text class="dots-total" x="{}" y="{}">{}</text>',
            x + 4,
            max(floor - 20 - (len(kinds) - 1) // 4 * 11, top - 4),
            terms + gone,
        )
        parts.append(
            format_html(
                '<g><title>{}: {} {}, {} {}</title>{}{}<text class="dots-name" x="{}" y="{}">{}</text><text class="dots-year" x="{}" y="{}">{}</text></g>',
                name,
                terms,
                _("hết thời hạn"),
                gone,
                _("nghỉ hưu"),
                dots,
                total if terms + gone else "",
                x + 4,
                floor + 18,
                name,
                x + 4,
                floor + 32,
                year,
            )
        )
    spoken = "; ".join(f"{name} {year}: {terms} + {gone}" for name, year, terms, gone in months)
    note = (
        format_html(
            '<text class="dots-year" x="{}" y="10" text-anchor="end">{}</text>',
            step * 12,
            _("mỗi chấm %d người") % per_dot,
        )
        if per_dot > 1
        else ""
    )
    return format_html(
        '<svg class="year-ahead" viewBox="0 0 {} {}" role="img" aria-label="{}"><line class="floor" x1="0" x2="{}" y1="{}" y2="{}"/>{}{}</svg>',
        step * len(months), floor + 38, spoken, step * len(months), floor, floor, note, format_html_join("", "{}", ((p,) for p in parts)),
    )  # fmt: skip


def steps(kinds: Sequence[str], *, spoken: str) -> SafeString:
    """Five steps of a competency: held, missing, wanted or free."""
    boxes = format_html_join(
        "",
        '<rect class="step-{}" x="{}" y="0" width="22" height="10" rx="2"/>',
        ((kind, i * 25) for i, kind in enumerate(kinds)),
    )
    return format_html(
        '<svg class="level-steps" width="122" height="10" role="img" aria-label="{}">{}</svg>', spoken, boxes
    )


def seats(count: int, vacant: int, over: int, *, joined: bool = False) -> SafeString:
    """One square a seat: held ones full, vacant ones hollow, people beyond the seats as squares of their own; at most ten."""
    kinds = ["joined"] if joined else ["held"] * (count - vacant) + ["vacant"] * vacant + ["over"] * over
    shown = (
        kinds
        if len(kinds) <= 10
        else [*kinds[: 10 - min(vacant + over, 5)], *kinds[len(kinds) - min(vacant + over, 5) :]]
    )
    squares = format_html_join(
        "",
        '<rect class="seat-{}" x="{}" y="{}" width="8" height="8" rx="1.5"/>',
        ((kind, 1 + (i % 5) * 10, 1 + (i // 5) * 10) for i, kind in enumerate(shown)),
    )
    width, height = min(len(shown), 5) * 10, 10 * -(-len(shown) // 5)
    return format_html(
        '<svg class="seats" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>',
        width,
        height,
        squares,
    )
