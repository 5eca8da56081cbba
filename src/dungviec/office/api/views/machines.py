"""Machine accounts: the administrator's list and form, and the keeper's page for drawing a key."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.office.access.accounts import AccountRefused
from dungviec.office.access.models import Role
from dungviec.office.access.policy import viewer_of
from dungviec.office.api.areas import AREAS
from dungviec.office.api.machines import open_machine
from dungviec.office.api.models import AccessToken, Machine
from dungviec.office.api.tokens import TokenRefused, make_token
from dungviec.office.api.views.keys import DAYS, account, form_of, shown_once

_FIELDS = ("ten", "vai-tro", "don-vi", "phu-trach", "viec")


@require_http_methods(["GET", "HEAD", "POST"])
def machines(request: HttpRequest) -> HttpResponse:
    """Which programs have an account here, who answers for each, and what keys do they hold?"""
    by = account(request)
    if viewer_of(by).role != Role.ADMINISTRATOR:
        raise PermissionDenied("machines")
    given = {key: request.POST.get(key, "").strip() for key in _FIELDS}
    context: dict[str, Any] = {"given": given}
    if request.method == "POST":
        try:
            open_machine(
                given["ten"],
                given["vai-tro"],
                unit_id=given["don-vi"],
                keeper=given["phu-trach"],
                purpose=given["viec"],
                by=by,
            )
            messages.success(
                request, _("Đã tạo tài khoản máy. Người phụ trách lấy khoá ở trang «Khoá truy cập» của mình.")
            )
            return redirect("api:machines")
        except (AccountRefused, TokenRefused) as refused:
            context["fault"] = str(refused)
    context |= {
        "machines": Machine.objects.select_related("user__membership", "keeper").prefetch_related("user__access_tokens"),
        "others": AccessToken.objects.filter(user__machine__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()).select_related("user"),
        "now": timezone.now(), "roles": [(r.value, r.label) for r in Role if r not in (Role.ADMINISTRATOR, Role.OFFICIAL)],
    }  # fmt: skip
    return render(request, "api/machines.html", context, status=422 if "fault" in context else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def machine_key(request: HttpRequest, pk: int) -> HttpResponse:
    """A key for a machine I answer for: what may it open, and how long?"""
    by = account(request)
    one = get_object_or_404(Machine.objects.select_related("user__membership"), pk=pk, keeper=by)
    given = form_of(request)
    context: dict[str, Any] = {
        "machine": one,
        "given": given,
        "areas": AREAS.values(),
        "days": DAYS,
        "now": timezone.now(),
    }
    if request.method == "POST":
        try:
            made, key = make_token(one.user, given["name"], given["scopes"], days=given["days"], by=by)
            return shown_once(request, made, key)
        except TokenRefused as refused:
            context["fault"] = str(refused)
    context["tokens"] = one.user.access_tokens.all()
    return render(request, "api/machine_key.html", context, status=422 if "fault" in context else 200)
