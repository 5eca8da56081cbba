"""Where people serve, in a post on file or not: the one place that answers it.

Records of earlier years often name a unit and a title but no post, because the list of posts came later than the career. Whoever
asks only for posts loses these people on past days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from dungviec.records.vietnamese import fold

if TYPE_CHECKING:
    from dungviec.records.snapshot import Snapshot

KIND_ORDER = {"main": 0, "seconded": 1, "acting": 2, "concurrent": 3}
"""Which of several tenures is the main one."""


def placed(tenures: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    """Tenures with the ``unit_id`` and ``post_level`` of their post; without a post, the unit whose name they state, if one alone bears it.

    Where several units bore the name at different times, the one that existed during the tenure is meant. Tenures that name no
    unit on file are left out.
    """
    posts = snapshot.posts.select("post_id", "unit_id", post_level="level")
    return (
        tenures.join(posts, on="post_id", how="left", maintain_order="left")
        .join(_by_name(tenures, snapshot), on=["unit_name", "from_date", "to_date"], how="left", nulls_equal=True, maintain_order="left")
        .with_columns(unit_id=pl.when(pl.col("post_id").is_null()).then("_named").otherwise("unit_id"))
        .drop("_named")
        .filter(pl.col("unit_id").is_not_null())
    )  # fmt: skip


def _by_name(tenures: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    """``unit_name, from_date, to_date, _named``: the unit that each stated name and span means, where one alone fits."""
    spans = tenures.filter(pl.col("post_id").is_null() & pl.col("unit_name").is_not_null())
    spans = spans.select("unit_name", "from_date", "to_date").unique(maintain_order=True)
    written = spans["unit_name"].unique().to_list()
    folds = pl.DataFrame({"unit_name": written, "_fold": [fold(w) for w in written]}, schema={"unit_name": pl.String, "_fold": pl.String})  # fmt: skip
    units = snapshot.units.select("unit_id", "valid_from", "valid_to").with_columns(
        _fold=pl.Series([fold(n) for n in snapshot.units["name"]], dtype=pl.String)
    )
    both = spans.join(folds, on="unit_name").join(units, on="_fold")
    keys = ["unit_name", "from_date", "to_date"]
    alone = pl.len().over(keys) == 1
    there = (pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.coalesce("to_date", pl.lit(snapshot.as_of)))) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("from_date"))
    )  # fmt: skip
    only = both.filter(alone)
    dated = both.filter(~alone).filter(there).filter(alone)
    return pl.concat([only, dated]).select(*keys, _named="unit_id")


def serve_on(snapshot: Snapshot) -> pl.DataFrame:
    """One row for each person who serves in a living unit on the snapshot's day; see ``Snapshot.whereabouts``."""
    columns = ["person_id", "unit_id", "post_id", "title", "level", "field", "from_date", "kind", "term_ends"]
    posts = snapshot.live_posts.select("post_id", "unit_id", "title", "level", "field")
    held = snapshot.main_posts
    in_posts = held.join(posts, on="post_id", maintain_order="left").select(columns)
    loose = snapshot.current_tenures.filter(pl.col("kind") != "concurrent").join(held, on="person_id", how="anti")
    by_name = (
        placed(loose, snapshot)
        .join(snapshot.live_units.select("unit_id"), on="unit_id", how="semi")
        .with_columns(
            level=pl.coalesce("level", "post_level"), post_id=pl.lit(None, pl.String),
            _order=pl.col("kind").replace_strict(KIND_ORDER, return_dtype=pl.Int8),
        )
        .sort(["person_id", "_order", "from_date"], descending=[False, False, True], nulls_last=True)
        .unique("person_id", keep="first", maintain_order=True)
        .select(columns)
    )  # fmt: skip
    return pl.concat([in_posts, by_name]).sort("person_id")
