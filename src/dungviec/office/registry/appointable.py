"""What somebody may be appointed to: the law's verdict and the fit for every other post of the city, vacancies first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.structure import seats

SHOWN = 12


@dataclass(frozen=True)
class Prospects:
    """The best posts, and how all posts fall by verdict."""

    rows: list[dict[str, Any]]
    counts: dict[int, int]
    """Number of posts by verdict, 0 (allowed) to 3 (forbidden)."""
    vacant: int
    """Vacant posts among them."""


def prospects(person_id: str, day: date, *, only_vacant: bool = False, limit: int = SHOWN) -> Prospects:
    """Judge and score ``person_id`` against every live post not held by the same person.

    Posts more than one level below the present one are left out: nobody is appointed downwards that far.
    Order: posts with a vacancy first, then the verdict, then the fit.
    """
    from dungviec.competency import score_pairs
    from dungviec.law import judge_pairs

    s = snapshot(day)
    own = s.current_tenures.filter(pl.col("person_id") == person_id)["post_id"].drop_nulls().to_list()
    posts = seats(day).filter(~pl.col("unified") & ~pl.col("post_id").is_in(own))
    rank = posts_rank(s.main_posts, s.live_posts, person_id)
    if rank is not None:
        posts = posts.filter(pl.col("level_rank") >= max(rank - 1, min(rank, 1)))
    if only_vacant:
        posts = posts.filter(pl.col("vacant") > 0)
    pairs = posts.select(pl.lit(person_id).alias("person_id"), "post_id")
    judged = judge_pairs(s, pairs).select("person_id", "post_id", "verdict", "blocking")
    scored = score_pairs(s, pairs).select("person_id", "post_id", "competence", "strengths", "record", "wishes", "fit")
    table = (
        judged.join(scored, on=["person_id", "post_id"], how="left")
        .join(posts.select("post_id", "title", "unit_id", "unit_name", "level", "level_rank", "vacant"), on="post_id", how="left")
        .sort(
            [pl.col("vacant") > 0, "verdict", "fit", "post_id"], descending=[True, False, True, False]
        )
    )  # fmt: skip
    counts = {int(v): int(n) for v, n in table.group_by("verdict").len().iter_rows()}
    open_rows = table.filter(pl.col("verdict") < 3).head(limit)
    return Prospects(open_rows.to_dicts(), counts, int((posts["vacant"] > 0).sum()))


def posts_rank(held: pl.DataFrame, posts: pl.DataFrame, person_id: str) -> int | None:
    """Level of the post the person mainly holds; None without one."""
    own = held.filter(pl.col("person_id") == person_id).join(posts, on="post_id", how="inner")["level_rank"]
    return int(own[0]) if own.len() and own[0] is not None else None
