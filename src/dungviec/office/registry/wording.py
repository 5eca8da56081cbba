"""Values of the records as people read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.records.schema import Column
from dungviec.records.vietnamese import format_date, format_number


def heading(column: Column) -> str:
    """The column's heading in the page's language."""
    return column.vi if (get_language() or "vi") == "vi" else column.en


def worded(column: Column, value: Any) -> str:
    """A stored value in words; a dash where nothing is known."""
    if value is None or value == []:
        return "–"
    codes, lang = column.code_list, get_language() or "vi"
    if column.type == "code" and codes:
        return codes.label(str(value), lang)
    if isinstance(value, list):
        return ", ".join(codes.label(str(v), lang) if codes else str(v) for v in value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, date):
        return format_date(value)
    if column.type == "money":
        return format_number(value)
    if column.type == "number":
        return format_number(value, decimals=2)
    return str(value)
