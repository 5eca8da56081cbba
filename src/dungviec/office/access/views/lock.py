"""The lock of a session: shown when nobody worked in it for long, or by hand; opened by whoever it belongs to."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dungviec.office.access import carried, standing, tries
from dungviec.office.access.models import Door, User
from dungviec.office.access.second_factor import CodeAgainForm, PasskeyAgainForm


@never_cache
@sensitive_post_parameters("password", "giu")
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """The lock page; a POST locks by hand (``khoa``), tells that somebody works in the page (``con-day``), or opens."""
    if "khoa" in request.POST:
        standing.shut(request)
        return _told(request, {"locked": True}) or HttpResponseRedirect(request.path)
    if "con-day" in request.POST:
        here = not standing.is_locked(request)
        if here:
            standing.work(request)
        return JsonResponse({"locked": not here}, status=200 if here else 423)
    if request.method == "POST":
        return _open(request)
    if _by_script(request):
        return JsonResponse({"locked": standing.is_locked(request), **_ways(request)})
    if not standing.is_locked(request):
        return HttpResponseRedirect(_back(request))
    return lock_page(request)


def lock_page(request: HttpRequest, *, kept: str = "", fault: str = "", status: int = 200) -> HttpResponse:
    """The page that asks who is there; ``kept`` is what was typed, sealed."""
    context = {
        "ways": _ways(request), "kept": kept, "fault": fault, "files": bool(request.FILES), "too_long": status == 423 and not kept,
        "next": request.POST.get("next") or request.GET.get("next", "") if request.resolver_match and request.resolver_match.view_name == "access:lock" else "",
    }  # fmt: skip
    response = render(request, "access/lock.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _open(request: HttpRequest) -> HttpResponse:
    fault = _proved(request)
    if fault:
        return _told(request, {"fault": fault}, status=422) or lock_page(request, kept=request.POST.get("giu", ""), fault=fault, status=422)  # fmt: skip
    standing.reopen(request)
    if answer := _told(request, {"locked": False}):
        return answer
    kept = carried.unpack(request.POST.get("giu", ""), request)
    if kept is not None:
        response = render(request, "access/carried.html", {"kept": kept})
        response["Cache-Control"] = "no-store"
        return response
    return HttpResponseRedirect(_back(request))


def _proved(request: HttpRequest) -> str:
    """Why whoever is there is not the owner; empty when he is. Wrong passwords count like those at the door."""
    user = request.user
    assert isinstance(user, User)
    if request.POST.get("credential"):
        form = PasskeyAgainForm(user=user, data=request.POST)
        return "" if form.is_valid() else str(_("Khóa này không mở được. Xin thử lại hoặc dùng mật khẩu."))
    if "code" in request.POST and not _has_password(user):
        return "" if CodeAgainForm(user=user, data=request.POST).is_valid() else str(_("Mã chưa đúng."))
    place = tries.place_of(request)
    if tries.take(user.username, place) is not None:
        return str(_("Đã nhập sai nhiều lần. Xin thử lại sau %d phút.") % settings.LOGIN_PAUSE_MINUTES)
    found = authenticate(request, username=user.username, password=request.POST.get("password", ""))
    if found is not None and found.pk == user.pk:
        tries.give_back(user.username, place)
        return ""
    if getattr(request, "directory_down", False):
        tries.give_back(user.username, place)
        return str(_("Chưa hỏi được thư mục người dùng của cơ quan. Xin thử lại sau ít phút."))
    tries.failed(user.username, place)
    return str(_("Mật khẩu chưa đúng."))


def _ways(request: HttpRequest) -> dict[str, Any]:
    """By what this account may open its lock."""
    user = request.user
    assert isinstance(user, User)
    passkey = None
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists():
        passkey = {"request_options": json.loads(json.dumps(begin_authentication(user), default=dict))}
    code = not _has_password(user) and Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return {"password": _has_password(user), "code": code, "passkey": passkey}


def _has_password(user: User) -> bool:
    return user.has_usable_password() or user.door == Door.DIRECTORY


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    fine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if fine else resolve_url(settings.LOGIN_REDIRECT_URL)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _told(request: HttpRequest, said: dict[str, Any], status: int = 200) -> HttpResponse | None:
    return JsonResponse(said, status=status) if _by_script(request) else None
