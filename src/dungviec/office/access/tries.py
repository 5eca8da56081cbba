"""Lock-out after wrong log-ins, counted in the database, so that all processes of the office share it.

A try is taken *before* the secret is looked at and given back when it was right: however many requests come at once, no more than
``settings.LOGIN_TRIES`` secrets are looked at. Tries count by account and address together: somebody who guesses from elsewhere
does not lock the owner out, and one person's wrong tries do not lock out the office that shares a proxy with him. An account
that does not exist is counted just like one that does.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import Tries, User
from dungviec.office.shell.no_trace import address_of, network_of

GATES = ("password", "factor")
"""What is guessed: a password, or the code of a second factor."""


def mark_of(text: str) -> str:
    """A keyed digest of what was typed, so that the table names nobody."""
    return hmac.new(settings.SECRET_KEY.encode(), text.strip().lower().encode(), hashlib.sha256).hexdigest()


def place_of(request: HttpRequest | None) -> str:
    """The address a request came from, past the proxies of the house; a /64 network of IPv6 is one address."""
    return network_of(address_of(request)) if request is not None else "unknown"


@transaction.atomic
def take(username: str, place: str, *, gate: str = "password") -> datetime | None:
    """Take one try for an account from a place: None where it may be used, else the moment until which none is left."""
    now = timezone.now()
    row = _row(username, place, gate, now)
    if row.until is not None and row.until > now:
        return row.until
    if row.until is not None or now - row.since > pause():
        row.count, row.since, row.until = 0, now, None
    row.count += 1
    if row.count >= settings.LOGIN_TRIES:  # the last one: locked from now on unless it is given back
        row.until = now + pause()
    row.save(update_fields=["count", "since", "until"])
    return None


@transaction.atomic
def give_back(username: str, place: str, *, gate: str = "password") -> None:
    """The secret was right: the account starts anew from this place."""
    Tries.objects.filter(key=_key(username, place, gate)).delete()


def failed(username: str, place: str, *, gate: str = "password") -> bool:
    """The secret was wrong: whether that was the last try. The lock-out of an account that exists is a line of the ledger."""
    row = Tries.objects.filter(key=_key(username, place, gate)).first()
    locked = row is not None and row.until is not None and row.until > timezone.now()
    if locked and User.objects.filter(username__iexact=username.strip()).exists():
        ledger.record("dungviec", "lock_out", kind="account", subject=username.strip().lower()[:60], gate=gate)
    return locked


def locked_now(usernames: list[str]) -> set[str]:
    """Those of the accounts that are locked out from at least one address now."""
    marks = {mark_of(name): name for name in usernames}
    found = Tries.objects.filter(account_mark__in=marks, until__gt=timezone.now()).values_list(
        "account_mark", flat=True
    )
    return {marks[m] for m in found}


@transaction.atomic
def unlock(user: User, *, by: User) -> int:
    """An administrator gives an account its tries back, from everywhere; how many places were locked or counted."""
    done, _each = Tries.objects.filter(account_mark=mark_of(user.username)).delete()
    if done:
        ledger.record(by.username, "unlock_tries", kind="account", subject=user.username[:60], places=done)
    return done


def forget_old(now: datetime) -> int:
    """Take away the counts that no longer lock anybody."""
    return Tries.objects.filter(since__lt=now - 2 * pause()).delete()[0]


def pause() -> timedelta:
    """How long a lock-out lasts, and over which time wrong tries add up."""
    return timedelta(minutes=settings.LOGIN_PAUSE_MINUTES)


def _row(username: str, place: str, gate: str, now: datetime) -> Tries:
    """The row of an account and a place, held until the transaction ends."""
    key = _key(username, place, gate)
    Tries.objects.bulk_create([Tries(key=key, account_mark=mark_of(username), since=now)], ignore_conflicts=True)
    return Tries.objects.select_for_update().get(key=key)


def _key(username: str, place: str, gate: str) -> str:
    return mark_of(f"{gate}|{username.strip()}|{place}")
