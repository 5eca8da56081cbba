"""Gaps against the profile of the post held: per person, per unit and city, with what was never assessed kept apart."""

from __future__ import annotations

import polars as pl

from dungviec.records.known_by import competencies_by
from dungviec.records.snapshot import Snapshot


def gaps(snapshot: Snapshot) -> pl.DataFrame:
    """One row per person and competency that the profile of the main post asks for.

    Columns ``person_id, unit_id, post_id, competency, least, wanted, level, gap``: levels 1–5; ``level`` and ``gap`` are null
    where nobody assessed; ``gap`` is the levels missing to the least one (0 where none).
    """
    posts = snapshot.live_posts.select("post_id", "unit_id", "profile_id")
    asked = snapshot["profiles"].select(
        "profile_id", "competency", least="min_level", wanted=pl.coalesce("max_level", "min_level")
    )
    held = competencies_by(snapshot).select("person_id", "competency", "level")
    return (
        snapshot.main_posts.select("person_id", "post_id")
        .join(posts, on="post_id")
        .join(asked, on="profile_id")
        .join(held, on=["person_id", "competency"], how="left")
        .with_columns(gap=(pl.col("least") - pl.col("level")).clip(lower_bound=0))
        .select("person_id", "unit_id", "post_id", "competency", "least", "wanted", "level", "gap")
        .sort("person_id", "competency")
    )


def heat(found: pl.DataFrame, by: str = "unit_id") -> pl.DataFrame:
    """The gaps of :func:`gaps` gathered ``by`` unit (or any column) and competency, for a heat map and its table.

    Columns: ``by``, ``competency``, ``people`` asked, ``assessed``, ``short`` (below the least level), ``levels`` missing in all,
    ``share`` short of those assessed (null where nobody was).
    """
    return (
        found.group_by(by, "competency")
        .agg(
            people=pl.len(), assessed=pl.col("level").is_not_null().sum(), short=(pl.col("gap") > 0).sum(),
            levels=pl.col("gap").sum(),
        )
        .with_columns(share=pl.when(pl.col("assessed") > 0).then(pl.col("short") / pl.col("assessed")))
        .sort(by, "competency")
    )  # fmt: skip
