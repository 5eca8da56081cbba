"""Making, finding and ending access keys. A key is shown once; what is kept cannot open anything."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.accounts import IDLE_DAYS, has_left
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer, viewer_of
from dungviec.office.api.areas import SCOPES
from dungviec.office.api.models import AccessToken, Machine

LONGEST = timedelta(days=365)
"""No key lives longer than a year."""
MOST = 20
"""Live keys of one account."""
_BEGIN = "dv_"
_USED_EVERY = timedelta(minutes=1)


class TokenRefused(ValueError):
    """A key that cannot be made or ended; ``str()`` is the sentence."""


def digest_of(key: str) -> str:
    """What is kept of a key: 256 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_token(user: User, name: str, scopes: Collection[str], *, days: int, by: User) -> tuple[AccessToken, str]:
    """A new key of ``user``, and the key itself, which nobody can show again.

    ``by`` is the account itself, or the keeper of a machine account. Raises TokenRefused.
    """
    machine = Machine.objects.filter(user=user).first()
    if by.pk != user.pk and (machine is None or machine.keeper_id != by.pk):
        raise TokenRefused(
            _("Khoá của một tài khoản do chính tài khoản đó tạo; khoá của máy do người phụ trách máy tạo.")
        )
    if machine is not None and not covers(viewer_of(by), viewer_of(user)):
        raise TokenRefused(_("Người phụ trách không còn đủ quyền của máy này. Xin nhờ quản trị đổi người phụ trách."))
    if why := refusal(user):
        raise TokenRefused(why)
    asked = sorted(set(scopes))
    if not name.strip():
        raise TokenRefused(_("Xin đặt tên cho khoá, để sau này biết khoá dùng ở đâu."))
    if not asked or not set(asked) <= set(SCOPES):
        raise TokenRefused(_("Xin chọn ít nhất một quyền cho khoá."))
    if not 1 <= days <= LONGEST.days:
        raise TokenRefused(_("Thời hạn của khoá từ 1 đến %d ngày.") % LONGEST.days)
    now = timezone.now()
    if live_tokens(user, now).count() >= MOST:
        raise TokenRefused(_("Tài khoản này đã có %d khoá còn dùng. Xin huỷ bớt khoá cũ.") % MOST)
    prefix = _BEGIN + secrets.token_hex(4)
    key = f"{prefix}_{secrets.token_urlsafe(32)}"
    made = AccessToken.objects.create(
        user=user, name=name.strip()[:80], prefix=prefix, digest=digest_of(key), scopes=asked, made_by=by, made_at=now, expires_at=now + timedelta(days=days)
    )  # fmt: skip
    ledger.record(
        by.username, "make_token", kind="token", subject=prefix, account=user.username, scopes=asked, days=days
    )
    return made, key


@transaction.atomic
def revoke_token(pk: int, *, by: User, administrator: bool = False) -> AccessToken:
    """End a key at once. Its account may, the keeper of a machine, and an administrator. Raises TokenRefused."""
    found = AccessToken.objects.select_for_update().filter(pk=pk).first()
    mine = found is not None and (
        found.user_id == by.pk or Machine.objects.filter(user=found.user_id, keeper=by).exists()
    )
    if found is None or not (mine or administrator):
        raise TokenRefused(_("Không có khoá nào như vậy trong tài khoản này."))
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        ledger.record(by.username, "revoke_token", kind="token", subject=found.prefix, account=found.user.username)
    return found


def live_tokens(user: User, now: datetime) -> QuerySet[AccessToken]:
    """Keys of an account that still open something."""
    return AccessToken.objects.filter(user=user, revoked_at__isnull=True, expires_at__gt=now)


def find_token(key: str) -> AccessToken | None:
    """The live key with this text; None for any other. Compared in constant time."""
    prefix = "_".join(key.split("_", 2)[:2])
    found = AccessToken.objects.select_related("user").filter(prefix=prefix[:16]).first()
    kept = found.digest if found else digest_of("")
    same = hmac.compare_digest(kept, digest_of(key))
    now = timezone.now()
    if found is None or not same or found.revoked_at is not None or found.expires_at <= now:
        return None
    if found.last_used_at is None or now - found.last_used_at > _USED_EVERY:
        AccessToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


def refusal(user: User) -> str:
    """Why an account opens nothing (locked, without a role, left, unused for long), as a sentence; empty when it may enter."""
    if not user.is_active:
        return _("Tài khoản này đang khóa.")
    if viewer_of(user).role is None:
        return _("Tài khoản này chưa được giao vai trò.")
    if has_left(user):
        return _("Người có tài khoản này không còn trong danh sách, nên tài khoản không mở được nữa.")
    idle = timezone.now() - timedelta(days=IDLE_DAYS)
    if (user.last_login or user.date_joined) < idle and not Machine.objects.filter(user=user).exists():
        return _("Tài khoản này không đăng nhập đã %d ngày. Xin đăng nhập lại một lần.") % IDLE_DAYS
    return ""


def covers(keeper: Viewer, machine: Viewer) -> bool:
    """Whether a keeper's own rights hold the machine's: same role, and the same unit or everybody."""
    return keeper.role == machine.role and (keeper.whole or keeper.unit_id == machine.unit_id)
