"""The phone on the spot: a page without data that works without a network, its worker, and what it takes and sends."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import render
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
from dungviec.office.shell import offline

LARGEST = 1_000_000
"""Bytes of one sending without photos."""
STORE = "dungviec-thuc-dia"
"""Name of what a phone keeps: the page, its files, the visits taken along."""


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
    return offline.worker_source(STORE, reverse("inspection:field"), ["field.js"])


@require_safe
@never_cache
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone keep the page on its home screen."""
    return offline.manifest(reverse("inspection:field"), name=_("Kiểm tra tại chỗ"), short_name=_("Kiểm tra"))


@require_safe
@never_cache
def data(request: HttpRequest) -> JsonResponse:
    """The open visits of the own teams."""
    records, user = room(request)
    rights.require(records.viewer.role in rights.TEAM_ROLES)
    visits = selectors.phone_visits(records, user)
    ledger.listed(records.viewer, "take_visit_data", len(visits))
    return JsonResponse({"who": offline.account_mark(user), "visits": visits})


@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """What was written on the spot."""
    _records, user = room(request)
    try:
        if len(request.body) > LARGEST:
            return JsonResponse({"fault": _("Gói gửi lên quá lớn.")}, status=413)
        told: Any = json.loads(request.body)
        entries = told["entries"]
    except (
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        RawPostDataException,
    ):  # the last: sent as a form, not as JSON
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
