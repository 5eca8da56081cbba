"""Facts from the career history: time in posts, how the last post was left."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from dungviec.law.months_held import covered_months, cumulative_months, days_of, group_numbers
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS

_LEVEL_RANK = {c.value: c.rank for c in LEVELS}
LEFT_HOW = ("relieved_of_post", "resigned", "dismissed", "not_reappointed")


def ranked_tenures(snapshot: Snapshot) -> pl.DataFrame:
    """Tenures begun by ``as_of`` with ``rank`` (null where the level is not known) and ``end`` (exclusive, clipped)."""
    day = snapshot.as_of
    posts = snapshot.posts.select("post_id", _post_level="level")
    ended = pl.col("to_date").is_not_null() & (pl.col("to_date") < day)
    return (
        snapshot["tenures"]
        .filter(pl.col("from_date") <= day)
        .join(posts, on="post_id", how="left")
        .with_columns(
            rank=pl.coalesce("level", "_post_level").replace_strict(_LEVEL_RANK, default=None, return_dtype=pl.Int32),
            ended=ended,
            end=pl.when(ended).then(pl.col("to_date").dt.offset_by("1d")).otherwise(pl.lit(day)),
        )
    )


def countable(tenures: pl.DataFrame) -> pl.DataFrame:
    """Tenures whose time counts as time in post: not acting, not ended by discipline (APT-2026-04, APT-2026-10)."""
    return tenures.filter((pl.col("kind") != "acting") & (pl.col("left_because").fill_null("") != "discipline"))


def months_at_or_above(tenures: pl.DataFrame) -> pl.DataFrame:
    """``person_id, target_rank, months_adjacent``: months in the level next below each leading level, or above it."""
    usable = countable(tenures).filter(pl.col("rank") >= LEADERSHIP_RANK - 1)
    ordered = usable.select("person_id", "rank", "from_date", "end").sort("person_id", "from_date")
    who, rank = group_numbers(ordered, ["person_id"]), ordered["rank"].to_numpy()
    start, end = days_of(ordered["from_date"]), days_of(ordered["end"])
    parts = []
    for target in range(LEADERSHIP_RANK, max(_LEVEL_RANK.values()) + 1):
        rows = np.flatnonzero(rank >= target - 1)
        first, months = covered_months(who[rows], start[rows], end[rows])
        found = pl.DataFrame({"months_adjacent": months}, schema={"months_adjacent": pl.Int32})
        parts.append(
            found.select(
                ordered["person_id"][rows[first]], pl.lit(target, pl.Int32).alias("target_rank"), "months_adjacent"
            )
        )
    return pl.concat(parts)


def day_reached(
    tenures: pl.DataFrame, person_id: str, *, lowest: int, highest: int | None = None, months: int, by: date
) -> date:
    """The first day, in the month up to ``by``, on which the running tenures of these ranks add up to ``months``.

    ``by`` when no earlier day does (left-over days can bring the day forward, never put it off).
    """
    ranks = (pl.col("rank") >= lowest) & (pl.col("rank") <= (lowest if highest is None else highest))
    usable = countable(tenures).filter((pl.col("person_id") == person_id) & ranks)
    days = pl.DataFrame({"at": [by - timedelta(days=n) for n in range(31, -1, -1)]}, schema={"at": pl.Date})
    reached = cumulative_months(
        usable.join(days, how="cross").with_columns(end=pl.when("ended").then("end").otherwise("at")), ["at"]
    ).filter(pl.col("months") >= months)
    first = reached["at"].min()
    return first if isinstance(first, date) else by


def history_facts(snapshot: Snapshot, tenures: pl.DataFrame, current: pl.DataFrame) -> pl.DataFrame:
    """Per person: ``months_equivalent, has_unlevelled, had_leadership, left_*_on, left_*_rank``.

    ``current`` holds ``person_id, current_rank``. A leaving is forgotten once a post of the same or a higher level began.
    """
    usable = countable(tenures)
    equivalent = cumulative_months(
        usable.join(current, on="person_id").filter(pl.col("rank") == pl.col("current_rank")), ["person_id"]
    ).rename({"months": "months_equivalent"})
    facts = (
        snapshot.people.select("person_id")
        .join(equivalent, on="person_id", how="left", maintain_order="left")
        .join(
            usable.group_by("person_id").agg(
                has_unlevelled=pl.col("rank").is_null().any(),
                had_leadership=(pl.col("rank") >= LEADERSHIP_RANK).any(),
            ),
            on="person_id",
            how="left",
            maintain_order="left",
        )
    )
    for how in LEFT_HOW:
        left = (
            tenures.filter((pl.col("left_because") == how) & (pl.col("to_date") <= snapshot.as_of))
            .filter(pl.col("rank").is_null() | (pl.col("rank") >= LEADERSHIP_RANK))
            .sort("to_date")
            .group_by("person_id")
            .last()
            .select("person_id", **{f"left_{how}_on": "to_date", f"left_{how}_rank": "rank"})
        )
        later = (
            tenures.filter(pl.col("kind") != "acting")
            .join(left, on="person_id")
            .filter((pl.col("from_date") > pl.col(f"left_{how}_on")) & (pl.col("rank") >= pl.col(f"left_{how}_rank")))
            .select("person_id")
            .unique()
        )
        facts = facts.join(
            left.join(later, on="person_id", how="anti"), on="person_id", how="left", maintain_order="left"
        )
    return facts.with_columns(
        pl.col("months_equivalent").fill_null(0), pl.col("has_unlevelled", "had_leadership").fill_null(False)
    )
