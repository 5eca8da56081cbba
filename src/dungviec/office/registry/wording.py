"""Values of the records as people read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.records.schema import Column
from dungviec.records.vietnamese import format_date, format_number


def heading(column: Column) -> str:
    """The column's heading in the page's language."""
    return column.vi if (get_language() or "vi") == "vi" else column.en


def worded(column: Column, value: Any) -> str:
    """A stored value in words; a dash where nothing is known."""
    if value is None or value == []:
        return "–"
    if column.refers_to in _NAMES:
        return named(column.refers_to.partition(".")[0], str(value))
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


def named(table: str, key: str) -> str:
    """A unit by its name, a post by its title and unit; by the identifier where none is on file (or the table has no names)."""
    names = _NAMES.get(f"{table}.{table[:-1]}_id")
    return names(office_day()).get(key, key) if names else key


@kept_per_day(tables=("units",))
def _units(day: date) -> dict[str, str]:
    return dict(snapshot(day).units.select("unit_id", "name").iter_rows())


@kept_per_day(tables=("units", "posts"))
def _posts(day: date) -> dict[str, str]:
    units = _units(day)
    rows = snapshot(day).posts.select("post_id", "title", "unit_id").iter_rows()
    return {post: f"{title}, {units[unit]}" if unit in units else title for post, title, unit in rows}


_NAMES = {"units.unit_id": _units, "posts.post_id": _posts}
