"""The home page, and the way to the own record."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dungviec.office.access.models import Role
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import home_picture, request_viewer

_ROOMS_OF_THEIR_OWN = {Role.ADMINISTRATOR: "access:accounts", Role.AUDITOR: "access:ledger"}
"""Where those begin who do not work with records."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs my attention, and how does the workforce stand?"""
    viewer = request_viewer(request)
    if viewer.role in _ROOMS_OF_THEIR_OWN:
        return redirect(_ROOMS_OF_THEIR_OWN[viewer.role])
    if city() is None:
        return render(request, "registry/empty.html")
    if viewer.role == Role.OFFICIAL:
        return own_file(request)
    return render(request, "registry/home.html", home_picture(viewer))


@require_safe
def own_file(request: HttpRequest) -> HttpResponse:
    """My own record."""
    viewer = request_viewer(request)
    if not viewer.person_id:
        raise Http404("own file")
    return redirect("registry:person", viewer.person_id)
