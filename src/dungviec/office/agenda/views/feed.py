"""The calendar feed: asked by calendar programs without a log-in; the address is the secret (``shell.no_trace`` strips the rest)."""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dungviec.office.agenda import calendars
from dungviec.office.registry.selectors import office_day

MOST_AN_HOUR = 30
"""Readings of one calendar in an hour; programs ask every few hours."""


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret; not found for a wrong, a revoked one, or an account that is closed: the same answer for all."""
    key = calendars.found_by(secret)
    if key is None:
        raise Http404("calendar")
    if not calendars.counted(key, int(time.time()) // 3600, MOST_AN_HOUR):
        return HttpResponse(status=429, headers={"Retry-After": "3600", "Cache-Control": "no-store"})
    body = calendars.feed(key, day=office_day(), base=request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="viec-can-lam.ics"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
