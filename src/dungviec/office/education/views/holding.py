"""Activities: what was held, and who was there."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.education import rights, selectors, services
from dungviec.office.education.faults import EducationRefused
from dungviec.office.education.forms import ActivityForm
from dungviec.office.education.models import Activity, ActivityKind, Attendance, Mark
from dungviec.office.education.views.common import following, number, told_in
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.models import Unit
from dungviec.office.registry.viewing import opened_units, user_of

MOST = 400
"""People of one list of attendance; a larger unit marks them unit by unit."""


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """What was held this year, by whom, with how many?"""
    records = following(request)
    year = selectors.year_of(records.day, request.GET.get("nam", ""))
    found = list(
        selectors.activities(records, date(year, 1, 1), min(date(year, 12, 31), max(records.day, date(year, 1, 1))))[
            :200
        ]
    )
    names = _unit_names([a.unit_id for a in found])
    counts: dict[int, dict[str, int]] = {}
    for pk, mark, n in (
        Attendance.objects.filter(activity__in=found).values_list("activity", "mark").annotate(n=Count("pk"))
    ):
        counts.setdefault(pk, {})[mark] = n
    rows = [(a, names.get(a.unit_id, a.unit_id), counts.get(a.pk, {}).get(Mark.PRESENT, 0), sum(counts.get(a.pk, {}).values())) for a in found]  # fmt: skip
    ledger.listed(records.viewer, "see_education", len(rows), subject=f"activities {year}")
    context = {"rows": rows, "year": year, "years": selectors.years() or [year], "may_hold": rights.may_hold(records.viewer)}  # fmt: skip
    return render(request, "education/activities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_activity(request: HttpRequest) -> HttpResponse:
    """What was held?"""
    records = following(request)
    rights.require(rights.may_hold(records.viewer))
    units = opened_units(records.viewer)
    names = _unit_names(units)
    kinds = [one for one in ActivityKind.objects.all() if one.valid_until is None or one.valid_until >= records.day]
    form = ActivityForm(
        request.POST if request.method == "POST" else None, units=[(u, names[u]) for u in units if u in names], topics=selectors.topics_seen(records, records.day.year),
        kinds=kinds, initial={"day": f"{records.day:%d/%m/%Y}", "unit_id": records.viewer.unit_id, "topic": request.GET.get("chuyen-de", "")[:12]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_activity(form.cleaned_data, by=user_of(request))
            messages.success(request, _("Đã ghi buổi sinh hoạt; điểm danh ở dưới."))
            return redirect("education:activity", made.pk)
        except EducationRefused as refused:
            told_in(form, refused)
    return render(
        request, "education/activity_form.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


def _seen(records: SeenRecords, pk: int) -> Activity:
    one = get_object_or_404(Activity.objects.select_related("kind", "topic"), pk=pk)
    if not records.viewer.reaches_all and one.unit_id not in opened_units(records.viewer):
        raise Http404("activity")
    return one


@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there?"""
    records = following(request)
    one = _seen(records, pk)
    people = selectors.people_of(records, one.unit_id)[:MOST]
    may = rights.may_hold(records.viewer) and one.withdrawn_at is None
    if request.method == "POST":
        rights.require(may)
        marks = {key.removeprefix("dd-"): str(value) for key, value in request.POST.items() if key.startswith("dd-")}
        try:
            n = services.mark_attendance(
                pk, marks, among=[p.person_id for p in people], seen=number(request, "seen"), by=user_of(request)
            )
            messages.success(request, _("Đã điểm danh %d người.") % n)
            return redirect("education:activity", pk)
        except EducationRefused as refused:
            messages.error(request, str(refused))
            return redirect("education:activity", pk)
    kept = dict(one.attendances.values_list("person_id", "mark"))
    ledger.listed(records.viewer, "see_education", len(people), kind="activity", subject=str(pk))
    present = sum(m == Mark.PRESENT for m in kept.values())
    context = {
        "one": one, "rows": [(p, kept.get(p.person_id, "")) for p in people], "marks": Mark.choices, "may": may, "present": present, "marked": len(kept),
        "unit": _unit_names([one.unit_id]).get(one.unit_id, one.unit_id),
    }  # fmt: skip
    return render(request, "education/activity.html", context)


@require_POST
def withdraw_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an activity written by mistake, with the reason."""
    records = following(request)
    one = _seen(records, pk)
    rights.require(rights.may_hold(records.viewer))
    try:
        services.withdraw_activity(one.pk, why=request.POST.get("ly-do", ""), by=user_of(request))
        messages.success(request, _("Đã rút buổi sinh hoạt."))
        return redirect("education:activities")
    except EducationRefused as refused:
        messages.error(request, str(refused))
    return redirect("education:activity", pk)


def _unit_names(units: list[str]) -> dict[str, str]:
    return dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))
