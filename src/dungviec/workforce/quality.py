"""Does the workforce get better year by year, by what, and how sure is that?

Each measure is followed over days a year apart. Its change is taken apart exactly: what became of the people who stayed, what
those who came brought, what those who left took away. The interval says what chance could have done among so few people, and
widens by what the records do not know; where they know too little, the answer is «not enough data». Method:
docs/explanation/workforce-quality.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import isnan, sqrt
from typing import Literal

import polars as pl

from dungviec.records import Snapshot
from dungviec.workforce.counting import of_people
from dungviec.workforce.figure import Figure, WorkforceFault
from dungviec.workforce.quality_values import BY_KEY, MEASURES, Measure, leniency, measure_day, read_proofs
from dungviec.workforce.scope import LEFT, Scope

Verdict = Literal["better", "worse", "unclear", "lacking"]
LEAST_PEOPLE = 20
"""Fewer people than this on either day say nothing about a trend."""
MOST_UNKNOWN = 0.2
"""A larger part not known on either day says nothing either."""
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Point:
    """A measure on one day: the mean of those known, how many are known, not known, and to how many it does not apply."""

    day: date
    value: float | None
    known: int
    unknown: int
    other: int

    @property
    def unknown_share(self) -> float:
        """The part of those it applies to of whom nothing is known."""
        whole = self.known + self.unknown
        return self.unknown / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """A measure between two days: its change, made of three effects that add up to it, with a 95 % half-interval and a verdict.

    Where nobody who left is on file the effect of leavers is not known: then the verdict rests on those who stayed.
    """

    measure: Measure
    first: Point
    last: Point
    change: float | None
    stayers: float | None
    joiners: float | None
    leavers: float | None
    half: float | None
    verdict: Verdict
    why: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Year:
    """What happened over one step: people on the rolls, come and gone in it, disciplinary decisions, assigned headcount on the day."""

    day: date
    people: int
    came: int | None
    went: int | None
    discipline: int | None
    norm: int | None

    @property
    def turnover(self) -> float | None:
        """Those gone in hundredths of those present."""
        return None if self.went is None or not self.people else 100 * self.went / self.people


@dataclass(frozen=True)
class Survey:
    """The survey of a scope: series, changes over the whole time and over the last year, and how complete the records are."""

    scope: Scope
    days: tuple[date, ...]
    series: Mapping[str, tuple[Point, ...]]
    changes: tuple[Change, ...]
    last_year: tuple[Change, ...]
    years: tuple[Year, ...]
    leavers_known: bool
    leniency_known: bool
    frames: Mapping[date, pl.DataFrame] = field(repr=False)
    scopes: Mapping[date, Scope] = field(repr=False)

    def withhold(self, fields: Collection[str]) -> Survey:
        """The survey for somebody who may not see these fields (``table.column``): measures that read them are left out."""
        shut = "discipline.form" in fields
        away = {m.key for m in MEASURES if set(m.needs) & set(fields)}
        return replace(
            self, series={k: v for k, v in self.series.items() if k not in away}, changes=tuple(c for c in self.changes if c.measure.key not in away),
            last_year=tuple(c for c in self.last_year if c.measure.key not in away),
            years=tuple(replace(y, discipline=None) for y in self.years) if shut else self.years,
        )  # fmt: skip

    def behind(self, key: str, day: date) -> Figure:
        """Who makes one figure of a series: of a share those who count, else everybody known. Raises WorkforceFault for none such."""
        measure, values = BY_KEY.get(key), self.frames.get(day)
        if measure is None or values is None or key not in self.series:
            raise WorkforceFault(
                f"Khảo sát không có số liệu «{key}» ngày {day:%d/%m/%Y}.", f"The survey has no figure '{key}' on {day}."
            )
        own = values.filter(
            (pl.col(key) == 1.0) if measure.share else (pl.col(key).is_not_null() & ~pl.col(key).is_nan())
        )
        people = self.scopes[day].everybody.join(own, on="person_id", how="semi")
        return Figure(
            f"quality.{key}",
            *measure.words,
            *measure.words,
            "people",
            ("people.person_id", *measure.needs),
            of_people(people),
        )


def survey(
    snapshot: Snapshot, *, years: int = 5, unit: str | None = None, dossiers: Mapping[str, pl.DataFrame] | None = None, states: Mapping[date, Snapshot] | None = None, lenient: tuple[pl.DataFrame, bool] | None = None
) -> Survey:  # fmt: skip
    """The survey up to the snapshot's day, from ``years`` years before, at the end of each year between.

    ``states``: the records of each of :func:`survey_days` as they stood, where fields of people have a history; else the one
    snapshot serves for every day. ``dossiers``: tables of the dossier, for computing and languages. ``lenient``: what
    :func:`~dungviec.workforce.quality_values.leniency` says of the whole body, where it is at hand (it takes longest). Raises
    :class:`WorkforceFault` for a unit that does not exist on the snapshot's day, or for fewer than one year or more than thirty.
    """
    days = survey_days(snapshot.as_of, years)
    whole = Scope.ask(snapshot, unit=unit)
    proofs, (generosity, linked) = read_proofs(snapshot, dossiers), lenient or leniency(snapshot)
    scopes = {d: Scope((states or {}).get(d) or snapshot.at(d), d.replace(month=1, day=1), whole.unit_id) for d in days}
    frames = {d: measure_day(scopes[d], proofs, generosity) for d in days}
    known = _leavers_known(snapshot, days)
    series = {m.key: tuple(_point(frames[d], m, d) for d in days) for m in MEASURES}
    overall = tuple(_change(m, frames, (_first_usable(m, series[m.key]), days[-1]), leavers=known) for m in MEASURES)
    latest = tuple(_change(m, frames, (days[-2], days[-1]), leavers=known) for m in MEASURES)
    told = tuple(_year(scopes, frames, (a, b), leavers=known) for a, b in zip((None, *days), days, strict=False))
    return Survey(whole, days, series, overall, latest, told, known, linked, frames, scopes)


def _leavers_known(snapshot: Snapshot, days: tuple[date, ...]) -> bool:
    """Whether the records keep those who left: somebody of the whole body left the service within the first step already."""
    gone = snapshot["tenures"].filter(pl.col("left_because").is_in(LEFT))
    return bool(gone["to_date"].is_between(days[0] + timedelta(days=1), days[1]).any())


def survey_days(last: date, years: int = 5) -> tuple[date, ...]:
    """The days compared: the last day, and 31 December of each year before it, ``years`` of them.

    Raises WorkforceFault for a number of years that makes no survey.
    """
    if not 1 <= years <= 30 or last.year - years < 1945:
        raise WorkforceFault(
            f"Khảo sát so từ 1 đến 30 năm, không phải {years}.", f"A survey compares 1 to 30 years, not {years}."
        )
    ends = [date(last.year - k, 12, 31) for k in range(years, 0, -1)]
    return (*ends, last)


def _point(frame: pl.DataFrame, measure: Measure, day: date) -> Point:
    column = frame[measure.key]
    unknown = column.null_count()
    real = column.drop_nulls().drop_nans()
    mean = real.mean()
    return Point(
        day, float(mean) if isinstance(mean, float) else None, real.len(), unknown, frame.height - unknown - real.len()
    )


def _first_usable(measure: Measure, points: Sequence[Point]) -> date:
    """The first day on which enough is known; the first of all where that is never so before the last."""
    return next((p.day for p in points[:-1] if _lacking(measure, p) is None), points[0].day)


def _change(measure: Measure, frames: Mapping[date, pl.DataFrame], days: tuple[date, date], *, leavers: bool) -> Change:
    """The change of one measure taken apart; people of whom a value is missing on a day they served are in no effect."""
    a, b = (_known(frames[d], measure.key) for d in days)
    first, last = (_point(frames[d], measure, d) for d in days)
    why = _lacking(measure, first, last)
    both = a.join(b, on="person_id", how="inner", suffix="_then")
    gone, come = (
        a.join(frames[days[1]], on="person_id", how="anti"),
        b.join(frames[days[0]], on="person_id", how="anti"),
    )
    if why is not None or both.height < 2 or first.value is None or last.value is None:
        return Change(measure, first, last, None, None, None, None, None, "lacking", why or _FEW)
    stayed_then, stayed_now = _mean(both["v"]), _mean(both["v_then"])
    na, nb = both.height + gone.height, both.height + come.height
    stayers = stayed_now - stayed_then
    joiners = come.height / nb * (_mean(come["v"]) - stayed_now) if come.height else 0.0
    left = -(gone.height / na) * (_mean(gone["v"]) - stayed_then) if gone.height else 0.0
    # Those whose value is known on one of the two days alone are in neither effect: the change told is that of the rest.
    spread = _spread(both["v_then"] - both["v"]) ** 2 / both.height
    if leavers:
        spread += (come.height / nb) ** 2 * _of_two(come["v"], both["v_then"]) + (gone.height / na) ** 2 * _of_two(
            gone["v"], both["v"]
        )
    total = stayers + joiners + (left if leavers else 0.0)
    judged = total if leavers else stayers
    unknown = max(first.unknown_share, last.unknown_share)
    half = _Z * sqrt(spread) + (unknown if measure.share else 0.0)
    return Change(measure, first, last, total, stayers, joiners, left if leavers else None, half, _judge(judged, half, measure.better), _SURE if leavers else _STAYERS)  # fmt: skip


_FEW = ("quá ít người có ở cả hai thời điểm", "too few people are on both days")
_SURE = ("cả người ở lại, người đến và người đi", "those who stayed, came and left")
_STAYERS = (
    "chỉ xét người ở lại, vì hồ sơ không giữ người đã rời đi",
    "only those who stayed, because nobody who left is on file",
)


def _lacking(measure: Measure, *points: Point) -> tuple[str, str] | None:
    for point in points:
        if point.known < LEAST_PEOPLE:
            return (
                f"ngày {point.day:%d/%m/%Y} chỉ biết {point.known} người",
                f"only {point.known} people are known on {point.day:%d/%m/%Y}",
            )
        if point.unknown_share > MOST_UNKNOWN:
            share = round(100 * point.unknown_share)
            return (
                f"ngày {point.day:%d/%m/%Y} không biết {share} % số người",
                f"{share} % of the people are not known on {point.day:%d/%m/%Y}",
            )
    return None


def _judge(change: float, half: float, better: int) -> Verdict:
    if not better or abs(change) <= half or abs(change) < 1e-9:
        return "unclear"
    return "better" if change * better > 0 else "worse"


def _known(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    return frame.select("person_id", v=pl.col(key)).filter(pl.col("v").is_not_null() & ~pl.col("v").is_nan())


def _mean(values: pl.Series) -> float:
    found = values.mean()
    return float(found) if isinstance(found, float) and not isnan(found) else 0.0


def _spread(values: pl.Series) -> float:
    found = values.std()
    return float(found) if isinstance(found, float) and not isnan(found) else 0.0


def _of_two(a: pl.Series, b: pl.Series) -> float:
    """The variance of the difference of two means."""
    return (_spread(a) ** 2 / a.len() if a.len() else 0.0) + (_spread(b) ** 2 / b.len() if b.len() else 0.0)


def _year(
    scopes: Mapping[date, Scope], frames: Mapping[date, pl.DataFrame], days: tuple[date | None, date], *, leavers: bool
) -> Year:
    before, day = days
    scope, now = scopes[day], set(frames[day]["person_id"])
    was = set(frames[before]["person_id"]) if before else None
    since = before + timedelta(days=1) if before else date(day.year, 1, 1)
    punished = scope.snapshot["discipline"].filter(
        pl.col("decided").is_between(since, day) & pl.col("person_id").is_in(list(now | (was or set())))
    )
    norms = scope.units["norm"].drop_nulls()
    return Year(
        day, len(now), None if was is None else len(now - was), None if was is None or not leavers else len(was - now), punished.height,
        int(norms.sum()) if norms.len() else None,
    )  # fmt: skip
