"""The two clocks of an official: when the term ends, and when the age of retirement is reached (from the law of the day)."""

from __future__ import annotations

from datetime import date

import polars as pl

from dungviec.law import LawView, service_ages
from dungviec.law.rules import Rule
from dungviec.office.registry.governing import law_on
from dungviec.records.snapshot import Snapshot


def retirement_days(s: Snapshot) -> pl.DataFrame:
    """``person_id, retires``: the last day of service by the schedule in force, or by the one already issued for later.

    Somebody whose day falls after a new schedule begins leaves by the new one: in December 2020 the ages of 2021 count for
    whoever has not yet reached the old age.
    """
    view = law_on(s.as_of)
    starts = [r.from_ for r in view.all_known if r.check == "still_in_service" and r.from_ > view.day]
    ages = service_ages(s, view)
    day = pl.col("retire_on")
    if starts:
        day = (
            pl.when(pl.col("retire_on") >= min(starts)).then(pl.coalesce("next_retire_on", "retire_on")).otherwise(day)
        )
    return ages.select("person_id", retires=day)


def retirement_rules(view: LawView, on: date) -> list[Rule]:
    """The schedule that gives a last day of service, and how the day is counted: of the schedules known, the one in force
    on that day."""
    schedules = [
        r for r in view.all_known if r.check == "still_in_service" and (r in view.rules_in_force or r.from_ > view.day)
    ]
    reached = [r for r in schedules if r.from_ <= max(on, view.day)]
    return [
        *sorted(reached, key=lambda r: r.from_)[-1:],
        *(r for r in view.rules(topic="retirement") if r.id == "RET-03"),
    ]


def term_rules(view: LawView, category: str | None) -> list[Rule]:
    """The clauses in force on how long a term lasts and on what happens at its end, for a post of this category."""
    found = [*view.rules(topic="term"), *view.rules(topic="reappointment", kind="clock")]
    return [r for r in found if not r.applies_to.categories or category in r.applies_to.categories]
