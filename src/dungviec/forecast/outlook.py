"""The forecast: headcount year by year with its band, who retires when, whose term ends when, which groups thin out.

Retirements are known to the month, terms are on file; resignations and hiring are simulated. See docs/explanation/forecast.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from dungviec.forecast.faults import ForecastFault
from dungviec.forecast.leaving_by_age import BANDS, AgeRates, age_rates
from dungviec.forecast.levers import Hiring, Levers, hiring_on_file
from dungviec.forecast.runs import Counts, draw_runs, newly_hired, still_there, year_ends
from dungviec.forecast.staff import Group, Staff, seats_of, staff_of
from dungviec.law import LawBook, LawView
from dungviec.law.facts_people import schedules
from dungviec.law.retirement import service_after
from dungviec.law.rules import Rule
from dungviec.records import Snapshot

RUNS = 1000
LARGE, FEWER = 20_000, 200
"""Bodies with more people than this are run so many times only."""
FURTHEST = 20
YEARS = 10
_BAND = (10, 50, 90)
Band = tuple[int, int, int]
"""The tenth, fiftieth and ninetieth of a hundred runs."""


@dataclass(frozen=True, slots=True)
class YearAhead:
    """The end of one year. ``retired_only``: those of today who still serve were nobody to resign; ``today``: those of today;
    ``people``: with the newly hired; ``hired``: taken on in the year; ``short``: runs of a hundred with fewer people than ``seats``."""

    year: int
    retiring: int
    retired_only: int
    today: Band
    hired: Band
    people: Band
    seats: int
    short: int


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who retires within the forecast, on a day that is known; a day before the forecast's own is overdue."""

    person_id: str
    name: str
    post: str
    unit_id: str
    leader: bool
    day: date


@dataclass(frozen=True, slots=True)
class TermEnd:
    """Somebody whose term of appointment ends within the forecast; ``months_left``: from then to retirement, None where not known."""

    person_id: str
    name: str
    post: str
    unit_id: str
    day: date
    retires: date | None
    months_left: int | None


@dataclass(frozen=True, slots=True)
class Thinning:
    """A group year by year, today's people only: what is left of it where nobody new learns or comes.

    ``short_in``: the first year whose median is below the need; None where none is, or where no need is on file.
    """

    group: Group
    years: tuple[Band, ...]
    short_in: int | None

    @property
    def able(self) -> int:
        """People of the group today."""
        return len(self.group.people)

    @property
    def short_now(self) -> bool:
        """Whether fewer than needed are there today."""
        return self.group.need is not None and self.able < self.group.need

    @property
    def gap(self) -> int | None:
        """How many are missing at the median of the last year."""
        return None if self.group.need is None else max(self.group.need - self.years[-1][1], 0)


@dataclass(frozen=True, eq=False, slots=True)
class Outlook:
    """What is ahead of a body."""

    as_of: date
    name: str
    until: int
    seed: int
    runs: int
    present: int
    seats: int
    rates: AgeRates
    hiring: Hiring
    levers: Levers
    schedules: tuple[Rule, ...]
    """The rules that give the last day of service: the one in force, and the next one where it is issued; none on file: empty."""
    birth_unknown: int
    overdue: int
    """People whose last day of service has passed and who still hold a post on file; the forecast lets them go in the first year."""
    years: tuple[YearAhead, ...]
    leavers: tuple[Leaver, ...]
    terms: tuple[TermEnd, ...]
    groups: tuple[Thinning, ...]

    def of(self, kind: str) -> tuple[Thinning, ...]:
        """The groups of a kind (``unit``, ``field``, ``leaders``, ``degree``, ``theory``, ``competency``)."""
        return tuple(t for t in self.groups if t.group.kind == kind)

    def by_month(self) -> dict[tuple[int, int], tuple[Leaver, ...]]:
        """Retirements by year and month, in their order."""
        found: dict[tuple[int, int], list[Leaver]] = {}
        for one in self.leavers:
            found.setdefault((one.day.year, one.day.month), []).append(one)
        return {k: tuple(v) for k, v in found.items()}

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "as_of": self.as_of.isoformat(), "name": self.name, "until": self.until, "seed": self.seed, "runs": self.runs, "present": self.present, "seats": self.seats,
            "retirement_rules": [r.id for r in self.schedules], "birth_unknown": self.birth_unknown, "overdue": self.overdue,
            "leaving": {
                "source": self.rates.whole.source, "events": self.rates.whole.events, "person_years": round(self.rates.whole.person_years, 1),
                "low": self.rates.whole.low, "high": self.rates.whole.high, "by_age": self.rates.told_apart,
                "bands": [
                    {"from": a, "to": b, "events": e, "person_years": round(t, 1), "rate": round(r, 5)}
                    for (a, b), e, t, r in zip(BANDS, self.rates.events, self.rates.person_years, self.rates.middle(), strict=True)
                ],
            },
            "hiring": {"source": self.hiring.source, "low": self.hiring.low, "high": self.hiring.high, "on_file": self.hiring.hired},
            "levers": {"kept_percent": self.levers.kept, "cut_percent": self.levers.cut},
            "years": [
                {"year": y.year, "retiring": y.retiring, "retired_only": y.retired_only, "today": list(y.today), "hired": list(y.hired), "people": list(y.people), "seats": y.seats, "short_percent": y.short}
                for y in self.years
            ],
            "retirements": [{"person_id": x.person_id, "post": x.post, "unit_id": x.unit_id, "leader": x.leader, "day": x.day.isoformat()} for x in self.leavers],
            "terms": [
                {"person_id": x.person_id, "post": x.post, "unit_id": x.unit_id, "day": x.day.isoformat(), "retires": x.retires.isoformat() if x.retires else None, "months_left": x.months_left}
                for x in self.terms
            ],
            "groups": [
                {"key": t.group.key, "kind": t.group.kind, "vi": t.group.vi, "en": t.group.en, "need": t.group.need, "able": t.able, "years": [list(b) for b in t.years], "short_now": t.short_now, "short_in": t.short_in, "gap": t.gap}
                for t in self.groups
            ],
        }  # fmt: skip


def outlook(
    snapshot: Snapshot, view: LawView | None = None, *, years: int = YEARS, levers: Levers | None = None, unit: frozenset[str] | None = None,
    seed: int = 2020, runs: int | None = None,
) -> Outlook:  # fmt: skip
    """What is ahead from the snapshot's day over ``years`` years (1 to 20); ``unit``: identifiers of units (None: all).

    Raises :class:`ForecastFault` for years out of reach and for a body in which nobody holds a post.
    """
    if not 1 <= years <= FURTHEST:
        raise ForecastFault(
            f"Số năm dự báo {years} phải từ 1 đến {FURTHEST}.", f"A forecast of {years} years: give 1 to {FURTHEST}."
        )
    day, asked = snapshot.as_of, levers or Levers()
    law = view or LawBook.load().on(day)
    staff = staff_of(snapshot, law, unit)
    if not staff.frame.height:
        raise ForecastFault(
            f"Ngày {day:%d/%m/%Y} không ai giữ vị trí nào trong phạm vi đã chọn; chọn ngày hoặc đơn vị khác.",
            f"On {day:%d/%m/%Y} nobody holds a post in what was chosen; choose another day or unit.",
        )
    last = day.year + years
    ends = year_ends(day, last)
    rates = age_rates(snapshot, asked.leave)
    hiring = asked.hiring or hiring_on_file(snapshot, None if unit is None else staff.frame["person_id"])
    count = runs or (RUNS if staff.frame.height <= LARGE else FEWER)
    drawn = draw_runs(rates, hiring, kept=asked.kept, day=day, ends=ends, seed=seed, runs=count)
    alive = still_there(staff.frame, staff.matrix(), drawn, day=day, ends=ends, seed=seed)
    now = seats_of(snapshot, unit)
    whole = 100 * len(ends)
    seats = np.array([now * (whole - asked.cut * (k + 1)) // whole for k in range(len(ends))])
    kept, taken = newly_hired(alive[:, :, 0], staff.frame.height, seats, drawn, hiring, seed=seed)
    now_rule, next_rule = schedules(law)
    return Outlook(
        day, snapshot.name, last, seed, count, staff.frame.height, now, rates, hiring, asked, tuple(r for r in (now_rule, next_rule) if r is not None and now_rule is not None),
        int(staff.frame["leaves"].is_null().sum()), int((staff.frame["leaves"] < day).sum()), _years(staff, ends, alive[:, :, 0], kept, taken, seats),
        _leavers(staff.frame, last), _terms(staff.frame, day, last),
        tuple(_thinning(g, alive[:, :, n], ends) for n, g in enumerate(staff.groups, start=1)),
    )  # fmt: skip


def _band(values: Counts) -> Band:
    low, median, high = (int(v) for v in np.percentile(values, _BAND, method="nearest"))
    return low, median, high


def _years(staff: Staff, ends: Sequence[date], alive: Counts, kept: Counts, taken: Counts, seats: Any) -> tuple[YearAhead, ...]:  # fmt: skip
    leaves = staff.frame["leaves"]
    found, before = [], staff.frame.height
    for k, end in enumerate(ends):
        alone = int((leaves.is_null() | (leaves > end)).sum())
        people, places = alive[k] + kept[k], int(seats[k])
        short = round(100 * float((people < places).mean()))
        found.append(YearAhead(end.year, before - alone, alone, _band(alive[k]), _band(taken[k]), _band(people), places, short))  # fmt: skip
        before = alone
    return tuple(found)


def _leavers(frame: pl.DataFrame, last: int) -> tuple[Leaver, ...]:
    rows = frame.filter(pl.col("leaves") <= date(last, 12, 31)).sort("leaves", "person_id")
    return tuple(
        Leaver(r["person_id"], r["name"], r["title"] or "", r["unit_id"], (r["level_rank"] or 0) >= 3, r["leaves"])
        for r in rows.iter_rows(named=True)
    )


def _terms(frame: pl.DataFrame, day: date, last: int) -> tuple[TermEnd, ...]:
    rows = frame.filter((pl.col("term_ends") >= day) & (pl.col("term_ends") <= date(last, 12, 31))).sort("term_ends", "person_id")  # fmt: skip
    return tuple(
        TermEnd(
            r["person_id"], r["name"], r["title"] or "", r["unit_id"], r["term_ends"], r["leaves"],
            None if r["leaves"] is None else service_after(r["term_ends"], r["leaves"]),
        )
        for r in rows.iter_rows(named=True)
    )  # fmt: skip


def _thinning(group: Group, alive: Counts, ends: Sequence[date]) -> Thinning:
    years = tuple(_band(alive[k]) for k in range(len(ends)))
    short = next((e.year for e, b in zip(ends, years, strict=True) if b[1] < group.need), None) if group.need is not None else None  # fmt: skip
    return Thinning(group, years, short)
