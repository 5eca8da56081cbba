"""Whom single sign-on lets in: accounts an administrator made, bound to a subject of the provider by somebody's own deed.

A matching e-mail address alone binds nothing. Where ``settings.SIGN_ON`` allows it, an address the provider calls verified binds
the one account for which an administrator entered it, and never an administrator's.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.accounts import AccountRefused
from dungviec.office.access.models import Membership, Role, User
from dungviec.office.access.provider import uid_of


class SignOnAccounts(DefaultSocialAccountAdapter):
    """The house's ways with people the provider sends."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: accounts are made by administrators, or by the setting, which gives them no role."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Bind where that is allowed; else say that nobody here belongs to this log-in."""
        if sociallogin.is_existing:
            return
        claims = self._claims(sociallogin)
        with transaction.atomic():
            user = by_address(claims) or self._made(claims)
            if user is not None:
                sociallogin.connect(request, user)
                ledger.record("dungviec", "bind_sign_on", kind="account", subject=user.username[:60], how="address")
        if user is None:
            raise ImmediateHttpResponse(
                render(
                    request,
                    "access/refused.html",
                    {"refused": _("Không có tài khoản nào ở đây gắn với lần đăng nhập này. Xin người quản trị gắn tài khoản trước.")},
                    status=403,
                )
            )  # fmt: skip

    def _claims(self, sociallogin: Any) -> dict[str, Any]:
        return {"email": str(sociallogin.user.email or ""), "verified": any(a.verified for a in sociallogin.email_addresses)}  # fmt: skip

    def _made(self, claims: dict[str, Any]) -> User | None:
        """An account without a role, where the settings say that one is made: it reaches nothing until an administrator gives one."""
        if not (settings.SIGN_ON or {}).get("create"):
            return None
        number = User.objects.count() + 1
        name = f"moi-{number}"
        while User.objects.filter(username=name).exists():
            number += 1
            name = f"moi-{number}"
        user = User(username=name, door="sign_on")
        user.set_unusable_password()
        user.save()
        ledger.record("dungviec", "open_account", kind="account", subject=name, role_given="")
        return user


def by_address(claims: dict[str, Any]) -> User | None:
    """The one account an administrator gave this verified address, where the settings allow addresses to bind; never an administrator's."""
    if not (settings.SIGN_ON or {}).get("by_address") or not claims["verified"] or not claims["email"]:
        return None
    found = list(User.objects.filter(email__iexact=claims["email"], is_active=True)[:2])
    if len(found) != 1 or SocialAccount.objects.filter(user=found[0]).exists():
        return None
    role = Membership.objects.filter(user=found[0]).values_list("role", flat=True).first()
    return None if role in (Role.ADMINISTRATOR, Role.AUDITOR) else found[0]


@transaction.atomic
def bind(user: User, subject: str, *, by: User) -> None:
    """Bind an account to a subject of the provider, or to none (empty). Raises AccountRefused where it is another account's."""
    subject = subject.strip()
    here = settings.SIGN_ON
    if not here:
        raise AccountRefused(_("Văn phòng chưa khai báo đăng nhập một lần (DUNGVIEC_OIDC_URL)."))
    uid = uid_of(here["url"].partition("/.well-known/")[0], subject) if subject else ""
    if uid and SocialAccount.objects.filter(provider=here["id"], uid=uid).exclude(user=user).exists():
        raise AccountRefused(_("Định danh này đã gắn với tài khoản khác."))
    before = list(SocialAccount.objects.filter(user=user, provider=here["id"]).values_list("uid", flat=True))
    if before == ([uid] if uid else []):
        return
    SocialAccount.objects.filter(user=user, provider=here["id"]).delete()
    if uid:
        SocialAccount.objects.create(user=user, provider=here["id"], uid=uid, extra_data={"sub": subject[:255]})
    ledger.record(by.username, "bind_sign_on", kind="account", subject=user.username[:60], how="administrator", bound=bool(uid))  # fmt: skip


def subject_of(user: User) -> str:
    """The subject an account is bound to; empty for none."""
    row = SocialAccount.objects.filter(user=user).first()
    return str(row.extra_data.get("sub", "")) if row else ""
