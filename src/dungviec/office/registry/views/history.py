"""How a record came to be as it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.registry import history
from dungviec.office.registry.views.person import _opened


@require_safe
def person_history(request: HttpRequest, person_id: str) -> HttpResponse:
    """Who wrote what on this record, when, why, and what stood before?"""
    file = _opened(request, person_id, "see_history")
    context = {"person": file.card, "own": file.own, "acts": history.acts(file), "timelines": history.timelines(file)}
    return render(request, "registry/history.html", context)
