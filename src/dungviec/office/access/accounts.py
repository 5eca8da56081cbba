"""Accounts as administrators keep them: made, changed, locked; passwords are set by their owners and shown to nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import Door, LockedBecause, Membership, Role, User

IDLE_DAYS = 45
"""Accounts unused for so long are to be locked (TCVN 14423:2026 as a compliance kit sums it up: REPORTED)."""


class AccountRefused(ValueError):
    """A change of an account that cannot be made; ``str()`` is the sentence."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the list shows it: no name of the record it belongs to, only its identifier."""

    user: User
    role: Role | None
    unit_id: str
    person_id: str
    demo: bool
    idle: bool
    left: bool
    """Whether the person it belongs to is no longer on the rolls."""


def accounts() -> list[Account]:
    """Every account, those that need a hand first."""
    members = {m.user_id: m for m in Membership.objects.all()}
    left = people_who_left({m.person_id for m in members.values() if m.person_id})
    since = timezone.now() - timedelta(days=IDLE_DAYS)
    rows = []
    for user in User.objects.order_by("username"):
        m = members.get(user.pk)
        last: datetime = user.last_login or user.date_joined
        rows.append(
            Account(
                user, Role(m.role) if m else None, m.unit_id if m else "", m.person_id if m else "", bool(m and m.demo),
                idle=user.is_active and max(last, user.opened_at) < since, left=bool(m and m.person_id in left),
            )
        )  # fmt: skip
    return sorted(
        rows, key=lambda a: (not (a.user.is_active and (a.left or a.idle)), not a.user.is_active, a.user.username)
    )


def people_who_left(people: Collection[str]) -> frozenset[str]:
    """Those of ``people`` (identifiers) who are no longer on the rolls."""
    provider: Callable[[Collection[str]], frozenset[str]] = import_string(settings.LEAVERS_PROVIDER)
    return provider(people) if people else frozenset()


def has_left(user: Any) -> bool:
    """Whether the account belongs to somebody who is no longer on the rolls: such an account opens nothing from that day."""
    person = Membership.objects.filter(user=user).values_list("person_id", flat=True).first()
    return bool(person) and bool(people_who_left({str(person)}))


@transaction.atomic
def open_account(username: str, role: str, *, shown_name: str, unit_id: str, person_id: str, by: User) -> User:
    """Make an account without a password; its owner sets one by :func:`invitation`. Raises AccountRefused."""
    username = username.strip().lower()
    _check(role, unit_id, person_id)
    if not username or not all(c.isalnum() or c in "._-@+" for c in username):
        raise AccountRefused(_("Tên đăng nhập chỉ gồm chữ, số và các dấu . _ - @ +"))
    if User.objects.filter(username__iexact=username).exists():
        raise AccountRefused(_("Tài khoản «%s» đã có.") % username)
    user = User(username=username, shown_name=shown_name.strip()[:120])
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, role=role, unit_id=unit_id, person_id=person_id)
    ledger.record(
        by.username,
        "open_account",
        kind="account",
        subject=username[:60],
        role_given=role,
        unit=unit_id,
        person=person_id,
    )
    return user


@transaction.atomic
def change_account(user: User, role: str, *, unit_id: str, person_id: str, by: User) -> None:
    """Give another role, unit or record. Raises AccountRefused; nobody changes the own account."""
    _not_own(user, by)
    _check(role, unit_id, person_id)
    member = Membership.objects.filter(user=user).first()
    before = {"role": member.role, "unit_id": member.unit_id, "person_id": member.person_id} if member else {}
    after = {"role": role, "unit_id": unit_id, "person_id": person_id}
    if before == after:
        return
    Membership.objects.update_or_create(user=user, defaults=after)
    ledger.record(by.username, "change_account", kind="account", subject=user.username[:60], before=before, after=after)


@transaction.atomic
def set_locked(user: User, locked: bool, *, why: str, by: User) -> None:
    """Lock an account, which ends its sessions at once, or open it again. Raises AccountRefused without a reason."""
    _not_own(user, by)
    if not why.strip():
        raise AccountRefused(_("Xin ghi lý do khóa hoặc mở tài khoản."))
    if user.is_active is not locked:
        return
    if locked:
        from dungviec.office.access.leaving import lock

        lock(user, LockedBecause.PERSON, by=by.username, note=why.strip())
        return
    user.is_active, user.locked_because, user.opened_at = True, "", timezone.now()
    user.save(update_fields=["is_active", "locked_because", "opened_at"])
    ledger.record(by.username, "unlock_account", kind="account", subject=user.username[:60], why=why.strip()[:200])


@transaction.atomic
def set_door(user: User, door: str, *, email: str, by: User) -> None:
    """By what an account logs in, and the address single sign-on may know it by. Raises AccountRefused.

    An account that logs in elsewhere has no password here: the old one is taken away, and open sessions end.
    """
    _not_own(user, by)
    email = email.strip()
    if door not in Door.values:
        raise AccountRefused(_("Xin chọn cách đăng nhập."))
    if door != Door.LOCAL and user.is_active and is_last_local_administrator(user):
        raise AccountRefused(
            _("Đây là tài khoản quản trị cuối cùng có mật khẩu ở đây. Giữ lại nó để còn vào được khi thư mục người dùng hay đăng nhập một lần không hoạt động.")
        )  # fmt: skip
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise AccountRefused(_("Địa chỉ thư không đúng dạng.")) from None
        if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
            raise AccountRefused(_("Địa chỉ thư này đã thuộc tài khoản khác."))
    if (user.door, user.email) == (door, email):
        return
    if door != user.door and door != Door.LOCAL:
        user.set_unusable_password()
        user.epoch += 1
    user.door, user.email = door, email
    user.save(update_fields=["door", "email", "password", "epoch"])
    ledger.record(
        by.username, "change_door", kind="account", subject=user.username[:60], door=door, address=bool(email)
    )


@transaction.atomic
def rescue_administrator(username: str) -> str:
    """On the machine itself: open an administrator's account again, take its factors away, and give the address to set a password.

    Raises AccountRefused for any account that is not an administrator's.
    """
    from dungviec.office.access.second_factor import reset
    from dungviec.office.access.tries import unlock

    machine = User(username="dungviec")
    user = User.objects.filter(username__iexact=username.strip(), membership__role=Role.ADMINISTRATOR).first()
    if user is None:
        raise AccountRefused(_("Không có tài khoản quản trị «%s».") % username.strip()[:60])
    why = str(_("Mở lại trên máy chủ."))
    set_locked(user, False, why=why, by=machine)
    reset(user, why=why, by=machine)
    unlock(user, by=machine)
    if user.door != Door.LOCAL:
        set_door(user, Door.LOCAL, email=user.email, by=machine)
    return invitation(user, by=machine)


def is_last_local_administrator(user: User) -> bool:
    """Whether without this account no administrator could come in while the directory and single sign-on are down."""
    here = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True, user__door=Door.LOCAL)
    return here.filter(user=user).exists() and not here.exclude(user=user).exists()


@transaction.atomic
def invitation(user: User, *, by: User) -> str:
    """The address at which the owner sets a password, once and within a day; the old password stops at that moment.

    Raises AccountRefused for a locked account.
    """
    if not user.is_active:
        raise AccountRefused(_("Tài khoản đang khóa. Xin mở tài khoản trước."))
    if user.door != Door.LOCAL:
        raise AccountRefused(_("Tài khoản này đăng nhập ở nơi khác, không có mật khẩu ở đây."))
    ledger.record(by.username, "invite_account", kind="account", subject=user.username[:60])
    token = default_token_generator.make_token(user)
    return reverse("access:set_password", args=[urlsafe_base64_encode(force_bytes(user.pk)), token])


def _check(role: str, unit_id: str, person_id: str) -> None:
    if role not in Role.values:
        raise AccountRefused(_("Xin chọn vai trò."))
    if role in (Role.ADMINISTRATOR, Role.AUDITOR) and person_id:
        raise AccountRefused(
            _(
                "Tài khoản quản trị và giám sát tách riêng, không gắn với hồ sơ của ai. Người đó dùng tài khoản khác để làm việc thường ngày."
            )
        )
    if role == Role.UNIT_HEAD and not unit_id:
        raise AccountRefused(_("Thủ trưởng đơn vị phải gắn với một đơn vị."))
    if role == Role.OFFICIAL and not person_id:
        raise AccountRefused(_("Tài khoản công chức, viên chức phải gắn với hồ sơ của người đó."))
    known: Callable[[str, str], str] = import_string(settings.SCOPE_CHECKER)
    if unknown := known(unit_id, person_id):
        raise AccountRefused(unknown)


def _not_own(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise AccountRefused(_("Không ai tự đổi quyền hoặc tự khóa tài khoản của mình. Xin nhờ người quản trị khác."))
