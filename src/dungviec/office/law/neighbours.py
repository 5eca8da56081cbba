"""The posts next to somebody: the leading ones next up, and the other positions without leadership in the own unit."""

from __future__ import annotations

from typing import Any

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK


def asked_pairs(facts: Snapshot) -> pl.DataFrame:
    """``person_id, post_id``: everybody and the posts next to them, up and alongside."""
    return pl.concat([next_up(facts), alongside(facts)])


def alongside(facts: Snapshot) -> pl.DataFrame:
    """``person_id, post_id``: whoever does not lead, and the other kinds of positions without leadership in the own unit.

    Positions of one title, level, category and profile are one kind; the first of each stands for it.
    """
    posts = facts.live_posts.filter(
        (pl.col("level_rank").fill_null(0) < LEADERSHIP_RANK) & pl.col("held_with").is_null()
    )
    kind = ["unit_id", "title", "level", "category", "profile_id"]
    kinds = posts.sort("post_id").group_by(kind, maintain_order=True).agg(pl.col("post_id").first())
    held = facts.main_posts.select("person_id", own="post_id").join(
        posts.select(pl.col("post_id").alias("own"), *kind), on="own"
    )
    return (
        held.join(kinds, on="unit_id", suffix="_there")
        .filter(~pl.all_horizontal(pl.col(c).eq_missing(pl.col(f"{c}_there")) for c in kind[1:]))
        .select("person_id", "post_id")
        .sort("person_id", "post_id")
    )


def next_up(facts: Snapshot) -> pl.DataFrame:
    """``person_id, post_id``: each person and the leading posts next up."""
    parents = dict(facts.units.select("unit_id", "parent_id").iter_rows())
    led: dict[str, list[tuple[int, str]]] = {}
    posts = facts.live_posts.filter((pl.col("level_rank") >= LEADERSHIP_RANK) & pl.col("held_with").is_null())
    for unit, rank, post in posts.select("unit_id", "level_rank", "post_id").iter_rows():
        led.setdefault(unit, []).append((rank, post))
    where = facts.main_posts.select("person_id", "post_id").join(
        facts.live_posts.select("post_id", "unit_id", "level_rank"), on="post_id"
    )
    rows: list[tuple[str, str]] = []
    found: dict[tuple[str, int], list[str]] = {}
    for person, unit, rank in where.select("person_id", "unit_id", "level_rank").iter_rows():
        place = (unit, rank or 0)
        if place not in found:
            found[place] = _nearest(unit, rank or 0, led, parents)
        rows += [(person, post) for post in found[place]]
    return pl.DataFrame(rows, schema={"person_id": pl.String, "post_id": pl.String}, orient="row")


def _nearest(unit: str | None, rank: int, led: dict[str, list[tuple[int, str]]], parents: dict[str, Any]) -> list[str]:
    seen: set[str] = set()
    while unit is not None and unit not in seen:
        seen.add(unit)
        higher = [(r, post) for r, post in led.get(unit, ()) if r > rank]
        if higher:
            least = min(r for r, _ in higher)
            return sorted(post for r, post in higher if r == least)
        unit = parents.get(unit)
    return []
