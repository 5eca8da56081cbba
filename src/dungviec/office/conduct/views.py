"""Pages of cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.conduct import rights
from dungviec.office.conduct.models import Case
from dungviec.office.registry.viewing import request_viewer


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Which cases are open, what is due next, and which decisions are still in effect?"""
    viewer = request_viewer(request)
    rights.require(rights.may_enter(viewer))
    found = Case.objects.exclude(person_id=viewer.person_id) if viewer.person_id else Case.objects.all()
    return render(request, "conduct/cases.html", {"cases": list(found[:200])})
