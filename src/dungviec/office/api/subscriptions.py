"""Keeping subscriptions: asked for, listed, ended; each on behalf of an account whose rights bound what it hears."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import viewer_of
from dungviec.office.api.models import Machine, Subscription
from dungviec.office.api.outbox import KINDS
from dungviec.office.api.sealing import seal
from dungviec.office.api.sending import secret_text, target_of

MOST = 20


class SubscriptionRefused(ValueError):
    """A subscription that cannot be kept; ``str()`` is the sentence."""


def may_subscribe(user: User) -> bool:
    """Administrators (on behalf of machines) and machine accounts (for themselves)."""
    return viewer_of(user).role == Role.ADMINISTRATOR or Machine.objects.filter(user=user).exists()


def subscriptions_of(user: User) -> QuerySet[Subscription]:
    """Those an account may read and end: an administrator all, a machine its own."""
    found = Subscription.objects.select_related("owner")
    return found if viewer_of(user).role == Role.ADMINISTRATOR else found.filter(owner=user)


@transaction.atomic
def subscribe(owner: User, url: str, kinds: Collection[str], *, by: User) -> tuple[Subscription, str]:
    """Keep a subscription of a machine account; answers with it and the signing secret, which is shown once.

    Raises SubscriptionRefused, AddressRefused.
    """
    if not Machine.objects.filter(user=owner).exists():
        raise SubscriptionRefused(_("Chỉ tài khoản máy mới nhận tin báo."))
    if owner.pk != by.pk and viewer_of(by).role != Role.ADMINISTRATOR:
        raise SubscriptionRefused(_("Chỉ quản trị hoặc chính tài khoản máy đăng ký nhận tin."))
    asked = sorted(set(kinds))
    if not asked or not set(asked) <= set(KINDS):
        raise SubscriptionRefused(_("Xin chọn ít nhất một loại tin."))
    if Subscription.objects.filter(owner=owner, active=True).count() >= MOST:
        raise SubscriptionRefused(_("Tài khoản này đã có %d nơi nhận tin.") % MOST)
    target_of(url)
    secret = secrets.token_bytes(32)
    made = Subscription.objects.create(
        owner=owner, url=url, kinds=asked, secret=seal(secret), made_by=by, made_at=timezone.now()
    )
    ledger.record(
        by.username, "subscribe", kind="subscription", subject=str(made.pk), account=owner.username, kinds=asked
    )
    return made, secret_text(secret)


@transaction.atomic
def end_subscription(one: Subscription, *, by: User) -> None:
    """Send nothing more to it; what waits is laid aside."""
    if one.active:
        one.active = False
        one.save(update_fields=["active"])
        ledger.record(
            by.username, "end_subscription", kind="subscription", subject=str(one.pk), account=one.owner.username
        )
