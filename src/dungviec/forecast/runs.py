"""The runs of a forecast: who has resigned by which year end in each run, counted for groups of people, and the newly hired.

Everything is arrays here. One seed gives one forecast, and two forecasts of the same people with the same seed share their draws, so
that their difference is the lever's and not chance's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.forecast.leaving_by_age import AgeRates, years_in_bands
from dungviec.forecast.levers import Hiring

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
_CELLS = 4_000_000
"""So many draws are held at once."""
_DAYS = 365.25


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """What holds for all groups: the rates of each run by age (runs × bands), hires a year and the share of a year to each year end."""

    rates: Floats
    hired: Floats
    spans: Floats


def year_ends(day: date, last: int) -> list[date]:
    """31 December of each year from the day's own to ``last``; the day's own is left out where the day is the year's last."""
    first = day.year if (day.month, day.day) != (12, 31) else day.year + 1
    return [date(year, 12, 31) for year in range(first, last + 1)]


def draw_runs(rates: AgeRates, hiring: Hiring, *, kept: int, day: date, ends: Sequence[date], seed: int, runs: int) -> Drawn:  # fmt: skip
    """The rates and hires of every run; ``kept`` per cent fewer resign."""
    drawn = rates.draw(np.random.default_rng([seed, 1]), runs) * (1 - kept / 100)
    hired = hiring.draw(np.random.default_rng([seed, 2]), runs)
    edges = [day, *ends]
    spans = np.array([(b - a).days / _DAYS for a, b in pairwise(edges)])
    return Drawn(drawn, hired, spans)


def still_there(
    people: pl.DataFrame, groups: npt.NDArray[np.float32], drawn: Drawn, *, day: date, ends: Sequence[date], seed: int
) -> Counts:  # fmt: skip
    """Year ends × runs × groups: how many of each group still serve. ``people``: ``leaves`` (last day of service or null) and ``born``;
    ``groups``: people × groups of zeros and ones."""
    runs = drawn.rates.shape[0]
    found = np.zeros((len(ends), runs, groups.shape[1]))
    step = max(_CELLS // runs, 1)
    last = np.array([d.toordinal() if d else date.max.toordinal() for d in people["leaves"].to_list()])
    rates = drawn.rates.astype(np.float32)
    for n, begin in enumerate(range(0, people.height, step)):
        part = slice(begin, begin + step)
        born, mine = people["born"][part], groups[part]
        waits = np.random.default_rng([seed, 3, n]).standard_exponential((runs, mine.shape[0]), dtype=np.float32)
        for k, end in enumerate(ends):
            hazard = rates @ years_in_bands(born, day, end).astype(np.float32).T
            alive = (waits > hazard) & (last[part] > end.toordinal())[None, :]
            found[k] += alive.astype(np.float32) @ mine
    return np.rint(found).astype(np.int64)


def newly_hired(
    alive: Counts, present: int, seats: Counts, drawn: Drawn, hiring: Hiring, *, seed: int
) -> tuple[Counts, Counts]:  # fmt: skip
    """Year ends × runs: people taken on since the day who still serve, and those taken on in each year.

    ``alive``: those of today who still serve (year ends × runs). New people leave at the rate of the youngest; they do not retire
    within the forecast.
    """
    rng = np.random.default_rng([seed, 4])
    years, runs = alive.shape
    pool, before = np.zeros(runs, dtype=np.int64), np.full(runs, present, dtype=np.int64)
    kept, taken = np.zeros((years, runs), dtype=np.int64), np.zeros((years, runs), dtype=np.int64)
    for k in range(years):
        stays = np.exp(-drawn.rates[:, 0] * drawn.spans[k])
        left_pool = rng.binomial(pool, np.clip(1 - stays, 0, 1))
        gone = before - alive[k] + left_pool
        pool -= left_pool
        taken[k] = _taken(hiring, gone, np.maximum(seats[k] - alive[k] - pool, 0), drawn, k, rng)
        pool += taken[k]
        kept[k], before = pool, alive[k]
    return kept, taken


def _taken(hiring: Hiring, gone: Counts, empty: Counts, drawn: Drawn, k: int, rng: np.random.Generator) -> Counts:
    """People taken on in one year. Hiring as before, or to replace, never goes beyond the seats; a number somebody states does."""
    wanted: Floats | Counts = np.zeros(gone.shape)
    if hiring.source == "fill":
        wanted = empty
    elif hiring.source == "records":
        wanted = np.minimum(rng.poisson(drawn.hired * min(drawn.spans[k], 1.0)), empty)
    elif hiring.source == "share":
        wanted = np.minimum(_whole(gone * hiring.low / 100, rng), empty)
    elif hiring.source == "number":
        wanted = _whole(drawn.hired * min(drawn.spans[k], 1.0), rng)
    return np.asarray(wanted, dtype=np.int64)


def _whole(wanted: Floats, rng: np.random.Generator) -> Floats:
    """Whole people: the part of a person is taken on in as many runs of a hundred."""
    made: Floats = np.floor(wanted) + (rng.random(wanted.shape) < wanted % 1)
    return made
