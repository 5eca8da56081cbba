"""The records a finding rests on: which rows of the file were read, with their dates, so that each fact can be looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.records import TABLES, Snapshot
from dungviec.records.vietnamese import format_date

Row = dict[str, Any]
MOST = 6
"""Rows of one table named for one finding, the latest first."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the records: its table, its key as one text, the day it was decided or begins, and what it says."""

    table: str
    record: str
    dated: date | None
    vi: str
    en: str

    def label(self, lang: str = "vi") -> str:
        """Where to look, without what stands there: ``Xếp loại (20/12/2023)``."""
        name = TABLES[self.table].sheet if lang == "vi" else self.table
        return f"{name} ({format_date(self.dated)})" if self.dated else name

    def as_data(self) -> dict[str, str | None]:
        """Plain data, dates in ISO."""
        return {
            "table": self.table, "record": self.record, "dated": self.dated.isoformat() if self.dated else None, "vi": self.vi,
            "en": self.en,
        }  # fmt: skip


_PEOPLE: dict[str, tuple[str, ...]] = {
    "age": ("born", "born_year_only", "sex"), "retirement": ("born", "born_year_only", "sex"),
    "file_assets": ("file_complete", "file_verified", "file_dated", "assets_declared", "assets_verified"),
    "health": ("health_fit", "health_dated"), "products": ("products_match",),
    "blocks": ("barred", "discipline_open", "denunciation_open", "inspection_open", "suspended", "criminal_open"),
    "standard": ("degree", "major", "theory", "state_management", "party_member"),
    "position": ("discipline_open", "criminal_open", "degree", "major"), "job_positions": ("degree", "major"),
}  # fmt: skip
"""Topic → columns of the person's own row."""
_ROWS: dict[str, tuple[tuple[str, str], ...]] = {
    "planning": (("plans", "approved"),), "months_in_post": (("tenures", "from_date"),), "term": (("tenures", "from_date"),),
    "cooldown": (("tenures", "from_date"), ("ratings", "decided")), "rating": (("ratings", "decided"),),
    "discipline": (("discipline", "decided"),), "party_discipline": (("discipline", "decided"),),
    "discipline_unspoken": (("discipline", "decided"),), "position": (("ratings", "decided"), ("competencies", "assessed")),
    "standard": (("training", "from_date"),),
}  # fmt: skip
"""Topic → tables whose rows about the person are read, with the column that dates a row."""


def reader_of(snapshot: Snapshot) -> Callable[[str, str], tuple[Record, ...]]:
    """A function (person, topic) → the records behind a finding of that topic; tables are searched once, when first asked."""
    known: dict[tuple[str, str], tuple[Record, ...]] = {}
    tables: dict[str, dict[str, list[Row]]] = {}

    def rows(name: str, person_id: str) -> list[Row]:
        if name not in tables:
            tables[name] = _by_person(snapshot, name)
        return tables[name].get(person_id, [])

    def read(person_id: str, topic: str) -> tuple[Record, ...]:
        key = person_id, topic
        if key not in known:
            own = [r for row in rows("people", person_id) for r in _own_row(row, topic)] if topic in _PEOPLE else []
            listed = [
                _record(name, day, row) for name, day in _ROWS.get(topic, ()) for row in rows(name, person_id)[:MOST]
            ]
            known[key] = (*own, *listed)
        return known[key]

    return read


def _by_person(snapshot: Snapshot, name: str) -> dict[str, list[Row]]:
    """The rows of a table person by person, those dated after the day left out, the latest first."""
    day = next((d for tables in _ROWS.values() for n, d in tables if n == name), None)
    frame = snapshot[name]
    if day is not None:
        frame = frame.filter(pl.col(day).is_null() | (pl.col(day) <= snapshot.as_of)).sort(day, descending=True, nulls_last=True)  # fmt: skip
    out: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        out.setdefault(row["person_id"], []).append(row)
    return out


def _own_row(row: Row, topic: str) -> list[Record]:
    told = [c for c in _PEOPLE[topic] if row[c] is not None]
    if not told:
        return []
    dated = next((row[c] for c in reversed(told) if c.endswith("_dated")), None)
    return [
        Record("people", row["person_id"], dated, _told("people", row, told, "vi"), _told("people", row, told, "en"))
    ]


def _record(name: str, day: str, row: Row) -> Record:
    table = TABLES[name]
    key = "/".join(str(row[k]) for k in table.key if row[k] is not None)
    shown = [c.name for c in table.columns if c.name != "person_id" and row[c.name] is not None][:6]
    return Record(name, key, row[day], _told(name, row, shown, "vi"), _told(name, row, shown, "en"))


def _told(table: str, row: Row, columns: list[str], lang: str) -> str:
    declared = TABLES[table].by_name
    return "; ".join(
        f"{declared[c].vi if lang == 'vi' else declared[c].en}: {_shown(c, table, row[c], lang)}" for c in columns
    )


def _shown(column: str, table: str, value: object, lang: str) -> str:
    codes = TABLES[table].by_name[column].code_list
    if codes is not None:
        return codes.label(str(value), lang)
    if isinstance(value, bool):
        return {True: ("có", "yes"), False: ("không", "no")}[value][0 if lang == "vi" else 1]
    return format_date(value) if isinstance(value, date) else str(value)
