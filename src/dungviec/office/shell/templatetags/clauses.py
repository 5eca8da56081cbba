"""``{% clause c %}``, ``{% verdict_by value clauses %}``, ``{% said_by words clauses %}``, ``{% mark "REPORTED" %}``: the law beside every verdict."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dungviec.law.marks import marked
from dungviec.office.shell.clauses import MARKS, Cited, cited
from dungviec.office.shell.verdicts import LOOKS

if TYPE_CHECKING:
    from dungviec.law.rules import Rule

register = template.Library()


@register.inclusion_tag("shell/parts/clause.html")
def clause(c: Cited) -> dict[str, Any]:
    """Instrument and article, with what the clause says on hover, focus and tap, and the way into the law book."""
    return {
        "label": c.source,
        "clauses": [c],
        "unread": c.confidence if c.confidence != "VERIFIED" else "",
        "id": f"d{token_hex(5)}",
    }


@register.inclusion_tag("shell/parts/clause.html")
def clause_of(rule: Rule | None) -> dict[str, Any]:
    """The clause behind an answer of the law room, as :func:`clause` shows it; nothing where there is no rule."""
    return clause(cited(rule, "en" if get_language() == "en" else "vi")) if rule else {"silent": True}


@register.inclusion_tag("shell/parts/clause.html")
def verdict_by(value: Any, clauses: Sequence[Cited]) -> dict[str, Any]:
    """A verdict that says its clauses on hover, focus and tap."""
    return {
        "look": LOOKS[int(value)],
        "unread": _unread(clauses),
        "clauses": clauses[:4],
        "more": max(0, len(clauses) - 4),
        "id": f"d{token_hex(5)}",
    }


@register.inclusion_tag("shell/parts/clause.html")
def verdict_behind(value: Any, behind: Any) -> dict[str, Any]:
    """A verdict with what is behind it (``clauses``, and ``mark`` for what may not be told)."""
    return verdict_by(value, behind.clauses if behind else []) | {"untold": behind.mark if behind else None}


@register.inclusion_tag("shell/parts/clause.html")
def said_by(words: Any, clauses: Sequence[Cited]) -> dict[str, Any]:
    """Words that say their clauses on hover, focus and tap: what a date or a clock rests on."""
    return {
        "label": words,
        "unread": _unread(clauses),
        "clauses": clauses[:4],
        "more": max(0, len(clauses) - 4),
        "id": f"d{token_hex(5)}",
    }


def _unread(clauses: Sequence[Cited]) -> str:
    """The mark that goes with words resting on several clauses: that of one whose text was only reported."""
    return next((c.confidence for c in clauses if c.confidence == "REPORTED"), "")


@register.simple_tag
def mark(confidence: str, full: bool = False) -> SafeString:
    """How sure the office is of a text: read, reported, its own, or none on file."""
    tone, short, long = MARKS[confidence]
    return format_html(
        '<span class="tag tag-{} mark-{}" title="{}">{}</span>', tone, confidence.lower(), long, long if full else short
    )


@register.simple_tag
def cited_as(citation: str, confidence: str) -> str:
    """A citation with the mark of how sure the office is of its text, in the language of the page."""
    return marked(citation, confidence, "en" if get_language() == "en" else "vi") if citation else ""
