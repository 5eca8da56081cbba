"""The morning page of each role, and the guide on it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access.models import Role
from dungviec.office.agenda import guide, sample
from dungviec.office.agenda.gathering import asked_here, gather
from dungviec.office.registry.gate import seen_by
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import home_picture, request_viewer, user_of

WHOLE = "day-du"
"""In the address: wait until every room has counted anew."""
WITH_FORCE = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD, Role.INSPECTOR})
"""Who reads the state of the workforce beside the matters."""


@require_safe
def morning(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is late, what is at risk, what has changed?"""
    viewer, user = request_viewer(request), user_of(request)
    if viewer.role is None:
        raise PermissionDenied("morning")
    here = city()
    asking = asked_here(user, viewer)
    told = gather(asking, wait=WHOLE in request.GET)
    shows = guide.wants(user, asked="huong-dan" in request.GET)
    context: dict[str, Any] = {
        "morning": told, "city": here, "guide": guide.steps(viewer.role) if shows else [], "guide_open": "huong-dan" in request.GET,
        "sample": sample.shown(viewer), "waits": sum(len(p.matters) for p in told.parts if p.turn in ("answer", "overdue")),
    }  # fmt: skip
    if here is not None and viewer.role in WITH_FORCE:
        context |= home_picture(seen_by(asking))
    return render(request, "agenda/morning.html", context)


@require_POST
def put_guide_away(request: HttpRequest) -> HttpResponse:
    """I have read the guide."""
    guide.put_away(user_of(request))
    return redirect("agenda:morning")
