"""The account's own keys: those there are, a new one, ending one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import viewer_of
from dungviec.office.api.areas import AREAS
from dungviec.office.api.models import AccessToken, Machine
from dungviec.office.api.tokens import TokenRefused, make_token, revoke_token

DAYS = (30, 90, 180, 365)


def account(request: HttpRequest) -> User:
    """The signed-in account."""
    assert isinstance(request.user, User)
    return request.user


def form_of(request: HttpRequest) -> dict[str, Any]:
    """What the form of a new key holds."""
    days = request.POST.get("han", "90")
    return {"name": request.POST.get("ten", ""), "days": int(days) if days.isascii() and days.isdecimal() and len(days) < 5 else 0, "scopes": request.POST.getlist("quyen")}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """Which programs enter in my name, and what may each?"""
    user, given = account(request), form_of(request)
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            made, key = make_token(user, given["name"], given["scopes"], days=given["days"], by=user)
            return shown_once(request, made, key)
        except TokenRefused as refused:
            context["fault"] = str(refused)
    context |= {
        "tokens": AccessToken.objects.filter(user=user), "now": timezone.now(), "areas": AREAS.values(), "days": DAYS, "given": given,
        "kept": Machine.objects.filter(keeper=user).select_related("user__membership"), "administrator": viewer_of(user).role == Role.ADMINISTRATOR,
    }  # fmt: skip
    return render(request, "api/keys.html", context, status=422 if "fault" in context else 200)


def shown_once(request: HttpRequest, made: AccessToken, key: str) -> HttpResponse:
    """The page that shows a new key, once; nothing keeps it."""
    response = render(request, "api/new_key.html", {"token": made, "key": key})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key at once."""
    user = account(request)
    administrator = viewer_of(user).role == Role.ADMINISTRATOR
    try:
        revoke_token(pk, by=user, administrator=administrator)
        messages.success(request, _("Đã huỷ khoá. Phần mềm dùng khoá đó không vào được nữa."))
    except TokenRefused as refused:
        messages.error(request, str(refused))
    return redirect("api:machines" if request.POST.get("ve") == "may" else "api:keys")
