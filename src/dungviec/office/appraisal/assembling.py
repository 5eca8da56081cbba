"""From the office's rows to the library's sheet of a year (``dungviec.appraisal``), and what it comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from dungviec.appraisal import Appraisal, appraise, understand
from dungviec.appraisal.sheet import Official
from dungviec.office.appraisal.models import MonthSheet, Task, UnitYear, YearSheet
from dungviec.office.appraisal.models.sheets import Scheme
from dungviec.office.appraisal.periods import last_day
from dungviec.office.law.standing import standing
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame, workforce

_FACTS = frozenset(Official.model_fields) - {"id", "name", "staff", "unit", "periods", "leads", "duties", "proposed"}
_STAFF = {"cadre": "cadre", "civil_servant": "civil_servant"}


def line_of(task: Task) -> dict[str, Any]:
    """A line of work in the words of the library. Only for lines whose worth is known."""
    return {
        "name": task.name or (task.product.name if task.product else ""), "assigned": task.assigned, "done": task.done,
        "given_back": task.given_back, "coefficient": float(task.worth or 0), "redone": task.redone, "late": task.late,
        "objective_cause": task.objective, "extra": task.extra, "source": task.source or f"#{task.pk}",
    }  # fmt: skip


def tasks_by_month(people: Collection[str], year: int) -> dict[tuple[str, int], list[Task]]:
    """The lines in force of some people in a year, by person and month."""
    found: dict[tuple[str, int], list[Task]] = defaultdict(list)
    rows = Task.objects.filter(person_id__in=people, year=year, withdrawn_at__isnull=True).select_related("product")
    for task in rows:
        found[task.person_id, task.month].append(task)
    return found


def period_of_sheet(sheet: MonthSheet, tasks: Iterable[Task], *, general: list[float] | None = None) -> dict[str, Any]:
    """A sheet as a period of the library. ``general`` scores a draft; without it only the head's word counts."""
    period: dict[str, Any] = {"month": sheet.month} if sheet.month is not None else {"quarter": sheet.quarter}
    period |= {n: getattr(sheet, n) for n in ("strengths", "weaknesses", "comment")} | {"unit": sheet.unit_id}
    if sheet.scheme == Scheme.REGULATION:
        if sheet.points is not None:
            period["points"] = float(sheet.points)
        return period
    given = general if general is not None else list(sheet.head_general)
    if given and all(n is not None for n in given):
        period["general"] = given
        if sheet.head_general and sheet.self_general and all(n is not None for n in sheet.self_general):
            period["self_general"] = list(sheet.self_general)
    period["tasks"] = [line_of(t) for t in tasks if t.worth is not None]
    if sheet.leads:
        period["leads"] = {"organised": sheet.organised, "cohesive": sheet.cohesive}
    return period


def year_json(people: pl.DataFrame, year: int, day: date, *, units: pl.DataFrame) -> dict[str, Any]:
    """The sheet of a year of some people (rows of the workforce) in the words of ``docs/reference/appraisal-sheet.md``.

    Months without the head's word stand there without points, so the year stays unknown while one is open. Months under
    NĐ 90/2020 are followed by criteria and carry no points: they are not among the periods.
    """
    ids = people["person_id"].to_list()
    kept_years = YearSheet.objects.filter(person_id__in=ids, year=year).prefetch_related("decisions")
    years = {y.person_id: y for y in kept_years}
    tasks = tasks_by_month(ids, year)
    periods: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for sheet in MonthSheet.objects.filter(person_id__in=ids, year=year).exclude(scheme=Scheme.TRACKING):
        own = [t for m in sheet.months for t in tasks.get((sheet.person_id, m), [])]
        periods[sheet.person_id].append(period_of_sheet(sheet, own))
    unit_years = {u.unit_id: u for u in UnitYear.objects.filter(unit_id__in=units["unit_id"].to_list(), year=year)}
    known = set(units["unit_id"])
    heads: set[str] = set()
    officials = []
    asked = people.select("person_id", "name", "title", "category", "unit_id", "role", "leads")
    for row in asked.iter_rows(named=True):
        unit = row["unit_id"] if row["unit_id"] in known else None
        head = row["role"] == "head" and unit not in (None, *heads)
        if head:
            heads.add(str(unit))
        kept = years.get(row["person_id"])
        facts = {k: v for k, v in (kept.facts if kept else {}).items() if k in _FACTS}
        leads = bool(row["leads"]) or row["role"] in ("head", "deputy")
        official = {
            "id": row["person_id"], "name": row["name"], "position": row["title"] or "", "staff": _STAFF.get(row["category"] or "", "public_employee"), "unit": unit,
            "leads": unit if head else None, "leader": leads, "duties": kept.duties if kept else "",
            "periods": periods.get(row["person_id"], []),
        } | facts  # fmt: skip
        if kept is not None:
            official |= _told(kept)
        if "manages" in official:
            official["manages"] = [p for p in official["manages"] if p in set(ids) and p != row["person_id"]]
        officials.append(official)
    _give_deputies_their_field(officials)
    return {
        "sheet": "dungviec/appraisal/1", "year": year, "day": day.isoformat(), "settings": _readings(),
        **heading(str(units["unit_id"][0]) if units.height else "", day),
        "units": [_unit(u, unit_years.get(u["unit_id"]), known) for u in units.iter_rows(named=True)],
        "officials": officials,
    }  # fmt: skip


def appraised(people: pl.DataFrame, year: int, *, units: pl.DataFrame, other_readings: bool = True) -> Appraisal | None:
    """What the year of some people comes to under the law of its last day; None for nobody.

    Raises SheetFault with every sentence where something written cannot be meant so.
    """
    if not people.height:
        return None
    data = year_json(people, year, last_day(year)[0], units=units)
    return appraise(understand(data), book=standing().book, other_readings=other_readings)


def branch(unit_id: str, day: date) -> pl.DataFrame:
    """A unit and those below it: ``unit_id``, ``parent_id``, ``name``, ``kind``, ``path``. Empty for a unit that is not there."""
    units = unit_frame(snapshot(day))
    here = units.filter(pl.col("unit_id") == unit_id)
    if not here.height:
        return units.clear()
    return units.filter(pl.col("path").str.starts_with(here["path"][0])).sort("path")


def people_of(unit_id: str, day: date) -> pl.DataFrame:
    """The workforce whose main post lies in a unit or below it."""
    inside = branch(unit_id, day)["unit_id"]
    return workforce(day).filter(pl.col("unit_id").is_in(inside.implode()))


def managed_in(unit_id: str, day: date) -> pl.DataFrame:
    """Whom the leaders of a unit answer for: its own people, and the heads of the units right below it."""
    below = branch(unit_id, day).filter(pl.col("parent_id") == unit_id)["unit_id"]
    heads = pl.col("unit_id").is_in(below.implode()) & (pl.col("role") == "head")
    return workforce(day).filter((pl.col("unit_id") == unit_id) | heads)


def path_up(unit_id: str | None, day: date) -> list[str]:
    """A unit and those above it, the nearest first."""
    parents = dict(snapshot(day).units.select("unit_id", "parent_id").iter_rows())
    found: list[str] = []
    while unit_id is not None and unit_id not in found:
        found.append(unit_id)
        unit_id = parents.get(unit_id)
    return found


def heading(unit_id: str, day: date) -> dict[str, str]:
    """The head of a unit's papers: its name, and that of the body above it."""
    known = {u: (name or "", parent) for u, name, parent in snapshot(day).units.select("unit_id", "name", "parent_id").iter_rows()}  # fmt: skip
    name, parent = known.get(unit_id, ("", None))
    return {"body": name, "superior": known.get(parent or "", ("", None))[0]}


def _told(kept: YearSheet) -> dict[str, Any]:
    """What people said of the year: it goes on the papers and changes no result."""
    decision = kept.decision
    levels = {"proposed": kept.self_level, "decided": decision.level if decision else ""}
    return {"handling": kept.handling} | {name: level for name, level in levels.items() if level}


def _unit(unit: dict[str, Any], kept: UnitYear | None, known: set[str]) -> dict[str, Any]:
    parent = unit["parent_id"] if unit["parent_id"] in known else None
    own: dict[str, Any] = {"id": unit["unit_id"], "name": unit["name"] or "", "parent": parent}
    if kept is not None:
        own |= {"agency": kept.agency, "outstanding": kept.outstanding}
        if kept.level:
            own["level"] = kept.level
        elif kept.facts:
            own["year"] = kept.facts
    return own


def _give_deputies_their_field(officials: list[dict[str, Any]]) -> None:
    """A deputy of whom nothing else is said answers for the unit's staff who do not lead."""
    staff: dict[str, list[str]] = defaultdict(list)
    for o in officials:
        if o["unit"] and not o["leader"]:
            staff[o["unit"]].append(o["id"])
    for o in officials:
        if o["leader"] and not o["leads"] and not o.get("manages") and o["unit"]:
            o["manages"] = [p for p in staff[o["unit"]] if p != o["id"]]


def _readings() -> dict[str, Any]:
    chosen = standing().settings
    return {n: getattr(chosen, n) for n in chosen.__slots__ if n.startswith("rating")}


def missing_months(sheets: Iterable[MonthSheet], year: int, day: date) -> list[str]:
    """The months of the year that are over by ``day`` and have no sheet, in words."""
    there = {m for s in sheets for m in s.months}
    over = 12 if day.year > year else day.month - 1 if day.year == year else 0
    return [_("tháng %d") % m for m in range(1, over + 1) if m not in there]


def branch_of(unit_ids: Collection[str], day: date) -> list[dict[str, Any]]:
    """Those of some units that exist on a day, in the order of the tree: ``unit_id``, ``name``, ``path``, ``depth``."""
    units = unit_frame(snapshot(day)).filter(pl.col("unit_id").is_in(list(unit_ids))).sort("path")
    return [
        u | {"depth": u["path"].count("/") - 1} for u in units.select("unit_id", "parent_id", "name", "path").to_dicts()
    ]
