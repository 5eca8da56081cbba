"""Which posts a policy means when it names levels, roles, fields, functions or ids."""

from __future__ import annotations

import polars as pl

from dungviec.engine.problem import Flags
from dungviec.placement.requirements import PostsWanted
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS


def posts_meant(wanted: PostsWanted, posts: pl.DataFrame) -> Flags:
    """Which rows of ``posts`` (columns of the records) are meant, [posts]."""
    meant = pl.lit(True)
    for column, values in (
        ("post_id", wanted.ids), ("level", wanted.levels), ("role", wanted.roles), ("field", wanted.fields),
        ("category", wanted.categories),
    ):  # fmt: skip
        if values:
            meant &= pl.col(column).is_in(list(values)).fill_null(False)
    if wanted.functions:
        meant &= pl.col("functions").list.set_intersection(list(wanted.functions)).list.len().fill_null(0) > 0
    if wanted.leading is not None:
        meant &= (pl.col("_rank") >= LEADERSHIP_RANK) == wanted.leading
    ranked = posts.with_columns(
        _rank=pl.col("level").replace_strict({c.value: c.rank for c in LEVELS}, default=None, return_dtype=pl.Int32)
    )
    flags: Flags = ranked.with_columns(meant=meant.fill_null(False))["meant"].to_numpy().copy()
    return flags
