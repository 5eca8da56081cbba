"""The registers as pages list them: rows of people the viewer reaches, with what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.conduct import report_by
from dungviec.law.rules import Rule
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import rows, snapshot


@dataclass(frozen=True, slots=True)
class Declared:
    """One declaration. ``state``: ``in`` (handed in), ``waiting``, ``late`` (due and not in, or handed in late)."""

    key: str
    person_id: str
    name: str
    title: str
    row: dict[str, Any]
    state: str


@dataclass(frozen=True, slots=True)
class Interest:
    """One conflict of interest with the last day it was to be reported; ``late`` None where no rule was on file."""

    key: str
    person_id: str
    name: str
    row: dict[str, Any]
    by: date | None
    late: bool | None
    rule: Rule | None


def declarations_of(records: SeenRecords, day: date) -> list[Declared]:
    """The declarations of the day's year that were asked for by then; late ones first. Never the viewer's own."""
    found = rows("asset_declarations", day).filter((pl.col("year") == day.year) & (pl.col("asked") <= day))
    named = [_declared(r, day) for r in _with_names(records, found, day)]
    order = {"late": 0, "waiting": 1, "in": 2}
    return sorted(named, key=lambda d: (order[d.state], d.row["sort_key"], d.person_id))


def _declared(row: dict[str, Any], day: date) -> Declared:
    later = {c: None for c in ("handed_in", "published", "verified") if row[c] and row[c] > day}
    row = row | later
    late = row["due"] is not None and ((row["handed_in"] or day) > row["due"])
    state = "in" if row["handed_in"] and not late else "late" if late else "waiting"
    return Declared(str(row["_key"]), row["person_id"], row["name"], row["title"] or "", row, state)


def interests_of(records: SeenRecords, day: date) -> list[Interest]:
    """Conflicts of interest reported by a day, those without a measure first. Never the viewer's own."""
    found = rows("interest_declarations", day).filter(pl.col("reported") <= day)
    made = []
    for row in _with_names(records, found, day):
        answer = report_by(law_on(row["known"]), row["known"])
        late = row["reported"] > answer.value if answer.value else None
        made.append(Interest(str(row["_key"]), row["person_id"], row["name"], row, answer.value, late, answer.rule))
    return sorted(made, key=lambda i: (i.row["decided"] is not None, -i.row["reported"].toordinal(), i.key))


def own_rows(table: str, person_id: str, day: date) -> list[dict[str, Any]]:
    """The own declarations, newest first."""
    when = "asked" if table == "asset_declarations" else "reported"
    return rows(table, day).filter((pl.col("person_id") == person_id) & (pl.col(when) <= day)).sort(when, descending=True).to_dicts()  # fmt: skip


def _with_names(records: SeenRecords, found: pl.DataFrame, day: date) -> list[dict[str, Any]]:
    if found.is_empty():
        return []
    s = snapshot(day)
    posts = s.main_posts.join(s.live_posts.select("post_id", "title"), on="post_id").select("person_id", "title")
    people = records.on_file(found["person_id"].to_list()).select("person_id", "name")
    named = found.join(people, on="person_id").join(posts, on="person_id", how="left")
    given = named.with_columns(sort_key=pl.col("name").str.split(" ").list.last()).to_dicts()
    return [r for r in given if r["person_id"] != records.viewer.person_id]
