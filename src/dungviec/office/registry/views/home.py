"""The way to the own record."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from dungviec.office.registry.viewing import request_viewer


@require_safe
def own_file(request: HttpRequest) -> HttpResponse:
    """My own record."""
    viewer = request_viewer(request)
    if not viewer.person_id:
        raise Http404("own file")
    return redirect("registry:person", viewer.person_id)
