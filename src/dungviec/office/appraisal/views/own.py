"""The official's own appraisal, and the petitions of everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.appraisal import assembling, reach, selectors
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import MonthSheet, Task, YearSheet
from dungviec.office.appraisal.periods import Period, agency_of, current
from dungviec.office.appraisal.services import years as way
from dungviec.office.appraisal.typed import Typed
from dungviec.office.appraisal.views.common import account, room_here, row_of, year_here
from dungviec.office.registry.viewing import seen_here


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What do I still have to write this month, and what came of the months and years before?"""
    records = seen_here(request)
    person_id = records.viewer.person_id
    if not person_id:
        raise Http404("own file")
    row = row_of(records, person_id)
    year = year_here(request, records)
    rule = agency_of(assembling.path_up(row["unit_id"], records.day), records.day)[1]
    now = current(records.day, quarterly=bool(rule and rule.quarterly))
    sheets = {(s.month, s.quarter): s for s in MonthSheet.objects.filter(person_id=person_id, year=year)}
    size = 4 if now.quarter else 12
    periods = [Period(year, **{"quarter" if now.quarter else "month": n}) for n in range(1, size + 1)]
    counts: dict[int, int] = {}
    for month in Task.objects.filter(person_id=person_id, year=year, withdrawn_at__isnull=True).values_list(
        "month", flat=True
    ):
        counts[month] = counts.get(month, 0) + 1
    rows = [
        (p, sheets.get((p.month, p.quarter)), sum(counts.get(m, 0) for m in p.months))
        for p in periods
        if p.first <= records.day
    ]
    context = {
        "person": row, "year": year, "now": now, "this": sheets.get((now.month, now.quarter)), "rows": list(reversed(rows)), "due": now.due,
        "years": YearSheet.objects.filter(person_id=person_id).prefetch_related("decisions", "petitions"), "this_year": records.day.year, "scored": any(s.scheme != "tracking" for s in sheets.values()),
    }  # fmt: skip
    return render(request, "appraisal/mine.html", context)


@require_safe
def petitions(request: HttpRequest) -> HttpResponse:
    """Which petitions wait for an answer, and until when?"""
    records = room_here(request)
    if not (records.viewer.may_write or records.viewer.role in reach.CONFIRMERS):
        raise PermissionDenied("petitions")
    names = dict(records.people.select("person_id", "name").iter_rows())
    rows = [(p, names.get(p.year_sheet.person_id, p.year_sheet.person_id)) for p in selectors.petitions(records)[:200]]
    waiting = [r for r in rows if r[0].state == "open"]
    context = {"waiting": waiting, "answered": [r for r in rows if r[0].state != "open"], "day": records.day}
    return render(request, "appraisal/petitions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def petition(request: HttpRequest, pk: int) -> HttpResponse:
    """What is objected to, and what is answered?"""
    records = seen_here(request)
    one = get_object_or_404(selectors.petitions(records).select_related("year_sheet"), pk=pk)
    row = row_of(records, one.year_sheet.person_id, reach.YEAR)
    context: dict[str, Any] = {"given": {}, "faults": {}}
    if request.method == "POST":
        typed = Typed(request.POST)
        try:
            way.answer(one, typed.text("tra-loi"), on=records.day, viewer=records.viewer, by=account(request))
            messages.success(request, _("Đã trả lời kiến nghị."))
            return redirect("appraisal:petitions")
        except AppraisalRefused as refused:
            context = {"given": request.POST, "fault": str(refused), "faults": refused.fields}
    viewer = records.viewer
    context |= {
        "one": one, "person": row, "day": records.day, "decisions": one.year_sheet.decisions.all(), "again": one.year_sheet.decisions.filter(made_at__gt=one.made_at).exists(),
        "answers": one.state == "open" and (reach.may_receive(viewer, row["person_id"]) or reach.may_confirm(viewer, row["person_id"])),
    }  # fmt: skip
    return render(request, "appraisal/petition.html", context, status=422 if "fault" in context else 200)
