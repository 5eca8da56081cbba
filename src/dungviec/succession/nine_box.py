"""Nine boxes: the planned people ordered by readiness and by the ratings of three years, laid out as a square.

A way of looking at an order, nothing more: no box is kept, named after a person or written into a record, and whoever lacks a measure
stands outside the square with what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from dungviec.law.facts_ratings import last_due_year
from dungviec.records import Snapshot
from dungviec.records.codes import RATINGS
from dungviec.succession.readiness import Horizon, Readiness

YEARS = 3
STEPS = 3
_READY: dict[Horizon, int] = {
    "now": 2,
    "authority": 2,
    "near": 1,
    "acquire": 1,
    "later": 0,
    "held_up": 0,
    "too_late": 0,
}
"""Readiness by thirds; who holds the title already, and whose readiness is unknown, has no place."""
_GOOD, _EXCELLENT = RATINGS.rank("good") or 0, RATINGS.rank("excellent") or 0


@dataclass(frozen=True, slots=True)
class Placed:
    """One planned person for one post. ``mean``: mean of the ratings (1 failed to 4 excellent) of the last three due years.

    ``performance`` and ``ready`` count thirds from 0 (lowest) to 2; None where the measure is not known. ``years`` are those rated.
    """

    person_id: str
    name: str
    post_id: str
    horizon: Horizon
    mean: Fraction | None
    years: tuple[int, ...]
    performance: int | None
    ready: int | None


@dataclass(frozen=True, eq=False, slots=True)
class NineBox:
    """The order (readiest first, then the better rated, then by name) and whoever has no place for want of a measure."""

    order: tuple[Placed, ...]
    outside: tuple[Placed, ...]

    def box(self, performance: int, ready: int) -> tuple[Placed, ...]:
        """The people of one box, in their order."""
        return tuple(p for p in self.order if (p.performance, p.ready) == (performance, ready))

    def to_json(self) -> dict[str, Any]:
        """The order with the measures behind it, and whoever has no place, as plain data."""

        def line(p: Placed) -> dict[str, Any]:
            mean = None if p.mean is None else round(float(p.mean), 2)
            return {"person_id": p.person_id, "post_id": p.post_id, "horizon": p.horizon, "mean": mean, "years": list(p.years), "performance": p.performance, "ready": p.ready}  # fmt: skip

        return {"order": [line(p) for p in self.order], "outside": [line(p) for p in self.outside]}


def nine_box(snapshot: Snapshot, planned: Iterable[Readiness]) -> NineBox:
    """The square of the planned people of one or many posts; a person planned for two posts stands there for each.

    Performance: the mean of the three latest due years of State ratings; every year *good* or better with at least one *excellent*
    is the top third, a mean of *good* or better the middle, the rest the lowest. Fewer than three rated years: no place.
    """
    rated = _ratings(snapshot)
    found = [_placed(r, rated.get(r.person_id, {})) for r in planned if r.horizon != "holds"]
    inside = [p for p in found if p.performance is not None and p.ready is not None]
    inside.sort(key=lambda p: (-(p.ready or 0), -(p.mean or 0), p.name, p.person_id))
    return NineBox(tuple(inside), tuple(p for p in found if p.performance is None or p.ready is None))


def _placed(r: Readiness, rated: dict[int, int]) -> Placed:
    years = tuple(sorted(rated))
    mean = Fraction(sum(rated.values()), len(rated)) if rated else None
    performance = None
    if mean is not None and len(years) == YEARS:
        steady = min(rated.values()) >= _GOOD
        performance = 2 if steady and max(rated.values()) == _EXCELLENT else 1 if mean >= _GOOD else 0
    return Placed(r.person_id, r.name, r.post_id, r.horizon, mean, years, performance, _READY.get(r.horizon))


def _ratings(snapshot: Snapshot) -> dict[str, dict[int, int]]:
    """Person → rated year → rank of the rating, over the latest due years."""
    last = last_due_year(snapshot.as_of)
    rows = snapshot["ratings"].filter(
        (pl.col("system") == "state")
        & pl.col("year").is_between(last - YEARS + 1, last)
        & pl.col("rating").is_not_null()
        & (pl.col("decided").is_null() | (pl.col("decided") <= snapshot.as_of))
    )
    found: dict[str, dict[int, int]] = {}
    for person, year, rating in rows.select("person_id", "year", "rating").iter_rows():
        found.setdefault(person, {})[year] = RATINGS.rank(rating) or 0
    return found
