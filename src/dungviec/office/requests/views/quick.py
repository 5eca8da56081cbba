"""Asking for a change from a phone, with or without a network: a page without data, its worker, and what it sends."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.requests import askable, services
from dungviec.office.requests.vault import MOST, FileRefused, check
from dungviec.office.requests.views.own import own_file
from dungviec.office.shell import offline

STORE = "dungviec-de-nghi"
"""Name of what a phone keeps: the page, its files, and what waits to be sent."""


@require_safe
@never_cache
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """Words and forms only, the same for everybody, so that it may be kept on the device."""
    own_file(request)
    return render(request, "requests/quick.html", {"groups": askable.asked_fields(), "most": MOST, "store": STORE})


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, whose reach is this page alone."""
    return offline.worker_source(STORE, reverse("requests:quick"), ["ask.js"])


@require_safe
@never_cache
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone keep the page on its home screen."""
    return offline.manifest(reverse("requests:quick"), name=_("Đề nghị sửa hồ sơ"), short_name=_("Đề nghị"))


@require_safe
@never_cache
def data(request: HttpRequest) -> JsonResponse:
    """Whose requests this phone may send: an opaque mark of the account, nothing of the record."""
    own_file(request)
    return JsonResponse({"who": offline.account_mark(request.user)})


@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """One request with its photos; one sent before is answered as before."""
    file, given = own_file(request), request.POST
    try:
        key = uuid.UUID(given.get("key", ""))
    except ValueError:
        return JsonResponse({"fault": _("Gói gửi lên không đúng dạng.")}, status=422)
    table, _dot, name = given.get("field", "").partition(".")
    column = askable.column_of(table, name)
    try:
        if column is None:
            raise services.RequestRefused(_("Trường này không đề nghị sửa được ở đây."))
        wish = services.Wish(table, name, askable.read(column, given.get("value", "")))
        evidence = [check(f.name or "", f, f.size) for f in request.FILES.getlist("anh")]
        made = services.ask(
            file, [wish], reason=given.get("reason", ""), evidence=evidence, by=request.user, device_key=key  # type: ignore[arg-type]
        )  # fmt: skip
    except (askable.NotUnderstood, FileRefused, services.RequestRefused, RegistryFault) as refused:
        return JsonResponse({"key": str(key), "outcome": "refused", "words": spoken(refused)})
    words = _("Đề nghị số %(n)d, trả lời chậm nhất ngày %(day)s.") % {"n": made.pk, "day": f"{made.due:%d/%m/%Y}"}
    return JsonResponse({"key": str(key), "outcome": "sent", "words": words})
