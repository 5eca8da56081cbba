"""The two clocks of an official: when the term ends, and when the age of retirement is reached (from the law of the day)."""

from __future__ import annotations

import polars as pl

from dungviec.law import service_ages
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
