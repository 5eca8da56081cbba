"""The phone on the spot: a page without data that works without a network, its worker, and what it takes and sends."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.inspection import rights, selectors
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.models import Severity
from dungviec.office.inspection.services import arrivals, photos
from dungviec.office.inspection.views.common import room
from dungviec.office.shell.offline import worker_source
from dungviec.office.shell.templatetags.office import asset

LARGEST = 1_000_000
"""Bytes of one sending without photos."""
NEEDS = ("office.css", "theme.js", "offline.js", "field.js", "mark.svg")


@require_safe
@never_cache
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The page of the phone: words and forms only, the same for everybody, so that it may be kept on the device."""
    room(request)
    return render(request, "inspection/field.html", {"severities": Severity.choices})


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, whose reach is this page alone."""
    here = reverse("inspection:field")
    fonts = [
        static(f"dist/fonts/be-vietnam-pro-{part}-{weight}-normal.woff2")
        for part in ("vietnamese", "latin")
        for weight in (400, 600)
    ]
    return worker_source("dungviec-thuc-dia", here, [*(asset(name) for name in NEEDS), *fonts])


@require_safe
@never_cache
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone keep the page on its home screen."""
    here = reverse("inspection:field")
    told = {
        "name": str(_("Kiểm tra tại chỗ")), "short_name": str(_("Kiểm tra")), "start_url": here, "scope": here, "display": "standalone",
        "background_color": "#FBFAF7", "theme_color": "#0B5D83", "icons": [{"src": asset("mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }  # fmt: skip
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")


@require_safe
@never_cache
def data(request: HttpRequest) -> JsonResponse:
    """The open visits of the own teams."""
    records, user = room(request)
    rights.require(records.viewer.role in rights.TEAM_ROLES)
    visits = selectors.phone_visits(records, user)
    ledger.listed(records.viewer, "take_visit_data", len(visits))
    who = hashlib.sha256(f"{settings.SECRET_KEY}|{user.pk}".encode()).hexdigest()[:16]
    return JsonResponse({"who": who, "visits": visits})


@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """What was written on the spot."""
    _records, user = room(request)
    if len(request.body) > LARGEST:
        return JsonResponse({"fault": _("Gói gửi lên quá lớn.")}, status=413)
    try:
        told: Any = json.loads(request.body)
        entries = told["entries"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"fault": _("Gói gửi lên không đúng dạng.")}, status=422)
    if not isinstance(entries, list) or len(entries) > arrivals.MOST:
        return JsonResponse({"fault": _("Gói gửi lên không đúng dạng.")}, status=422)
    answers = arrivals.take(user, entries)
    return JsonResponse({"answers": [{"key": a.key, "outcome": a.outcome, "words": a.words} for a in answers]})


@require_POST
def send_photo(request: HttpRequest) -> JsonResponse:
    """One photo."""
    _records, user = room(request)
    given, file = request.POST, request.FILES.get("anh")
    try:
        outcome = photos.take_photo(
            user, key=arrivals.as_uuid(given.get("key")), code=arrivals.as_uuid(given.get("visit")),
            finding=arrivals.as_uuid(given["finding"]) if given.get("finding") else None, taken_at=arrivals.moment(given.get("taken_at")),
            caption=given.get("caption", ""), file=file, size=file.size if file else None,
        )  # fmt: skip
    except InspectionRefused as refused:
        return JsonResponse({"key": given.get("key", "")[:40], "outcome": "refused", "words": str(refused)})
    return JsonResponse({"key": given.get("key", "")[:40], "outcome": outcome, "words": ""})
