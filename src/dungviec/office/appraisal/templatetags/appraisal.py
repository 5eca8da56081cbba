"""Fields of the appraisal's forms: what was typed stays, the fault stands below it; points and levels as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.appraisal.models import Level, MonthState
from dungviec.office.shell.icons import icon
from dungviec.records.codes import STRENGTHS

register = template.Library()
_TONES = {
    MonthState.DRAFT: "", MonthState.SENT: "tag-amber", MonthState.RETURNED: "tag-lacquer", MonthState.CONFIRMED: "tag-blue",
    MonthState.RECEIVED: "tag-jade", "open": "", "self": "tag-amber", "proposed": "tag-blue", "decided": "tag-jade",
}  # fmt: skip
_LEVELS = {
    "excellent": ("allowed", "v-allowed"),
    "good": ("allowed", "v-allowed"),
    "completed": ("authority", "v-authority"),
    "failed": ("forbidden", "v-forbidden"),
}


@register.inclusion_tag("appraisal/parts/entry.html", takes_context=True)
def entry(
    context: Context, name: str, label: Any, value: Any = "", *, kind: str = "text", help: Any = "", css: str = "", when: str = "", unit: Any = "",
    options: Sequence[tuple[Any, Any]] = (), placeholder: Any = "", must: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """One field: ``kind`` is text, area, day, number, choice or yes_no; ``when`` names the button of its form."""
    given, faults = context.get("given") or {}, context.get("faults") or {}
    mine = bool(given) and (not when or when in given)
    kept = "" if value is None else value
    choices = options or ((("co", _("Có")), ("khong", _("Không"))) if kind == "yes_no" else ())
    return {
        "name": name, "id": f"{when or 'o'}-{name}", "label": label, "value": str(given.get(name, kept) if mine else kept), "kind": kind,
        "help": help, "css": css, "fault": faults.get(name, "") if mine else "", "unit": unit, "options": [(str(v), w) for v, w in choices],
        "placeholder": placeholder, "must": must,
    }  # fmt: skip


@register.simple_tag(takes_context=True)
def typed(context: Context, name: str, value: Any = "") -> str:
    """What was typed under a name, else what is kept, as a form writes it."""
    given = context.get("given") or {}
    kept = "" if value is None else f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
    return str(given.get(name, kept))


@register.simple_tag(takes_context=True)
def fault_of(context: Context, name: str) -> SafeString | str:
    """The fault of a field inside a table."""
    found = (context.get("faults") or {}).get(name)
    return format_html('<span class="field-error" role="alert">{}</span>', found) if found else ""


@register.filter
def points(value: Any) -> str:
    """Points with two decimals and the comma of the language; a dash where there are none."""
    if value is None or value == "":
        return "–"
    written = f"{float(value):.2f}"
    return written if get_language() == "en" else written.replace(".", ",")


@register.filter
def plain(value: Any) -> str:
    """A number without trailing zeros, with the comma of the language; a dash where there is none."""
    return plain_or_empty(value) or "–"


@register.filter
def plain_or_empty(value: Any) -> str:
    """The same for a form: nothing where there is none."""
    if value is None or value == "":
        return ""
    written = f"{float(value):.10g}"
    return written if get_language() == "en" else written.replace(".", ",")


@register.filter
def share_of(value: Any) -> str:
    """A share of 1 in per cent."""
    if value is None:
        return "–"
    written = f"{float(value) * 100:.1f}".removesuffix(".0")
    return f"{written} %" if get_language() == "en" else f"{written.replace('.', ',')}%"


@register.filter
def total(numbers: Iterable[int]) -> int:
    """Numbers added up."""
    return sum(numbers)


@register.simple_tag
def kind_of_work(code: str) -> str:
    """A kind of work by the strength it calls for, in the language of the page."""
    return STRENGTHS.label(code, "en" if get_language() == "en" else "vi")


@register.simple_tag
def state_tag(sheet: Any) -> SafeString:
    """Where a sheet stands, as a tag; «chưa có phiếu» where there is none."""
    if sheet is None or not sheet.pk:
        return format_html('<span class="tag">{}</span>', _("Chưa có phiếu"))
    return format_html('<span class="tag {}">{}</span>', _TONES.get(sheet.state, ""), sheet.get_state_display())


@register.simple_tag
def level_tag(level: Any, known: bool = True) -> SafeString:
    """A level as icon, word and colour; not rated, or not known."""
    if not known:
        return format_html('<span class="verdict v-unknown">{}{}</span>', icon("unknown", size=15), _("Chưa đủ căn cứ"))
    if not level:
        return format_html('<span class="verdict v-unknown">{}{}</span>', icon("unknown", size=15), _("Không xếp loại"))
    shape, css = _LEVELS[str(level)]
    return format_html('<span class="verdict {}">{}{}</span>', css, icon(shape, size=15), Level(str(level)).label)
