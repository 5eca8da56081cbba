"""Leading posts that come free on a known day, and whether anybody planned for them will still be there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from dungviec.forecast.leaving_by_age import age_rates, years_in_bands
from dungviec.forecast.levers import Levers
from dungviec.forecast.outlook import FURTHEST, YEARS
from dungviec.law import LawBook, LawView
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.streamlining.serving import serving
from dungviec.succession.pools import live_plans

_RUNS = 400


@dataclass(frozen=True, slots=True)
class Coming:
    """A leading post that its holder leaves by retirement on ``day``.

    ``planned``: people on file as planned for it; ``there``: those of them whose own last day of service comes later, or is not known;
    ``chance``: of a hundred, that at least one of ``there`` has not resigned by then.
    """

    post_id: str
    post: str
    unit_id: str
    holder: str
    day: date
    planned: tuple[str, ...]
    there: tuple[str, ...]
    chance: int

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "post_id": self.post_id, "post": self.post, "unit_id": self.unit_id, "holder": self.holder, "day": self.day.isoformat(),
            "planned": list(self.planned), "there": list(self.there), "chance_percent": self.chance,
        }  # fmt: skip


def coming_free(
    snapshot: Snapshot, view: LawView | None = None, *, years: int = YEARS, levers: Levers | None = None, unit: frozenset[str] | None = None,
    seed: int = 2020,
) -> tuple[Coming, ...]:  # fmt: skip
    """Leading posts whose holder retires within ``years`` years, the soonest first."""
    day, asked = snapshot.as_of, levers or Levers()
    law = view or LawBook.load().on(day)
    last = date(day.year + min(years, FURTHEST), 12, 31)
    everybody = serving(snapshot, law).join(
        snapshot.people.select("person_id", born=pl.coalesce("born", pl.date(pl.col("born_year_only"), 1, 1))), on="person_id", how="left"
    )  # fmt: skip
    posts = snapshot.live_posts.filter(pl.col("level_rank") >= LEADERSHIP_RANK).select("post_id", "title")
    free = everybody.join(posts, on="post_id").filter((pl.col("leaves") >= day) & (pl.col("leaves") <= last)).sort("leaves", "post_id")  # fmt: skip
    if unit is not None:
        free = free.filter(pl.col("unit_id").is_in(list(unit)))
    plans = live_plans(snapshot).filter(pl.col("post_id").is_not_null())
    planned = {key[0]: sorted(set(part["person_id"])) for key, part in plans.group_by("post_id")}
    ends = {p: (leaves, born) for p, leaves, born in everybody.select("person_id", "leaves", "born").iter_rows()}
    rates = age_rates(snapshot, asked.leave).draw(np.random.default_rng([seed, 1]), _RUNS) * (1 - asked.kept / 100)
    found = []
    for row in free.iter_rows(named=True):
        mine = [p for p in planned.get(row["post_id"], []) if p != row["person_id"]]
        there = [p for p in mine if p in ends and (ends[p][0] is None or ends[p][0] > row["leaves"])]
        found.append(
            Coming(
                row["post_id"], row["title"], row["unit_id"], row["person_id"], row["leaves"], tuple(mine), tuple(there),
                _one_left([ends[p][1] for p in there], day, row["leaves"], rates),
            )
        )  # fmt: skip
    return tuple(found)


def _one_left(born: list[date | None], day: date, until: date, rates: Any) -> int:
    if not born:
        return 0
    hazard = rates @ years_in_bands(pl.Series(born, dtype=pl.Date), day, until).T
    gone = 1 - np.exp(-hazard)
    return round(100 * float((1 - gone.prod(axis=1)).mean()))
