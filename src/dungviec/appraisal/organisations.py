"""Units and organisations rated: from the lowest up, and how many of them may be excellent (NĐ 335 Điều 5–9, NĐ 233 Điều 7–8).

Before 2026 (civil service) and 01/07/2026 (public service units) no text on rating organisations is on file: *unknown*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dungviec.appraisal.sheet import Sheet, Unit
from dungviec.law.answers import Answer, exact, in_force, missing
from dungviec.law.appraisal_levels import Level, organisation_level, organisations_quota
from dungviec.law.appraisal_levels import UnitYear as OrganisationYear
from dungviec.law.book import LawView

_RULES = {"civil_servant": "RATE-335-ORG", "public_employee": "RATE-UNIT-2026-01"}


def unit_levels(sheet: Sheet, view: LawView) -> dict[str, Answer[Level]]:
    """The level of each unit, lower ones first: as decided, or from its year; units without either are left out.

    A unit's failing sub-units are at least those that the sheet itself finds *not completed*; where the sheet cannot rate one of them, its
    parent is not called excellent.
    """
    found: dict[str, Answer[Level]] = {}
    for unit in _lowest_first(sheet):
        if unit.level is not None:
            level: Level = "not_completed" if unit.level == "failed" else unit.level
            found[unit.id] = Answer(
                level, None, "Mức do cấp có thẩm quyền đã quyết định.", "As decided by the authority."
            )
        elif unit.year is not None:
            below = [found[u.id] for u in sheet.units if u.parent == unit.id and u.id in found]
            found[unit.id] = _from_year(unit, view, below)
    return {u.id: found[u.id] for u in sheet.units if u.id in found}


def _lowest_first(sheet: Sheet) -> list[Unit]:
    parents = {u.id: u.parent for u in sheet.units}

    def depth(unit: Unit) -> int:
        steps, above = 0, unit.parent
        while above is not None:
            steps, above = steps + 1, parents.get(above)
        return steps

    return sorted(sheet.units, key=depth, reverse=True)


def _from_year(unit: Unit, view: LawView, below: list[Answer[Level]]) -> Answer[Level]:
    year = unit.year
    assert year is not None
    rule = in_force(view, _RULES[unit.staff])
    failing = max(year.failing_sub_units, sum(a.value == "not_completed" for a in below))
    needed: tuple[str, ...] = ()
    if rule is not None:
        short = year.done is not None and year.done < float(rule.params["fail_plan"])
        failed = year.points is not None and year.points < int(rule.params["completed"])
        if not (short or failed or year.wrongdoing):
            top = year.points is None or year.points >= int(rule.params["excellent"])
            needed = ("points", "done", "on_time", *(("exceeding",) if top else ()))
    lacks = tuple(f"year.{n}" for n in needed if getattr(year, n) is None)
    if rule is not None and lacks:
        told = ", ".join(lacks)
        return missing(rule, f"còn thiếu {told}", f"missing {told}", lacks=lacks)
    answer = organisation_level(view, unit.staff, OrganisationYear(
        year.points or 0.0, 1.0 if year.done is None else year.done, year.on_time or 0.0, year.exceeding or 0.0, failing, year.shortcomings_fixed,
        year.wrongdoing, year.force_majeure,
    ))  # fmt: skip
    if rule is not None and answer.value == "excellent" and any(a.value is None for a in below):
        return missing(
            rule, "chưa biết mức của đơn vị trực thuộc (xếp loại cấp dưới trước)", "the level of a sub-unit is not known (lower units are rated first)",
            lacks=("units.level",),
        )  # fmt: skip
    return answer


@dataclass(frozen=True, slots=True)
class UnitQuota:
    """How many of the organisations under one parent may be excellent; ``under`` is empty for those at the top of the sheet.

    ``readings`` gives the number under each base and rounding (O3, O4), as for people.
    """

    under: str
    staff: Literal["civil_servant", "public_employee"]
    excellent: tuple[str, ...]
    good: int
    units: int
    answer: Answer[int]
    readings: dict[str, int]

    @property
    def over(self) -> int | None:
        """How many are above the quota; None where no quota is on file."""
        return None if self.answer.value is None else max(len(self.excellent) - self.answer.value, 0)


def unit_quotas(sheet: Sheet, view: LawView, levels: dict[str, Answer[Level]]) -> list[UnitQuota]:
    """The quota of excellent organisations right below each parent, apart for civil service and public service units.

    The texts count within the authority that recognises the ratings; the sheet knows only who lies below whom, and takes the parent.
    """
    scopes: dict[tuple[str, Literal["civil_servant", "public_employee"]], list[Unit]] = {}
    for unit in sheet.units:
        if unit.id in levels and levels[unit.id].value not in (None, "not_rated"):
            scopes.setdefault((unit.parent or "", unit.staff), []).append(unit)
    outstanding = {u.id for u in sheet.units if u.outstanding}
    found = []
    for (under, staff), units in sorted(scopes.items()):
        best = [u.id for u in units if levels[u.id].value == "excellent"]
        good = sum(levels[u.id].value == "good" for u in units)
        if not best and good == 0:
            continue
        answer = organisations_quota(view, staff, good=good, units=len(units), outstanding=under in outstanding)
        readings = _readings(answer, good, len(best), len(units), under in outstanding)
        chosen = f"{view.settings.rating_quota_base}/{view.settings.rating_quota_rounding}"
        if answer.value is not None and readings[chosen] != answer.value:
            most = readings[chosen]
            answer = Answer(most, answer.rule, f"Tối đa {most} tổ chức.", f"At most {most} organisations.")
        found.append(UnitQuota(under, staff, tuple(best), good, len(units), answer, readings))
    return found


def _readings(answer: Answer[int], good: int, excellent: int, units: int, outstanding: bool) -> dict[str, int]:
    if answer.value is None or answer.rule is None:
        return {}
    rule = answer.rule
    few = units < int(rule.params.get("few_units_below", 0))
    share = exact(rule.params["outstanding_share" if outstanding else "share"])
    told = {}
    for base, number in (("good", good), ("good_and_above", good + excellent)):
        told[f"{base}/down"] = answer.value if few else int(share * number)
        told[f"{base}/nearest"] = answer.value if few else int((share * number * 2 + 1) // 2)
    return told
