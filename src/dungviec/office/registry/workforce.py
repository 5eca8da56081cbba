"""The workforce on a day: one row per person on the rolls, with everything lists, counts and cards show."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import polars as pl

from dungviec.office.registry.clocks import retirement_days
from dungviec.office.registry.following import Line
from dungviec.office.registry.keeping import kept_by_person
from dungviec.office.registry.patching import put
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.tree import unit_path
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.snapshot import Snapshot
from dungviec.records.vietnamese import fold, name_sort_text

MAJORITY = "Kinh"
"""The majority ethnic group; everybody else counts as an ethnic minority in the statutory tables."""


_PERSONAL = ("people", "tenures", "ratings", "strengths")
"""Tables with rows of one person each that the workforce is computed from."""
_ORDER = ["sort_key", "person_id"]


def _touched(day: date, frame: pl.DataFrame, lines: list[Line]) -> Collection[str]:
    """Whose rows the changed records may alter: the people themselves, holders of the posts, people in the units' branches."""
    s = snapshot(day)
    people = {line.person for line in lines if line.table in _PERSONAL}
    posts = {line.key for line in lines if line.table == "posts"}
    units = {line.key for line in lines if line.table == "units"}
    if units:
        below = [f"/{unit}/" for unit in units]
        inside = unit_frame(s).filter((pl.lit("/") + pl.col("path")).str.contains_any(below))["unit_id"]
        posts.update(s.posts.filter(pl.col("unit_id").is_in(inside.implode()))["post_id"])
        were = frame.filter((pl.lit("/") + pl.col("unit_path")).str.contains_any(below))["person_id"]
        people.update(were, s["tenures"].filter(pl.col("post_id").is_in(list(posts)))["person_id"])
    elif posts:
        people.update(s["tenures"].filter(pl.col("post_id").is_in(list(posts)))["person_id"])
    return people - {""}


def _patch(day: date, frame: pl.DataFrame, people: Collection[str]) -> pl.DataFrame:
    """The workforce with the rows of ``people`` computed again."""
    s = snapshot(day)
    wanted = list(people)
    own = {name: s[name].filter(pl.col("person_id").is_in(wanted)) for name in _PERSONAL}
    few = Snapshot(
        as_of=s.as_of, name=s.name, place_code=s.place_code,
        tables={"units": s.units, "posts": s.posts, "profiles": s["profiles"]} | own,
    )  # fmt: skip
    fresh = describe(few).select(frame.columns)
    return put(frame, fresh, key="person_id", gone=pl.Series(wanted, dtype=pl.String), order=_ORDER)


@kept_by_person(tables=(*_PERSONAL, "posts", "units"), touched=_touched, patch=_patch)
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
        .sort(_ORDER)
    )


def unit_frame(s: Snapshot) -> pl.DataFrame:
    """Units that exist on the day, with the path from the root."""
    parents = dict(s.units.select("unit_id", "parent_id").iter_rows())
    paths = pl.DataFrame(
        [(unit, unit_path(unit, parents)) for unit in s.live_units["unit_id"]],
        schema={"unit_id": pl.String, "path": pl.String}, orient="row",
    )  # fmt: skip
    return s.live_units.join(paths, on="unit_id", how="left")


def _present_posts(s: Snapshot) -> pl.DataFrame:
    """Title, unit and dates of the post each person mainly holds; a tenure outside the posts on file gives its own words."""
    roles = s.live_posts.select("post_id", "role")
    ranks = {c.value: c.rank for c in LEVELS}
    units = unit_frame(s).select("unit_id", unit_name="name", unit_kind="kind", unit_path="path")
    held = s.whereabouts.rename({"from_date": "since", "kind": "tenure_kind"}).with_columns(
        level_rank=pl.col("level").replace_strict(ranks, default=None, return_dtype=pl.Int32)
    )
    on_file = held.join(roles, on="post_id", how="left").join(units, on="unit_id", how="left")
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
        .unique(["person_id", "strength"], keep="first", maintain_order=True)
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("strength").head(2).alias("two_strengths"))
    )


def _whole_years(start: pl.Expr, day: date) -> pl.Expr:
    before = (pl.lit(day.month) * 100 + day.day) < (
        start.dt.month().cast(pl.Int32) * 100 + start.dt.day().cast(pl.Int32)
    )
    return day.year - start.dt.year().cast(pl.Int32) - before.cast(pl.Int32)
