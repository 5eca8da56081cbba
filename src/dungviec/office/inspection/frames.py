"""The frame of a draw made of the records: units and one-stop desks of the day, and what earlier visits came to. No people in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from dungviec.inspection import Frame, RiskPoints, Stratum, Target, UnitPast, Weighing, signs_of
from dungviec.office.access.models import Membership, User
from dungviec.office.inspection.models import Checked, Finding, Terms, Visit, VisitState
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame, workforce
from dungviec.records.vietnamese import fold

DESK = "#mot-cua"
"""Ends the identifier of a commune's one-stop desk: a target of its own beside the commune."""
LOOK_BACK = timedelta(days=730)
COMMUNES = ("ward", "commune")
_KINDS = {
    "division": "division", "department": "division", "ward": "commune", "commune": "commune", "centre": "centre",
    "kindergarten": "school", "primary_school": "school", "secondary_school": "school",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A target as it lies in the records."""

    target_id: str
    unit_id: str
    name: str
    stratum: str
    desk: bool


def strata_words() -> dict[str, Any]:
    """The strata in the order in which they are drawn: one-stop desks first."""
    return {
        "desk": _("Trung tâm hành chính công, bộ phận một cửa"), "division": _("Phòng, ban chuyên môn"), "commune": _("Phường, xã"),
        "centre": _("Đơn vị sự nghiệp"), "school": _("Trường học"),
    }  # fmt: skip


def places(day: date) -> list[Place]:
    """Everything that may be visited on a day."""
    found: list[Place] = []
    for unit in unit_frame(snapshot(day)).select("unit_id", "name", "kind").sort("unit_id").iter_rows(named=True):
        stratum = _KINDS.get(unit["kind"] or "")
        if stratum is None:
            continue
        folded = fold(unit["name"])
        if "hanh chinh cong" in folded or "mot cua" in folded:
            found.append(Place(unit["unit_id"], unit["unit_id"], unit["name"], "desk", True))
            continue
        found.append(Place(unit["unit_id"], unit["unit_id"], unit["name"], stratum, False))
        if stratum == "commune":
            label = _("Bộ phận một cửa – %s") % unit["name"]
            found.append(Place(unit["unit_id"] + DESK, unit["unit_id"], label, "desk", True))
    return found


def place_of(day: date, target_id: str) -> Place | None:
    """One place by its identifier."""
    return next((p for p in places(day) if p.target_id == target_id), None)


def branch_ids(day: date, unit_id: str) -> list[str]:
    """A unit and those below it."""
    units = unit_frame(snapshot(day))
    path = next(iter(units.filter(pl.col("unit_id") == unit_id)["path"]), None)
    return [] if path is None else units.filter(pl.col("path").str.starts_with(path))["unit_id"].to_list()


def people_ids(day: date, unit_id: str) -> frozenset[str]:
    """Identifiers of who works in a unit or below it: whom a finding there may be about."""
    held = workforce(day).filter(pl.col("unit_id").is_in(branch_ids(day, unit_id)))
    return frozenset(held["person_id"].to_list())


def own_units(team: Iterable[User], day: date) -> frozenset[str]:
    """Units where members of a team work: a team does not inspect its own."""
    people = Membership.objects.filter(user__in=team).exclude(person_id="").values_list("person_id", flat=True)
    held = workforce(day).filter(pl.col("person_id").is_in(list(people)))
    return frozenset(held["unit_id"].drop_nulls().to_list())


def frame_of(name: str, day: date, take: dict[str, int], terms: Terms, *, without: Collection[str] = ()) -> Frame:
    """The frame of a draw: every place of the strata drawn from, with its signs, but the units of the team (``without``)."""
    pasts, visited = _pasts(day)
    points = RiskPoints(
        terms.minor, terms.moderate, terms.serious, terms.overdue_remedy, terms.late_dossiers, terms.most
    )
    words = strata_words()
    targets = tuple(
        Target(p.target_id, p.name, p.stratum, visited.get(p.target_id), signs_of(pasts.get(p.target_id, UnitPast()), points))
        for p in places(day)
        if take.get(p.stratum) and p.unit_id not in without
    )  # fmt: skip
    strata = tuple(Stratum(key, str(words[key]), n) for key, n in take.items() if n)
    return Frame(name, day, strata, targets, Weighing(terms.base, terms.most_months))


def _pasts(day: date) -> tuple[dict[str, UnitPast], dict[str, date]]:
    """What is on file of each target, and when it was last visited."""
    done = Visit.objects.filter(state__in=(VisitState.ENDED, VisitState.CLOSED), planned_on__lte=day)
    visits = {v.pk: v for v in done.order_by("planned_on")}
    kinds = dict(unit_frame(snapshot(day)).select("unit_id", "kind").iter_rows())
    target = {
        pk: v.unit_id + DESK if v.desk and kinds.get(v.unit_id) in COMMUNES else v.unit_id for pk, v in visits.items()
    }
    visited = {target[pk]: v.planned_on for pk, v in visits.items()}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for f in Finding.objects.filter(visit__in=visits, dropped_on__isnull=True, visit__planned_on__gte=day - LOOK_BACK):
        counts[target[f.visit_id]][f.severity] += 1
        counts[target[f.visit_id]]["overdue"] += f.overdue(day) or f.checked == Checked.NOT_DONE
    for pk, v in visits.items():
        if v.counts:
            counts[target[pk]]["dossiers"] = v.counts["total"]
            counts[target[pk]]["late"] = v.counts["late"] + v.counts["pending_late"]
    pasts = {
        key: UnitPast(n["minor"], n["moderate"], n["serious"], n["overdue"], n["dossiers"], n["late"])
        for key, n in counts.items()
    }
    return pasts, visited
