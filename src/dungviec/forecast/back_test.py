"""The back-test: the forecast made as of past year ends, with what was on file by then, against what came.

Only people who served on the day stood on are followed, so hiring does not blur the test. Two naive forecasts stand beside it:
nobody leaves, and as many leave each year as in the year before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Any

from dungviec.forecast.faults import ForecastFault
from dungviec.forecast.levers import Hiring, Levers
from dungviec.forecast.outlook import Outlook, outlook
from dungviec.law import LawBook
from dungviec.records import Snapshot
from dungviec.streamlining.leaving_rate import rate_on_file

BACK = 5
_FEWEST = 10
"""With fewer leavers on file than this there is nothing to test against."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One year end as seen from one earlier day: the band and what came. ``key``: the whole (empty) or a group."""

    stood_on: date
    year: int
    key: str
    low: int
    median: int
    high: int
    came: int
    nobody_leaves: int
    as_last_year: float

    @property
    def inside(self) -> bool:
        """Whether what came lies in the band of eight runs in ten."""
        return self.low <= self.came <= self.high


@dataclass(frozen=True, slots=True)
class BackTest:
    """All of them, with the means that tell how good the forecast was."""

    rows: tuple[Compared, ...]

    @property
    def inside(self) -> float:
        """Share of bands that hold what came; eight in ten is right."""
        return fmean(r.inside for r in self.rows)

    @property
    def missed_by(self) -> float:
        """Mean distance of the median from what came, people."""
        return fmean(abs(r.median - r.came) for r in self.rows)

    @property
    def nobody_missed_by(self) -> float:
        """The same for «nobody leaves»."""
        return fmean(abs(r.nobody_leaves - r.came) for r in self.rows)

    @property
    def last_year_missed_by(self) -> float:
        """The same for «as many leave as last year»."""
        return fmean(abs(r.as_last_year - r.came) for r in self.rows)

    def whole(self) -> BackTest:
        """Only the rows of the whole body."""
        return BackTest(tuple(r for r in self.rows if not r.key))

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "inside": round(self.inside, 3), "missed_by": round(self.missed_by, 2), "nobody_missed_by": round(self.nobody_missed_by, 2),
            "last_year_missed_by": round(self.last_year_missed_by, 2),
            "rows": [
                {"stood_on": r.stood_on.isoformat(), "year": r.year, "key": r.key, "band": [r.low, r.median, r.high], "came": r.came, "inside": r.inside}
                for r in self.rows
            ],
        }  # fmt: skip


def back_test(snapshot: Snapshot, *, back: int = BACK, seed: int = 2020) -> BackTest:
    """Stand on each of the last ``back`` year ends and compare with every year end up to the snapshot's day.

    Records that keep nobody who left cannot be tested: :class:`ForecastFault` says so.
    """
    day = snapshot.as_of
    known = rate_on_file(snapshot)
    if known.events < _FEWEST:
        raise ForecastFault(
            f"Hồ sơ chỉ có {known.events} người thôi việc trong năm năm qua, chưa đủ để kiểm nghiệm (cần từ {_FEWEST}); nhập thêm hồ sơ người đã thôi việc.",
            f"Only {known.events} people who left in the last five years are on file, too few to test against ({_FEWEST} at least); enter the files of those who left.",
        )  # fmt: skip
    book = LawBook.load()
    passed = [date(y, 12, 31) for y in range(day.year - back, day.year + 1) if date(y, 12, 31) <= day]
    there = {end: frozenset(snapshot.at(end).whereabouts["person_id"]) for end in passed[1:]}
    rows: list[Compared] = []
    for n, stood in enumerate(passed[:-1]):
        then = snapshot.at(stood)
        if not then.whereabouts.height:
            continue
        levers = Levers(hiring=Hiring("none"))
        seen = outlook(then, book.on(stood), years=max(passed[-1].year - stood.year, 1), levers=levers, seed=seed)
        rows += _compared(snapshot, seen, then, {end: there[end] for end in passed[n + 1 :]})
    return BackTest(tuple(rows))


def _compared(
    snapshot: Snapshot, seen: Outlook, then: Snapshot, later: Mapping[date, frozenset[str]]
) -> list[Compared]:
    """``later``: who serves at the end of each later year."""
    stood = then.as_of
    mine = set(then.whereabouts["person_id"])
    lost = _lost_the_year_before(snapshot, stood)
    rows = []
    bands = {y.year: y.today for y in seen.years}
    groups = [("", mine, {y: bands[y] for y in bands})]
    groups += [
        (t.group.key, set(t.group.people), {y.year: b for y, b in zip(seen.years, t.years, strict=True)})
        for t in seen.groups if t.group.kind in ("unit", "field") and len(t.group.people) >= 20
    ]  # fmt: skip
    for end, there in later.items():
        for key, people, by_year in groups:
            low, median, high = by_year[end.year]
            years = end.year - stood.year
            last = len(people) - lost * len(people) / max(len(mine), 1) * years
            rows.append(Compared(stood, end.year, key, low, median, high, len(people & there), len(people), last))
    return rows


def _lost_the_year_before(snapshot: Snapshot, stood: date) -> int:
    before = set(snapshot.at(date(stood.year - 1, 12, 31)).whereabouts["person_id"])
    now = set(snapshot.at(stood).whereabouts["person_id"])
    return len(before - now)
