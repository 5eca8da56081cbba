"""Facts from disciplinary decisions: each decision runs by the rule in force on the day it was decided."""

from __future__ import annotations

from datetime import date

import polars as pl

from dungviec.law.rules import Rule
from dungviec.records import Snapshot
from dungviec.records.dates import add_months

REACHES = ("higher", "equal_or_higher", "any")


def window_column(rule: Rule, reach: str, *, doubtful: bool = False) -> str:
    """The person-fact column that holds the day a window of ``rule`` is lifted, for one reach."""
    return f"{'doubt' if doubtful else 'lift'}:{rule.key}:{reach}"


def discipline_facts(snapshot: Snapshot, windows: tuple[Rule, ...], categories: pl.DataFrame) -> pl.DataFrame:
    """Per person: the lifting day per window rule and reach, ``serving_discipline``, ``open_ended_discipline``.

    ``categories`` holds ``person_id, person_category``. A decision older than every version on file is matched with the
    earliest one and marked doubtful: it answers unknown while that window would run. ``serving_discipline`` is null for
    an administrative decision without a recorded end that no window rule covers.
    """
    rows = snapshot["discipline"].filter(pl.col("decided") <= snapshot.as_of).join(categories, on="person_id")
    lifts: dict[tuple[str, str], date] = {}
    remedied: dict[tuple[str, str], bool | None] = {}
    serving: dict[str, bool | None] = {}
    for row in rows.iter_rows(named=True):
        person, start = row["person_id"], row["effective"] or row["decided"]
        rule, doubtful = _version(windows, row)
        form = rule.params["forms"].get(row["form"]) if rule is not None else None
        lifted = add_months(start, int(form["months"])) if form else None
        if rule is not None and form is not None and lifted is not None:
            column = window_column(rule, form["reach"], doubtful=doubtful)
            lifts[person, column] = max(lifted, lifts.get((person, column), lifted))
            if rule.params.get("needs_remedy"):
                remedied[person, rule.key] = _worse(remedied.get((person, rule.key), True), row["remedied"])
        now = _serving(row, start, lifted if not doubtful else None, snapshot.as_of)
        serving[person] = _any(serving.get(person, False), now)
    return _frame(snapshot, windows, lifts, remedied, serving)


def _version(windows: tuple[Rule, ...], row: dict[str, object]) -> tuple[Rule | None, bool]:
    """The window rule in force on the day of the decision, or the earliest one (doubtful) for an older decision."""
    decided = row["decided"]
    assert isinstance(decided, date)
    fitting = [r for r in windows if r.params["discipline_kind"] == row["kind"] and _reaches(r, row["person_category"])]
    for rule in fitting:
        if rule.in_force(decided):
            return rule, False
    earliest = min(fitting, key=lambda r: r.from_, default=None)
    if earliest is not None and decided < earliest.from_:
        return earliest, True
    return None, False


def _reaches(rule: Rule, category: object) -> bool:
    people = rule.params.get("person_categories")
    return people is None or category in people


def _serving(row: dict[str, object], start: date, lifted: date | None, day: date) -> bool | None:
    """Whether the decision is being executed on ``day``; None when its end is neither recorded nor given by a rule."""
    ends = row["ends"]
    if isinstance(ends, date):
        return start <= day <= ends
    if row["kind"] == "party":
        return False
    return None if lifted is None else start <= day < lifted


def _any(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False


def _worse(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _frame(
    snapshot: Snapshot,
    windows: tuple[Rule, ...],
    lifts: dict[tuple[str, str], date],
    remedied: dict[tuple[str, str], bool | None],
    serving: dict[str, bool | None],
) -> pl.DataFrame:
    people = snapshot.people.select("person_id")
    ids = people["person_id"].to_list()
    columns: dict[str, pl.Series] = {}
    for rule in windows:
        for reach in REACHES:
            for doubtful in (False, True):
                name = window_column(rule, reach, doubtful=doubtful)
                columns[name] = pl.Series(name, [lifts.get((i, name)) for i in ids], dtype=pl.Date)
        if rule.params.get("needs_remedy"):
            name = f"remedied:{rule.key}"
            values = [remedied.get((i, rule.key), True) for i in ids]
            columns[name] = pl.Series(name, values, dtype=pl.Boolean)
    now = pl.Series("serving_discipline", [serving.get(i, False) for i in ids], dtype=pl.Boolean)
    return people.with_columns(*columns.values(), now)
