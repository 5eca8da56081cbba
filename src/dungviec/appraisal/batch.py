"""A province's year at once: fifty thousand officials, twelve months, twenty products each, as arrays.

The same formula as :mod:`dungviec.law.appraisal` (NĐ 335 Điều 14–17, 20) on whole numbers: sums are exact, means are
floats, and every mean that lies near a threshold or a rounding edge is computed again as a fraction, so that points with
two decimals and levels equal those of the plain calculator to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from dungviec.law.answers import in_force
from dungviec.law.appraisal import taken_off, two_decimals
from dungviec.law.appraisal_levels import excellent_quota
from dungviec.law.appraisal_lines import ONE_PRODUCT
from dungviec.law.book import LawView

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

UNIT = 10_000
"""Coefficients and general points are held in ten-thousandths."""
_NEAR = 1e-7
_PASS = 50
"""Points that everybody managed must reach for a leader's part d (RATE-335-LEADER)."""
LEVELS = ("not_rated", "not_completed", "completed", "good", "excellent")
UNKNOWN = -1
"""In place of a level where the points cannot be known."""


@dataclass(frozen=True, slots=True)
class TaskArrays:
    """Lines of all officials and months. ``official`` and ``month`` (0–11) say whose; ``weight`` is the coefficient × 10,000.

    A line with ``redone`` or ``late`` times (without objective cause) speaks of one product: its ``done`` is 0 or 1.
    """

    official: Ints
    month: Ints
    weight: Ints
    assigned: Ints
    done: Ints
    redone: Ints
    late: Ints
    extra: Bools


@dataclass(frozen=True, slots=True)
class PeopleArrays:
    """Officials: ``general`` (n × 12, ten-thousandths of a point, −1 where there is no sheet), who manages whom, scopes of the quota.

    ``manager`` is the index of the leader whose part *d* rests on this official (−1: nobody); ``leads`` marks leaders, with
    ``organised`` and ``cohesive`` per month; ``unit_level`` (index into ``LEVELS``, 4 where nothing caps) holds heads down.
    ``failed`` marks grounds for *not completed*; ``agency`` and ``duties`` number the scopes of the quota.
    """

    general: Ints
    manager: Ints
    leads: Bools
    organised: Bools
    cohesive: Bools
    months_worked: Ints
    excused: Bools
    failed: Bools
    unit_level: Ints
    agency: Ints
    duties: Ints
    outstanding: Bools


@dataclass(frozen=True, slots=True)
class YearFound:
    """Points of months (n × 12, NaN where unknown), mean as hundredths of a point (−1 unknown), level index (−1 unknown), quotas."""

    months: Floats
    hundredths: Ints
    level: Ints
    quota_scopes: list[tuple[int, int, int, int, int]]
    """(agency, duties or −1, excellent, good, most) for each scope."""
    exact_again: int
    """How many means lay so near an edge that they were computed again as fractions."""


class BatchFault(ValueError):
    """Arrays that cannot be meant so; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.english = english


def classify_year(view: LawView, tasks: TaskArrays, people: PeopleArrays) -> YearFound:
    """Scores, levels and quotas of civil servants for a year under the view's law and readings.

    Raises :class:`BatchFault` on arrays that do not fit together, and where the formula is not in force that day.
    """
    rule, cut, months = (in_force(view, k) for k in ("RATE-2026-02", "RATE-2026-01", "RATE-335-MONTHS"))
    off = taken_off(view)
    if rule is None or cut is None or months is None or off is None:
        raise BatchFault(
            f"Công thức chấm điểm chưa có hiệu lực ngày {view.day:%d/%m/%Y}.",
            f"The formula is not in force on {view.day:%d/%m/%Y}.",
        )
    _check(tasks, people)
    sums = _Sums.of(view, tasks, len(people.leads), off)
    parts = _parts(view, people, sums, int(rule.params["result_max"]))
    hundredths, level, again = _levels(view, people, parts, cut.params)
    few = (people.months_worked < int(months.params["min_months"])) & ~people.excused
    level = np.where(few, 0, np.where(people.failed, 1, level))
    level = np.where(level > 1, np.minimum(level, people.unit_level), level)
    return YearFound(parts.totals, hundredths, level, _quotas(view, people, level), again)


def _check(tasks: TaskArrays, people: PeopleArrays) -> None:
    n = len(people.leads)
    if len(tasks.official) and not (int(tasks.official.min()) >= 0 and int(tasks.official.max()) < n):
        raise BatchFault(
            f"Có dòng công việc của người ngoài danh sách (0–{n - 1}).", f"A line belongs to nobody of 0–{n - 1}."
        )
    if len(tasks.month) and not (int(tasks.month.min()) >= 0 and int(tasks.month.max()) < 12):
        raise BatchFault("Tháng phải từ 0 đến 11.", "Months run from 0 to 11.")
    wrong = np.flatnonzero((np.maximum(tasks.redone, tasks.late) > ONE_PRODUCT) & (tasks.done > 1))
    if len(wrong):
        raise BatchFault(
            f"Dòng {int(wrong[0])}: làm lại, chậm quá {ONE_PRODUCT} lần trên nhiều sản phẩm; ghi riêng từng sản phẩm.",
            f"Line {int(wrong[0])}: more than {ONE_PRODUCT} redone or late times on several products; give each its line.",
        )
    over = np.flatnonzero(~tasks.extra & (tasks.done > tasks.assigned))
    if len(over):
        raise BatchFault(
            f"Dòng {int(over[0])}: làm nhiều hơn số được giao; nhiệm vụ nhận thêm đánh dấu «extra».",
            f"Line {int(over[0])}: more done than assigned; extra tasks are marked.",
        )


@dataclass(frozen=True, slots=True)
class _Sums:
    """Per official and month: assigned, done, and quality and progress in parts of the deductions' common denominator."""

    scale: int
    assigned: Ints
    done: Ints
    quality: Ints
    progress: Ints

    @classmethod
    def of(cls, view: LawView, tasks: TaskArrays, people: int, off: tuple[Fraction, Fraction]) -> _Sums:
        """Whole-number sums; ``off`` is what one redo takes off a product's quality, and one delay off its progress."""
        scale = lcm(*(part.denominator for part in off))
        redo, delay = (int(part * scale) for part in off)
        cell = tasks.official * 12 + tasks.month

        def total(values: Ints) -> Ints:
            # float sums of whole numbers are exact below 2^53; a month's sum stays far below
            return np.bincount(cell, weights=values, minlength=people * 12).astype(np.int64).reshape(people, 12)

        def kept(times: Ints, taken: int) -> Ints:
            left = scale * tasks.done - taken * times * (tasks.done > 0)
            return tasks.weight * (np.maximum(left, 0) if view.settings.rating_floor_zero else left)

        return cls(
            scale, total(tasks.weight * np.where(tasks.extra, 0, tasks.assigned)), total(tasks.weight * tasks.done),
            total(kept(tasks.redone, redo)), total(kept(tasks.late, delay)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Parts:
    """Points as fractions: general (ten-thousandths) + result_max × numerator / denominator; ``there`` marks scored months."""

    general: Ints
    top: Ints
    bottom: Ints
    there: Ints
    totals: Floats
    most: int

    def exact(self, official: int, month: int) -> Fraction:
        """The points of one month as a fraction."""
        general = Fraction(int(self.general[official, month]), UNIT)
        return general + Fraction(self.most * int(self.top[official, month]), int(self.bottom[official, month]))

    def exact_mean(self, official: int) -> Fraction:
        """The mean of one official as a fraction."""
        months = np.flatnonzero(self.there[official] == 1)
        return sum((self.exact(official, int(m)) for m in months), Fraction(0)) / len(months)


def _parts(view: LawView, people: PeopleArrays, sums: _Sums, most: int) -> _Parts:
    whole = sums.scale * sums.assigned
    own = [sums.scale * sums.done, sums.quality, sums.progress]
    if view.settings.rating_cap_parts:
        own = [np.minimum(part, whole) for part in own]
    numerator = own[0] + own[1] + own[2]
    # leaders: six parts, d, đ, e as halves; staff: three. Both over denominators that are whole multiples of ``whole``.
    top, bottom = numerator * 2, whole * 6
    sheet = people.general >= 0
    there = np.where(sheet, np.where(whole > 0, 1, -1), 0)  # 1 scored, -1 a sheet without assigned work, 0 no sheet
    parts = _Parts(people.general, top, bottom, there, _points(people.general, top, bottom, there, most), most)
    for leaders in _by_depth(people):
        below, somebody = _all_reach(parts, people, leaders)
        there[leaders] = np.where((there[leaders] == 1) & ~somebody, -1, there[leaders])
        halves = below + (1 + people.organised[leaders]) + (1 + people.cohesive[leaders])
        top[leaders] = 2 * numerator[leaders] + whole[leaders] * halves
        bottom[leaders] = whole[leaders] * 12
        parts.totals[leaders] = _points(people.general[leaders], top[leaders], bottom[leaders], there[leaders], most)
    return parts


def _points(general: Ints, top: Ints, bottom: Ints, there: Ints, most: int) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(there == 1, general / UNIT + most * top / bottom, np.nan)


def _by_depth(people: PeopleArrays) -> list[Ints]:
    """Leaders from the lowest up: whoever manages leaders comes after them."""
    height = np.zeros(len(people.leads), dtype=np.int64)
    leaders = np.flatnonzero(people.leads)
    for _ in range(len(leaders) + 1):
        managed = leaders[people.manager[leaders] >= 0]
        before = height.copy()
        np.maximum.at(height, people.manager[managed], height[managed] + 1)
        if np.array_equal(before, height):
            return [leaders[height[leaders] == h] for h in range(int(height[leaders].max(initial=-1)) + 1)]
    raise BatchFault("Có người quản lý vòng tròn.", "People manage each other in a circle.")


def _all_reach(parts: _Parts, people: PeopleArrays, leaders: Ints) -> tuple[Ints, Bools]:
    """2 where everybody managed has 50 points or more that month, else 1 (NĐ 335 Điều 15.3.a); and whether anybody has points."""
    fails, somebody = np.zeros((2, len(people.leads), 12), dtype=bool)
    managed = np.flatnonzero(people.manager >= 0)
    scored, totals = parts.there[managed] == 1, parts.totals[managed]
    low = scored & (totals < _PASS)
    for row, month in zip(*np.nonzero(scored & (np.abs(totals - _PASS) < _NEAR)), strict=True):
        low[row, month] = parts.exact(int(managed[row]), int(month)) < _PASS
    np.logical_or.at(fails, people.manager[managed], low)
    np.logical_or.at(somebody, people.manager[managed], scored)
    return np.where(fails[leaders], 1, 2), somebody[leaders]


def _levels(view: LawView, people: PeopleArrays, parts: _Parts, cut: Any) -> tuple[Ints, Ints, int]:
    scored, open_ = (parts.there == 1).sum(axis=1), (parts.there == -1).any(axis=1)
    known = (scored > 0) & ~open_
    with np.errstate(invalid="ignore"):
        mean = np.where(
            known, np.nansum(np.where(parts.there == 1, parts.totals, 0.0), axis=1) / np.maximum(scored, 1), -1.0
        )
    limits = [int(cut[name]) for name in ("completed", "good", "excellent")]
    if view.settings.rating_points_read == "two_decimals":
        limits_near = np.abs(mean * 100 - np.floor(mean * 100) - 0.5) < _NEAR
    else:
        limits_near = np.min([np.abs(mean - limit) for limit in limits], axis=0) < _NEAR
    edge = known & (limits_near | (np.abs(mean * 100 - np.floor(mean * 100) - 0.5) < _NEAR))
    hundredths = np.where(known, np.floor(mean * 100 + 0.5), -1).astype(np.int64)
    read = np.where(view.settings.rating_points_read == "two_decimals", hundredths / 100, mean)
    level = np.where(known, 1 + np.searchsorted(limits, read, side="right"), UNKNOWN).astype(np.int64)
    again = np.flatnonzero(edge)
    for k in again:
        whole = parts.exact_mean(int(k))
        shown = two_decimals(whole).replace(".", "")
        hundredths[k] = int(shown)
        told = Fraction(int(shown), 100) if view.settings.rating_points_read == "two_decimals" else whole
        level[k] = 1 + sum(told >= limit for limit in limits)
    return hundredths, level, len(again)


def _quotas(view: LawView, people: PeopleArrays, level: Ints) -> list[tuple[int, int, int, int, int]]:
    excellent, good = LEVELS.index("excellent"), LEVELS.index("good")
    groups = int(people.duties.max(initial=0)) + 1
    found = []
    for single in (True, False):
        members = np.flatnonzero((level > 0) & (single | (people.duties >= 0)))
        scope = people.agency[members] if single else people.agency[members] * groups + people.duties[members]
        best = np.bincount(scope, weights=level[members] == excellent).astype(np.int64)
        fair = np.bincount(scope, weights=level[members] == good).astype(np.int64)
        numbers, first = np.unique(scope, return_index=True)
        for k, at in zip(numbers.tolist(), first.tolist(), strict=True):
            answer = excellent_quota(
                view, "civil_servant", good=int(fair[k]), excellent=int(best[k]), outstanding=bool(people.outstanding[members[at]])
            )  # fmt: skip
            most = answer.value.most if answer.value is not None else UNKNOWN
            agency, duties = (k, -1) if single else divmod(k, groups)
            found.append((agency, duties, int(best[k]), int(fair[k]), most))
    return found
