"""Reading the appraisal, always through the gate: every function takes what a viewer sees (``seen_here(request)``).

Rooms above (calibration, reports, strengths) read here and nowhere else. Frames hold only people in the viewer's reach, and
only when the viewer's role sees the group: ``work`` for tasks and months, ``appraisal`` for years.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
from django.db.models import Q, QuerySet

from dungviec.appraisal import Appraisal
from dungviec.office.access.fields import Scope, sees
from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.models import (
    MonthSheet,
    Petition,
    SheetStep,
    Task,
    UnitYear,
    YearSheet,
)
from dungviec.office.appraisal.periods import Period
from dungviec.office.appraisal.reach import WORK, YEAR, Reach, reach_of
from dungviec.office.registry.gate import SeenRecords

MONTHS: dict[str, Any] = {
    "sheet_id": pl.Int64, "person_id": pl.String, "unit_id": pl.String, "year": pl.Int32, "month": pl.Int32, "quarter": pl.Int32,
    "state": pl.String, "scheme": pl.String, "leads": pl.Boolean, "self_general": pl.Float64, "head_general": pl.Float64,
    "self_points": pl.Float64, "points": pl.Float64, "quantity": pl.Float64, "quality": pl.Float64, "progress": pl.Float64,
    "rater": pl.String, "confirmed_at": pl.Datetime(time_zone="UTC"),
}  # fmt: skip
"""Columns of :func:`months_frame`. ``month`` or ``quarter`` is null; points 0–100; parts are shares of 1; ``rater`` is the account
whose word stands (null before confirmation)."""
TASKS: dict[str, Any] = {
    "task_id": pl.Int64, "person_id": pl.String, "unit_id": pl.String, "year": pl.Int32, "month": pl.Int32, "kind": pl.String,
    "product": pl.String, "product_name": pl.String, "group": pl.String, "name": pl.String, "number": pl.String, "coefficient": pl.Float64,
    "assigned": pl.Int64, "done": pl.Int64, "given_back": pl.Int64, "redone": pl.Int64, "late": pl.Int64, "extra": pl.Boolean,
    "objective": pl.Boolean, "assigned_on": pl.Date, "due": pl.Date, "finished": pl.Date, "source": pl.String,
}  # fmt: skip
"""Columns of :func:`tasks_frame`. ``product`` is the code of the catalogue (null for work without a name and field days);
``coefficient`` null while the head has not converted the line; ``done`` null while nobody has said."""
YEARS: dict[str, Any] = {
    "year_sheet_id": pl.Int64, "person_id": pl.String, "unit_id": pl.String, "year": pl.Int32, "state": pl.String, "duties": pl.String,
    "self_level": pl.String, "proposed_level": pl.String, "decided_level": pl.String, "decided_on": pl.Date, "decisions": pl.Int64,
}  # fmt: skip
"""Columns of :func:`years_frame`. Levels in the codes of the records (excellent, good, completed, failed), null where none stands."""
STEPS: dict[str, Any] = {
    "person_id": pl.String, "unit_id": pl.String, "year": pl.Int32, "month": pl.Int32, "quarter": pl.Int32, "step": pl.String,
    "by": pl.String, "at": pl.Datetime(time_zone="UTC"), "before": pl.String, "after": pl.String, "reason": pl.String,
}  # fmt: skip
"""Columns of :func:`steps_frame`. ``by`` is the account; ``before``/``after`` points of a month or levels of a year, as text."""


def month_sheets(records: SeenRecords, year: int, *, people: list[str] | None = None) -> QuerySet[MonthSheet]:
    """Sheets of the months of a year in reach, with the accounts that signed them."""
    found = MonthSheet.objects.filter(year=year).select_related("confirmed_by", "received_by")
    return _within(found, reach_of(records.viewer, WORK), people)


def sheets_of(records: SeenRecords, period: Period, *, people: list[str] | None = None) -> QuerySet[MonthSheet]:
    """Sheets in reach that cover any month of the period, later months last."""
    quarters = sorted({(month + 2) // 3 for month in period.months})
    covers = Q(month__in=period.months) | Q(quarter__in=quarters)
    return month_sheets(records, period.year, people=people).filter(covers)


def month_states(records: SeenRecords, period: Period) -> pl.DataFrame:
    """Columns ``person_id`` and ``state``: where the sheet of the period stands, for each in reach who has one.

    Columns alone, no objects: a body of 50,000 is told at once.
    """
    found = sheets_of(records, period).select_related(None).values_list("person_id", "state")
    states = pl.DataFrame(list(found), schema={"person_id": pl.String, "state": pl.String}, orient="row")
    return states.unique("person_id", keep="last", maintain_order=True)


def tasks(records: SeenRecords, year: int, *, people: list[str] | None = None) -> QuerySet[Task]:
    """Lines of work of a year in reach that were not withdrawn, with their products."""
    found = Task.objects.filter(year=year, withdrawn_at__isnull=True).select_related("product", "obstacle_by")
    return _within(found, reach_of(records.viewer, WORK), people)


def year_sheets(records: SeenRecords, year: int, *, people: list[str] | None = None) -> QuerySet[YearSheet]:
    """Sheets of a year in reach, with their decisions."""
    found = YearSheet.objects.filter(year=year).select_related("meeting").prefetch_related("decisions")
    return _within(found, reach_of(records.viewer, YEAR), people)


def petitions(records: SeenRecords) -> QuerySet[Petition]:
    """Petitions in reach, the most pressing first."""
    found = Petition.objects.select_related("year_sheet", "answered_by")
    reach = reach_of(records.viewer, YEAR)
    return found if reach.ids is None else found.filter(year_sheet__person_id__in=reach.ids)


def steps(records: SeenRecords, year: int) -> QuerySet[SheetStep]:
    """Every step taken on sheets of months and years in reach, oldest first."""
    from django.db.models import Q

    work, rating = reach_of(records.viewer, WORK), reach_of(records.viewer, YEAR)
    month, whole = Q(sheet__year=year), Q(year_sheet__year=year)
    if work.ids is not None:
        month &= Q(sheet__person_id__in=work.ids)
    if rating.ids is not None:
        whole &= Q(year_sheet__person_id__in=rating.ids)
    return SheetStep.objects.filter(month | whole).select_related("sheet", "year_sheet", "by")


_MONTH = (
    "pk", "person_id", "unit_id", "year", "month", "quarter", "state", "scheme", "leads", "self_general", "head_general", "self_points",
    "points", "parts", "confirmed_by__username", "confirmed_at",
)  # fmt: skip


def months_frame(records: SeenRecords, year: int, *, scored: bool = False) -> pl.DataFrame:
    """The months of a year in reach as a frame (:data:`MONTHS`): the raw material of board, thermometer and radar.

    ``scored``: only months that have points. Columns alone, no objects.
    """
    found = month_sheets(records, year).select_related(None)
    if scored:
        found = found.filter(points__isnull=False)
    rows = [
        (*head, _sum(own), _sum(word), _float(said), _float(points), parts.get("quantity"), parts.get("quality"), parts.get("progress"), *end)
        for *head, own, word, said, points, parts, rater, at in found.values_list(*_MONTH)
        for end in ((rater, at),)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=MONTHS, orient="row")


def tasks_frame(records: SeenRecords, year: int) -> pl.DataFrame:
    """The lines of work of a year in reach as a frame (:data:`TASKS`)."""
    rows = []
    for t in tasks(records, year):
        rows.append({
            "task_id": t.pk, "person_id": t.person_id, "unit_id": t.unit_id, "year": t.year, "month": t.month, "kind": t.kind,
            "product": t.product.code if t.product else None, "product_name": t.product.name if t.product else None,
            "group": t.product.group if t.product else None, "name": t.name, "number": t.number, "coefficient": _float(t.worth),
            "assigned": t.assigned, "done": t.done, "given_back": t.given_back, "redone": t.redone, "late": t.late, "extra": t.extra,
            "objective": t.objective, "assigned_on": t.assigned_on, "due": t.due, "finished": t.finished, "source": t.source,
        })  # fmt: skip
    return pl.DataFrame(rows, schema=TASKS, orient="row")


def years_frame(records: SeenRecords, year: int) -> pl.DataFrame:
    """The years in reach as a frame (:data:`YEARS`), with the decision that stands."""
    rows = []
    for y in year_sheets(records, year):
        decision = y.decision
        rows.append({
            "year_sheet_id": y.pk, "person_id": y.person_id, "unit_id": y.unit_id, "year": y.year, "state": y.state, "duties": y.duties,
            "self_level": y.self_level or None, "proposed_level": y.proposed_level or None,
            "decided_level": (decision.level or None) if decision else None, "decided_on": decision.decided_on if decision else None,
            "decisions": len(y.decisions.all()),
        })  # fmt: skip
    return pl.DataFrame(rows, schema=YEARS, orient="row")


def steps_frame(records: SeenRecords, year: int) -> pl.DataFrame:
    """The log of steps of a year in reach as a frame (:data:`STEPS`)."""
    rows = []
    for s in steps(records, year):
        of = s.sheet or s.year_sheet
        assert of is not None
        rows.append({
            "person_id": of.person_id, "unit_id": of.unit_id, "year": of.year, "month": s.sheet.month if s.sheet else None,
            "quarter": s.sheet.quarter if s.sheet else None, "step": s.step, "by": s.by.username if s.by else None, "at": s.at,
            "before": s.before, "after": s.after, "reason": s.reason,
        })  # fmt: skip
    return pl.DataFrame(rows, schema=STEPS, orient="row")


def unit_appraisal(records: SeenRecords, unit_id: str, year: int, *, whole: bool = True) -> Appraisal | None:
    """A unit's whole year by the library (``dungviec.appraisal``): levels with clauses, quotas per agency and group, other readings.

    ``whole`` takes the unit with everything below it, else its own people and the heads right below (large branches).
    Only people in reach are counted; None where the viewer may not read ratings of others, or nobody is there. Raises
    SheetFault where something written cannot be meant so.
    """
    if not sees(records.viewer.role, Scope.WITHIN, YEAR, WORK):
        return None
    people = (assembling.people_of if whole else assembling.managed_in)(unit_id, records.day)
    reach = reach_of(records.viewer, YEAR)
    if reach.ids is not None:
        people = people.filter(pl.col("person_id").is_in(list(reach.ids)))
    found = assembling.appraised(people, year, units=assembling.branch(unit_id, records.day))
    return found if found is None or sees(records.viewer.role, Scope.WITHIN, "party") else without_party(found)


def without_party(found: Appraisal) -> Appraisal:
    """The same without what the Party's own rating rests on and came to."""
    officials = [o.model_copy(update={"party": None}) for o in found.sheet.officials]
    years = tuple(replace(y, official=y.official.model_copy(update={"party": None}), party=None) for y in found.years)
    return replace(found, sheet=found.sheet.model_copy(update={"officials": officials}), years=years)


def sheet_json(records: SeenRecords, unit_id: str, year: int) -> dict[str, Any]:
    """The same year as the library's JSON (``docs/reference/appraisal-sheet.md``), for papers and exports."""
    found = unit_appraisal(records, unit_id, year)
    return found.sheet.model_dump(mode="json") if found else {}


def unit_years(year: int) -> dict[str, UnitYear]:
    """The year of each unit that something is written of (units are not people: no mask)."""
    return {u.unit_id: u for u in UnitYear.objects.filter(year=year)}


def _within(found: QuerySet[Any], reach: Reach, people: list[str] | None) -> QuerySet[Any]:
    """Rows of people in reach, and of ``people`` where some are named."""
    if reach.ids is not None:
        people = list(reach.ids) if people is None else [p for p in people if p in reach.ids]
    return found if people is None else found.filter(person_id__in=people)


def _sum(numbers: list[float | None]) -> float | None:
    return None if not numbers or any(n is None for n in numbers) else float(sum(n or 0 for n in numbers))


def _float(number: Any) -> float | None:
    return None if number is None else float(number)
