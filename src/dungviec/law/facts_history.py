"""Facts from the career history: time in posts, how the last post was left, yearly ratings that are due."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS, RATINGS

_LEVEL_RANK = {c.value: c.rank for c in LEVELS}
_RATING_RANK = {c.value: c.rank for c in RATINGS}
LEFT_HOW = ("relieved_of_post", "resigned", "dismissed", "not_reappointed")
RATINGS_DUE_MONTH, RATINGS_DUE_DAY = 12, 15
"""Yearly ratings are due by 15 December (interpretation of APT-2026-05)."""


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


def cumulative_months(tenures: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """``by, months``: whole months covered by the tenures of each group, overlaps once.

    Left-over days of several separate periods add up, 30 to a month; of a single period they never make one.
    """
    day, last = pl.col("end").dt.day().cast(pl.Int32), pl.col("end").dt.month_end().dt.day().cast(pl.Int32)
    start_day = pl.col("from_date").dt.day().cast(pl.Int32)
    before = pl.col("end").dt.month_start().dt.offset_by("-1d").dt.day().cast(pl.Int32)
    span = (pl.col("end").dt.year() - pl.col("from_date").dt.year()) * 12 + (
        pl.col("end").dt.month().cast(pl.Int32) - pl.col("from_date").dt.month().cast(pl.Int32)
    )
    reached = day >= pl.min_horizontal(start_day, last)
    return (
        tenures.sort([*by, "from_date"])
        .with_columns(_before=pl.col("end").cum_max().shift(1).over(by))
        .with_columns(_run=(pl.col("_before").is_null() | (pl.col("from_date") > pl.col("_before"))).cum_sum().over(by))
        .group_by([*by, "_run"])
        .agg(pl.col("from_date").min(), pl.col("end").max())
        .with_columns(
            _months=pl.when(reached).then(span).otherwise(span - 1),
            _days=pl.when(reached)
            .then(day - pl.min_horizontal(start_day, last))
            .otherwise(day + before - pl.min_horizontal(start_day, before)),
        )
        .group_by(by)
        .agg(
            months=(
                pl.col("_months").sum() + pl.when(pl.len() > 1).then(pl.col("_days").sum() // 30).otherwise(0)
            ).cast(pl.Int32)
        )
    )


def months_at_or_above(tenures: pl.DataFrame) -> pl.DataFrame:
    """``person_id, target_rank, months_adjacent``: months in the level next below each leading level, or above it."""
    usable = countable(tenures)
    parts = [
        cumulative_months(usable.filter(pl.col("rank") >= rank - 1), ["person_id"]).select(
            "person_id", pl.lit(rank, pl.Int32).alias("target_rank"), months_adjacent="months"
        )
        for rank in range(LEADERSHIP_RANK, max(_LEVEL_RANK.values()) + 1)
    ]
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
        .join(equivalent, on="person_id", how="left")
        .join(
            usable.group_by("person_id").agg(
                has_unlevelled=pl.col("rank").is_null().any(),
                had_leadership=(pl.col("rank") >= LEADERSHIP_RANK).any(),
            ),
            on="person_id",
            how="left",
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
        facts = facts.join(left.join(later, on="person_id", how="anti"), on="person_id", how="left")
    return facts.with_columns(
        pl.col("months_equivalent").fill_null(0), pl.col("has_unlevelled", "had_leadership").fill_null(False)
    )


def last_due_year(day: date) -> int:
    """The last appraisal year whose result is due on a day: the running year from 15 December on, else the one before."""
    due = (day.month, day.day) >= (RATINGS_DUE_MONTH, RATINGS_DUE_DAY)
    return day.year if due else day.year - 1


def rating_facts(snapshot: Snapshot, years: int) -> pl.DataFrame:
    """Per person over State ratings due on ``as_of``: ``rated_n, rated_min, rated_window_min, rated_gaps, prev_rating``.

    ``rated_n``/``rated_min`` look at the last ``years`` rated years; ``rated_gaps`` counts due years among them without
    any row (a row with an empty rating means lawfully not rated and is skipped); ``rated_window_min`` is the lowest
    rating within the last ``years`` due years, which no missing year can push out.
    """
    due = last_due_year(snapshot.as_of)
    soft = 1 if due == snapshot.as_of.year else 0
    rows = (
        snapshot["ratings"]
        .filter((pl.col("system") == "state") & (pl.col("year") <= due))
        .with_columns(rating_rank=pl.col("rating").replace_strict(_RATING_RANK, default=None, return_dtype=pl.Int32))
    )
    rated = (
        rows.filter(pl.col("rating_rank").is_not_null())
        .sort(["person_id", "year"], descending=[False, True])
        .group_by("person_id", maintain_order=True)
        .head(years)
        .group_by("person_id")
        .agg(
            rated_n=pl.len().cast(pl.Int32),
            rated_min=pl.col("rating_rank").min(),
            rated_oldest=pl.col("year").min(),
            rated_window_min=pl.col("rating_rank").filter(pl.col("year") > due - years).min(),
        )
    )
    on_file = rows.group_by("person_id").agg(
        _years=pl.col("year"), rated_prev=pl.col("rating_rank").filter(pl.col("year") == due).first(),
        _has_due=(pl.col("year") == due).any(), _prev2=pl.col("rating_rank").filter(pl.col("year") == due - 1).first(),
    )  # fmt: skip
    gaps = (
        rated.join(on_file, on="person_id")
        .with_columns(_want=due - pl.col("rated_oldest") + 1)
        .explode("_years")
        .filter(pl.col("_years") >= pl.col("rated_oldest"))
        .group_by("person_id")
        .agg(
            rated_gaps=(pl.col("_want").first() - pl.col("_years").n_unique().cast(pl.Int32)),
            _has=pl.col("_has_due").first(),
        )
        .select(
            "person_id",
            rated_gaps=pl.when(~pl.col("_has") & (soft == 1)).then(pl.col("rated_gaps") - 1).otherwise("rated_gaps"),
        )
    )
    return (
        snapshot.people.select("person_id")
        .join(rated, on="person_id", how="left")
        .join(gaps, on="person_id", how="left")
        .join(on_file, on="person_id", how="left")
        .select(
            "person_id",
            pl.col("rated_n").fill_null(0),
            "rated_min",
            "rated_window_min",
            pl.col("rated_gaps").fill_null(0),
            prev_rating=pl.when(~pl.col("_has_due").fill_null(False) & (soft == 1))
            .then("_prev2")
            .otherwise("rated_prev"),
        )
    )
