"""The N-1 test: whose leaving leaves which leading duty without a lawful stand-in, in the unit, in the pool, in the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np
import polars as pl

from dungviec.law import LawView, Verdict, judge_grid
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.dates import add_months
from dungviec.succession.plain import plain
from dungviec.succession.pools import everybody, live_plans

Risk = Literal["none", "unknown", "outside", "single", "planned_elsewhere", "covered"]
RISKS: tuple[Risk, ...] = ("none", "unknown", "outside", "single", "planned_elsewhere", "covered")
"""Worst first: nobody lawful at all; nobody certain, because facts or texts are missing; only people neither of the unit nor
planned; one single stand-in in unit and pool; nobody of the unit, but people planned; covered inside the unit."""
SOON_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Seat:
    """One leading post and who could lawfully take it were its holder gone.

    A stand-in is allowed by the law of the day and holds no leading post of the same or a higher level, whose leaving would
    only move the hole. ``by_authority`` and ``unknown`` count people of the body left to the authority, or not settled.
    """

    post_id: str
    title: str
    unit_id: str
    unit_name: str
    rank: int
    importance: int
    holders: tuple[tuple[str, str], ...]
    inside: tuple[str, ...]
    pool: tuple[str, ...]
    body: int
    by_authority: int
    unknown: int
    leaves_on: date | None
    """The first day within two years on which a holder retires or a term ends; None where there is none."""

    @property
    def near(self) -> tuple[str, ...]:
        """Stand-ins of the unit or the pool, each once."""
        return tuple(dict.fromkeys((*self.inside, *self.pool)))

    @property
    def risk(self) -> Risk:
        """How exposed the duty is."""
        if not self.body:
            return "unknown" if self.unknown or self.by_authority else "none"
        if not self.near:
            return "outside"
        if len(self.near) == 1:
            return "single"
        return "covered" if self.inside else "planned_elsewhere"


@dataclass(frozen=True, slots=True)
class UnitBench:
    """Bench strength of one unit: its leading posts, and of how many nobody inside, planned, or at all could stand in."""

    unit_id: str
    unit_name: str
    posts: int
    none_inside: int
    none_in_pool: int
    none_anywhere: int
    fewest_inside: int


@dataclass(frozen=True, slots=True)
class Removal:
    """What one person's leaving opens: the duties held, and the duties of others for which nobody else of unit and pool is left."""

    person_id: str
    name: str
    duties: tuple[Seat, ...]
    leaned_on: tuple[Seat, ...]

    def to_json(self) -> dict[str, Any]:
        """The removal as plain data; days as ISO text."""
        told: dict[str, Any] = plain(asdict(self))
        return told


@dataclass(frozen=True, eq=False, slots=True)
class Bench:
    """Every leading post of the body, the most exposed first, and the units they stand in."""

    seats: tuple[Seat, ...]
    units: tuple[UnitBench, ...]
    names: Mapping[str, str] = field(repr=False)

    def without(self, person_id: str) -> Removal:
        """The body without one person; somebody not in service opens nothing."""
        duties = tuple(s for s in self.seats if any(p == person_id for p, _ in s.holders))
        leaned = tuple(s for s in self.seats if s.near == (person_id,) and s not in duties)
        return Removal(person_id, self.names.get(person_id, person_id), duties, leaned)


def bench(snapshot: Snapshot, view: LawView) -> Bench:
    """Everybody in service judged for every leading post. A post held with another follows that post and is not asked alone."""
    people = everybody(snapshot, view)
    serving = [p for p, row in people.items() if row["post_id"] is not None]
    posts = snapshot.live_posts.filter((pl.col("level_rank") >= LEADERSHIP_RANK) & pl.col("held_with").is_null())
    units = dict(snapshot.units.select("unit_id", "name").iter_rows())
    pool: dict[str, set[str]] = {}
    for person, post in live_plans(snapshot).select("person_id", "post_id").drop_nulls().iter_rows():
        pool.setdefault(post, set()).add(person)
    holders = _holders(snapshot)
    ranks = np.array([_leading_rank(people[p]) for p in serving], dtype=np.int64)
    unit_at = {u: k for k, u in enumerate(dict.fromkeys(people[p]["unit_id"] for p in serving))}
    inside = np.array([unit_at[people[p]["unit_id"]] for p in serving], dtype=np.int64)
    place = {p: k for k, p in enumerate(serving)}
    rows = {row["post_id"]: row for row in posts.iter_rows(named=True)}
    seats: list[Seat] = []
    asked: pl.Series | None = None
    if serving and rows:
        for part in judge_grid(snapshot, pl.Series("person_id", serving), posts["post_id"], view):
            if part.people is not asked:  # many parts in a row are about the same people
                asked, ids = part.people, part.people.to_list()
                here = {p: k for k, p in enumerate(ids)}
                at = np.array([place[p] for p in ids], dtype=np.int64)
                rank, unit = ranks[at], inside[at]
            for post_id, verdicts in zip(part.posts.to_list(), part.verdicts, strict=True):
                row, held = rows[post_id], holders.get(post_id, ())
                free = rank < row["level_rank"]
                free[[here[p] for p, _ in held if p in here]] = False
                able = free & (verdicts == Verdict.ALLOWED)
                planned = sorted(here[p] for p in pool.get(post_id, ()) if p in here and able[here[p]])
                near = np.flatnonzero(able & (unit == unit_at.get(row["unit_id"], -1))).tolist()
                seats.append(
                    Seat(
                        post_id, row["title"], row["unit_id"], units.get(row["unit_id"], row["unit_id"]), row["level_rank"],
                        row["importance"] or 0, tuple((p, str(people[p]["name"])) for p, _ in held if p in people),
                        tuple(ids[k] for k in near), tuple(ids[k] for k in planned), int(able.sum()),
                        int((free & (verdicts == Verdict.NEEDS_AUTHORITY)).sum()),
                        int((free & (verdicts == Verdict.UNKNOWN)).sum()),
                        _leaves(held, people, snapshot.as_of),
                    )
                )  # fmt: skip
    merged = sorted(_merged(seats), key=_exposure)
    return Bench(tuple(merged), _units(merged), {p: str(row["name"]) for p, row in people.items()})


def _leading_rank(person: Mapping[str, object]) -> int:
    rank = person["level_rank"]
    return rank if isinstance(rank, int) and rank >= LEADERSHIP_RANK else 0


def _holders(snapshot: Snapshot) -> dict[str, tuple[tuple[str, date | None], ...]]:
    """Post → who holds it now in any way, each with the end of the term; a post held with another has that one's holder."""
    found: dict[str, dict[str, date | None]] = {}
    rows = snapshot.current_tenures.filter(pl.col("post_id").is_not_null()).sort("from_date", "person_id")
    for post, person, ends in rows.select("post_id", "person_id", "term_ends").iter_rows():
        found.setdefault(post, {})[person] = ends
    return {post: tuple(people.items()) for post, people in found.items()}


def _leaves(
    held: tuple[tuple[str, date | None], ...], people: Mapping[str, Mapping[str, object]], day: date
) -> date | None:
    limit = add_months(day, SOON_MONTHS)
    days = [d for p, ends in held for d in (ends, people.get(p, {}).get("retire_on")) if isinstance(d, date)]
    return min((d for d in days if d <= limit), default=None)


def _merged(seats: list[Seat]) -> list[Seat]:
    """One seat per post: a large body is judged in parts by people, whose findings for the same post add up."""
    found: dict[str, Seat] = {}
    for s in seats:
        if (old := found.get(s.post_id)) is None:
            found[s.post_id] = s
            continue
        found[s.post_id] = Seat(
            s.post_id, s.title, s.unit_id, s.unit_name, s.rank, s.importance, s.holders, old.inside + s.inside,
            old.pool + s.pool, old.body + s.body, old.by_authority + s.by_authority, old.unknown + s.unknown, s.leaves_on,
        )  # fmt: skip
    return list(found.values())


def _exposure(seat: Seat) -> tuple[int, bool, int, int, int, str]:
    return RISKS.index(seat.risk), seat.leaves_on is None, -seat.importance, -seat.rank, len(seat.near), seat.post_id


def _units(seats: list[Seat]) -> tuple[UnitBench, ...]:
    by_unit: dict[str, list[Seat]] = {}
    for seat in seats:
        by_unit.setdefault(seat.unit_id, []).append(seat)
    found = [
        UnitBench(
            unit, mine[0].unit_name, len(mine), sum(not s.inside for s in mine), sum(not s.pool for s in mine),
            sum(not s.body for s in mine), min(len(s.inside) for s in mine),
        )
        for unit, mine in by_unit.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda u: (-u.none_anywhere, -u.none_inside / u.posts, -u.none_in_pool, u.unit_id)))
