"""Does fit mean anything? Fit of past placements, as it stood the day before, against how the work was rated afterwards.

Only what was on file by then enters (dated evidence; what carries no date is counted and told). The answer is published
also when it is *no effect*: docs/explanation/fit.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.stats import rankdata

from dungviec.competency.scores import RATING_SCORE, recent_ratings, score_pairs
from dungviec.competency.weights import PARTS, Weights
from dungviec.records.dates import last_rating_year
from dungviec.records.snapshot import Snapshot

Floats = npt.NDArray[np.float64]

YEARS_AFTER = 2
"""Rating years after the placement that are read; the first is the year it began if it began by 30 June."""
LEAST = 30
"""Placements below which nothing is concluded."""
RESAMPLES = 2000
PREDICTORS = ("fit", *PARTS, "seniority", "last_rating", "random")
BASELINES = ("seniority", "last_rating", "random")


@dataclass(frozen=True, slots=True)
class Correlation:
    """Rank correlation of one predictor with the later rating, its 95 % bootstrap interval, and fit's lead over it with interval."""

    predictor: str
    rho: float | None
    low: float | None
    high: float | None
    lead: float | None = None
    lead_low: float | None = None
    lead_high: float | None = None


@dataclass(frozen=True, slots=True)
class Validation:
    """What the back-test found: ``verdict`` is ``effect``, ``no_effect``, ``adverse`` or ``not_enough``; ``undated`` pieces of evidence."""

    placements: int
    people: int
    from_day: date | None
    to_day: date | None
    undated: int
    later_ratings: dict[str, int]
    correlations: tuple[Correlation, ...]
    verdict: str
    beats_baselines: bool | None

    def to_json(self) -> dict[str, Any]:
        """The result as plain data."""
        told = asdict(self)
        told["correlations"] = [asdict(c) for c in self.correlations]
        for key in ("from_day", "to_day"):
            told[key] = told[key].isoformat() if told[key] else None
        return told


def validate_fit(
    snapshot: Snapshot, *, weights: Weights | None = None, seed: int = 1,
    progress: Callable[[str, float], None] = lambda _stage, _share: None,
) -> Validation:  # fmt: skip
    """Back-test fit on every placement of the records that is followed by a rating in the same post."""
    cases = _placements(snapshot)
    scored = _score(snapshot, cases, weights, progress)
    undated = sum(
        int(snapshot[table][column].is_null().sum())
        for table, column in (("competencies", "assessed"), ("strengths", "noted"))
    )
    later = {str(k): int(n) for k, n in scored.group_by("last_later").len().sort("last_later").iter_rows()}
    days = (scored["from_date"].min(), scored["from_date"].max())
    first, last = (d if isinstance(d, date) else None for d in days)
    if scored.height < LEAST or scored["later"].n_unique() < 2:
        return Validation(
            scored.height, scored["person_id"].n_unique(), first, last, undated, later, (), "not_enough", None
        )
    found = _correlations(scored, np.random.default_rng(seed))
    fit = found[0]
    verdict = "effect" if (fit.low or 0) > 0 else "adverse" if (fit.high or 0) < 0 else "no_effect"
    beats = all((c.lead_low or 0) > 0 for c in found if c.predictor in BASELINES)
    return Validation(scored.height, scored["person_id"].n_unique(), first, last, undated, later, found, verdict, beats)


def _placements(snapshot: Snapshot) -> pl.DataFrame:
    """Placements into posts on file that a rating of the same post follows: person, post, start, mean of the later ratings."""
    last = last_rating_year(snapshot.as_of)
    ratings = (
        snapshot["ratings"]
        .filter((pl.col("system") == "state") & pl.col("rating").is_not_null() & (pl.col("year") <= last))
        .filter(pl.col("decided").is_null() | (pl.col("decided") <= snapshot.as_of))
        .with_columns(points=pl.col("rating").replace_strict(RATING_SCORE, default=None, return_dtype=pl.Float64))
        .select("person_id", "year", "rating", "points")
    )
    first_year = pl.col("from_date").dt.year() + (pl.col("from_date").dt.month() > 6).cast(pl.Int32)
    end_year = pl.col("to_date").fill_null(date(9999, 12, 31)).dt.year()
    return (
        snapshot["tenures"]
        .filter(pl.col("post_id").is_not_null() & (pl.col("from_date") <= snapshot.as_of))
        .with_columns(first=first_year, end=end_year)
        .select("person_id", "post_id", "from_date", "first", "end")
        .unique(["person_id", "post_id", "from_date"], keep="first", maintain_order=True)
        .join(ratings, on="person_id")
        .filter((pl.col("year") >= pl.col("first")) & (pl.col("year") < pl.col("first") + YEARS_AFTER) & (pl.col("year") <= pl.col("end")))
        .sort("person_id", "from_date", "year")
        .group_by("person_id", "post_id", "from_date", maintain_order=True)
        .agg(later=pl.col("points").mean(), last_later=pl.col("rating").last())
        .filter(pl.col("later").is_not_null())
    )  # fmt: skip


def _score(
    snapshot: Snapshot, cases: pl.DataFrame, weights: Weights | None, progress: Callable[[str, float], None]
) -> pl.DataFrame:
    """The cases with fit, its parts and the baselines as they stood the day before the placement."""
    known = cases.filter(
        pl.col("person_id").is_in(snapshot.people["person_id"].to_list())
        & pl.col("post_id").is_in(snapshot.posts["post_id"].to_list())
    )
    parts: list[pl.DataFrame] = []
    snapshot = _only(snapshot, known["person_id"], known["post_id"])
    groups = known.sort("from_date").partition_by("from_date", maintain_order=True)
    for k, group in enumerate(groups):
        before = _only(snapshot, group["person_id"], group["post_id"]).at(group["from_date"][0] - timedelta(days=1))
        scored = score_pairs(before, group, weights)
        ratings = recent_ratings(before).sort("year").unique("person_id", keep="last", maintain_order=True)
        standing = before.people.select(
            "person_id", seniority=(pl.lit(before.as_of) - pl.col("joined")).dt.total_days().cast(pl.Float64)
        )
        latest = ratings.select(
            "person_id",
            last_rating=pl.col("rating").replace_strict(RATING_SCORE, default=None, return_dtype=pl.Float64),
        )
        parts.append(scored.join(standing, on="person_id", how="left").join(latest, on="person_id", how="left"))
        progress("score", (k + 1) / len(groups))
    if not parts:
        extra = dict.fromkeys(("fit", *PARTS, "seniority", "last_rating"), pl.Float64)
        return known.with_columns([pl.lit(None, dtype=t).alias(n) for n, t in extra.items()])
    return pl.concat(parts)


def _only(snapshot: Snapshot, people: pl.Series, posts: pl.Series) -> Snapshot:
    """The records of these people, and these posts: nothing else enters their fit."""
    whose = people.unique().to_list()
    tables = {
        n: f.filter(pl.col("person_id").is_in(whose)) if "person_id" in f.columns else f
        for n, f in snapshot.tables.items()
    }
    tables["posts"] = tables["posts"].filter(pl.col("post_id").is_in(posts.unique().to_list()))
    return replace(snapshot, tables=tables)


def _correlations(scored: pl.DataFrame, draw: np.random.Generator) -> tuple[Correlation, ...]:
    """Spearman's rho of each predictor with intervals by resampling people (one person's placements stay together; ranks are those of all)."""
    later = scored["later"].to_numpy().astype(float)
    columns = {name: _filled(scored[name]) for name in PREDICTORS if name != "random"}
    columns["random"] = draw.random(len(later))
    people = scored["person_id"].rank("dense").to_numpy().astype(np.int64) - 1
    weights = _resampled(people, draw)
    ranks = rankdata(later)
    whole, drawn = {}, {}
    for name, values in columns.items():
        own = rankdata(values)
        whole[name] = float(_correlation(own, ranks, np.ones((1, len(ranks))))[0])
        drawn[name] = _correlation(own, ranks, weights)
    told = []
    for name in PREDICTORS:
        low, high = np.nanpercentile(drawn[name], [2.5, 97.5])
        if name == "fit":
            told.append(Correlation(name, whole[name], float(low), float(high)))
            continue
        lead_low, lead_high = np.nanpercentile(drawn["fit"] - drawn[name], [2.5, 97.5])
        told.append(Correlation(
            name, whole[name], float(low), float(high), whole["fit"] - whole[name], float(lead_low), float(lead_high),
        ))  # fmt: skip
    return tuple(told)


def _resampled(people: npt.NDArray[np.int64], draw: np.random.Generator) -> Floats:
    """How often each placement counts in each resample of people (RESAMPLES × placements)."""
    count = int(people.max()) + 1
    drawn = draw.multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return drawn[:, people].astype(np.float64)


def _correlation(one: Floats, other: Floats, weights: Floats) -> Floats:
    """Correlation of two columns of ranks under each row of weights; 0 where one of them does not vary."""
    one, other, total = one - one.mean(), other - other.mean(), weights.sum(axis=1)
    a, b, aa, bb, ab = (weights @ column / total for column in (one, other, one * one, other * other, one * other))
    size = np.sqrt(np.maximum((aa - a * a) * (bb - b * b), 0))
    found: Floats = np.divide(ab - a * b, size, out=np.zeros_like(size), where=size > 0)
    return found


def _filled(series: pl.Series) -> Floats:
    """Values with the middle one where nothing is known: an unknown neither helps nor harms a predictor."""
    middle = series.median()
    return series.cast(pl.Float64).fill_null(middle if isinstance(middle, (int, float)) else 0.0).to_numpy()
