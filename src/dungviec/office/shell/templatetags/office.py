"""Tags every template has: icons, verdicts, fit bars, numbers, days, code words, addresses of built assets."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.shell import charts
from dungviec.office.shell.icons import icon as draw_icon
from dungviec.office.shell.verdicts import LOOKS
from dungviec.records.codes import CODE_LISTS
from dungviec.records.vietnamese import split_name

register = template.Library()
_STAMP = Path(__file__).resolve().parents[1] / "static" / "dist" / "stamp.txt"


@lru_cache(maxsize=1)
def _build() -> str:
    return _STAMP.read_text(encoding="ascii")[:10] if _STAMP.is_file() else "0"


def _masked(value: Any) -> bool:
    """Whether a mark of ``access.masks`` stands for the value; known by its attribute, for the shell knows no accounts."""
    return bool(getattr(value, "is_masked", False))


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built asset; it changes with every build, so browsers may keep it for a year."""
    if settings.DEBUG:
        _build.cache_clear()
    return f"{static('dist/' + name)}?v={_build()}"


@register.simple_tag
def icon(name: str, size: int = 20, css: str = "") -> SafeString:
    """``{% icon "home" %}``."""
    return draw_icon(name, size=size, css=css)


@register.simple_tag
def verdict(value: Any, short: bool = False) -> SafeString:
    """A verdict (0 to 3) as icon, word and colour."""
    look = LOOKS[int(value)]
    return format_html(
        '<span class="verdict {}">{}<span>{}</span></span>', look.css, draw_icon(look.icon, size=16), look.word
    )


@register.simple_tag
def fit_bars(competence: int, strengths: int, record: int, wishes: int, labels: bool = False) -> SafeString:
    """The fit in four small bars; each part is 0 to 10000."""
    return charts.fit_bars((competence, strengths, record, wishes), labels=labels)


@register.simple_tag
def share(value: float, total: float, css: str = "") -> SafeString:
    """A horizontal bar of ``value`` out of ``total``."""
    return charts.share(value, total, css=css)


def rounded(value: Any, decimals: int) -> str:
    """A number rounded half up and grouped; Django alone would cut the rest of a float off."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return number_format(exact, decimal_pos=decimals, force_grouping=True)


@register.filter
def number(value: Any, decimals: int = 0) -> str:
    """2380 → 2.380 in Vietnamese, 2,380 in English; an en dash for None; the mark of what is masked stays."""
    if _masked(value):
        return str(value)
    if value is None or value == "":
        return "–"
    return rounded(value, decimals)


@register.filter
def day(value: date | None) -> str:
    """dd/mm/yyyy; an en dash for None; the mark of what is masked stays."""
    if _masked(value):
        return str(value)
    return value.strftime("%d/%m/%Y") if value else "–"


@register.filter
def code(value: str | None, list_name: str) -> str:
    """The word of a code in the language of the page; the mark of what is masked stays."""
    if _masked(value):
        return str(value)
    return CODE_LISTS[list_name].label(value, get_language() or "vi")


@register.filter
def initials(name: str) -> str:
    """Two letters for the face of a person: surname and given name."""
    surname, _middle, given = split_name(name)
    return (surname[:1] + given[:1]).upper()


@register.filter
def per_cent(value: float | None, total: float | None) -> str:
    """A share with one decimal, or an en dash; nothing for what is masked, whose count already says so."""
    if _masked(value):
        return ""
    if value is None or not total:
        return "–"
    return rounded(100 * value / total, 1)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """A value by key, where the key is in a variable."""
    return mapping.get(key) if mapping is not None else None


@register.filter
def hundredth(value: int | None) -> str:
    """A score of 0 to 10000 as 0 to 100."""
    return "–" if value is None else str(round(value / 100))


@register.simple_tag
def querystring_of(address: str, **changes: Any) -> str:
    """``?…`` for an encoded address with some parameters changed."""
    return "?" + urlencode(dict(parse_qsl(address)) | {key: str(value) for key, value in changes.items()})


@register.simple_tag
def year_ahead(months: Any) -> SafeString:
    """The twelve months ahead; takes objects with ``first``, ``terms`` and ``retirements``."""
    rows = []
    for i, month in enumerate(months):
        name = _("Th. %d") % month.first.month
        rows.append(
            (name, str(month.first.year) if i == 0 or month.first.month == 1 else "", month.terms, month.retirements)
        )
    return charts.year_ahead(rows)


@register.simple_tag
def level_steps(ability: Any) -> SafeString:
    """The five steps of a competency."""
    spoken = _("mức %(level)s, cần %(least)s") % {"level": ability.level or "–", "least": ability.least or "–"}
    return charts.steps(ability.steps, spoken=spoken)


@register.simple_tag
def seat_squares(post: Any) -> SafeString:
    """The seats of a post as squares: held, vacant, over; takes a mapping with ``seats``, ``vacant``, ``over``, ``unified``."""
    return charts.seats(post["seats"], post["vacant"], post["over"], joined=post["unified"])


@register.simple_tag
def options(rows: Any, chosen: Any = None) -> SafeString:
    """The choices of a select: pairs of value and words, or records with ``pk`` and ``name``; ``chosen`` is marked.

    A province has four thousand units: a loop of the template over them takes a tenth of a second, this some milliseconds.
    """
    pairs = (row if isinstance(row, tuple | list) else (row.pk, row.name) for row in rows)
    return mark_safe(  # noqa: S308 - both parts are escaped
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
            for value, words in pairs
        )
    )
