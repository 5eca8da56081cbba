"""The inflation gauge on the ratings in the registry: how much more generous each unit has become, year by year, for the same people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from dungviec.appraisal.inflation import gauge
from dungviec.appraisal.thermometer import ThermometerFault
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import workforce
from dungviec.records.snapshot import Snapshot
from dungviec.records.whereabouts import placed

WORTH = {"failed": 0.0, "completed": 1.0, "good": 2.0, "excellent": 3.0}
"""Levels as steps of equal size: the gauge is in steps of a level. The size of a step is an assumption, told on the page."""
LEAST = 3
"""Ratings of a unit and year below which nothing is said of it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit in one year: steps given above the unit's own first year for the same people (95 % half-interval), shares of the top levels."""

    unit_id: str
    year: int
    generosity: float
    half: float
    mean: float
    ratings: int
    top: int
    """Rated excellent or good."""
    enough: bool
    first: bool

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.generosity - self.half

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.generosity + self.half


def inflation(records: SeenRecords) -> list[Reading]:
    """Each unit and year with ratings in reach, by unit and year. Raises FieldRefused where ratings are not seen.

    That of the whole office is kept until a record changes: some hundred units and years take a second or more.
    """
    records.require("rating")
    return _whole_office(records.day) if records.viewer.reaches_all else _of(records.people, records.day)


@kept_per_day(costly=True)
def _whole_office(day: date) -> list[Reading]:
    return _of(workforce(day), day)


def _of(people: pl.DataFrame, day: date) -> list[Reading]:
    here = snapshot(day)
    ratings = here["ratings"].filter((pl.col("system") == "state") & pl.col("rating").is_in(list(WORTH)))
    ratings = ratings.join(people.select("person_id"), on="person_id", how="semi")
    ratings = ratings.filter(pl.col("decided").is_null() | (pl.col("decided") <= day)).filter(
        pl.col("year") <= day.year
    )
    return read_ratings_of_units(ratings, here)


def read_ratings_of_units(ratings: pl.DataFrame, latest: Snapshot) -> list[Reading]:
    """The gauge on records of the registry; a rating belongs to the unit where the person stood on 14 December of its year."""
    placed = _where_rated(ratings, latest)
    placed = placed.filter(pl.len().over("unit_id", "year") >= LEAST)
    if not placed.height:
        return []
    units, people = (placed[c].unique().sort().to_list() for c in ("unit_id", "person_id"))
    place_of = {u: k for k, u in enumerate(units)}
    who = {p: k for k, p in enumerate(people)}
    score = np.array([WORTH[r] for r in placed["rating"]], dtype=np.float64)
    try:
        found = gauge(
            np.array([who[p] for p in placed["person_id"]], dtype=np.int64), np.array([place_of[u] for u in placed["unit_id"]], dtype=np.int64),
            placed["year"].to_numpy().astype(np.int64), score,
        )  # fmt: skip
    except ThermometerFault:
        return []
    tops = {
        (u, y): n
        for u, y, n in placed.filter(pl.col("rating").is_in(["excellent", "good"])).group_by("unit_id", "year").len().iter_rows()
    }  # fmt: skip
    first: dict[int, int] = {}
    told = []
    for g in found:
        base = first.setdefault(g.unit, g.year)
        told.append(Reading(
            units[g.unit], g.year, g.generosity, 1.96 * g.error, g.mean, g.ratings, tops.get((units[g.unit], g.year), 0), g.enough, g.year == base
        ))  # fmt: skip
    return told


def _where_rated(ratings: pl.DataFrame, latest: Snapshot) -> pl.DataFrame:
    """The ratings with the unit of the main post held on 14 December of their year, in a post on file or not."""
    held = placed(latest["tenures"].filter(pl.col("kind") == "main"), latest)
    both = ratings.with_columns(rated_on=pl.date(pl.col("year"), 12, 14)).join(
        held.select("person_id", "unit_id", "from_date", "to_date"), on="person_id"
    )
    then = (pl.col("from_date") <= pl.col("rated_on")) & (
        pl.col("to_date").is_null() | (pl.col("to_date") >= pl.col("rated_on"))
    )
    return (
        both.filter(then)
        .unique(["person_id", "year"], keep="first", maintain_order=True)
        .select("person_id", "unit_id", "year", "rating")
    )
