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


def newer_column(rule: Rule) -> str:
    """The person-fact column that holds the day the window would be lifted by the version in force on the day judged."""
    return f"newer:{rule.key}"


def discipline_facts(snapshot: Snapshot, windows: tuple[Rule, ...], categories: pl.DataFrame) -> pl.DataFrame:
    """Per person: the lifting day per window rule and reach, ``serving_discipline``, ``unruled_discipline``.

    ``categories`` holds ``person_id, person_category``. A decision older than every version on file is matched with the
    earliest one and marked doubtful: it answers unknown while that window would run. ``serving_discipline`` is null for
    an administrative decision without a recorded end that no window rule covers; ``unruled_discipline`` says that such
    a decision, of a day for which no window is on file, is not known to have ended.
    """
    rows = snapshot["discipline"].filter(pl.col("decided") <= snapshot.as_of).join(categories, on="person_id")
    lifts: dict[tuple[str, str], date] = {}
    remedied: dict[tuple[str, str], bool | None] = {}
    serving: dict[str, bool | None] = {}
    unruled: set[str] = set()
    for row in rows.iter_rows(named=True):
        person, start = row["person_id"], row["effective"] or row["decided"]
        versions = _versions(windows, row)
        rule, doubtful = next(((r, d) for r, d in versions if r.family), (None, False))
        lifted = _lifted(rule, row, start)
        for one, doubt in versions:
            form, until = one.params["forms"].get(row["form"]), _lifted(one, row, start)
            if form is not None and until is not None:
                column = window_column(one, form["reach"], doubtful=doubt)
                lifts[person, column] = max(until, lifts.get((person, column), until))
                if one.params.get("needs_remedy"):
                    remedied[person, one.key] = _worse(remedied.get((person, one.key), True), row["remedied"])
        later = _lifted(_in_force_today(rule, windows, snapshot.as_of), row, start)
        if rule is not None and later is not None and later != lifted:
            name = newer_column(rule)
            lifts[person, name] = max(later, lifts.get((person, name), later))
        now = _serving(row, start, lifted, snapshot.as_of, doubtful=doubtful)
        serving[person] = _any(serving.get(person, False), now)
        ended = row["ends"] is not None and row["ends"] < snapshot.as_of
        if row["kind"] == "administrative" and row["form"] is not None and lifted is None and not ended:
            unruled.add(person)
    return _frame(snapshot, windows, lifts, remedied, serving, unruled)


def _lifted(rule: Rule | None, row: dict[str, object], start: date) -> date | None:
    """The day a decision's window under the rule is lifted; None where the rule has none for its form."""
    form = rule.params["forms"].get(row["form"]) if rule is not None else None
    return add_months(start, int(form["months"])) if form else None


def _versions(windows: tuple[Rule, ...], row: dict[str, object]) -> list[tuple[Rule, bool]]:
    """The windows that bear on a decision: of the law the version in force on its day, or the earliest one (doubtful) for
    an older decision; beside it every window that an overlay adds and that was in force that day."""
    decided = row["decided"]
    assert isinstance(decided, date)
    fitting = [r for r in windows if r.params["discipline_kind"] == row["kind"] and _reaches(r, row["person_category"])]
    found: list[tuple[Rule, bool]] = []
    law = [r for r in fitting if r.family]
    if running := [r for r in law if r.in_force(decided)]:
        found.append((running[0], False))
    elif law and decided < (earliest := min(law, key=lambda r: r.from_)).from_:
        found.append((earliest, True))
    return found + [(r, False) for r in fitting if not r.family and r.in_force(decided)]


def _in_force_today(rule: Rule | None, windows: tuple[Rule, ...], day: date) -> Rule | None:
    """The version of the same family that is in force on the day judged, where it is another than the decision's own."""
    if rule is None or rule.in_force(day):
        return None
    return next(
        (
            r
            for r in windows
            if r.family == rule.family
            and r.in_force(day)
            and r.params.get("person_categories") == rule.params.get("person_categories")
        ),
        None,
    )


def _reaches(rule: Rule, category: object) -> bool:
    people = rule.params.get("person_categories")
    return people is None or category in people


def _serving(row: dict[str, object], start: date, lifted: date | None, day: date, *, doubtful: bool) -> bool | None:
    """Whether the decision is being executed on ``day``; None when its end is neither recorded nor given by a rule.

    A decision older than every version on file is in doubt while the earliest window would run, and over afterwards.
    """
    ends = row["ends"]
    if isinstance(ends, date):
        return start <= day <= ends
    if row["kind"] == "party":
        return False
    if doubtful and lifted is not None:
        return None if start <= day < lifted else False
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
    unruled: set[str],
) -> pl.DataFrame:
    ids = sorted(serving)  # the few who have a decision; the others are joined on with nothing against them
    columns = [
        pl.Series("person_id", ids, dtype=pl.String),
        pl.Series("serving_discipline", [serving[i] for i in ids], dtype=pl.Boolean),
        pl.Series("unruled_discipline", [i in unruled for i in ids], dtype=pl.Boolean),
    ]
    clean = {"serving_discipline": False, "unruled_discipline": False}
    for rule in windows:
        for reach in REACHES:
            for doubtful in (False, True):
                name = window_column(rule, reach, doubtful=doubtful)
                columns.append(pl.Series(name, [lifts.get((i, name)) for i in ids], dtype=pl.Date))
        name = newer_column(rule)
        columns.append(pl.Series(name, [lifts.get((i, name)) for i in ids], dtype=pl.Date))
        if rule.params.get("needs_remedy"):
            name = f"remedied:{rule.key}"
            columns.append(pl.Series(name, [remedied.get((i, rule.key), True) for i in ids], dtype=pl.Boolean))
            clean[name] = True
    found = pl.DataFrame(columns).with_columns(_decided=pl.lit(True))
    without = pl.col("_decided").is_null()
    return (
        snapshot.people.select("person_id")
        .join(found, on="person_id", how="left", maintain_order="left")
        .with_columns(pl.when(without).then(pl.lit(v)).otherwise(pl.col(n)).alias(n) for n, v in clean.items())
        .drop("_decided")
    )
