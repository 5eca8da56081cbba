"""The rating thermometer on the confirmed months in reach: how good and how lenient apart, beside the raw score, for whoever may read both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dungviec.appraisal.thermometer import ThermometerFault, read_ratings
from dungviec.office.appraisal.selectors import months_frame
from dungviec.office.registry.gate import SeenRecords

YEARS = 2
"""Years read together: whoever changed units or heads in them links the raters."""


@dataclass(frozen=True, slots=True)
class PersonReading:
    """One person: the raw mean, the estimate with its 95 % interval, how many confirmed months; ``enough`` says whether it can be read."""

    person_id: str
    unit_id: str
    ratings: int
    raw: float
    estimate: float
    low: float
    high: float
    enough: bool


@dataclass(frozen=True, slots=True)
class RaterReading:
    """One rater (an account): points given above the common measure with its 95 % half-interval, how many months, people and units."""

    rater: str
    leniency: float
    half: float
    ratings: int
    people: int
    mean: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Thermometer:
    """What the months say; empty where nothing is confirmed."""

    people: tuple[PersonReading, ...]
    raters: tuple[RaterReading, ...]
    spread: tuple[float, float, float]

    @property
    def readable(self) -> int:
        """People with enough data."""
        return sum(p.enough for p in self.people)


def thermometer(records: SeenRecords, year: int) -> Thermometer:
    """The thermometer of a year and the one before, over the people in reach (the gate bounds the months)."""
    frames = [months_frame(records, y, scored=True) for y in range(year - YEARS + 1, year + 1)]
    return read_months(pl.concat(frames))


def read_months(months: pl.DataFrame) -> Thermometer:
    """The same on a frame of :data:`dungviec.office.appraisal.selectors.MONTHS`; only confirmed months with a rater and points count."""
    given = months.drop_nulls(["points", "rater"]).sort("year", "month", "quarter")
    if not given.height:
        return Thermometer((), (), (0.0, 0.0, 0.0))
    people = given["person_id"].unique(maintain_order=True).to_list()
    raters = given["rater"].unique(maintain_order=True).to_list()
    who = np.array(_index(given["person_id"], people), dtype=np.int64)
    by = np.array(_index(given["rater"], raters), dtype=np.int64)
    score = given["points"].to_numpy().astype(np.float64)
    try:
        found = read_ratings(who, by, score, people=len(people), raters=len(raters))
    except ThermometerFault:
        return Thermometer((), (), (0.0, 0.0, 0.0))
    unit = dict(given.select("person_id", "unit_id").iter_rows())
    told = []
    for k, person in enumerate(people):
        low, high = found.interval(k)
        told.append(PersonReading(
            person, unit[person], int(found.ratings[k]), float(found.raw[k]), float(found.person[k]), low, high, bool(found.enough[k])
        ))  # fmt: skip
    counts = given.group_by("rater").agg(
        pl.len().alias("n"), pl.col("person_id").n_unique().alias("people"), pl.col("points").mean()
    )
    by_rater = {r["rater"]: r for r in counts.iter_rows(named=True)}
    lenient = [
        RaterReading(
            rater, float(found.rater[k]), 1.96 * float(found.rater_error[k]), by_rater[rater]["n"], by_rater[rater]["people"],
            by_rater[rater]["points"], bool(found.rater_enough[k]),
        )
        for k, rater in enumerate(raters)
    ]  # fmt: skip
    told.sort(key=lambda p: (not p.enough, -p.estimate, p.person_id))
    lenient.sort(key=lambda r: (not r.enough, -r.leniency, r.rater))
    return Thermometer(tuple(told), tuple(lenient), found.spread)


def _index(column: pl.Series, order: list[str]) -> list[int]:
    place = {name: k for k, name in enumerate(order)}
    return [place[name] for name in column]
