"""The plan of a merger in words: fields side by side, and what becomes of every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext

from dungviec.office.registry.holdings import Row, holding
from dungviec.office.registry.merging import MergePlan
from dungviec.office.registry.wording import heading, worded


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field in which the records differ, with what stands in each and which is taken."""

    key: str
    label: str
    kept: str
    closed: str
    taken: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of the rows of one table."""

    table: str
    moved: tuple[str, ...]
    folded: tuple[str, ...]
    tied: tuple[str, ...]
    clashes: tuple[FieldRow, ...]


def field_rows(plan: MergePlan, given: Mapping[str, str]) -> list[FieldRow]:
    """The differing fields, those of the core record first."""
    return [
        FieldRow(f.key, heading(f.column), worded(f.column, f.kept), worded(f.column, f.closed), given[f.key])
        for f in plan.fields
    ]  # fmt: skip


def fates(plan: MergePlan, given: Mapping[str, str]) -> list[Fate]:
    """What becomes of the rows, by table, in the order of the records."""
    found = []
    for name in dict.fromkeys(event.table for event in plan.events):
        own = [event for event in plan.events if event.table == name]
        by = {how: tuple(row_words(name, e.row) for e in own if e.how == how) for how in ("move", "fold", "tie")}
        clashes = tuple(
            FieldRow(e.name, "", row_words(name, e.beside_row or {}), row_words(name, e.row), given[e.name])
            for e in own
            if e.how == "clash"
        )
        found.append(Fate(table_name(name), by["move"], by["fold"], by["tie"], clashes))
    return found


def table_name(name: str) -> str:
    """A table's name in the page's language."""
    table = holding(name).table
    return table.sheet if (get_language() or "vi") == "vi" else table.name.replace("_", " ").capitalize()


ROW_COLUMNS = 8
"""So many values of one row are told; the rows of a dossier have forty."""


def row_words(table: str, row: Row, *, hidden: Mapping[str, Any] | None = None) -> str:
    """One row in a line: what is known of it, the person left out, and the columns that are ``hidden``.

    A row with many values names each and stops after ``ROW_COLUMNS``, saying how many more there are.
    """
    columns = [
        c for c in holding(table).table.columns
        if c.name != "person_id" and row.get(c.name) not in (None, []) and not (hidden and c.name in hidden)
    ]  # fmt: skip
    if len(columns) <= ROW_COLUMNS:
        return " · ".join(worded(c, row[c.name]) for c in columns)
    told = " · ".join(f"{heading(c)}: {worded(c, row[c.name])}" for c in columns[:ROW_COLUMNS])
    more = len(columns) - ROW_COLUMNS
    return f"{told} · " + ngettext("và %d trường khác", "và %d trường khác", more) % more
