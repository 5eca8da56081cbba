"""Asking for a change from a phone, with or without a network: a page without data, its worker, and what it sends."""

from __future__ import annotations

import hashlib
import json
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.requests import askable, services
from dungviec.office.requests.vault import MOST, FileRefused, check
from dungviec.office.requests.views.own import own_file
from dungviec.office.shell.offline import worker_source
from dungviec.office.shell.templatetags.office import asset

STORE = "dungviec-de-nghi"
"""Name of what a phone keeps: the page, its files, and what waits to be sent."""
NEEDS = ("office.css", "theme.js", "offline.js", "ask.js", "mark.svg")


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
    fonts = [
        static(f"dist/fonts/be-vietnam-pro-{part}-{weight}-normal.woff2")
        for part in ("vietnamese", "latin")
        for weight in (400, 600)
    ]
    return worker_source(STORE, reverse("requests:quick"), [*(asset(name) for name in NEEDS), *fonts])


@require_safe
@never_cache
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone keep the page on its home screen."""
    here = reverse("requests:quick")
    told = {
        "name": str(_("Đề nghị sửa hồ sơ")), "short_name": str(_("Đề nghị")), "start_url": here, "scope": here, "display": "standalone",
        "background_color": "#FBFAF7", "theme_color": "#0B5D83", "icons": [{"src": asset("mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }  # fmt: skip
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")


@require_safe
@never_cache
def data(request: HttpRequest) -> JsonResponse:
    """Whose requests this phone may send: an opaque mark of the account, nothing of the record."""
    own_file(request)
    mark = hashlib.sha256(f"{settings.SECRET_KEY}|{request.user.pk}".encode()).hexdigest()[:16]
    return JsonResponse({"who": mark})


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
