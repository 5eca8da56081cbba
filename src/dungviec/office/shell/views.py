"""Moving the office to another day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dungviec.office.shell.middleware import move


@require_POST
def change_day(request: HttpRequest) -> HttpResponse:
    """Move the session to the posted day, and to what was known by another, and return to the same page."""
    move(request, request.POST)
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)
