"""Whoever serves on a day, with the last day of service where it is known."""

from __future__ import annotations

import polars as pl

from dungviec.law import LawView, service_ages
from dungviec.law.facts_people import schedules
from dungviec.records import Snapshot


def serving(snapshot: Snapshot, view: LawView, unit: frozenset[str] | None = None) -> pl.DataFrame:
    """``person_id, post_id, unit_id, deputy, leaves`` of everybody who serves in a unit; ``leaves`` is the last day of service, if known.

    ``post_id`` is null where the records of an earlier day name no post on file (``Snapshot.whereabouts``).
    Whoever reaches the age after the next schedule begins leaves by that one: it is already issued on the day.
    """
    now, later = schedules(view)
    by_next = pl.lit(value=False) if later is None else pl.col("retire_on") >= later.from_
    posts = snapshot.live_posts.select("post_id", deputy=pl.col("role") == "deputy")
    ages = service_ages(snapshot, view).with_columns(
        leaves=pl.when(by_next & pl.col("next_retire_on").is_not_null()).then("next_retire_on").otherwise("retire_on")
    )
    rows = snapshot.whereabouts.select("person_id", "post_id", "unit_id").join(posts, on="post_id", how="left")
    rows = rows.with_columns(pl.col("deputy").fill_null(value=False))
    rows = rows.join(ages.select("person_id", "leaves"), on="person_id", how="left").sort("unit_id", "person_id")
    if now is None:
        rows = rows.with_columns(leaves=pl.lit(None, dtype=pl.Date))
    return rows if unit is None else rows.filter(pl.col("unit_id").is_in(list(unit)))
