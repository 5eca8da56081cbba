# ruff: noqa: S608 - every name in these queries comes from the declarations, never from a person
"""The views as SQL, generated from the declarations of the tables: valid rows only, and only the groups of fields that were asked for.

Single-row tables (people, units, posts) show the newest value of each field: older ones lie in timelines that the database holds sealed;
``values_since`` says from which day the newest change holds. Rows of other tables carry their own days, so a day in the past is a filter.
Views ending in ``_on_day`` look at one day: that of the records, or, on PostgreSQL, the day in the setting ``dungviec.day``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from dungviec.office.registry.holdings import Holding, holding
from dungviec.office.registry.models import City, Entry
from dungviec.records import TABLES
from dungviec.records.codes import CODE_LISTS
from dungviec.records.schema import Column
from dungviec.records.sensitivity import GROUPS, ROW_GROUPS, group_key

Vendor = Literal["postgresql", "sqlite"]
ALWAYS = ("basic", "service", "education", "appraisal", "ability", "planning")
"""Groups that are in without being asked for."""
FREE_TEXTS = frozenset({"ratings.note", "competencies.evidence", "strengths.evidence"})
"""Never in a view: free texts may name people."""
_KEYS = frozenset({"person_id", "relative_id"})


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """One column of a view and what it means."""

    name: str
    vi: str
    en: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """One view: its name without prefix, its columns, and the query behind it."""

    name: str
    vi: str
    en: str
    columns: tuple[ViewColumn, ...]
    select: str


def chosen_groups(asked: Iterable[str]) -> tuple[str, ...]:
    """The groups of fields of a set of views. Raises ValueError on a name that is no group."""
    wanted = set(asked)
    if strangers := sorted(wanted - set(GROUPS)):
        raise ValueError(", ".join(strangers))
    return tuple(g for g in GROUPS if g in wanted or g in ALWAYS)


def views(groups: Iterable[str], vendor: Vendor) -> list[View]:
    """Every view of these groups, in the order in which they can be made."""
    allowed = frozenset(groups)
    found = [made for name in TABLES if (made := _table_view(name, allowed)) is not None]
    names = {v.name: v for v in found}
    day = _day(vendor)
    for name, start, end in (
        ("units", "valid_from", "valid_to"),
        ("posts", "valid_from", "valid_to"),
        ("tenures", "from_date", "to_date"),
    ):
        base = names[name]
        running = f'(v."{start}" IS NULL OR v."{start}" <= {day}) AND (v."{end}" IS NULL OR v."{end}" >= {day})'
        found.append(
            View(f"{name}_on_day", f"{base.vi}; chỉ dòng đang có trong ngày", f"{base.en}; only rows that run on the day", base.columns, f"SELECT v.* FROM {{{name}}} v WHERE {running}")
        )  # fmt: skip
    found.append(_main_posts())
    found.append(_code_lists())
    return found


def sealed_columns(groups: Iterable[str]) -> list[str]:
    """``table.column`` of what was asked for but is sealed in the database, so that SQL cannot show it."""
    allowed = frozenset(groups)
    return [
        f"{name}.{c.name}" for name in TABLES for c in TABLES[name].columns if _in_group(name, c, allowed) and _is_sealed(holding(name), c.name)
    ]  # fmt: skip


def digest(found: Iterable[View]) -> str:
    """Tells one set of definitions from another."""
    told = [[v.name, v.select, [c.name for c in v.columns]] for v in found]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:24]


def _table_view(name: str, allowed: frozenset[str]) -> View | None:
    to, table = holding(name), TABLES[name]
    whole = group_key(name, "*")
    if whole is not None and whole not in allowed:
        return None
    columns = [
        c
        for c in table.columns
        if _in_group(name, c, allowed) and not _is_sealed(to, c.name) and f"{name}.{c.name}" not in FREE_TEXTS
    ]
    picked = [f't."{to.fields[c.name].column}" AS "{c.name}"' for c in columns]
    told = [ViewColumn(c.name, c.vi, c.en, group_key(name, c.name) or "") for c in columns]
    if to.single:
        entries = Entry._meta.db_table
        picked.append(
            f'(SELECT max(e.valid_from) FROM "{entries}" e WHERE e."table" = \'{name}\' AND e."key" = t."{to.model._meta.pk.column}" AND e.withdrawn_at IS NULL) AS "values_since"'
        )  # fmt: skip
        told.append(
            ViewColumn(
                "values_since",
                "Giá trị mới nhất có hiệu lực từ ngày",
                "The newest change holds from this day; empty: from the beginning",
            )
        )
    rows = ["t.withdrawn_at IS NULL"]
    if name in ROW_GROUPS and ROW_GROUPS[name][2] not in allowed:
        column, value, _group = ROW_GROUPS[name]
        rows.append(f"t.\"{to.fields[column].column}\" <> '{value}'")
    select = f'SELECT {", ".join(picked)} FROM "{to.model._meta.db_table}" t WHERE {" AND ".join(rows)}'
    return View(name, table.vi, table.en, tuple(told), select)


def _in_group(name: str, column: Column, allowed: frozenset[str]) -> bool:
    group = group_key(name, column.name)
    return group is None or group in allowed or column.name in _KEYS


def _is_sealed(to: Holding, column: str) -> bool:
    field: Any = to.fields[column]
    return hasattr(field, "open_many")


def _day(vendor: Vendor) -> str:
    own = f'(SELECT c.as_of FROM "{City._meta.db_table}" c ORDER BY c.id LIMIT 1)'
    return own if vendor == "sqlite" else f"COALESCE(NULLIF(current_setting('dungviec.day', true), '')::date, {own})"


def _main_posts() -> View:
    """The one post each person mainly holds on the day: the order of ``Snapshot.main_posts``."""
    select = (
        'SELECT m."person_id", m."post_id", m."unit_id", m."title", m."level", m."kind", m."from_date", m."term_ends" FROM ('
        'SELECT t."person_id", t."post_id", p."unit_id", p."title", p."level", t."kind", t."from_date", t."term_ends", '
        "row_number() OVER (PARTITION BY t.\"person_id\" ORDER BY CASE t.\"kind\" WHEN 'main' THEN 0 WHEN 'seconded' THEN 1 WHEN 'acting' THEN 2 ELSE 3 END, "
        't."from_date" DESC, t."post_id") AS place FROM {tenures_on_day} t JOIN {posts_on_day} p ON p."post_id" = t."post_id" '
        'JOIN {units_on_day} u ON u."unit_id" = p."unit_id") m WHERE m.place = 1'
    )
    meaning = (
        ("person_id", "Mã cán bộ", "Person"), ("post_id", "Mã vị trí", "Post"), ("unit_id", "Mã đơn vị", "Unit of the post"), ("title", "Tên vị trí", "Title of the post"),
        ("level", "Cấp chức vụ", "Level of the post"), ("kind", "Hình thức", "Kind of tenure"), ("from_date", "Từ ngày", "From"), ("term_ends", "Hết thời hạn bổ nhiệm", "End of the term"),
    )  # fmt: skip
    columns = tuple(ViewColumn(name, vi, en, "service") for name, vi, en in meaning)
    return View(
        "main_posts_on_day",
        "Mỗi dòng là một người và vị trí chính người đó giữ trong ngày",
        "One row is one person and the post mainly held on the day",
        columns,
        select,
    )


def _code_lists() -> View:
    rows = [(c.name, i.value, i.vi, i.en, i.rank) for c in CODE_LISTS.values() for i in c]
    quoted = (
        "(" + ", ".join([*("'" + x.replace("'", "''") + "'" for x in row[:4]), str(row[4])]) + ")" for row in rows
    )
    names = (
        ("list", "Danh mục", "List"),
        ("value", "Mã lưu trữ", "Stored value"),
        ("vi", "Tiếng Việt", "Vietnamese"),
        ("en", "Tiếng Anh", "English"),
        ("rank", "Thứ bậc", "Order"),
    )
    head = ", ".join(f'column{n} AS "{name}"' for n, (name, _vi, _en) in enumerate(names, start=1))
    select = f"SELECT {head} FROM (VALUES {', '.join(quoted)}) v"
    return View("code_lists", "Danh mục mã", "The code lists", tuple(ViewColumn(*n) for n in names), select)
