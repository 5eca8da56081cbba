"""The level of an official's year by the State's rule of the day: which decree speaks, and what it needs to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Literal, Protocol, cast

from dungviec.law.answers import Answer, in_force, missing
from dungviec.law.appraisal import Staff
from dungviec.law.appraisal_2020 import Staff as Staff90
from dungviec.law.appraisal_2020 import YearOfWork, level_2020
from dungviec.law.appraisal_levels import Level, year_level
from dungviec.law.book import LawView

LAST_DAY_OF_90 = date(2026, 6, 30)
"""The last day of NĐ 90/2020; a unit without a regulation of its own goes by it for 2026 (NĐ 233 Điều 20.1)."""


class YearFacts(Protocol):
    """What is known of a year; None is not known. Shares are fractions of 1."""

    months_worked: int | None
    absence: Literal["sick", "maternity", "unpaid"] | None
    found_and_mended_by_manager: bool
    conduct_good: bool | None
    tasks_done: float | None
    tasks_exceeded: float | None
    tasks_short: float | None
    months_on_leave: int
    disciplined_in_year: bool | None
    units_completed_or_better: float | None
    units_good_or_better: float | None


def state_level(
    view: LawView, category: str, facts: YearFacts, points: Fraction | None, *, months_scored: int,
    grounds: Collection[str], leads: bool, heads_body: bool, body_level: Level | None, has_regulation: bool | None,
) -> Answer[Level]:  # fmt: skip
    """The State's level on the view's day: by points since NĐ 335/NĐ 233, by shares of tasks under NĐ 90, *unknown* before.

    ``category`` is cadre, civil_servant, public_employee (or public_employee_manager). Months worked that are not said are
    read from ``months_scored``.
    """
    staff = _staff(category)
    cut = in_force(view, "RATE-2026-01" if staff == "civil_servant" else "RATE-VC-2026-08") if staff else None
    by_regulation = in_force(view, "RATE-VC-2026-02") if staff == "public_employee" else None
    if staff is None or cut is None:
        return level_by_shares(view, category, facts, leads=leads)
    if by_regulation is not None and has_regulation is False and view.day.year == LAST_DAY_OF_90.year:
        then = replace(view, rules_in_force=tuple(r for r in view.all_known if r.in_force(LAST_DAY_OF_90)))
        return level_by_shares(then, category, facts, leads=leads)
    worked = facts.months_worked if facts.months_worked is not None else months_scored or None
    lacks = [n for n, v in (("appraisal.points", points), ("appraisal.months_worked", worked)) if v is None]
    lacks += ["appraisal.body_level"] if heads_body and body_level is None else []
    few = worked is not None and worked < 6 and facts.absence not in ("sick", "maternity")
    lowest = points is not None and worked is not None and points < int(cut.params["completed"])
    if lacks and not few and not lowest and not _fails_anyway(grounds, leads=leads):
        return missing(cut, f"còn thiếu {', '.join(lacks)}", f"missing {', '.join(lacks)}", lacks=tuple(lacks))
    return year_level(
        view, staff, points or Fraction(0), months_worked=12 if worked is None else worked, absence=facts.absence,
        fail_grounds=grounds, leader=leads, self_detected=facts.found_and_mended_by_manager,
        unit_level=body_level if heads_body else None,
    )  # fmt: skip


def _fails_anyway(grounds: Collection[str], *, leads: bool) -> bool:
    """Whether a ground for *not completed* speaks of this official whatever the points: corruption in the unit only of those who lead."""
    return any(leads or ground != "unit_corruption" for ground in grounds)


def _staff(category: str) -> Staff | None:
    if category == "civil_servant":
        return "civil_servant"
    return "public_employee" if category.startswith("public_employee") else None


def level_by_shares(view: LawView, category: str, facts: YearFacts, *, leads: bool) -> Answer[Level]:
    """NĐ 90/2020; before it the one ground on file for public employees (NĐ 56/2015)."""
    old = in_force(view, "RATE-56-KHT") if category == "public_employee" else None
    if old is not None:
        if facts.tasks_done is not None and facts.tasks_done < float(old.params["work_at_least"]):
            return Answer("not_completed", old, f"Làm {facts.tasks_done:.0%} công việc.", f"{facts.tasks_done:.0%} of the work done.")  # fmt: skip
        return missing(old, "tiêu chí của các mức chưa có trong kho", "the criteria of the levels are not on file")
    staff = cast("Staff90", category if category in ("cadre", "civil_servant") else "public_employee")
    names = ["conduct_good", "tasks_done", "tasks_exceeded", "tasks_short", "months_worked", "disciplined_in_year"]
    names += ["units_completed_or_better", "units_good_or_better"] if leads else []
    lacks = tuple(f"appraisal.{n}" for n in names if getattr(facts, n) is None)
    if not lacks:
        return level_2020(view, staff, _year_of_work(facts, {}, leads=leads))
    best, worst = (level_2020(view, staff, _year_of_work(facts, as_if, leads=leads)) for as_if in (_BEST, _WORST))
    months = in_force(view, "RATE-90-MONTHS")
    if months is None or (best.value is not None and best.value == worst.value):  # what is not known cannot change it
        return worst
    return missing(months, f"còn thiếu {', '.join(lacks)}", f"missing {', '.join(lacks)}", lacks=lacks)


_BEST: Mapping[str, float | bool] = {
    "conduct_good": True, "tasks_done": 1.0, "tasks_exceeded": 1.0, "tasks_short": 0.0, "months_worked": 12,
    "disciplined_in_year": False, "units_completed_or_better": 1.0, "units_good_or_better": 1.0,
}  # fmt: skip
_WORST: Mapping[str, float | bool] = {
    "conduct_good": False, "tasks_done": 0.0, "tasks_exceeded": 0.0, "tasks_short": 1.0, "months_worked": 0,
    "disciplined_in_year": True, "units_completed_or_better": 0.0, "units_good_or_better": 0.0,
}  # fmt: skip
"""What a fact that is not known could be at best and at worst: where both give one level, it is not asked for."""


def _year_of_work(facts: YearFacts, as_if: Mapping[str, float | bool], *, leads: bool) -> YearOfWork:
    """The year by shares, with ``as_if`` where a fact is not known."""

    def told(name: str) -> float:
        value = getattr(facts, name)
        return float(as_if[name] if value is None else value)

    return YearOfWork(
        bool(told("conduct_good")), told("tasks_done"), told("tasks_exceeded"), told("tasks_short"), int(told("months_worked")),
        facts.months_on_leave, facts.absence == "maternity", bool(told("disciplined_in_year")),
        told("units_completed_or_better") if leads else None, told("units_good_or_better") if leads else None,
    )  # fmt: skip
