"""Where ability is missing: the city, one unit, one competency."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.models import Role
from dungviec.office.competency import catalogue, export, rights
from dungviec.office.competency.selectors import gaps
from dungviec.office.registry import rights as registry_rights
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.models import Unit
from dungviec.office.registry.viewing import SeenRecords, opened_units, seen_here

PAGE = 30
PEOPLE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _records(request: HttpRequest) -> SeenRecords:
    records = seen_here(request)
    rights.require(rights.may_read(records.viewer))
    return records


@require_safe
@counted_afterwards
def city(request: HttpRequest) -> HttpResponse:
    """What can our people not yet do that their posts ask for, and where?"""
    records = _records(request)
    if records.viewer.role == Role.OFFICIAL:
        return redirect("competency:person", records.viewer.person_id) if records.viewer.person_id else redirect("competency:frameworks")  # fmt: skip
    records.require(gaps.ABILITY)
    found = gaps.picture(records, request.GET.get("loai", "")[:60])
    context = {
        "page": Paginator(found["rows"], PAGE).get_page(request.GET.get("trang")), "bounds": ["0", "1–10", "11–25", "26–50", "51–100"],
    } | found  # fmt: skip
    ledger.listed(records.viewer, "see_gaps", found["people"])
    return render(request, "competency/gaps.html", context)


@require_safe
def export_gaps(request: HttpRequest) -> HttpResponse:
    """The heat map and its table as a workbook; of one unit the people too."""
    records = _records(request)
    rights.require(sees(records.viewer.role, Scope.WITHIN, "ability"))
    unit_id = request.GET.get("don-vi", "")
    name = ""
    if unit_id:
        one = get_object_or_404(Unit, pk=unit_id)
        registry_rights.SEE_UNIT.require(records.viewer, one)
        name = one.name
    found = gaps.seen_gaps(records, unit_id)
    book = export.workbook(found, day=records.day, unit=name)
    ledger.listed(records.viewer, "export_gaps", found["person_id"].n_unique(), subject=unit_id[:40])
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="khoang-trong-{records.day:%Y-%m-%d}.xlsx"'
    return response


@require_safe
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Who in this unit lacks what?"""
    records = _records(request)
    one = get_object_or_404(Unit, pk=unit_id)
    registry_rights.SEE_UNIT.require(records.viewer, one)
    found = gaps.seen_gaps(records, unit_id)
    columns = gaps.columns(found)
    rows = gaps.person_rows(found, [code for code, _name in columns])
    context = {
        "unit": one, "finding": gaps.finding(found), "columns": columns, "page": Paginator(rows, PEOPLE).get_page(request.GET.get("trang")),
        "table": gaps.by_competency(found),
    }  # fmt: skip
    ledger.listed(records.viewer, "see_gaps", len(rows), subject=unit_id[:40])
    return render(request, "competency/unit.html", context)


@require_safe
def unit_panel(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The short form for the unit's own page: nothing where abilities are not seen."""
    records = seen_here(request)
    one = get_object_or_404(Unit, pk=unit_id)
    registry_rights.SEE_UNIT.require(records.viewer, one)
    if not rights.may_read(records.viewer) or not records.may(gaps.ABILITY):
        return HttpResponse("")
    found = gaps.seen_gaps(records, unit_id)
    context = {
        "unit": one,
        "finding": gaps.finding(found),
        "table": [c for c in gaps.by_competency(found) if c.short][:6],
    }
    return render(request, "competency/unit_panel.html", context)


@require_safe
def short_of(request: HttpRequest, code: str) -> HttpResponse:
    """Who is short of this competency, and what would close the gap?"""
    records = _records(request)
    if code not in catalogue.names():
        raise Http404("competency")
    unit_id = request.GET.get("don-vi", "")
    if unit_id and unit_id not in opened_units(records.viewer):
        unit_id = ""
    people = gaps.people_short(records, code, unit_id)
    short = [p for p in people if p["gap"]]
    courses, by_work = gaps.closers(code)
    context = {
        "code": code, "name": catalogue.name_of(code), "short": short, "unknown": len(people) - len(short), "courses": courses, "by_work": by_work,
        "page": Paginator(people, PEOPLE).get_page(request.GET.get("trang")), "unit": Unit.objects.filter(pk=unit_id).first() if unit_id else None,
        "meanings": [(n, catalogue.meaning_of(code, n)) for n in range(1, 6)],
    }  # fmt: skip
    ledger.listed(records.viewer, "see_gaps", len(people), subject=code)
    return render(request, "competency/short_of.html", context)
