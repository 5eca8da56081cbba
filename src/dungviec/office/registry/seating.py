"""Posts and their seats on a day: who sits on which, what is vacant, what is held by more people than it has seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame
from dungviec.records.codes import LEADERSHIP_RANK


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
    book = _book(day)
    return _with_holders(day, book, book.posts.slice(*book.of_unit.get(unit_id, (0, 0))))


def all_post_rows(day: date) -> dict[str, list[dict[str, Any]]]:
    """The posts of every unit, as :func:`post_rows` gives those of one."""
    found: dict[str, list[dict[str, Any]]] = {}
    book = _book(day)
    for row in _with_holders(day, book, book.posts):
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


@dataclass(frozen=True, slots=True)
class _Book:
    """Posts in the order of their units and who holds them in the order of the posts, so that a unit is two slices."""

    posts: pl.DataFrame
    of_unit: dict[str, tuple[int, int]]
    """Unit → offset and length in ``posts``."""
    held: pl.DataFrame
    of_post: dict[str, tuple[int, int]]
    """Post → offset and length in ``held``."""


@kept_per_day(tables=("units", "posts", "tenures"))
def _book(day: date) -> _Book:
    posts = (
        seats(day)
        .sort(["unit_id", "level_rank", "importance", "title"], descending=[False, True, True, False], nulls_last=True)
        .select(_SHOWN)
    )
    held = (
        snapshot(day)
        .current_tenures.filter(pl.col("post_id").is_not_null())
        .select("post_id", "person_id", "kind", "from_date", "term_ends")
        .sort("post_id", "from_date", maintain_order=True)
    )
    return _Book(posts, _slices(posts, "unit_id"), held, _slices(held, "post_id"))


def _slices(frame: pl.DataFrame, column: str) -> dict[str, tuple[int, int]]:
    """Where the rows of each value lie in a frame sorted by ``column``."""
    runs = frame.with_row_index("at").group_by(column, maintain_order=True).agg(pl.col("at").first(), n=pl.len())
    return {value: (at, n) for value, at, n in runs.iter_rows()}


def _with_holders(day: date, book: _Book, posts: pl.DataFrame) -> list[dict[str, Any]]:
    """Posts as mappings, each with the people in it, or in the post it is held together with."""
    rows = posts.to_dicts()
    wanted = {p for row in rows for p in (row["post_id"], row["held_with"]) if p in book.of_post}
    if posts.height == book.posts.height:
        running = book.held
    else:
        running = pl.concat([book.held.clear(), *(book.held.slice(*book.of_post[p]) for p in sorted(wanted))])
    people = snapshot(day).people.select("person_id", "name")
    names = dict(people.filter(pl.col("person_id").is_in(running["person_id"].unique().to_list())).iter_rows())
    holders: dict[str, list[dict[str, Any]]] = {}
    for row in running.iter_rows(named=True):
        holders.setdefault(row["post_id"], []).append(row | {"name": names.get(row["person_id"])})
    for row in rows:
        row["holders"] = holders.get(row["post_id"], []) or holders.get(row["held_with"] or "", [])
    return rows
