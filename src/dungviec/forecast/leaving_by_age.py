"""How often people of each age leave by themselves: what the records say of each age, drawn towards what they say of all.

People leave a service more often when they are young. Few leavers of one age say little of that age, so the rate of an age band is
shrunk towards the rate of everybody (a gamma-Poisson model; the strength of the pull is the one under which the counts on file are
most likely). See docs/explanation/forecast.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import lgamma, log

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.records import Snapshot
from dungviec.records.dates import add_months
from dungviec.streamlining.leaving_rate import LOOKED_BACK, LeavingRate, rate_on_file

Floats = npt.NDArray[np.float64]

BANDS: tuple[tuple[int, int], ...] = ((0, 30), (30, 40), (40, 50), (50, 130))
"""Ages from (included) to (excluded), in whole years."""
ENOUGH = 20
"""With fewer leavers on file than this, ages are not told apart."""
_PULLS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 200.0)
_PRIOR = 0.5
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class AgeRates:
    """Resignations per person and year by age. ``events`` and ``person_years`` stand in the order of :data:`BANDS`.

    ``pull`` None: every age has the rate of all (a stated rate, or too few leavers on file to tell ages apart).
    """

    whole: LeavingRate
    events: tuple[int, ...]
    person_years: tuple[float, ...]
    pull: float | None

    def draw(self, rng: np.random.Generator, runs: int) -> Floats:
        """``runs`` × bands: one rate of each age for each run."""
        whole = self.whole.draw(rng, runs)
        if self.pull is None:
            return np.repeat(whole[:, None], len(BANDS), axis=1)
        shape = self.pull + np.array(self.events, dtype=np.float64)
        rate = self.pull / np.maximum(whole, 1e-9)[:, None] + np.array(self.person_years)
        drawn: Floats = rng.gamma(np.broadcast_to(shape, rate.shape)) / rate
        return drawn

    @property
    def told_apart(self) -> bool:
        """Whether ages have rates of their own."""
        return self.pull is not None

    def middle(self) -> tuple[float, ...]:
        """The mean rate of each band, a share a year."""
        if self.pull is None:
            if self.whole.source == "stated":
                return ((self.whole.low + self.whole.high) / 2,) * len(BANDS)
            return ((self.whole.events + _PRIOR) / max(self.whole.person_years, 1.0),) * len(BANDS)
        mean = (self.whole.events + _PRIOR) / max(self.whole.person_years, 1.0)
        return tuple((self.pull + e) / (self.pull / mean + t) for e, t in zip(self.events, self.person_years, strict=True))  # fmt: skip


def age_rates(snapshot: Snapshot, stated: LeavingRate | None = None) -> AgeRates:
    """The rates on file over the months looked back on; a stated rate holds for every age."""
    none = (0,) * len(BANDS)
    if stated is not None:
        return AgeRates(stated, none, (0.0,) * len(BANDS), None)
    whole = rate_on_file(snapshot)
    events, years = _counted(snapshot)
    pull = _best_pull(events, years) if sum(events) >= ENOUGH else None
    return AgeRates(whole, events, years, pull)


def birthdays(born: pl.Series) -> list[pl.Series]:
    """The day on which each band ends for each person (births where unknown stay null)."""
    return [born.dt.offset_by(f"{to}y") for _, to in BANDS]


def _counted(snapshot: Snapshot) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Leavers and years served by band; people whose birth is not on file are in neither."""
    day, since = snapshot.as_of, add_months(snapshot.as_of, -LOOKED_BACK)
    born = snapshot.people.select("person_id", _born=pl.coalesce("born", pl.date(pl.col("born_year_only"), 1, 1)))
    rows = (
        snapshot["tenures"]
        .filter((pl.col("kind") == "main") & (pl.col("from_date") <= day))
        .join(born.drop_nulls(), on="person_id")
        .with_columns(
            _from=pl.max_horizontal("from_date", pl.lit(since)), _to=pl.min_horizontal(pl.col("to_date").fill_null(day), pl.lit(day))
        )
    )  # fmt: skip
    left = rows.filter((pl.col("left_because") == "left_service") & pl.col("to_date").is_between(since, day)).unique("person_id", keep="last")  # fmt: skip
    served = rows.filter(pl.col("_to") >= pl.col("_from"))
    events, years = [], []
    for start, end in BANDS:
        begins, ends = pl.col("_born").dt.offset_by(f"{start}y"), pl.col("_born").dt.offset_by(f"{end}y")
        events.append(left.filter((pl.col("to_date") >= begins) & (pl.col("to_date") < ends)).height)
        inside = pl.min_horizontal("_to", ends) - pl.max_horizontal("_from", begins)
        days = served.select(inside.dt.total_days().clip(lower_bound=0).sum()).item()
        years.append((days or 0) / _DAYS)
    return tuple(events), tuple(years)


def _best_pull(events: tuple[int, ...], years: tuple[float, ...]) -> float:
    """The pull under which the counts are most likely: each count is negative binomial around its years times the common rate."""
    mean = sum(events) / max(sum(years), 1.0)

    def likelihood(pull: float) -> float:
        total = 0.0
        for e, t in zip(events, years, strict=True):
            if t > 0:
                b = pull / mean
                total += (
                    lgamma(pull + e) - lgamma(pull) - lgamma(e + 1) + pull * log(b / (b + t)) + e * log(t / (b + t))
                )
        return total

    return max(_PULLS, key=likelihood)


def years_in_bands(born: pl.Series, day: date, until: date) -> Floats:
    """People × bands: years each person spends in each band from ``day`` to ``until``; an unknown birth counts as the middle bands' age.

    An unknown birth is taken for an age of forty at the day, so that such a person leaves at a middling rate.
    """
    known = born.fill_null(add_months(day, -480))
    spans = []
    for (start, _), end in zip(BANDS, birthdays(known), strict=True):
        begin = known.dt.offset_by(f"{start}y")
        frame = pl.DataFrame({"b": begin, "e": end})
        inside = pl.min_horizontal("e", pl.lit(until)) - pl.max_horizontal("b", pl.lit(day))
        spans.append(frame.select(inside.dt.total_days().clip(lower_bound=0)).to_series().to_numpy() / _DAYS)
    return np.stack(spans, axis=1).astype(np.float64)
