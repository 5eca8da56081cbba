"""The board of a unit's year, one person's year, the unit's own year and its meeting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import polars as pl
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.appraisal import Appraisal, SheetFault
from dungviec.office.access import ledger
from dungviec.office.access.fields import Scope, sees
from dungviec.office.appraisal import assembling, reach, selectors, yearly
from dungviec.office.appraisal.counting import count
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import Level, Meeting, MonthSheet, UnitYear, YearState
from dungviec.office.appraisal.offered import offered
from dungviec.office.appraisal.periods import last_day, text_of, view_on
from dungviec.office.appraisal.scoring import in_numbers
from dungviec.office.appraisal.services import bodies
from dungviec.office.appraisal.services import years as way
from dungviec.office.appraisal.typed import Typed
from dungviec.office.appraisal.views.common import (
    LARGEST_UNIT,
    account,
    no_such_year,
    room_here,
    row_of,
    unit_here,
    year_here,
)
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here
from dungviec.office.shell import seen
from dungviec.office.shell.clauses import cited

PARTY_SHARES = ("tasks_done", "tasks_exceeded", "tasks_short")
SHARES = ("tasks_done", "tasks_exceeded", "tasks_short", "units_completed_or_better", "units_good_or_better")


@require_http_methods(["GET", "HEAD"])
def years(request: HttpRequest) -> HttpResponse:
    """Who is rated how this year, within which quota, and what still waits?"""
    records = year_room(request)
    unit_id, units = unit_here(request, records)
    year = year_here(request, records)
    branch = assembling.branch(unit_id, records.day)
    people = records.people.filter(pl.col("unit_id").is_in(branch["unit_id"].to_list()))
    below = [u for u in units if u["parent_id"] == unit_id]
    large = people.height > LARGEST_UNIT
    shown = people.filter(pl.col("unit_id") == unit_id) if large else people
    found, fault = appraised(records, unit_id, year, whole=not large)
    sheets = {s.person_id: s for s in selectors.year_sheets(records, year, people=shown["person_id"].to_list())}
    rows = [
        {
            "person": p,
            "sheet": sheets.get(p["person_id"]),
            "found": yearly.found_in(found, p["person_id"]) if found else None,
        }
        for p in shown.select("person_id", "name", "title", "unit_id", "unit_name").to_dicts()
    ]
    day, rule = last_day(year)
    kept = selectors.unit_years(year)
    context = {
        "unit": next((u for u in units if u["unit_id"] == unit_id), {}), "units": units, "year": year, "rows": rows, "large": large,
        "below": [(u, kept.get(u["unit_id"])) for u in below], "unit_year": kept.get(unit_id), "quotas": _quotas(found, branch) if found else [],
        "fault": fault, "last": day, "clause": cited(rule, request.LANGUAGE_CODE) if rule else None, "late": records.day > day,
        "meetings": list(Meeting.objects.filter(unit_id=unit_id, year=year)), "may_keep": bodies.may_keep(records.viewer, unit_id),
        "decided": sum(y.state == YearState.DECIDED for y in sheets.values()),
        "unit_level": found.units.get(unit_id) if found else None,
    }  # fmt: skip
    ledger.listed(records.viewer, "see_years", len(rows), kind="unit", subject=unit_id, year=year)
    return render(request, "appraisal/years.html", context)


def year_room(request: HttpRequest) -> SeenRecords:
    records = room_here(request)
    if not sees(records.viewer.role, Scope.WITHIN, reach.YEAR):
        raise PermissionDenied("years")
    return records


def appraised(records: SeenRecords, unit_id: str, year: int, *, whole: bool = True) -> tuple[Appraisal | None, str]:
    """The unit's year by the library, or the sentences that say what was written wrongly."""
    try:
        return selectors.unit_appraisal(records, unit_id, year, whole=whole), ""
    except SheetFault as fault:
        return None, fault.english if get_language() == "en" else fault.vi


def _quotas(found: Appraisal, branch: pl.DataFrame) -> list[dict[str, Any]]:
    names = dict(branch.select("unit_id", "name").iter_rows())
    english = get_language() == "en"
    return [
        {"agency": names.get(q.agency, q.agency), "duties": q.duties, "staff": q.staff, "excellent": len(q.excellent), "good": q.good, "over": q.over,
         "most": q.answer.value.most if q.answer.value else None, "readings": q.answer.value.readings if q.answer.value else {},
         "words": q.answer.en if english else q.answer.vi, "rule": q.answer.rule}
        for q in found.quotas
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest, person_id: str, year: int) -> HttpResponse:
    """What was this person's year, which level does the law give, and what was decided?"""
    no_such_year(year)
    records = seen_here(request)
    row = row_of(records, person_id, reach.YEAR)
    sheet = way.start(row, year)
    try:
        found, broken = yearly.found_of(row, year, records.day), ""
    except SheetFault as fault:
        found, broken = None, fault.english if get_language() == "en" else fault.vi
    context: dict[str, Any] = {"given": {}, "faults": {}}
    if request.method == "POST":
        typed = Typed(request.POST)
        try:
            if seen.is_stale(request, _stamp(sheet)):
                raise AppraisalRefused(str(seen.SENTENCE))
            messages.success(request, _act(request, records, row, sheet, found, typed))
            return redirect("appraisal:year", person_id=person_id, year=year)
        except (AppraisalRefused, RegistryFault) as refused:
            fields = typed.faults | getattr(refused, "fields", {})
            context = {"given": request.POST, "fault": str(refused), "faults": fields}
            sheet = way.start(row, year)
    elif not records.file(person_id).own:
        ledger.saw(records.viewer, "see_year", person_id, year=year)
    return render(
        request,
        "appraisal/year.html",
        _told(request, records, row, sheet, found, broken) | {"seen": _stamp(sheet)} | context,
        status=422 if "fault" in context else 200,
    )


def _stamp(sheet: Any) -> str:
    return seen.stamp(sheet.facts, sheet.self_level, sheet.self_note, sheet.proposed_level, sheet.proposed_reason)


def _told(
    request: HttpRequest, records: SeenRecords, row: dict[str, Any], sheet: Any, found: Any, broken: str
) -> dict[str, Any]:
    viewer, person_id, year = records.viewer, row["person_id"], sheet.year
    day, _rule = last_day(year)
    view = view_on(day)
    rule = text_of(view, str(row["category"]))
    months = sorted(MonthSheet.objects.filter(person_id=person_id, year=year), key=lambda s: s.months)
    file = records.file(person_id)
    own = file.own
    facts = yearly.suggested(person_id, year) | dict(sheet.facts)
    by_points = bool(
        found and (found.year.periods or (rule is not None and rule.id.startswith(("RATE-2026", "RATE-VC"))))
    )
    decision = sheet.decision if sheet.pk else None
    party = found.year.party if found and file.sees("party") else None
    return {
        "person": row, "sheet": sheet, "found": found, "broken": broken, "year": year, "own": own, "levels": Level.choices, "months": months,
        "missing": assembling.missing_months(months, year, records.day), "facts": _shown(facts), "by_points": by_points,
        "sees_discipline": file.sees("discipline"), "sees_party": file.sees("party"),
        "may_self": own and sheet.state in ("open", "self"), "may_keep": (reach.may_confirm(viewer, person_id) or reach.may_receive(viewer, person_id)) and sheet.state != "decided",
        "may_propose": reach.may_confirm(viewer, person_id) and sheet.state != "decided",
        "may_decide": reach.may_receive(viewer, person_id), "decision": decision, "decisions": sheet.decisions.all() if sheet.pk else [],
        "petitions": sheet.petitions.all() if sheet.pk else [], "may_petition": own and decision is not None and not (sheet.petitions.filter(state="open").exists()),
        "steps": sheet.steps.select_related("by") if sheet.pk else [], "clause": cited(rule, request.LANGUAGE_CODE) if rule else None,
        "meetings": Meeting.objects.filter(year=year, unit_id__in=assembling.path_up(row["unit_id"], records.day)), "day": records.day,
        "words": (found.year.state.en if get_language() == "en" else found.year.state.vi) if found else "", "level_names": dict(Level.choices),
        "leads": row.get("role") in ("head", "deputy") or row.get("leads"), "unit_year": UnitYear.objects.filter(unit_id=row["unit_id"] or "", year=year).first(),
        "party": party, "party_lacks": yearly.in_words(party.lacks) if party else [], "below": _below(records, row),
        "offered": offered(viewer, person_id, date(year, 1, 1), date(year, 12, 31)),
        "counted": count(person_id, year), "remarks": [in_numbers(r[get_language() == "en"]) for r in found.year.remarks] if found else [],
    }  # fmt: skip


def _below(records: SeenRecords, row: dict[str, Any]) -> list[tuple[str, str]]:
    """Whom a deputy may be said to manage: people in reach of the same unit, and the heads right below; nobody for others."""
    if row.get("role") != "deputy":
        return []
    ids = assembling.managed_in(str(row["unit_id"] or ""), records.day)["person_id"]
    seen = records.people.filter(pl.col("person_id").is_in(ids.implode()) & (pl.col("person_id") != row["person_id"]))
    own_first = seen.sort(pl.col("unit_id") != row["unit_id"], "name")
    return list(own_first.select("person_id", "name").iter_rows())


def _shown(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as the form writes them: shares in per cent, yes and no as words."""
    told: dict[str, Any] = {}
    for key, value in facts.items():
        if key == "party":
            told[key] = _shown(value)
        elif key in SHARES:
            told[key] = f"{value * 100:.10g}".replace(".", ",")
        elif isinstance(value, bool):
            told[key] = "co" if value else "khong"
        else:
            told[key] = value
    return told


def _facts(typed: Typed, kept: dict[str, Any], file: Any, below: Collection[str]) -> dict[str, Any]:
    """What the form says of the year; what the viewer may not see stays as it is kept."""
    facts: dict[str, Any] = {n: typed.share(n) for n in SHARES}
    facts |= {
        "months_worked": typed.whole("months_worked"),
        "months_on_leave": typed.whole("months_on_leave"),
        "conduct_good": typed.yes_no("conduct_good"),
    }
    if file.sees("leave"):
        facts["absence"] = typed.text("absence") or None
    if file.sees("discipline"):
        facts["disciplined_in_year"] = typed.yes_no("disciplined_in_year")
        facts["grounds"] = typed.many("grounds")
    if "co-dang" in typed.given and file.sees("party"):
        facts["party"] = _party(typed)
    if below:
        facts["manages"] = [p for p in typed.many("manages") if p in below]
    hidden = {k: v for k, v in kept.items() if k not in facts}
    return hidden | facts


def _party(typed: Typed) -> dict[str, Any] | None:
    """The facts of the Party's own rating; None where nothing is said, so that none is reckoned."""
    points = typed.number("party-points")
    told: dict[str, Any] = {
        "points": None if points is None else float(points), "shortcomings_fixed": typed.yes_no("party-shortcomings_fixed"),
        "failed_quarters": typed.whole("party-failed_quarters"),
    } | {n: typed.share(f"party-{n}") for n in PARTY_SHARES}  # fmt: skip
    told = {k: v for k, v in told.items() if v is not None}
    if typed.yes_no("party-heads_collective"):
        told["heads_collective"] = True
    return told or None


def _act(request: HttpRequest, records: SeenRecords, row: dict[str, Any], sheet: Any, found: Any, typed: Typed) -> str:
    """Do what the button says; the sentence to show then."""
    who: Any = {"viewer": records.viewer, "by": account(request)}
    if "tu-nhan" in request.POST:
        way.rate_self(sheet, typed.text("muc"), typed.text("tu-nhan-xet"), **who)
        return _("Đã ghi mức tự nhận.")
    if "so-lieu" in request.POST:
        facts = _facts(typed, dict(sheet.facts), records.file(sheet.person_id), dict(_below(records, row)))
        if typed.faults:
            raise AppraisalRefused(_("Có ô chưa đọc được, xin xem dòng đỏ."), typed.faults)
        way.keep_facts(sheet, facts, typed.text("nhom"), **who)
        return _("Đã ghi số liệu của năm.")
    if "de-nghi" in request.POST:
        meeting = (
            Meeting.objects.filter(pk=int(typed.text("bien-ban"))).first()
            if typed.text("bien-ban").isdecimal()
            else None
        )
        way.propose(
            sheet,
            typed.text("muc"),
            reason=typed.text("ly-do"),
            handling=typed.text("su-dung"),
            found=found,
            meeting=meeting,
            **who,
        )
        return _("Đã ghi mức đề nghị.")
    if "kien-nghi-gui" in request.POST:
        made = way.petition(sheet, typed.text("kien-nghi"), records.day, **who)
        return _("Đã nhận kiến nghị. Trả lời chậm nhất ngày %s.") % f"{made.due:%d/%m/%Y}"
    day = typed.day("ngay")
    level = typed.text("muc")
    way.decide(
        sheet, "" if level == "khong" else level or "?", number=typed.text("so"), decided_on=day, signed_by=typed.text("nguoi-ky"),
        reason=typed.text("ly-do"), found=found, **who,
    )  # fmt: skip
    return _("Đã ghi quyết định; kết quả đã vào hồ sơ.")
