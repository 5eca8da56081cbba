"""Several years of placement: who moves this year and who next, and a ledger so that the same people are not sent far each time.

Each year is a round of its own, by the law of its day, on the records as the years before left them. Whoever was sent to another place
carries hardship points, which make sending the same person far again dearer; a year of rest halves them. Whoever reaches retirement age
between two rounds is gone at the later one; what the policy asks of named people (locks, nearness) then falls away, and who must leave a
post by name must do so in the first year only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.engine.problem import Progress
from dungviec.law import LawBook, LawView, service_ages
from dungviec.placement.build import LawOfDay
from dungviec.placement.effect import in_effect
from dungviec.placement.place import place, solve_round
from dungviec.placement.plan import Plan
from dungviec.placement.policy import Policy
from dungviec.placement.requirements import Hardship
from dungviec.records import TABLES, Snapshot
from dungviec.records.dates import add_months, last_rating_year

SENT_FAR = 2000
"""Hardship points for a move to another place, in points of fit: the next one must bring that much more."""


@dataclass(frozen=True, eq=False)
class Year:
    """One year's round. ``unlimited``: the value of the best plan that year without the limit on moves, which bounds it;
    ``ledger``: hardship points carried into the next year."""

    plan: Plan
    unlimited: int
    sent_far: tuple[str, ...]
    ledger: dict[str, int]


@dataclass(frozen=True, eq=False)
class Years:
    """The rounds in order, and how many ratings had to be assumed because their year has not come yet."""

    years: tuple[Year, ...]
    assumed_ratings: int

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {
            "assumed_ratings": self.assumed_ratings,
            "years": [
                {"as_of": y.plan.as_of.isoformat(), "unlimited_bound": y.unlimited, "sent_far": list(y.sent_far), "ledger": y.ledger, "plan": y.plan.to_json()}
                for y in self.years
            ],
        }  # fmt: skip

    def moves_of(self, person: str) -> tuple[str, ...]:
        """The posts a person is moved to, year by year."""
        return tuple(m.to_post_id for y in self.years for m in y.plan.moves if m.person_id == person)


def plan_years(
    snapshot: Snapshot,
    policy: Policy,
    *,
    years: int,
    moves_per_year: int,
    progress: Progress | None = None,
    law: LawOfDay | None = None,
) -> Years:
    """Rounds on the day of the snapshot and on its anniversaries, each with at most ``moves_per_year`` moves.

    Ratings of years that have not come are assumed to be each person's last one, and counted. ``law`` as in ``place``: each year asks
    it for its own day. Raises PolicyFault like ``place``.
    """
    start, ledger = policy.as_of or snapshot.as_of, {h.person: h.points for h in policy.hardship}
    now, out, assumed = snapshot.at(start), [], 0
    view = law or LawBook.load().on
    gone: set[str] = set()
    for k in range(years):
        before, day = now.as_of, add_months(start, 12 * k)
        now, added = _with_assumed_ratings(now.at(day))
        assumed += added
        now, retired = _retired_since(now, before, view(day))
        gone |= retired
        rules = _still_meant(policy, gone, first=k == 0).model_copy(
            update={
                "as_of": day,
                "max_moves": moves_per_year if policy.max_moves is None else min(moves_per_year, policy.max_moves),
                "hardship": tuple(
                    Hardship(person=p, points=v) for p, v in sorted(ledger.items()) if v and p not in gone
                ),
            }
        )
        if progress:
            progress("years", k / years)
        free = solve_round(now, rules.model_copy(update={"max_moves": policy.max_moves}), law=law)
        plan = place(now, rules, law=law)
        far = _sent_far(now, plan)
        ledger = {p: v // 2 for p, v in ledger.items() if v // 2}
        for person in far:
            ledger[person] = ledger.get(person, 0) + SENT_FAR
        out.append(Year(plan, free.solution.bound, far, dict(ledger)))
        now = in_effect(now, plan, day=day, how=f"Đợt bố trí {day.year}")
    return Years(tuple(out), assumed)


def _retired_since(snapshot: Snapshot, before: date, view: LawView) -> tuple[Snapshot, set[str]]:
    """The records with the tenures ended of those whose last day of service lies after ``before`` (the day of the last round) and before the
    day of the snapshot, and who they are. Who was past the age already at the first round and is still on file stays where he or she is, as in
    any round."""
    day = snapshot.as_of
    last = service_ages(snapshot, view).filter((pl.col("retire_on") >= before) & (pl.col("retire_on") < day))
    last = last.select("person_id", "retire_on").join(
        snapshot.current_tenures.select("person_id").unique(), on="person_id"
    )
    if last.is_empty():
        return snapshot, set()
    tenures = snapshot["tenures"].join(last, on="person_id", how="left", maintain_order="left")
    runs = pl.col("retire_on").is_not_null() & (pl.col("to_date").is_null() | (pl.col("to_date") > pl.col("retire_on")))
    ended = tenures.with_columns(
        to_date=pl.when(runs).then("retire_on").otherwise("to_date"),
        left_because=pl.when(runs).then(pl.lit("retired")).otherwise("left_because"),
    ).drop("retire_on")
    return snapshot.with_table("tenures", ended), set(last["person_id"].to_list())


def _still_meant(policy: Policy, gone: set[str], *, first: bool) -> Policy:
    """The policy without what it asks of people who are gone, and after the first year without leaving by name, which has been done."""
    return policy.model_copy(
        update={
            "locks": tuple(lock for lock in policy.locks if lock.person not in gone),
            "near": tuple(near for near in policy.near if not gone & {near.person, near.other}),
            "leave": policy.leave if first else policy.leave.model_copy(update={"people": (), "posts": ()}),
        }
    )


def _sent_far(snapshot: Snapshot, plan: Plan) -> tuple[str, ...]:
    """Who goes to another place than the one they work in."""
    unit = dict(snapshot.posts.select("post_id", "unit_id").iter_rows())
    place_of = dict(snapshot.units.select("unit_id", "place_code").iter_rows())
    return tuple(
        sorted(
            m.person_id
            for m in plan.moves
            if m.from_post_id is not None and place_of[unit[m.from_post_id]] != place_of[unit[m.to_post_id]]
        )
    )


def _with_assumed_ratings(snapshot: Snapshot) -> tuple[Snapshot, int]:
    """Each person's last rating repeated for the years due on the day but not on file, and how many rows that added."""
    due = last_rating_year(snapshot.as_of)
    ratings = snapshot["ratings"]
    last = (
        ratings.filter(pl.col("rating").is_not_null()).sort("year").group_by("person_id", "system").last()
        .filter(pl.col("year") < due)
    )  # fmt: skip
    rows = [
        {**row, "year": year, "decided": None, "note": "Giả định bằng xếp loại gần nhất"}
        for row in last.iter_rows(named=True)
        for year in range(row["year"] + 1, due + 1)
    ]
    if not rows:
        return snapshot, 0
    added = TABLES["ratings"].conform(pl.DataFrame(rows, infer_schema_length=None))
    return snapshot.with_table("ratings", pl.concat([ratings, added])), len(rows)
