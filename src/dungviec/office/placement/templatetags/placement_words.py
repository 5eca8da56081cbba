"""Tags of the placement pages: sorting links, kinds of move, margins, runner-ups, texts in the language of the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.placement.models import ProposedMove
from dungviec.office.placement.selectors import DEFAULT_ORDER, KINDS, MoveQuery
from dungviec.office.placement.wording import said
from dungviec.office.shell.icons import icon

register = template.Library()


@register.simple_tag
def sort_link(address: str, query: MoveQuery, key: str, label: str) -> SafeString:
    """A heading that sorts by ``key`` (with a minus: largest first), then the other way round, then not at all."""
    plain = key.lstrip("-")
    other = plain if key.startswith("-") else f"-{plain}"
    now = query.sort
    target = other if now == key else DEFAULT_ORDER if now == other else key
    parameters = {k: v for k, v in query.parameters.items() if k != "xep"}
    if target != DEFAULT_ORDER:
        parameters["xep"] = target
    mark: SafeString | str = ""
    if now.lstrip("-") == plain and now != DEFAULT_ORDER:
        mark = icon("sort-down" if now.startswith("-") else "sort-up", size=14)
    return format_html(
        '<a href="{}?{}#phan">{}{}</a>', address, urlencode({"muc": "dieu-dong", **parameters}), label, mark
    )  # fmt: skip


@register.simple_tag
def move_kind(kind: str) -> str:
    """The word of a kind of move, inside a line."""
    return str(KINDS.get(kind, kind)).lower()


@register.simple_tag
def fit_of(points: int) -> str:
    """A fit out of 10,000 points as a figure out of 100."""
    return number_format(round(points / 100, 1), decimal_pos=1)


@register.simple_tag
def margin_words(move: ProposedMove) -> SafeString:
    """What the whole plan loses without this move."""
    if move.margin is None:
        return format_html('<span class="none" title="{}">–</span>', _("Không có phương án nào thiếu lần chuyển này"))
    figure = number_format(move.margin, force_grouping=True)
    return format_html("{}{}", "" if move.margin_exact else "≥ ", figure)


@register.simple_tag
def runner_up(move: ProposedMove) -> str:
    """Where the person goes in the best plan without this move, and what it costs."""
    other = move.runner_up
    if not other or move.margin is None:
        return _("Không có phương án nào thiếu lần chuyển này mà giữ được mọi ràng buộc.")
    if other["stays"]:
        place = _("ở lại vị trí hiện tại")
    elif other["post_id"] is None:
        place = _("chưa có vị trí")
    else:
        place = f"{other['title']}, {other['unit']}"
    words = _("%(place)s; cả phương án mất %(points)s điểm.") if move.margin_exact else _(
        "%(place)s; cả phương án mất ít nhất %(points)s điểm."
    )  # fmt: skip
    text = words % {"place": place, "points": number_format(move.margin, force_grouping=True)}
    return text[:1].upper() + text[1:]


@register.filter
def three(move: ProposedMove) -> list[tuple[str, str]]:
    """The three lines with their words."""
    return list(zip((_("Căn cứ"), _("Điểm mạnh"), _("Còn thiếu")), said(move, "reasons"), strict=False))


@register.simple_tag
def in_words(thing: Any, name: str) -> Any:
    """``name_vi`` or ``name_en`` of a line, by the language of the page."""
    return said(thing, name)


@register.simple_tag
def importance(value: int | None) -> SafeString:
    """Importance 1 to 5 as five dots with the figure for those who do not see them."""
    if value is None:
        return format_html('<span class="none">–</span>')
    return format_html(
        '<span class="dots" role="img" aria-label="{}">{}<i>{}</i></span>',
        _("%s trên 5") % value, "●" * value, "●" * (5 - value),
    )  # fmt: skip
