"""How many may be rated excellent: within each agency and within each group of similar duties (NĐ 335 Điều 20.5, NĐ 233 Điều 12.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dungviec.appraisal.sheet import Sheet, Unit
from dungviec.appraisal.year import OfficialYear
from dungviec.law.answers import Answer
from dungviec.law.appraisal import Staff
from dungviec.law.appraisal_levels import ExcellentQuota, excellent_quota
from dungviec.law.book import LawView


@dataclass(frozen=True, slots=True)
class Quota:
    """One scope of the quota: the agency, or a group of similar duties in it; who is excellent, by points, and how many may be."""

    agency: str
    duties: str
    staff: Staff
    outstanding: bool
    excellent: tuple[str, ...]
    good: int
    answer: Answer[ExcellentQuota]

    @property
    def over(self) -> int | None:
        """How many are above the quota; None where no quota is on file."""
        return None if self.answer.value is None else max(len(self.excellent) - self.answer.value.most, 0)


def agency_of(sheet: Sheet) -> dict[str, str]:
    """The agency of each unit: the nearest unit marked ``agency`` from it upwards, else the topmost."""
    by_id = {u.id: u for u in sheet.units}
    found = {}
    for unit in sheet.units:
        here: Unit = unit
        while not here.agency and here.parent is not None:
            here = by_id[here.parent]
        found[unit.id] = here.id
    return found


def quotas(sheet: Sheet, view: LawView, years: Iterable[OfficialYear]) -> list[Quota]:
    """The quota of every agency and of every group of similar duties in it, apart for civil servants and public employees.

    People without a named group stand under the agency's quota only. The sheet says who is above; who gives way is for
    the authority, never for the software.
    """
    agencies, by_id = agency_of(sheet), {u.id: u for u in sheet.units}
    scopes: dict[tuple[str, str, Staff], list[OfficialYear]] = {}
    for year in years:
        staff = year.official.staff
        if staff == "cadre" or year.level in (None, "not_rated"):
            continue
        agency = agencies.get(year.official.unit or "", year.official.unit or "")
        for duties in dict.fromkeys(("", year.official.duties)):
            scopes.setdefault((agency, duties, staff), []).append(year)
    found = []
    for (agency, duties, staff), people in sorted(scopes.items()):
        outstanding = agency in by_id and by_id[agency].outstanding
        excellent = sorted((y for y in people if y.level == "excellent"), key=lambda y: (-(y.mean or 0), y.official.id))
        good = sum(y.level == "good" for y in people)
        answer = excellent_quota(view, staff, good=good, excellent=len(excellent), outstanding=outstanding)
        found.append(Quota(agency, duties, staff, outstanding, tuple(y.official.id for y in excellent), good, answer))
    return found
