"""The workforce on a day: one row per person on the rolls, with everything lists, counts and cards show."""

from __future__ import annotations

from datetime import date

import polars as pl

from dungviec.office.registry.clocks import retirement_days
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.tree import unit_path
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.snapshot import Snapshot
from dungviec.records.vietnamese import collation_key, fold, name_sort_text

MAJORITY = "Kinh"
"""The majority ethnic group; everybody else counts as an ethnic minority in the statutory tables."""


@kept_per_day
def workforce(day: date) -> pl.DataFrame:
    """Everybody on the rolls on ``day``: own facts, main post, unit, latest rating, clocks, two strengths.

    On the rolls are people with a running tenure, and people whose file has no tenure at all (a bare roster).
    """
    return describe(snapshot(day))


def describe(s: Snapshot) -> pl.DataFrame:
    """The frame of :func:`workforce` for a snapshot."""
    ever = s["tenures"].select("person_id").unique()
    now = s.current_tenures.select("person_id").unique()
    people = s.people.join(ever.join(now, on="person_id", how="anti"), on="person_id", how="anti")
    keys = pl.DataFrame(
        [(i, fold(n), name_sort_text(n)) for i, n in people.select("person_id", "name").iter_rows()],
        schema={"person_id": pl.String, "search_key": pl.String, "sort_key": pl.String}, orient="row",
    )  # fmt: skip
    return (
        people.join(keys, on="person_id", how="left")
        .join(_present_posts(s), on="person_id", how="left")
        .join(_latest_ratings(s), on="person_id", how="left")
        .join(_two_strengths(s), on="person_id", how="left")
        .join(retirement_days(s), on="person_id", how="left")
        .with_columns(
            age=_whole_years(pl.coalesce("born", pl.date(pl.col("born_year_only"), 1, 1)), s.as_of),
            minority=pl.col("ethnicity") != MAJORITY,
            service_years=_whole_years(pl.col("joined"), s.as_of),
            years_in_post=_whole_years(pl.col("since"), s.as_of),
            leads=(pl.col("level_rank") >= LEADERSHIP_RANK).fill_null(False),
        )
        .sort("sort_key", "person_id")
    )


def unit_frame(s: Snapshot) -> pl.DataFrame:
    """Units that exist on the day, with the path from the root and the order of a well-kept list."""
    parents = dict(s.units.select("unit_id", "parent_id").iter_rows())
    rows = [(u, unit_path(u, parents), collation_key(n)) for u, n in s.live_units.select("unit_id", "name").iter_rows()]
    paths = pl.DataFrame(
        [(u, path) for u, path, _ in rows], schema={"unit_id": pl.String, "path": pl.String}, orient="row"
    )
    return s.live_units.join(paths, on="unit_id", how="left")


def _present_posts(s: Snapshot) -> pl.DataFrame:
    """Title, unit and dates of the post each person mainly holds; a tenure outside the posts on file gives its own words."""
    posts = s.live_posts.select("post_id", "unit_id", "title", "level", "level_rank", "field", "role")
    units = unit_frame(s).select("unit_id", unit_name="name", unit_kind="kind", unit_path="path")
    held = s.main_posts.rename({"from_date": "since", "kind": "tenure_kind"})
    on_file = held.join(posts, on="post_id", how="left").join(units, on="unit_id", how="left")
    elsewhere = (
        s.current_tenures.join(on_file.select("person_id"), on="person_id", how="anti")
        .sort("from_date", descending=True)
        .unique("person_id", keep="first", maintain_order=True)
        .select("person_id", "title", "unit_name", "level", "field", "term_ends", since="from_date", tenure_kind="kind")
    )
    return pl.concat([on_file, elsewhere], how="diagonal")


def _latest_ratings(s: Snapshot) -> pl.DataFrame:
    """The last yearly state rating decided by the day (a year counts once it is over, when no date is given)."""
    decided = pl.coalesce("decided", pl.date(pl.col("year"), 12, 31))
    return (
        s["ratings"]
        .filter((pl.col("system") == "state") & pl.col("rating").is_not_null() & (decided <= s.as_of))
        .sort("year", descending=True)
        .unique("person_id", keep="first", maintain_order=True)
        .select("person_id", "rating", rating_year="year")
    )


def _two_strengths(s: Snapshot) -> pl.DataFrame:
    """The two best-evidenced strengths of each person, as codes."""
    return (
        s["strengths"]
        .filter(pl.col("noted").is_null() | (pl.col("noted") <= s.as_of))
        .sort(["person_id", "confidence", "strength"], descending=[False, True, False], nulls_last=True)
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("strength").head(2).alias("two_strengths"))
    )


def _whole_years(start: pl.Expr, day: date) -> pl.Expr:
    before = (pl.lit(day.month) * 100 + day.day) < (
        start.dt.month().cast(pl.Int32) * 100 + start.dt.day().cast(pl.Int32)
    )
    return day.year - start.dt.year().cast(pl.Int32) - before.cast(pl.Int32)
