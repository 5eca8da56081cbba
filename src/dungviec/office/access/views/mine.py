"""My account: the password, the second factors, the sessions that are open."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import devices, ledger, standing, tries
from dungviec.office.access.forms import OtherPasswordForm
from dungviec.office.access.leaving import end_sessions
from dungviec.office.access.models import LedgerEntry, Role, User
from dungviec.office.access.passwords import has_second_factor
from dungviec.office.access.second_factor import Factors, is_obligatory
from dungviec.office.access.sudo import confirmed

TOLD = ("reset_factors", "lock_out", "unlock_tries", "add_factor", "remove_factor", "set_password", "end_sessions")
"""Lines of the ledger about an account that its owner is shown."""


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """How is my account protected, and where is it open?"""
    me = _me(request)
    kept = list(Authenticator.objects.filter(user=me).order_by("created_at"))
    codes = next((a for a in kept if a.type == Authenticator.Type.RECOVERY_CODES), None)
    role = request.viewer.role or ""  # type: ignore[attr-defined]
    member = getattr(me, "membership", None)
    demo = bool(member and member.demo)
    sessions = UserSession.objects.purge_and_list(me)
    context = {
        "totp": next((a for a in kept if a.type == Authenticator.Type.TOTP), None),
        "passkeys": [a for a in kept if a.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "obligatory": is_obligatory(role, demo=demo), "demo_account": demo, "due": standing.due(request),
        "sessions": sorted(
            (devices.shown(s, current=s.session_key == request.session.session_key) for s in sessions), key=lambda s: (not s.current, -s.last_seen.timestamp())
        ),
        "admin_days": settings.ADMIN_PASSWORD_DAYS if role == Role.ADMINISTRATOR else None,
        "idle_minutes": standing.limit_seconds(request) // 60, "hours": settings.SESSION_HOURS,
        "told": LedgerEntry.objects.filter(subject_kind="account", subject_id=me.username[:60], action__in=TOLD).order_by("-number")[:8],
    }  # fmt: skip
    return render(request, "access/mine.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Another password, set by its owner."""
    me = _me(request)
    if not me.has_usable_password():
        messages.info(request, _("Tài khoản này không dùng mật khẩu của văn phòng."))
        return redirect("access:mine")
    form = OtherPasswordForm(me, request.POST if request.method == "POST" else None, place=tries.place_of(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            update_session_auth_hash(request, me)
            standing.look(request, me)
            UserSession.objects.filter(user=me).exclude(session_key=request.session.session_key).delete()
            UserSession.objects.create_from_request(request)
            ledger.record(me.username, "set_password", kind="account", subject=me.username[:60])
        messages.success(request, _("Đã đổi mật khẩu. Các phiên khác của tài khoản đã kết thúc."))
        return redirect("access:mine")
    context = {"form": form, "due": standing.due(request) == "password", "factor": has_second_factor(me), "days": settings.ADMIN_PASSWORD_DAYS}  # fmt: skip
    return render(request, "access/change_password.html", context, status=422 if form.is_bound else 200)


@require_POST
@confirmed
def end(request: HttpRequest) -> HttpResponse:
    """End one session of the account, or all of them, this one included."""
    me = _me(request)
    if "tat-ca" in request.POST:
        with transaction.atomic():
            end_sessions(me)
            ledger.record(me.username, "end_sessions", kind="account", subject=me.username[:60])
        logout(request)
        messages.success(request, _("Đã đăng xuất khỏi mọi nơi."))
        return redirect("access:log_in")
    number: Any = request.POST.get("phien", "")
    one = get_object_or_404(UserSession, user=me, pk=number if str(number).isdecimal() and len(number) < 15 else 0)
    with transaction.atomic():
        one.end()
        ledger.record(me.username, "end_sessions", kind="account", subject=me.username[:60], one=True)
    messages.success(request, _("Đã kết thúc phiên đó."))
    return redirect(reverse("access:mine"))


@confirmed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one passkey away; the last factor of an account that must have one stays."""
    one = get_object_or_404(Authenticator, pk=pk, user=_me(request), type=Authenticator.Type.WEBAUTHN)
    adapter = Factors()
    fault = "" if adapter.can_delete_authenticator(one) else adapter.error_messages["cannot_delete_authenticator"]
    if request.method == "POST" and not fault:
        with transaction.atomic():
            delete_and_cleanup(request, one)
        messages.success(request, _("Đã gỡ khóa đăng nhập."))
        return redirect("access:mine")
    return render(request, "access/remove_passkey.html", {"one": one.wrap(), "fault": fault}, status=422 if fault and request.method == "POST" else 200)  # fmt: skip
