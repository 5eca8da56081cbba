"""Impact: who changes status for appointments when a clause changes or a decree takes effect."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.grid import judge_grid
from dungviec.law.tally import CHANGED, Obstacles, changes
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK


@dataclass(frozen=True, slots=True)
class Impact:
    """``pairs`` judged; ``people``: one row per person and change of verdict; ``units``: counts by unit of today."""

    pairs: int
    changed_pairs: int
    people: pl.DataFrame
    units: pl.DataFrame


def impact(snapshot: Snapshot, before: LawView, after: LawView) -> Impact:
    """Everybody against every leading post on file, by the law before and after, on the facts of ``after``'s day.

    ``people`` has ``person_id, name, unit_id, unit, before, after`` (verdict codes), ``posts`` (how many), ``example``
    (one post) and ``rules`` (new obstacles); ``units`` has ``unit_id, unit, people, stricter, looser``.
    """
    facts = replace(snapshot, as_of=after.day)
    wanted = (pl.col("level_rank") >= LEADERSHIP_RANK) & pl.col("held_with").is_null()
    posts = facts.live_posts.filter(wanted)["post_id"].sort()
    people = facts.people["person_id"]
    obstacles = Obstacles()
    parts = [
        changes(old, new, obstacles)
        for old, new in zip(judge_grid(facts, people, posts, before), judge_grid(facts, people, posts, after), strict=True)
    ] if len(posts) and len(people) else []  # fmt: skip
    changed = pl.concat([pl.DataFrame(schema=CHANGED), *parts])
    rows = (
        changed.group_by("person_id", "before", "after")
        .agg(
            posts=pl.col("posts").sum(),
            example=pl.col("example").min(),
            rules=pl.col("rules").explode().drop_nulls().unique().sort(),
        )
        .join(_today(facts), on="person_id", how="left")
        .select("person_id", "name", "unit_id", "unit", "before", "after", "posts", "example", "rules")
        .sort("unit", "name", "person_id", "before", "after")
    )
    worse = pl.col("after") > pl.col("before")
    units = (
        rows.group_by("unit_id", "unit")
        .agg(
            people=pl.col("person_id").n_unique(),
            stricter=pl.col("person_id").filter(worse).n_unique(),
            looser=pl.col("person_id").filter(~worse).n_unique(),
        )
        .sort("people", "unit", descending=[True, False])
    )
    return Impact(len(people) * len(posts), int(changed["posts"].sum()), rows, units)


def _today(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, name, unit_id, unit`` by the main post held today."""
    held = (
        snapshot.main_posts.join(snapshot.posts.select("post_id", "unit_id"), on="post_id")
        .join(snapshot.units.select("unit_id", unit="name"), on="unit_id", how="left")
        .select("person_id", "unit_id", "unit")
        .unique("person_id")
    )
    return snapshot.people.select("person_id", "name").join(held, on="person_id", how="left")
