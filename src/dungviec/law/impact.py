"""Impact: who changes status for appointments when a clause changes or a decree takes effect."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.judge import judge_pairs
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK

BATCH = 200_000
_CHANGED = pl.Schema(
    {
        "person_id": pl.String(), "post_id": pl.String(), "verdict": pl.UInt8(), "blocking": pl.List(pl.String()),
        "before": pl.UInt8(), "was": pl.List(pl.String()),
    }
)  # fmt: skip


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
    posts = facts.live_posts.filter((pl.col("level_rank") >= LEADERSHIP_RANK) & pl.col("held_with").is_null())
    people = facts.people.select("person_id")
    found, judged = [], 0
    step = max(1, BATCH // max(people.height, 1))
    for start in range(0, posts.height, step):
        pairs = people.join(posts.select("post_id").slice(start, step), how="cross")
        judged += pairs.height
        old, new = judge_pairs(facts, pairs, before), judge_pairs(facts, pairs, after)
        both = new.with_columns(before=old["verdict"], was=old["blocking"])
        found.append(both.filter(pl.col("before") != pl.col("verdict")))
    changed = pl.concat(found) if found else pl.DataFrame(schema=_CHANGED)
    rows = (
        changed.with_columns(rules=pl.col("blocking").list.set_difference("was"))
        .group_by("person_id", "before", after="verdict")
        .agg(
            posts=pl.len(),
            example=pl.col("post_id").min(),
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
    return Impact(judged, changed.height, rows, units)


def _today(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, name, unit_id, unit`` by the main post held today."""
    held = (
        snapshot.main_posts.join(snapshot.posts.select("post_id", "unit_id"), on="post_id")
        .join(snapshot.units.select("unit_id", unit="name"), on="unit_id", how="left")
        .select("person_id", "unit_id", "unit")
        .unique("person_id")
    )
    return snapshot.people.select("person_id", "name").join(held, on="person_id", how="left")
