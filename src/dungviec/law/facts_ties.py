"""Ties: the few couples of a person and a post that have something to do with each other beyond level and kind.

Somebody holds the post, works in its unit, is planned for it, or has asked for it; for all other couples these facts are
false.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.alike import Codes
from dungviec.law.facts import TIES, FactBase


def ties_between(
    facts: FactBase, people: pl.DataFrame, posts: pl.DataFrame
) -> tuple[Codes, Codes, npt.NDArray[np.uint8]]:
    """``(post, person, ties)`` sorted by post, then person: positions among rows of the fact tables, each couple once.

    ``ties`` has a bit for each of ``TIES``, in their order. Couples without any tie are left out.
    """
    who = people.select("person_id", "current_unit").with_row_index("person")
    what = posts.select("post_id", "unit_id", "seat_key", "title_key", "target_rank").with_row_index("post")
    held = facts.held.join(what, on="post_id").join(who, on="person_id")
    found = [
        _tied(held.filter("stay"), "stay"),
        _tied(held.filter("asked"), "asked"),
        _tied(who.join(what, left_on="current_unit", right_on="unit_id"), "same_unit"),
        _tied(facts.plan_posts.join(what, on="seat_key").join(who, on="person_id"), "planned_here"),
        _tied(facts.plan_titles.join(what, on=["title_key", "target_rank"]).join(who, on="person_id"), "planned_here"),
    ]
    tied = pl.concat(found).group_by("post", "person").agg(pl.col("ties").bitwise_or()).sort("post", "person")
    post, person = (tied[name].cast(pl.Int64).to_numpy() for name in ("post", "person"))
    return post, person, tied["ties"].to_numpy()


def _tied(couples: pl.DataFrame, name: str) -> pl.DataFrame:
    return couples.select("post", "person", ties=pl.lit(1 << TIES.index(name), pl.UInt8))
