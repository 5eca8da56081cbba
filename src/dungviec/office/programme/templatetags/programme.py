"""Tags of the programme: a state as icon and word, a value, what is asked, why."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dungviec.office.programme import words
from dungviec.office.programme.board import Row
from dungviec.office.programme.models import TargetEntry
from dungviec.office.programme.outlook import State
from dungviec.office.shell.icons import icon

register = template.Library()


@register.simple_tag
def state_mark(state: State, n: int | None = None) -> SafeString:
    """A state as icon, word and colour, with how many stand there."""
    word, drawn, css = words.LOOKS[state]
    count = format_html(' <b class="num">{}</b>', n) if n is not None else ""
    return format_html('<span class="tag {}">{} {}{}</span>', css, icon(drawn, size=15), word, count)


@register.filter
def amount(value: float | None) -> str:
    """A value with as many decimals as it needs."""
    return words.told(None if value is None else float(value))


@register.filter
def ask(entry: TargetEntry) -> str:
    """What a target asks."""
    return words.asked(entry)


@register.filter
def why(row: Row) -> str:
    """Why a target stands where it stands."""
    return words.why(row)


@register.filter
def gathered(entry: TargetEntry) -> str:
    """How a target is put together from those below it."""
    return words.roll_words(entry)


@register.filter
def whole(share: float | None) -> str:
    """A share of 1 as whole per cent."""
    return "–" if share is None else f"{round(100 * share)} %"
