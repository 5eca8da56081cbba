"""Faces, shares and states as the pages of this room show them."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.shell.language import k, lang
from dungviec.office.shell.templatetags.office import rounded
from dungviec.office.voice.models import Done, State
from dungviec.voice import FairRow, Sign, level_words

register = template.Library()
_MOUTH = {5: "M14 28q10 12 20 0z", 4: "M15 29q9 8 18 0", 3: "M16 32h16", 2: "M15 34q9-8 18 0", 1: "M14 36q10-12 20 0"}
_BROWS = {1: "M12 14l8 4M36 14l-8 4"}
_STATES = {State.RECEIVED: "tag-amber", State.ACCEPTED: "tag-blue", State.VERIFYING: "tag-blue", State.ANSWERED: "tag-jade", State.REFUSED: "tag-slate", State.OUTSIDE: "tag-slate"}  # fmt: skip
_DONE = {Done.OPEN: "tag-amber", Done.KEPT: "tag-jade", Done.DROPPED: "tag-slate"}


@register.simple_tag
def face(level: int, size: int = 44) -> SafeString:
    """A face: told apart by its mouth, not by its colour."""
    return format_html(
        '<svg class="mood mood-{}" width="{}" height="{}" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><circle cx="24" cy="24" r="21"/>'
        '<circle class="eye" cx="17" cy="20" r="2.2"/><circle class="eye" cx="31" cy="20" r="2.2"/><path d="{}"/>{}</svg>',
        level, size, size, _MOUTH[level], format_html('<path d="{}"/>', _BROWS[level]) if level in _BROWS else "",
    )  # fmt: skip


@register.filter
def level_word(level: int) -> str:
    """One of the five answers in the language of the page."""
    return level_words(level, lang())


@register.filter
def share_of(value: float | None) -> str:
    """A share of 0..1 as per cent with one decimal."""
    return "–" if value is None else f"{rounded(100 * value, 1)} %"


@register.filter
def points_of(value: Any) -> str:
    """Points with two decimals at most."""
    return "–" if value is None else rounded(float(value), 0 if value == int(value) else 2)


@register.simple_tag
def interval(row: FairRow) -> SafeString:
    """A desk's fair share with its interval as a dot on a line, and the same in words for whoever does not see it."""
    spoken = f"{share_of(row.fair)} ({share_of(row.low)} – {share_of(row.high)})"
    x = [20 + 160 * v for v in (row.low, row.fair, row.high)]
    return format_html(
        '<svg class="interval" viewBox="0 0 200 16" width="150" height="12" role="img" aria-label="{}"><line class="floor" x1="20" x2="180" y1="8" y2="8"/>'
        '<line class="reach" x1="{}" x2="{}" y1="8" y2="8"/><circle cx="{}" cy="8" r="4.5"/></svg>',
        spoken, f"{x[0]:.1f}", f"{x[2]:.1f}", f"{x[1]:.1f}",
    )  # fmt: skip


@register.simple_tag
def standing(row: FairRow) -> SafeString:
    """Where a desk stands beside the others, in a word."""
    css, word = {
        "above": ("tag-jade", _("cao hơn mức chung")), "below": ("tag-amber", _("thấp hơn mức chung")), "alike": ("", _("không khác mức chung")),
        "few": ("tag-slate", _("chưa đủ số lượt để xếp")),
    }[row.standing]  # fmt: skip
    return format_html('<span class="tag {}">{}</span>', css, word)


@register.filter
def sign_words(sign: Sign) -> str:
    """A sign as a question with its figures."""
    given = {
        "n": sign.count,
        "e": rounded(sign.expected, 1),
        "a": f"{sign.first:%d/%m/%Y}",
        "b": f"{sign.last:%d/%m/%Y}",
    }
    return {
        "burst": _("Ngày %(a)s có %(n)d lượt, thường ngày khoảng %(e)s: vì sao?"),
        "burst_low": _("Ngày %(a)s có %(n)d lượt không hài lòng, thường ngày khoảng %(e)s: vì sao?"),
        "same_words": _("%(n)d ý kiến từ %(a)s đến %(b)s gần như cùng một lời: có phải cùng người viết?"),
        "unbacked": _("Từ %(a)s đến %(b)s có %(n)d lượt không kèm mã hồ sơ, thường khoảng %(e)s: vì sao?"),
    }[sign.kind] % given


@register.simple_tag
def report_state(state: str) -> SafeString:
    """Where a report stands."""
    return format_html('<span class="tag {}">{}</span>', _STATES[State(state)], State(state).label)


@register.simple_tag
def promise_state(state: str, overdue: bool = False) -> SafeString:
    """How far a promise is kept."""
    if overdue:
        return format_html('<span class="tag tag-lacquer">{}</span>', _("Quá hạn"))
    return format_html('<span class="tag {}">{}</span>', _DONE[Done(state)], Done(state).label)


@register.filter
def part_words(pair: tuple[str, str]) -> str:
    """One of a pair of words by the language of the page."""
    return pair[1] if k() else pair[0]
