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
