"""Posts and their seats on a day: who sits on which, what is vacant, what is held by more people than it has seats."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.snapshot import Snapshot


@kept_per_day(tables=("units", "posts", "tenures"))
def seats(day: date) -> pl.DataFrame:
    """Every live post with ``held`` (people in it on the day), ``vacant`` seats and its unit; unified seats count for their holder.

    A post that is held together with another (``held_with``) has no seat of its own: it is filled by the other's holder.
    """
    s = snapshot(day)
    held = (
        s.current_tenures.filter(pl.col("post_id").is_not_null())
        .unique(["person_id", "post_id"])
        .group_by("post_id")
        .agg(held=pl.len().cast(pl.Int32))
    )
    units = unit_frame(s).select("unit_id", unit_name="name", unit_kind="kind", path="path")
    return (
        s.live_posts.join(held, on="post_id", how="left")
        .join(units, on="unit_id", how="left")
        .with_columns(pl.col("held").fill_null(0), unified=pl.col("held_with").is_not_null())
        .with_columns(
            vacant=pl.when("unified").then(0).otherwise((pl.col("seats") - pl.col("held")).clip(lower_bound=0)),
            over=pl.when("unified").then(0).otherwise((pl.col("held") - pl.col("seats")).clip(lower_bound=0)),
            leads=(pl.col("level_rank") >= LEADERSHIP_RANK).fill_null(False),
        )
    )


def post_rows(day: date, unit_id: str) -> list[dict[str, Any]]:
    """Posts of one unit, the head first, each with its holders (``person_id, name, since, kind, term_ends``)."""
    return _with_holders(snapshot(day), seats(day).filter(pl.col("unit_id") == unit_id))


def all_post_rows(day: date) -> dict[str, list[dict[str, Any]]]:
    """The posts of every unit, as :func:`post_rows` gives those of one."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _with_holders(snapshot(day), seats(day)):
        found.setdefault(row["unit_id"], []).append(row)
    return found


_SHOWN = (
    "post_id",
    "unit_id",
    "title",
    "level",
    "field",
    "seats",
    "held",
    "held_with",
    "vacant",
    "over",
    "unified",
    "leads",
)


def _with_holders(s: Snapshot, posts: pl.DataFrame) -> list[dict[str, Any]]:
    """Posts as mappings, each with the people in it, or in the post it is held together with."""
    wanted = pl.concat([posts["post_id"], posts["held_with"].drop_nulls()]).unique()
    running = (
        s.current_tenures.filter(pl.col("post_id").is_in(wanted.implode()))
        .select("post_id", "person_id", "kind", "from_date", "term_ends")
        .join(s.people.select("person_id", "name"), on="person_id", how="left")
        .sort("from_date")
    )
    holders: dict[str, list[dict[str, Any]]] = {}
    for row in running.iter_rows(named=True):
        holders.setdefault(row["post_id"], []).append(row)
    order = ["level_rank", "importance", "title"]
    rows = posts.sort(order, descending=[True, True, False], nulls_last=True).select(_SHOWN).to_dicts()
    for row in rows:
        row["holders"] = holders.get(row["post_id"], []) or holders.get(row["held_with"] or "", [])
    return rows
