"""Where inspection stands: my visits, what waits for whom, what was visited."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.inspection import rights, selectors
from dungviec.office.inspection.models import VisitState
from dungviec.office.inspection.views.common import room

SHOWN = 60
STATES = ("cho-giai-trinh", "het-han", "qua-han", "cho-kiem-tra-lai")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Which visits are under way, and what is not put right yet?"""
    records, user = room(request)
    viewer = records.viewer
    seen = rights.seen_visits(viewer, user).annotate(n=Count("findings", filter=Q(findings__dropped_on__isnull=True)))
    findings = rights.seen_findings(viewer, user)
    mine = (
        findings.filter(person_id=viewer.person_id, visit__state=VisitState.CLOSED).select_related("visit__checklist")
        if viewer.person_id
        else findings.none()
    )
    own = list(mine.order_by("-at")[:SHOWN])
    words: dict[str, str] = {}
    for f in own:
        words |= selectors.item_words(f.visit.checklist.items)
    context = {
        "open": list(seen.exclude(state__in=(VisitState.CLOSED, VisitState.VOID)).order_by("planned_on")[:SHOWN]),
        "closed": list(seen.filter(state=VisitState.CLOSED)[:SHOWN]), "may_lead": rights.may_lead(viewer), "own": selectors.told(records, own, words),
        "tasks": [(state, selectors.filtered(findings, {"tinh-trang": state}, records).count()) for state in STATES],
        "on_team": user.inspection_visits.exclude(state__in=(VisitState.CLOSED, VisitState.VOID)).exists(),
        "sees_visits": viewer.role != "official", "day": records.day,
    }  # fmt: skip
    return render(request, "inspection/home.html", context)
