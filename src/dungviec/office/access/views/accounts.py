"""Accounts for administrators: the list, a new one, one account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.access import accounts as kept
from dungviec.office.access import second_factor, sign_on, tries
from dungviec.office.access.models import Door, Role, User
from dungviec.office.access.sudo import confirmed_post
from dungviec.office.shell import seen

_FIELDS = ("ten-dang-nhap", "ho-ten", "vai-tro", "don-vi", "can-bo")


def _administrator(request: HttpRequest) -> User:
    if request.viewer.role != Role.ADMINISTRATOR:  # type: ignore[attr-defined]
        raise PermissionDenied("accounts")
    user = request.user
    assert isinstance(user, User)
    return user


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Who may enter, in which role, and whose account should be locked?"""
    _administrator(request)
    rows = kept.accounts()
    locked_out = tries.locked_now([a.user.username for a in rows if a.user.is_active])
    context = {
        "accounts": rows, "locked_out": locked_out, "leavers": sum(1 for a in rows if a.left and a.user.is_active), "days": kept.IDLE_DAYS,
        "idle": sum(1 for a in rows if a.idle), "roles": Role, "resting": tries.places_resting(), "minutes": settings.LOGIN_PAUSE_MINUTES,
    }  # fmt: skip
    return render(request, "access/accounts.html", context)


@confirmed_post
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new account, without a password."""
    by = _administrator(request)
    given = {key: _sent(request, key).strip() for key in _FIELDS}
    context: dict[str, Any] = {"given": given, "roles": Role.choices}
    if request.method == "POST":
        try:
            user = kept.open_account(
                given["ten-dang-nhap"], given["vai-tro"], shown_name=given["ho-ten"], unit_id=given["don-vi"], person_id=given["can-bo"],
                by=by,
            )  # fmt: skip
            messages.success(
                request, _("Đã tạo tài khoản. Tiếp theo: lấy đường dẫn đặt mật khẩu để giao cho chủ tài khoản.")
            )
            return redirect("access:account", user.username)
        except kept.AccountRefused as refused:
            context["fault"] = str(refused)
    return render(request, "access/new_account.html", context, status=422 if "fault" in context else 200)


@confirmed_post
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, username: str) -> HttpResponse:
    """One account: role and scope, lock, the address to set a password."""
    by = _administrator(request)
    user = get_object_or_404(User.objects.select_related("membership"), username=username)
    member = getattr(user, "membership", None)
    given = {
        "vai-tro": _sent(request, "vai-tro", member.role if member else ""),
        "don-vi": _sent(request, "don-vi", member.unit_id if member else "").strip(),
        "can-bo": _sent(request, "can-bo", member.person_id if member else "").strip(),
    }
    now = seen.stamp(
        user.door, user.email, sign_on.subject_of(user), member and (member.role, member.unit_id, member.person_id)
    )
    context: dict[str, Any] = {
        "seen": now,
        "account": user,
        "given": given,
        "roles": Role.choices,
        "left": kept.has_left(user),
        "own": user.pk == by.pk,
        "doors": Door.choices,
        "has_factor": second_factor.has_factor(user),
        "locked_out": bool(tries.locked_now([user.username])),
        "sign_on": settings.SIGN_ON,
        "subject": sign_on.subject_of(user),
    }
    if request.method == "POST":
        try:
            if seen.is_stale(request, now):
                raise kept.AccountRefused(str(seen.SENTENCE))
            if "moi" in request.POST:
                context["invitation"] = request.build_absolute_uri(kept.invitation(user, by=by))
                response = render(request, "access/account.html", context)
                response["Cache-Control"] = "no-store"
                return response
            messages.success(request, _done(request, user, given, by))
            return redirect("access:account", username)
        except kept.AccountRefused as refused:
            context["fault"] = str(refused)
    return render(request, "access/account.html", context, status=422 if "fault" in context else 200)


def _done(request: HttpRequest, user: User, given: dict[str, str], by: User) -> str:
    """Do what the form asks; the sentence that says so. Raises AccountRefused."""
    why = _sent(request, "ly-do")
    if "khoa" in request.POST or "mo" in request.POST:
        kept.set_locked(user, "khoa" in request.POST, why=why, by=by)
        return _("Đã khóa tài khoản.") if "khoa" in request.POST else _("Đã mở tài khoản.")
    if "dat-lai" in request.POST:
        if user.pk == by.pk or not why.strip():
            raise kept.AccountRefused(_("Xin ghi đã biết chắc là chủ tài khoản bằng cách nào; yếu tố của chính mình thì nhờ người quản trị khác."))  # fmt: skip
        second_factor.reset(user, why=why, by=by)
        return _("Đã đặt lại yếu tố thứ hai. Lần đăng nhập tới chủ tài khoản phải thêm cái mới.")
    if "go-khoa" in request.POST:
        tries.unlock(user, by=by)
        return _("Đã gỡ khóa do nhập sai.")
    if "cua" in request.POST:
        kept.set_door(user, _sent(request, "cua"), email=_sent(request, "thu"), by=by)
        if settings.SIGN_ON and "dinh-danh" in request.POST:
            sign_on.bind(user, _sent(request, "dinh-danh"), by=by)
        return _("Đã ghi cách đăng nhập.")
    kept.change_account(user, given["vai-tro"], unit_id=given["don-vi"], person_id=given["can-bo"], by=by)
    return _("Đã đổi vai trò và phạm vi.")


def _sent(request: HttpRequest, name: str, default: str = "") -> str:
    """What was sent, without the sign PostgreSQL keeps in no text."""
    return request.POST.get(name, default).replace("\x00", "")
