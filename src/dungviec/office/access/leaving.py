"""Leavers and long unused accounts lose access: at the next request, at every log-in, and by the daily sweep.

Whoever gives out other keys (tokens, feeds, devices) listens to :data:`leaving` and takes them back in the same transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from dungviec.office.access import ledger, tries
from dungviec.office.access.accounts import IDLE_DAYS, people_who_left
from dungviec.office.access.clock import unused_since
from dungviec.office.access.models import LockedBecause, Membership, Role, User

leaving = Signal()
"""Sent inside the transaction that locks an account: ``user`` (:class:`User`) and ``why`` (one of :class:`LockedBecause`)."""


@transaction.atomic
def lock(user: User, why: LockedBecause, *, by: str, note: str = "") -> None:
    """Lock an account and take back everything it holds: open sessions at once, other keys by :data:`leaving`."""
    user.is_active, user.locked_because = False, why
    user.epoch += 1
    user.save(update_fields=["is_active", "locked_because", "epoch"])
    UserSession.objects.filter(user=user).delete()
    leaving.send(sender=User, user=user, why=why)
    ledger.record(by, "lock_account", kind="account", subject=user.username[:60], why=note[:200] or str(why))


def end_sessions(user: User) -> None:
    """End every session of the account, wherever it is open."""
    user.epoch += 1
    user.save(update_fields=["epoch"])
    UserSession.objects.filter(user=user).delete()


def may_enter(user: User) -> bool:
    """Whether the account opens anything today: active, its owner on the rolls, used within the last weeks.

    An account that may not is locked at once. To be asked by whatever lets an account in without a session (tokens).
    """
    if not user.is_active:
        return False
    why = reason_to_lock(user, timezone.now())
    if why is not None:
        lock(user, why, by="dungviec")
    return why is None


def reason_to_lock(user: User, now: datetime) -> LockedBecause | None:
    """Why the account is to be locked today; None where it is not."""
    member = Membership.objects.filter(user=user).first()
    if member is not None and member.demo:
        return None
    if member is not None and member.person_id and people_who_left({member.person_id}):
        return LockedBecause.LEFT
    if is_idle(user, now) and not _last_administrator(user):
        return LockedBecause.IDLE
    return None


def is_idle(user: User, now: datetime) -> bool:
    """Whether the account was not used for so long that it has to be locked."""
    last = max(t for t in (user.last_login, user.opened_at, user.date_joined) if t is not None)
    limit = timedelta(days=IDLE_DAYS)
    return now - last > limit and now - unused_since(last, now) > limit


def sweep(now: datetime) -> dict[str, int]:
    """Lock the accounts of all who left and all that were long unused, and forget old wrong tries; how many of each.

    Access ends the same day also where nobody tries to come in: the workers ask for it (``sweep_each_hour``).
    """
    active = Membership.objects.filter(user__is_active=True, demo=False)
    owners = dict(active.exclude(person_id="").values_list("user_id", "person_id"))
    left = people_who_left(set(owners.values()))
    gone = User.objects.filter(pk__in=[pk for pk, person in owners.items() if person in left])
    since = now - timedelta(days=IDLE_DAYS)
    unused = User.objects.filter(is_active=True, opened_at__lt=since, date_joined__lt=since).filter(
        Q(last_login__lt=since) | Q(last_login__isnull=True)
    )
    counts = {"left": 0, "idle": 0}
    for user in gone:
        lock(user, LockedBecause.LEFT, by="dungviec")
        counts["left"] += 1
    for user in unused.exclude(membership__demo=True).exclude(pk__in=[u.pk for u in gone]):
        if is_idle(user, now) and not _last_administrator(user):
            lock(user, LockedBecause.IDLE, by="dungviec")
            counts["idle"] += 1
    tries.forget_old(now)
    return counts


def sweep_each_hour(now: datetime) -> dict[str, int] | None:
    """The sweep, once in an hour however many ask for it; None where it was made in this hour."""
    hour = timezone.localtime(now).strftime("%Y-%m-%dT%H")
    return sweep(now) if caches["default"].add(f"access.sweep.{hour}", 1, 7200) else None


def _last_administrator(user: User) -> bool:
    """Whether locking the account would leave the office without an administrator."""
    here = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return here.filter(user=user).exists() and not here.exclude(user=user).exists()
