"""Second factors: who must have one, how they are kept and checked, and how a lost one is reset.

The machinery is allauth's (authenticator apps, passkeys, recovery codes); the secrets are sealed here, codes count as tries of the
shared lock-out, and a code opens once whichever process looks at it.
"""

from __future__ import annotations

import io
import time
from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.access import ledger, tries
from dungviec.office.access.leaving import end_sessions
from dungviec.office.access.models import Membership, User
from dungviec.office.sealing.cipher import open_text, seal

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""


PLACE = "mfa_authenticator.data"
"""Where the sealed secrets stand: they open nowhere else."""


class Factors(DefaultMFAAdapter):
    """How allauth keeps second factors in this house."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Mã chưa đúng hoặc đã dùng rồi. Xin chờ mã kế tiếp và xem lại giờ của máy."),
        "cannot_delete_authenticator": gettext_lazy("Vai trò này bắt buộc có yếu tố thứ hai: xin thêm cái mới trước khi gỡ cái cũ."),
        "cannot_generate_recovery_codes": gettext_lazy("Xin thêm yếu tố thứ hai trước khi lấy mã dự phòng."),
        "unverified_email": gettext_lazy("Không thêm được yếu tố thứ hai."),
    }  # fmt: skip

    def get_totp_label(self, user: Any) -> str:
        """The account's name: no name of a person goes into somebody's telephone."""
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        """The office, with its host: several offices stand apart in one app."""
        return f"{settings.OFFICE_NAME} {context.request.get_host()}"

    def build_totp_svg(self, url: str) -> str:
        """The QR code, drawn here."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=4, xmldecl=False, dark="#000", light="#fff")
        return out.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Seal a secret before it reaches the database."""
        return seal(text, PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return open_text(encrypted_text, PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a factor keeps at least one."""
        member = Membership.objects.filter(user_id=authenticator.user_id).first()
        if member is None or not is_obligatory(member.role, demo=member.demo):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS).exclude(
            pk=authenticator.pk
        )
        return bool(others.exists())

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """A first name for a passkey."""
        number: int = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Khóa %d") % number

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What a passkey's chooser shows: the account's name."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.get_username(), "name": user.get_username()}


class _Counted:
    """A code counts as a try of the shared lock-out, and opens once."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code, when it is right. Raises ValidationError."""
        place = tries.place_of(context.request)
        if tries.take(self.user.username, place, gate="factor") is not None:
            raise ValidationError(_("Đã nhập sai nhiều lần. Xin thử lại sau %d phút.") % settings.LOGIN_PAUSE_MINUTES)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            if getattr(self, "authenticator", None) is not None:
                _use_once(self.authenticator, code)
        except ValidationError:
            tries.failed(self.user.username, place, gate="factor")
            raise
        tries.give_back(self.user.username, place, gate="factor")
        return code


class CodeForm(_Counted, AuthenticateForm):
    """The code asked after the password."""


class CodeAgainForm(_Counted, ReauthenticateForm):
    """The code asked again before a deed that matters."""


class FirstCodeForm(_Counted, ActivateTOTPForm):
    """The first code of a new authenticator app."""


_BROKEN = (KeyError, TypeError, ValueError, AttributeError)
"""What a passkey's answer that was made up by hand raises in the libraries; a form says «wrong» instead."""


class _Answered:
    """A passkey's answer, whatever a browser sends in its place."""

    def clean_credential(self) -> Authenticator:
        """The passkey that answered. Raises ValidationError."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _BROKEN:
            raise Factors().validation_error("incorrect_code") from None


class PasskeyForm(_Answered, AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAgainForm(_Answered, ReauthenticateWebAuthnForm):
    """A passkey asked again."""


class PasskeyLogInForm(_Answered, LoginWebAuthnForm):
    """A passkey instead of a password."""


class NewPasskeyForm(AddWebAuthnForm):
    """A new passkey."""

    def clean(self) -> dict[str, Any]:
        """The form. Raises ValidationError also for what no authenticator ever sent."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except _BROKEN:
            raise Factors().validation_error("incorrect_code") from None
        return cleaned


@transaction.atomic
def _use_once(authenticator: Authenticator, code: str) -> None:
    """Note the code as used; two processes that look at the same code at once let one of them in."""
    if authenticator.type != Authenticator.Type.TOTP:
        return  # a recovery code is struck off by allauth
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    now = time.time()
    used = {c: at for c, at in row.data.get("used", {}).items() if now - at < 120}
    mark = tries.mark_of(code.strip())[:16]
    if mark in used:
        raise ValidationError(_("Mã này đã dùng rồi. Xin chờ mã kế tiếp."))
    row.data["used"] = used | {mark: now}
    row.save(update_fields=["data"])


def is_obligatory(role: str, *, demo: bool = False) -> bool:
    """Whether accounts of a role must have a second factor; the made-up accounts of a demo never."""
    return role in settings.SECOND_FACTOR_ROLES and not (demo and settings.DEMO)


def has_factor(user: User) -> bool:
    """Whether the account has a second factor (recovery codes alone are none)."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


@transaction.atomic
def reset(user: User, *, why: str, by: User) -> int:
    """Take away every factor of an account whose owner lost them; its sessions end, and it must enrol anew before anything opens.

    The owner reads it on the own account's page, where the next log-in leads. How many factors were taken away; 0 changes nothing.
    """
    count: int = Authenticator.objects.filter(user=user).delete()[0]
    if count:
        end_sessions(user)
        ledger.record(by.username, "reset_factors", kind="account", subject=user.username[:60], factors=count, why=why.strip()[:200])  # fmt: skip
    return count


def seal_anew() -> int:
    """Seal every secret under the key in use, when the office's keys are turned over; how many rows. Raises SealFault."""
    rows = 0
    for key in list(Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=key).first()
            if row is None:
                continue
            for name in ("secret", "seed"):
                if name in row.data:
                    row.data[name] = seal(open_text(row.data[name], PLACE), PLACE)
            row.save(update_fields=["data"])
            rows += 1
    return rows
