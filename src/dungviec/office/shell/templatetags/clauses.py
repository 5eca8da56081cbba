"""``{% clause c %}``, ``{% verdict_by value clauses %}``, ``{% said_by words clauses %}``, ``{% mark "REPORTED" %}``: the law beside every verdict."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dungviec.office.shell.clauses import MARKS, Cited
from dungviec.office.shell.verdicts import LOOKS

register = template.Library()


@register.inclusion_tag("shell/parts/clause.html")
def clause(c: Cited) -> dict[str, Any]:
    """Instrument and article, with what the clause says on hover, focus and tap, and the way into the law book."""
    return {"label": c.source, "clauses": [c], "first": c, "id": f"d{token_hex(5)}"}


@register.inclusion_tag("shell/parts/clause.html")
def verdict_by(value: Any, clauses: list[Cited]) -> dict[str, Any]:
    """A verdict that says its clauses on hover, focus and tap."""
    return {
        "look": LOOKS[int(value)],
        "clauses": clauses[:4],
        "more": max(0, len(clauses) - 4),
        "id": f"d{token_hex(5)}",
    }


@register.inclusion_tag("shell/parts/clause.html")
def said_by(words: Any, clauses: Sequence[Cited]) -> dict[str, Any]:
    """Words that say their clauses on hover, focus and tap: what a date or a clock rests on."""
    return {
        "label": words,
        "clauses": clauses[:4],
        "more": max(0, len(clauses) - 4),
        "first": clauses[0],
        "id": f"d{token_hex(5)}",
    }


@register.simple_tag
def mark(confidence: str, full: bool = False) -> SafeString:
    """How sure the office is of a text: read, reported, its own, or none on file."""
    tone, short, long = MARKS[confidence]
    return format_html(
        '<span class="tag tag-{} mark-{}" title="{}">{}</span>', tone, confidence.lower(), long, long if full else short
    )
